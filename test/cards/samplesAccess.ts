/** Who manages, who earns and who answers (WF-26 to WF-28): the cards of Adventure Works, which Norte and Contoso serve; Fabrikam is a partner of Norte's that does not. */

import { linksPage } from '../../bot/tasks/access/accessFinder.ts';
import type { Chosen } from '../../bot/tasks/access/accessFinder.ts';
import { linkAnswer } from '../../bot/tasks/access/accessLinks.ts';
import type { Want } from '../../bot/tasks/access/accessScreens.ts';
import { accessReply, stepsReply } from '../../bot/tasks/access/accessScreens.ts';
import { associateReply } from '../../bot/tasks/access/association.ts';
import { creditReply, verifyCredit } from '../../bot/tasks/access/credit.ts';
import { supportReply } from '../../bot/tasks/access/supportContact.ts';
import type { Reply, TurnCtx } from '../../bot/turn/turnCtx.ts';
import type { CustomerLine } from '../../src/app/customers.ts';
import type { SeenCustomer } from '../../src/app/customerSeen.ts';
import { customerSeen } from '../../src/app/customerSeen.ts';
import { homeOf, reservationRef } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import type { Performed } from '../../src/app/perform.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { RawInput } from '../../src/core/decide.ts';
import type { ReadSet, TaskDoc } from '../../src/core/machine.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { taskOf } from '../../src/tasks/catalog.ts';
import { customer } from '../../src/tasks/customer.ts';
import { partnerLine } from '../../src/tasks/partnershipDoc.ts';
import { CUSTOMERS } from '../../src/tasks/relationship.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import { subscription } from '../../src/tasks/subscription.ts';
import type { Subscription } from '../../src/tasks/subscriptionDoc.ts';
import { NOT_LISTED } from '../../src/tasks/subscriptionLinks.ts';
import { accessIn } from '../support/access.ts';
import { customerIn } from '../support/customers.ts';
import { iker, nuria, partnershipIn, relationshipIn } from '../support/partners.ts';
import { biller, ofNorte, standard, subscriptionIn } from '../support/subscriptions.ts';
import { NOW, adventure, agreementIn, cast, contoso, enrolmentIn, fabrikam, madrid, norte, tenantNamed } from '../support/world.ts';
import type { Said, Sample } from './draw.ts';
import { clicked, put, refusal } from './stage.ts';

const { salesAgent: sal } = cast;
const sold = subscriptionIn('Active');
const uncredited = subscriptionIn('Active', { record: undefined, offer: standard });
const known = customerIn('Known');
const typedId = { reseller: NOT_LISTED, mpnId: madrid.mpnId };

type Home = {
  readonly subscriptions?: readonly Subscription[]; readonly contosos?: Relationship; readonly customer?: ReturnType<typeof customerIn>; readonly told?: true;
  /** Resellers of Norte's that do not serve the customer. */
  readonly partners?: number;
};

async function stands(ctx: TurnCtx, task: TaskKind, doc: TaskDoc): Promise<void> {
  await put(ctx, task, doc);
  const def = taskOf(task);
  await ctx.deps.store.commit(lineWrites({ partition: homeOf(doc.tenant), key: def.documentId(ctx.actor, doc.id), before: undefined, after: def.line?.(doc) }));
}

