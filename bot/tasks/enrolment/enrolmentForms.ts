/** Forms that open from the status card: another contact, an answer to the reviewers, an appeal. Their events are rows of src/tasks/enrolment*.ts. */

import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import type { Fields } from '../../../src/core/machine.ts';
import type { Enrolment } from '../../../src/tasks/enrolmentDoc.ts';
import { contactFields } from '../../../src/tasks/enrolmentDoc.ts';
import { answerFields, appealFields } from '../../../src/tasks/enrolmentReview.ts';
import { md } from '../../cards/escape.ts';
import { render } from '../../cards/render.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { formData, problemsOf } from '../forms.ts';
import { bannerOf } from '../banners.ts';

export type EnrolmentForm = 'changeContact' | 'answer' | 'appeal';

const fields: Record<EnrolmentForm, Fields> = {
  changeContact: contactFields,
  answer: answerFields,
  appeal: appealFields,
};

export function enrolmentForm(ctx: TurnCtx, form: EnrolmentForm, doc: Enrolment, shown: { readonly typed?: RawInput; readonly error?: DomainError } = {}): Reply {
  const stored = form === 'changeContact' ? doc.form : { documentType: 'business' };
  const banner = bannerOf(ctx, shown.error);
  const data = {
    id: doc.id, rev: doc.rev,
    words: md(doc.review?.decision?.text ?? ''),
    ...formData(ctx.language, fields[form], { ...stored, ...shown.typed }, problemsOf(shown.error)),
  };
  return cardReply(render(`enrolment/${form}`, ctx.language, data, { banner }));
}
