/** The cards of an invitation as the reseller's people see them (WF-20, WF-21): the form with and without providers, drafts, the text again, each state, the lists and the news. */

import type { CardName } from '../../bot/cards/load.ts';
import { customerNotice } from '../../bot/outbox/customers.ts';
import { invitationNotice } from '../../bot/outbox/invitations.ts';
import { orderNotice } from '../../bot/outbox/orders.ts';
import { invitationUi } from '../../bot/tasks/invitations/invitation.ts';
import { invitationKind } from '../../bot/tasks/invitations/invitationScreens.ts';
import type { Wanted } from '../../bot/tasks/invitations/invitationViews.ts';
import { invitationsPage, newInvitation } from '../../bot/tasks/invitations/invitationViews.ts';
import { presentLetter } from '../../bot/tasks/letters/letter.ts';
import type { TurnCtx } from '../../bot/turn/turnCtx.ts';
import type { ViewVerb } from '../../bot/views.ts';
import { show } from '../../bot/views.ts';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import type { Performed } from '../../src/app/perform.ts';
import type { RawInput } from '../../src/core/decide.ts';
import { DAY, HOUR, plus } from '../../src/core/time.ts';
import type { EnrolmentState } from '../../src/tasks/enrolmentDoc.ts';
import { invitation } from '../../src/tasks/invitation.ts';
import type { Invitation, InvitationState } from '../../src/tasks/invitationDoc.ts';
import { invitationLine } from '../../src/tasks/invitationDoc.ts';
import { invitationNews } from '../../src/tasks/outgoing.ts';
import { partnerLine } from '../../src/tasks/partnershipDoc.ts';
import { INVITE_TOKEN, invitationIn as invitationAt, inviteText, joint } from '../support/customers.ts';
import { iker, partnershipIn } from '../support/partners.ts';
import { NOW, ago, cast, contoso, enrolmentIn, norte, tenantNamed } from '../support/world.ts';
import type { Said, Sample } from './draw.ts';
import { requestSamples } from './samplesRequest.ts';
import { clicked, posted, put, refusal } from './stage.ts';

const { salesAgent: sal, helpdeskAgent: hal } = cast;
const invitationIn = (state: InvitationState, more: Partial<Invitation> = {}): Invitation => invitationAt(state, { expiresAt: plus(NOW, 20 * DAY), ...more });
const draft = invitationIn('Draft');
const together = invitationIn('Draft', { ...joint, source: 'provider' });

const shown = (doc: Invitation, { viewer = sal, verb = 'show.invitation' }: { readonly viewer?: Sample['viewer']; readonly verb?: ViewVerb } = {}): Sample => ({
  viewer, about: doc,
  reply: async (ctx, said) => {
    await put(ctx, 'invitation', said(doc));
    return await show(ctx, verb, { id: doc.id, rev: doc.rev, input: {} });
  },
});
/** The draft with the link that its reader has at hand. */
const atHand = (doc: Invitation): Sample => ({ viewer: sal, about: doc, reply: (ctx, said) => presentLetter(ctx, invitationKind, { doc: said(doc), token: INVITE_TOKEN }) });

const after = (event: string, performed: Performed, input: RawInput = {}): Sample => ({
  viewer: sal, ...(performed.doc ? { about: performed.doc } : {}),
  reply: async (ctx, said) => {
    if (performed.doc) await put(ctx, 'invitation', said(performed.doc));
    const { data, ...rest } = said(clicked(event, performed, input));
    return await invitationUi.answer(ctx, { ...rest, data: { ...data, input: { ...data.input, token: INVITE_TOKEN } } });
  },
});
const done = (event: string, doc: Invitation): Sample => after(event, { kind: 'done', doc, complaint: undefined });
const refused = (event: string, doc: Invitation, input: RawInput = {}): Sample =>
  after(event, { kind: 'refused', doc, error: refusal(invitation, doc, event, { actor: sal, input, read: { own: contoso, enrolment: enrolmentIn('Active'), provider: norte } }) }, input);

type Company = { readonly partners?: number; readonly enrolled?: EnrolmentState; readonly viewer?: Sample['viewer'] };

/** In a company that is enrolled, and has so many providers. */
const asking = (ask: (ctx: TurnCtx, said: Said) => ReturnType<Sample['reply']>, { partners = 1, enrolled = 'Active', viewer = sal }: Company = {}): Sample => ({
  viewer,
  reply: async (ctx, said) => {
    await put(ctx, 'enrolment', said(enrolmentIn(enrolled)));
    for (let place = 0; place < partners; place++) {
      const id = place === 0 ? norte.id : tenantNamed(`provider-${place}`);
      const doc = said(partnershipIn('Active', { id, provider: { id, name: place === 0 ? norte.name : `Norte ${place}`, country: 'ES' } }));
      await put(ctx, 'partnership', doc);
      await ctx.deps.store.commit(lineWrites({ partition: homeOf(contoso.id), key: `partnership:${id}`, before: undefined, after: partnerLine(doc, 'reseller') }));
    }
    return await ask(ctx, said);
  },
});
const form = (input: RawInput = {}, company: Company = {}): Sample => asking((ctx, said) => show(ctx, 'show.newInvitation', { id: 'form', rev: undefined, input: said(input) }), company);
const typed = (wanted: Wanted, company: Company = {}): Sample => asking((ctx, said) => newInvitation(ctx, { ...wanted, email: said(wanted.email), ...(wanted.provider ? { provider: said(wanted.provider) } : {}) }), company);