async function home(ctx: TurnCtx, said: Said, { subscriptions = [uncredited], contosos = relationshipIn('Active', { delegatedAdmin: 'DAP' }), customer: account = known, told, partners = 1 }: Home): Promise<void> {
  for (const doc of [ofNorte, contosos]) await stands(ctx, 'relationship', said(doc));
  for (const doc of subscriptions) await stands(ctx, 'subscription', said(doc));
  if (account.state !== 'None') await put(ctx, 'customer', said(account));
  if (told) await put(ctx, 'access', said(accessIn('Told')));
  await put(ctx, 'enrolment', enrolmentIn('Active')); // its MPN ID is looked for by its digits
  await put(ctx, 'agreement', said(agreementIn('Accepted')));
  await ctx.deps.store.commit([{ op: 'create', doc: { ...reservationRef(madrid.mpnId), kind: 'reservation', body: { v: 1, mpnId: madrid.mpnId, tenant: contoso.id, at: NOW } } }]);
  const others = Array.from({ length: partners }, (_one, place) => (place === 0 ? fabrikam : { ...fabrikam, id: tenantNamed(`reseller-${place}`), name: `Nube ${place}` }));
  for (const { id: tenant, name, country } of [contoso, ...others]) {
    const doc = said(partnershipIn('Active', { tenant, reseller: { name, country } }));
    await put(ctx, 'partnership', { ...doc, id: norte.id }); // the stored id of a partnership is the provider's
    await ctx.deps.store.commit(lineWrites({ partition: homeOf(norte.id), key: `partner:${tenant}`, before: undefined, after: partnerLine(doc, 'provider') }));
  }
}

type Draw = (ctx: TurnCtx, seen: SeenCustomer, said: Said) => Promise<Reply>;

const seen = (viewer: PersonActor, about: TaskDoc | undefined, stored: Home, draw: Draw): Sample => ({
  viewer, ...(about ? { about } : {}),
  reply: async (ctx, said) => {
    await home(ctx, said, stored);
    const found = await customerSeen(ctx.deps, ctx.actor, adventure.id);
    if (!found) throw new Error('The customer of the sample is nobody of the reader');
    return await draw(ctx, { ...found, tenant: said(found.tenant) }, said);
  },
});

const overview = (viewer: PersonActor, stored: Home = {}): Sample => seen(viewer, undefined, stored, async (ctx, found) => await accessReply(ctx, found));
const steps = (stored: Home, ...wants: readonly Want[]): Sample => seen(iker, accessIn(stored.told ? 'Told' : 'None'), stored, async (ctx, found) => await stepsReply(ctx, found, wants));

const read: Partial<ReadSet> = {
  tenant: adventure, own: norte, relationships: [ofNorte, relationshipIn('Active', { delegatedAdmin: 'DAP' })],
  reseller: { tenant: contoso, enrolment: enrolmentIn('Active'), agreement: agreementIn('Accepted'), partnership: partnershipIn('Active') },
};
const association = (stored: Home, typed?: RawInput): Sample => {
  const doc = stored.customer ?? known;
  const error = typed && refusal(customer, doc, 'associate', { actor: iker, input: typed, read });
  return seen(iker, doc, stored, async (ctx, found, said) => await associateReply(ctx, found, said(typed && error ? { typed, error } : {})));
};

type Form = 'credit' | 'support';
const form = (link: Form, viewer: PersonActor, stored: Home, doc: Subscription = uncredited): Sample => seen(viewer, doc, { ...stored, subscriptions: [doc] }, async (ctx, _found, said) => {
  const shown = { doc: said(doc) };
  return link === 'credit' ? await creditReply(ctx, shown) : await supportReply(ctx, shown);
});
const after = (link: Form, performed: Performed, typed: RawInput = {}): Sample =>
  seen(iker, performed.doc, { subscriptions: [uncredited] }, async (ctx, _found, said) => await linkAnswer(ctx, link, said(clicked(link, performed, typed))));
const refused = (link: Form, typed: RawInput, changed: Partial<ReadSet> = {}): Sample =>
  after(link, { kind: 'refused', doc: uncredited, error: refusal(subscription, uncredited, link, { actor: iker, input: typed, read: { ...read, ...changed } }) }, typed);
/** What is looked up is known by its digits. */
const verified = (typed: RawInput): Sample => seen(iker, uncredited, {}, async (ctx, _found, said) => await verifyCredit(ctx, said(uncredited), typed));

const done = (link: Form, wasSo = false): Sample => seen(iker, undefined, { subscriptions: [sold] }, async (ctx, _found, said) => {
  const { data, ...rest } = clicked(link, { kind: 'done', doc: said(sold), complaint: undefined });
  return await linkAnswer(ctx, link, { ...rest, data: { ...data, rev: wasSo ? sold.rev : sold.rev - 1 } });
});

