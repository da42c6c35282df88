/** The cards of a partnership request as the provider's people see them: drafts in every condition of their link, the text again, each state, and the lists. */

import type { CardName } from '../../bot/cards/load.ts';
import { newRequest, requestsPage } from '../../bot/tasks/partners/requestViews.ts';
import { presentLetter } from '../../bot/tasks/letters/letter.ts';
import { requestUi } from '../../bot/tasks/partners/request.ts';
import { requestKind } from '../../bot/tasks/partners/requestScreens.ts';
import type { TurnCtx } from '../../bot/turn/turnCtx.ts';
import type { ViewVerb } from '../../bot/views.ts';
import { show } from '../../bot/views.ts';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import type { Performed } from '../../src/app/perform.ts';
import { DAY, HOUR, plus } from '../../src/core/time.ts';
import { request } from '../../src/tasks/request.ts';
import type { PartnershipRequest, RequestState } from '../../src/tasks/requestDoc.ts';
import { LINK } from '../../src/tasks/letter.ts';
import { requestLine } from '../../src/tasks/requestDoc.ts';
import { TOKEN, draftText, iker, nuria, personalLink, requestIn as requestAt } from '../support/partners.ts';
import { NOW, ago, norte } from '../support/world.ts';
import type { Sample } from './draw.ts';
import { clicked, put, refusal } from './stage.ts';

const requestIn = (state: RequestState, more: Partial<PartnershipRequest> = {}): PartnershipRequest => requestAt(state, { expiresAt: plus(NOW, 20 * DAY), ...more });
const draft = requestIn('Draft');

const shown = (doc: PartnershipRequest, { viewer = iker, verb = 'show.request' }: { readonly viewer?: Sample['viewer']; readonly verb?: ViewVerb } = {}): Sample => ({
  viewer, about: doc,
  reply: async (ctx, said) => {
    await put(ctx, 'request', said(doc));
    return await show(ctx, verb, { id: doc.id, rev: doc.rev, input: {} });
  },
});

/** The draft with the link that its reader has at hand. */
const atHand = (doc: PartnershipRequest): Sample => ({ viewer: iker, about: doc, reply: (ctx, said) => presentLetter(ctx, requestKind, { doc: said(doc), token: TOKEN }) });

const after = (event: string, performed: Performed, input: Record<string, string> = {}): Sample => ({
  viewer: iker, ...(performed.doc ? { about: performed.doc } : {}),
  reply: async (ctx, said) => {
    if (performed.doc) await put(ctx, 'request', said(performed.doc));
    const { data, ...rest } = said(clicked(event, performed, input));
    return await requestUi.answer(ctx, { ...rest, data: { ...data, input: { ...data.input, token: TOKEN } } });
  },
});
const done = (event: string, doc: PartnershipRequest, input: Record<string, string> = {}): Sample => after(event, { kind: 'done', doc, complaint: undefined }, input);
const refused = (event: string, doc: PartnershipRequest, text: string, rev = doc.rev): Sample =>
  after(event, { kind: 'refused', doc, error: refusal(request, doc, event, { actor: iker, input: { text }, rev, read: { tenant: norte, own: norte } }) }, { text });

const asking = (email: string): Sample => ({ viewer: iker, reply: (ctx, said) => newRequest(ctx, { email: said(email), language: 'en' }) });

const states: readonly RequestState[] = ['Issued', 'Accepted', 'Declined', 'Revoked', 'Expired', 'Discarded'];

export const requestSamples = {
  'letter/draft': {
    'fresh': atHand(draft), 'for somebody who reads English': atHand(requestIn('Draft', { language: 'en' })), 'opened again': shown(draft),
    'updated': done('edit', draft), 'with the link put back': done('edit', draft, { restore: 'true' }),
    'without its link': refused('edit', draft, 'Hola:\n\nAcepta nuestra solicitud.'), 'with half of its link': refused('done', draft, draftText.replace(personalLink, personalLink.slice(0, -5))),
    'with its link twice': refused('edit', draft, `${draftText}\n${personalLink}`), 'too long': refused('edit', draft, `${draftText}${' ¡Hola!'.repeat(300)}`),
    'changed by a colleague': refused('edit', draft, `${draftText}\n\nUn saludo`, 0), 'pressed again': after('edit', { kind: 'repeated', doc: draft }),
    'too long for a mail link': atHand(requestIn('Draft', { text: `${LINK}\n${'ñandú 🦙 '.repeat(240)}` })),
  },
  'request/new': {
    'empty': { viewer: iker, reply: (ctx: TurnCtx) => show(ctx, 'show.newRequest', { id: '', rev: undefined, input: {} }) },
    'no address': asking('Ana García <ana@contoso.es>'), 'the own company': asking('luis@norte.es'),
    'no language': { viewer: iker, reply: (ctx: TurnCtx) => show(ctx, 'show.newRequest', { id: 'form', rev: undefined, input: { email: 'ana@contoso.es', language: '' } }) },
  },
  'letter/status': {
    ...Object.fromEntries(states.map((state) => [state, shown(requestIn(state))])),
    'a draft, seen by somebody who may not write it': shown(draft, { viewer: nuria }), 'issued, seen by somebody who may not revoke it': shown(requestIn('Issued'), { viewer: nuria }),
    'over before the timer rang': shown(requestIn('Issued', { expiresAt: ago(HOUR) })),
    'just done': done('done', requestIn('Issued')), 'just revoked': done('revoke', requestIn('Revoked')), 'just discarded': done('discard', requestIn('Discarded')),
    'a click that came too late': refused('edit', requestIn('Issued'), draftText, 1),
  },
  'letter/text': {
    'again': shown(requestIn('Issued'), { verb: 'show.requestDraft' }),
    'too long for a mail link': shown(requestIn('Issued', { text: `${LINK}\n${'ñandú 🦙 '.repeat(240)}` }), { verb: 'show.requestDraft' }),
  },
} satisfies Partial<Record<CardName, Readonly<Record<string, Sample>>>>;

const listed = (count: number, more: Partial<PartnershipRequest> = {}, search = '', viewer: Sample['viewer'] = iker): Sample => ({
  viewer,
  reply: async (ctx, said) => {
    for (let place = 0; place < count; place++) {
      const doc = said(requestIn(states[place % 5] ?? 'Issued', { ...more, id: `REQ-7K3F-${String(place).padStart(4, '0')}`, since: ago((place + 1) * HOUR) }));
      await ctx.deps.store.commit(lineWrites({ partition: homeOf(norte.id), key: doc.id, before: undefined, after: requestLine(doc) }));
    }
    return await requestsPage(ctx, { search: said(search), cursor: undefined });
  },
});

/** The list of requests, among the other lists. */
export const requestLists: Readonly<Record<string, Sample>> = {
  'no requests': listed(0), 'a few requests': listed(5), 'more requests than a page holds': listed(27, { email: `${'a'.repeat(64)}@${'b'.repeat(60)}.example` }),
  'requests found': listed(3, {}, 'ana'), 'no requests found': listed(3, {}, 'zz'), 'requests, seen by somebody who may not ask': listed(2, {}, '', nuria),
};
