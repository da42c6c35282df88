/** What a partnership request says of itself on the cards of letters (WF-14), and its form. Nothing is read or decided here. */

import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { draftFields } from '../../../src/tasks/request.ts';
import type { PartnershipRequest } from '../../../src/tasks/requestDoc.ts';
import { placeOfLinks } from '../../../src/tasks/requestDoc.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { formData, problemsOf } from '../forms.ts';
import type { LetterKind } from '../letters/letterKind.ts';
import { isLost, stateAt } from '../letters/letterKind.ts';

export const requestKind: LetterKind<PartnershipRequest> = {
  task: 'request', needs: 'P17', prefix: 'REQ', place: placeOfLinks,
  views: { one: 'show.request', text: 'show.requestDraft', list: 'show.requests' }, toList: 'request.button.toList',
  banners: { done: 'request.banner.done', revoke: 'request.banner.revoke' },
  draftWords: (_doc, language) => ({ title: t(language, 'request.draft.title'), hint: t(language, 'request.draft.hint') }),
  subject: ({ language, provider }) => t(language, 'request.mail.subject', { provider: provider.name }),
  statusWords: (doc, { now, language }) => {
    const state = stateAt(doc, now);
    return { about: t(language, 'request.status.about', { number: doc.id }), state: t(language, `request.state.${state}`), means: t(language, `request.means.${state}`) };
  },
  facts: () => [],
  onward: ({ state, answer }, language) => {
    if (state === 'Accepted' && answer) return { title: t(language, 'request.button.toReseller'), verb: 'show.partner', data: { with: answer.reseller }, needs: 'E04' };
    return state === 'Expired' || isLost(state) ? { title: t(language, 'request.button.new'), verb: 'show.newRequest', data: {}, needs: 'P17' } : undefined;
  },
};

export function newForm(ctx: TurnCtx, typed: RawInput, { error, banner }: { readonly error?: DomainError; readonly banner?: Banner | undefined } = {}): Reply {
  const { email, language } = draftFields;
  // The form's own number: pressing its button twice makes one draft.
  const data = { id: ctx.deps.newId(), ...formData(ctx.language, { email, language }, { language: ctx.language, ...typed }, problemsOf(error)) };
  return cardReply(render('request/new', ctx.language, data, { banner }));
}