const choosing = (chosen: Chosen, search = '', subscriptions: readonly Subscription[] = [sold, uncredited]): Sample => seen(iker, undefined, { subscriptions }, async (ctx, _found, said) => {
  const body: CustomerLine = { customer: adventure.id, name: said('Adventure Works'), country: 'ES', role: 'provider' };
  await ctx.deps.store.commit(lineWrites({ partition: homeOf(norte.id), key: adventure.id, before: undefined, after: { list: CUSTOMERS, sort: body.name, terms: [body.name], body } }));
  return await linksPage(ctx, chosen, { search: said(search), cursor: undefined });
});
const ofAdventure = (link: Form): Chosen => ({ link, customer: adventure.id, mpnId: '' });

const many = Array.from({ length: 12 }, (_one, place) => subscriptionIn('Active', { id: `SUB-0000-00${place + 10}` }));

export const accessSamples = {
  'access/access': {
    'a provider\'s': overview(iker, { subscriptions: [sold] }), 'nobody manages, nothing is sold': overview(iker, { subscriptions: [], customer: customerIn('None') }),
    'the steps for Azure were given': overview(iker, { told: true }), 'more subscriptions than fit': overview(iker, { subscriptions: many }),
    'a reseller\'s': overview(sal, { subscriptions: [sold] }), 'a billing admin\'s': overview(biller),
    'just credited': done('credit'), 'credited already': done('credit', true), 'support contact just named': done('support'), 'named already': done('support', true),
    'a second click': after('credit', { kind: 'repeated', doc: sold }),
  },
  'access/steps': { 'all four': steps({}, 'manage', 'azure', 'credit', 'support'), 'for Azure, given before': steps({ told: true }, 'azure'), 'only credit': steps({}, 'credit') },
  'access/associate': {
    'a reseller manages it': association({}), 'nobody yet': association({ customer: customerIn('None') }), 'nobody can': association({ contosos: relationshipIn('Removed') }), 'nobody was chosen': association({}, { reseller: '' }),
  },
  'access/credit': {
    'nobody earns': form('credit', iker, {}), 'somebody earns': form('credit', iker, {}, sold), 'more resellers than fit': form('credit', iker, { partners: 27 }), 'by a billing admin': form('credit', biller, {}),
    'nobody was chosen': refused('credit', { reseller: '', mpnId: '' }), 'an MPN ID that is none': refused('credit', { reseller: NOT_LISTED, mpnId: '12x' }),
    'an MPN ID that nobody has': refused('credit', { reseller: NOT_LISTED, mpnId: '99999999' }, { reseller: undefined }),
    'verified': verified(typedId), 'verified, listed': verified({ reseller: contoso.id, mpnId: '' }), 'nobody has it': verified({ reseller: NOT_LISTED, mpnId: '99999999' }), 'listed without an MPN ID': verified({ reseller: fabrikam.id, mpnId: '' }),
  },
  'access/support': {
    'the provider': form('support', iker, {}), 'a reseller without rights': form('support', iker, { contosos: relationshipIn('Active') }), 'by a helpdesk agent': form('support', nuria, {}),
    'nobody was chosen': refused('support', { reseller: '' }), 'one who does not serve it': refused('support', { reseller: contoso.id }, { relationships: [ofNorte] }),
  },
} as const;

export const accessLists = {
  'whose access': choosing({ link: 'access', customer: '', mpnId: '' }), 'whose subscription to credit': choosing({ link: 'credit', customer: '', mpnId: '1234567' }), 'no such customer': choosing({ link: 'access', customer: '', mpnId: '' }, 'fabrikam'),
  'which subscription to credit': choosing(ofAdventure('credit')), 'which subscription to support': choosing(ofAdventure('support')), 'no such subscription': choosing(ofAdventure('credit'), 'dynamics'), 'no subscription yet': choosing(ofAdventure('credit'), '', []),
} as const;
