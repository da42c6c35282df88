/** How the outcome of an enrolment event is shown to the company: the next page, the same page with what is wrong, or the status. */

import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import type { Enrolment } from '../../../src/tasks/enrolmentDoc.ts';
import { md } from '../../cards/escape.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import type { EnrolmentForm } from './enrolmentForms.ts';
import { enrolmentForm } from './enrolmentForms.ts';
import { bannerOf, isStale, staleBanner } from '../banners.ts';
import { presentEnrolment } from './present.ts';
import type { Answered, TaskUi } from '../ui.ts';

/** Events whose success is worth a sentence; after the others the next page says enough. */
const praised = ['enrolNow', 'resend', 'changeContact', 'withdraw', 'amend', 'answer', 'appeal', 'takeOver'] as const;
type Praised = (typeof praised)[number];
const isPraised = (event: string): event is Praised => praised.some((known) => known === event);

/** Events that are sent from a form of their own: a refusal goes back to it. */
const forms: Readonly<Record<string, EnrolmentForm>> = { changeContact: 'changeContact', answer: 'answer', appeal: 'appeal' };

export const enrolmentUi: TaskUi = {
  answer: async (ctx, { event, data, performed }) => {
    const doc = performed.doc as Enrolment | undefined; // perform read it with the enrolment's schema
    switch (performed.kind) {
      case 'done': return await done(ctx, event, doc, { typed: data.input, complaint: performed.complaint });
      case 'repeated': return await presentEnrolment(ctx, doc);
      case 'refused': return await refused(ctx, { event, data, performed }, performed.error);
    }
  },
};

type Told = { readonly typed: RawInput; readonly complaint: DomainError | undefined };

async function done(ctx: TurnCtx, event: string, doc: Enrolment | undefined, { typed, complaint }: Told): Promise<Reply> {
  if (complaint) return await presentEnrolment(ctx, doc, { typed, error: complaint });
  if (event === 'leave' && doc) return cardReply(render('enrolment/saved', ctx.language, { company: md(doc.company.name) }));
  const banner: Banner | undefined = isPraised(event) ? { style: 'good', text: t(ctx.language, `enrolment.banner.${event}`) } : undefined;
  return await presentEnrolment(ctx, doc, { banner: event === 'abandon' ? discarded(ctx) : banner });
}

const discarded = (ctx: TurnCtx): Banner => ({ style: 'accent', text: t(ctx.language, 'enrolment.banner.abandon') });

async function refused(ctx: TurnCtx, { event, data, performed }: Answered, error: DomainError): Promise<Reply> {
  const doc = performed.doc as Enrolment | undefined; // as above
  const banner = bannerOf(ctx, error);
  if (event === 'signIn' && !doc) return cardReply(render('enrolment/signIn', ctx.language, {}, { banner }));
  // Somebody without the right sees a sentence; the card, which may be somebody else's, stays as it is.
  if (error.code === 'GEN-01' || error.code === 'ENR-01') return refusalReply(ctx, error);
  if (isStale(error)) return await presentEnrolment(ctx, doc, { banner: staleBanner(ctx) });
  const form = forms[event];
  if (form && doc && error.code !== 'ENR-14') return enrolmentForm(ctx, form, doc, { typed: data.input, error });
  return await presentEnrolment(ctx, doc, { typed: data.input, error });
}