const states: readonly InvitationState[] = ['Issued', 'Opened', 'Accepted', 'Declined', 'Revoked', 'Expired', 'Discarded'];

export const invitationSamples = {
  'invitation/new': {
    'empty': form(), 'without a provider': form({}, { partners: 0 }), 'more providers than a page holds': form({}, { partners: 27 }),
    'from the row of a provider': form({ provider: norte.id }), 'from the row of one that is gone': form({ provider: 'este' }),
    'no address': typed({ email: 'Olga Ortiz <olga@adventure.es>', language: 'en' }), 'no provider of that name': typed({ email: 'olga@adventure.es', provider: 'sur' }),
    'several providers of that name': typed({ email: 'olga@adventure.es', provider: 'nort', source: 'provider' }, { partners: 3 }),
    'nothing chosen': form({ email: 'olga@adventure.es', language: '', source: '', provider: 'alone' }),
  },
  'letter/draft': {
    ...requestSamples['letter/draft'],
    'an invitation': atHand(draft), 'a joint invitation': atHand(together), 'an invitation, opened again': shown(draft),
    'an invitation without its link': refused('edit', draft, { text: 'Hola:' }), 'a joint invitation whose partnership ended': refused('done', together, { text: inviteText }),
  },
  'letter/status': {
    ...requestSamples['letter/status'],
    ...Object.fromEntries(states.map((state) => [`an invitation: ${state}`, shown(invitationIn(state))])),
    'a joint invitation: Issued': shown(invitationIn('Issued', { ...joint, source: 'microsoftReferral' })), 'a joint invitation: Void': shown(invitationIn('Void', joint)),
    'an invitation, seen by somebody who may not invite': shown(invitationIn('Issued', { source: 'ownMarketing' }), { viewer: hal }),
    'an invitation that was just done': done('done', invitationIn('Issued')), 'an invitation that was just revoked': done('revoke', invitationIn('Revoked')),
    'a joint invitation that cannot be renewed': refused('resend', invitationIn('Expired', joint)),
  },
  'letter/text': {
    ...requestSamples['letter/text'],
    'an invitation again': shown(invitationIn('Opened'), { verb: 'show.invitationText' }), 'an invitation that was renewed': done('resend', invitationIn('Issued')),
  },
} satisfies Partial<Record<CardName, Readonly<Record<string, Sample>>>>;

const listed = (count: number, { search = '', viewer = sal, ...more }: Partial<Invitation> & { readonly search?: string; readonly viewer?: Sample['viewer'] } = {}): Sample => ({
  viewer,
  reply: async (ctx, said) => {
    for (let place = 0; place < count; place++) {
      const doc = said(invitationIn(states[place % 6] ?? 'Issued', { ...(place % 2 === 1 ? joint : {}), ...more, id: `INV-7K3F-${String(place).padStart(4, '0')}`, since: ago((place + 1) * HOUR) }));
      await ctx.deps.store.commit(lineWrites({ partition: homeOf(contoso.id), key: doc.id, before: undefined, after: invitationLine(doc) }));
    }
    return await invitationsPage(ctx, { search: said(search), cursor: undefined });
  },
});

/** The list of invitations, among the other lists. */
export const invitationLists: Readonly<Record<string, Sample>> = {
  'no invitations': listed(0), 'a few invitations': listed(6), 'more invitations than a page holds': listed(27, { ...joint, email: `${'a'.repeat(64)}@${'b'.repeat(60)}.example` }),
  'invitations found': listed(3, { search: 'olga' }), 'no invitations found': listed(3, { search: 'zz' }), 'invitations, seen by somebody who may not invite': listed(2, { viewer: hal }),
};

/** Companies that may not invite, among the other menus. */
export const invitationMenus: Readonly<Record<string, Sample>> = {
  'an invitation by a company that is not enrolled': form({}, { enrolled: 'UnderReview' }),
  'an invitation by a provider': { viewer: iker, reply: (ctx) => newInvitation({ ...ctx, actor: { ...iker, name: ctx.actor.name } }, { email: 'olga@adventure.es' }) },
};

/** The stage posts to people of Contoso only; a provider's read the same. */
const gained: Sample = {
  viewer: sal,
  reply: (ctx, said) => posted(ctx, { kind: 'customerNotice', payload: { person: sal.id, customer: 'adventure', name: said('Adventure'), company: said('Contoso Iberia') }, sender: customerNotice }),
};

const orderNews = (state: 'PartialSuccess' | 'PendingPoUpload'): Sample => ({
  viewer: sal,
  reply: (ctx, said) => posted(ctx, { kind: 'orderNotice', payload: { person: sal.id, order: 'ORD-7K3F-9QXD', customer: 'adventure', name: said('Adventure'), state }, sender: orderNotice }),
});

/** The news of an invitation and of what follows from it, among the other notices. */
export const invitationNotices: Readonly<Record<string, Sample>> = { 'a customer gained': gained, 'an order that failed in part': orderNews('PartialSuccess'), 'an order that needs its purchase order': orderNews('PendingPoUpload'), ...Object.fromEntries(invitationNews.options.map((news) => [`an invitation: ${news}`, {
  viewer: sal,
  reply: (ctx, said) => {
    const company = news === 'accepted' || news === 'declined' ? said('Adventure') : '';
    return posted(ctx, { kind: 'invitationNotice', payload: { person: sal.id, news, company, about: 'INV-7K3F-9QXD', email: said('olga@adventure.es') }, sender: invitationNotice });
  },
} satisfies Sample])) };
