/** The cards of subscriptions and of the changes that resellers ask for (WF-25): Norte sold to Adventure Works, Contoso asks. */

import { changeNotice } from '../../bot/outbox/changes.ts';
import { changeUi } from '../../bot/tasks/subscriptions/change.ts';
import { askReply, changeReply } from '../../bot/tasks/subscriptions/changeScreens.ts';
import type { Typed as TypedChange } from '../../bot/tasks/subscriptions/changeScreens.ts';
import { changesPage } from '../../bot/tasks/subscriptions/changeViews.ts';
import { externalForm } from '../../bot/tasks/subscriptions/external.ts';
import { subscriptionUi } from '../../bot/tasks/subscriptions/subscription.ts';
import { licencesReply, moreReply, upgradeReply } from '../../bot/tasks/subscriptions/subscriptionForms.ts';
import { subscriptionReply } from '../../bot/tasks/subscriptions/subscriptionScreens.ts';
import { show } from '../../bot/views.ts';
import type { Reply, TurnCtx } from '../../bot/turn/turnCtx.ts';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { replaceOffers } from '../../src/app/offers.ts';
import type { Performed } from '../../src/app/perform.ts';
import type { SeenSubscription } from '../../src/app/subscriptionSeen.ts';
import { upgradesOf } from '../../src/app/subscriptionSeen.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { RawInput } from '../../src/core/decide.ts';
import { DAY, toInstant } from '../../src/core/time.ts';
import { change } from '../../src/tasks/change.ts';
import type { Change } from '../../src/tasks/changeDoc.ts';
import { CHANGES, changeKinds, changeLine } from '../../src/tasks/changeDoc.ts';
import { changeNews } from '../../src/tasks/outgoing.ts';
import { CUSTOMERS } from '../../src/tasks/relationship.ts';
import { subscription } from '../../src/tasks/subscription.ts';
import type { Subscription } from '../../src/tasks/subscriptionDoc.ts';
import { subscriptionLine } from '../../src/tasks/subscriptionDoc.ts';
import { partnershipIn, relationshipIn } from '../support/partners.ts';
import { atAdventure, basic, changeIn, helper, licencesOnly, ofNorte, offersOf, premium, seller, standard, subscriptionIn } from '../support/subscriptions.ts';
import { NOW, adventure, ago, cast, contoso, norte, personNamed } from '../support/world.ts';
import type { Said, Sample } from './draw.ts';
import { by, legacy } from './samplesRules.ts';
import { clicked, posted, put, refusal } from './stage.ts';

const { salesAgent: sal } = cast;
const ofContoso = relationshipIn('Active');
const active = subscriptionIn('Active', { offer: standard });
const fresh = subscriptionIn('Active', { offer: standard, batches: [{ quantity: 10, at: ago(DAY) }], boughtAt: ago(DAY) });
const long = subscriptionIn('Active', { offer: { ...standard, name: 'Licencia '.repeat(30) }, name: 'x'.repeat(50) });

type Draw = (ctx: TurnCtx, seen: SeenSubscription, said: Said) => Promise<Reply> | Reply;

/** As people of the provider see it, or of the reseller. */
const seen = (viewer: PersonActor, doc: Subscription, draw: Draw): Sample => ({
  viewer, about: doc,
  reply: async (ctx, said) => {
    const own = viewer.tenant === norte.id ? ofNorte : ofContoso;
    await replaceOffers({ ...ctx.deps }, [said(basic), said(standard), said(premium)].map((one, place) => ({ ...one, family: 'business', tier: place + 1 })));
    await put(ctx, 'relationship', own);
    await put(ctx, 'subscription', said(doc));
    const known = { doc: said(doc), own, tenant: said(adventure) };
    const family = doc.offer.family === 'business' ? { offer: { ...known.doc.offer, family: 'business' } } : {}; // a name of the catalogue, not a word
    return await draw(ctx, { ...known, upgrades: await upgradesOf(ctx.deps, viewer, { ...known, doc: { ...known.doc, ...family }, about: undefined }) }, said);
  },
});
const card = (viewer: PersonActor, doc: Subscription): Sample => seen(viewer, doc, (ctx, at) => subscriptionReply(ctx, at));

/** Its customer bought the higher offer yesterday. */
const bought = (sample: Sample): Sample => ({ ...sample, reply: async (ctx, said) => {
  const after = subscriptionLine(subscriptionIn('Active', { id: 'SUB-0000-0002', offer: premium, boughtAt: ago(DAY) }));
  await ctx.deps.store.commit(lineWrites({ partition: homeOf(adventure.id), key: 'subscription:SUB-0000-0002', before: undefined, after }));
  return await sample.reply(ctx, said);
} });

/** What a click is answered with. */
const after = (viewer: PersonActor, event: string, performed: Performed & { readonly doc: Subscription }, typed: RawInput = {}): Sample =>
  seen(viewer, performed.doc, async (ctx, _at, said) => {
    const { data, ...answered } = said(clicked(event, performed, typed));
    return await subscriptionUi.answer(ctx, { ...answered, data: { ...data, input: { ...data.input, customer: adventure.id } } });
  });
const done = (event: string, doc: Subscription): Sample => after(seller, event, { kind: 'done', doc, complaint: undefined });
const selling = { ...atAdventure, offers: offersOf(basic, standard, premium) };
const refused = (event: string, doc: Subscription, input: RawInput, rev = doc.rev): Sample =>
  after(seller, event, { kind: 'refused', doc, error: refusal(subscription, doc, event, { actor: seller, input, rev, read: selling }) }, input);

/** Norte's account is one of the sandbox (§6.5). */
const inSandbox = (sample: Sample): Sample => ({
  ...sample,
  reply: async (ctx, said) => await sample.reply({ ...ctx, deps: { ...ctx.deps, directory: { ...ctx.deps.directory, tenant: async (id) => {
    const tenant = await ctx.deps.directory.tenant(id);
    return tenant && { ...tenant, sandbox: true };
  } } } }, said),
});
const tooManyInSandbox = { typed: { quantity: '26' }, error: refusal(subscription, active, 'changeQuantity', { actor: seller, input: { quantity: '26' }, read: { ...selling, own: { ...norte, sandbox: true } } }) };
/** Beside a hundred base seats, five are needed. */
const geo = (quantity: number): Subscription => subscriptionIn('Active', { offer: { ...standard, addOn: 'multiGeo' }, quantity, batches: [{ quantity, at: ago(DAY) }] });
async function basedOn(ctx: TurnCtx, at: SeenSubscription): Promise<Reply> {
  const base = subscriptionIn('Active', { id: 'SUB-0000-0001', quantity: 100 });
  await ctx.deps.store.commit(lineWrites({ partition: homeOf(adventure.id), key: base.id, before: undefined, after: subscriptionLine(base) }));
  return await licencesReply(ctx, at);
}

const asking = { number: 'CHG-7K3F-9QXD', customer: { id: adventure.id, name: adventure.name }, subscription: active, providers: [{ id: norte.id, name: norte.name }] };
const served = { provider: norte, jointPartnership: partnershipIn('Active'), served: { relationship: ofContoso, seller: ofNorte, customer: undefined, subscription: active } };
const ask = (more: Partial<typeof asking> | { readonly subscription: undefined } = {}, typed?: RawInput): Sample => ({
  viewer: sal, about: changeIn('NotStarted'),
  reply: async (ctx, said) => {
    const input = { customer: adventure.id, subscription: active.id, provider: norte.id, ...typed };
    const shown: TypedChange = typed ? { typed: input, error: refusal(change, changeIn('NotStarted'), 'ask', { actor: sal, input, read: served }) } : {};
    return askReply(ctx, said({ ...asking, ...more }), said(shown));
  },
});

const asked = (viewer: PersonActor, doc: Change): Sample => ({ viewer, about: doc, reply: async (ctx, said) => changeReply(ctx, said(doc)) });
const answered = (viewer: PersonActor, event: string, performed: Performed & { readonly doc: Change }, typed: RawInput = {}): Sample => ({
  viewer, about: performed.doc,
  reply: async (ctx, said) => {
    await put(ctx, 'partnership', { ...partnershipIn('Active'), id: norte.id }); // the stored id of a partnership is the provider's
    await put(ctx, 'change', said(performed.doc));
    const { data, ...rest } = said(clicked(event, performed, typed));
    return await changeUi.answer(ctx, { ...rest, data: { ...data, input: { ...data.input, reseller: performed.doc.tenant } } });
  },
});
const undecided = refusal(change, changeIn('Requested'), 'decline', { actor: seller, input: { reason: '' }, read: served });

/** Bought elsewhere (WF-30): on record by the provider, or by the reseller. */
const elsewhere = subscriptionIn('Active', { offer: standard, channel: 'external', record: undefined, batches: [], endsElsewhere: toInstant(new Date('2027-01-31')) });
const ofReseller: Subscription = { ...subscriptionIn('Active', { offer: standard, channel: 'external', record: undefined, batches: [] }), provider: { id: contoso.id, name: contoso.name }, support: { id: contoso.id, name: contoso.name } };
const recording = (typed?: RawInput, viewer: PersonActor = seller): Sample => {
  const none = subscriptionIn('None', { id: 'SUB-7K3F-9QXD' });
  const shown = typed ? { typed, error: refusal(subscription, none, 'external', { actor: viewer, input: typed, read: { ...selling, own: norte } }) } : {};
  return seen(viewer, none, async (ctx, { own, tenant }, said) => await externalForm(ctx, { own, tenant, customer: undefined, partners: [], association: undefined }, { id: none.id, ...said(shown) }));
};
const recorded = (performed: Performed & { readonly doc: Subscription }): Sample => after(sal, 'external', performed);

export const subscriptionSamples = {
  'subscriptions/subscription': {
    ...Object.fromEntries((['Pending', 'Active', 'Suspended', 'Expired', 'Disabled', 'Deleted', 'Error'] as const).map((state) => [state, card(seller, subscriptionIn(state, { offer: standard, ...(state === 'Error' ? { trouble: 'No capacity.' } : {}) }))])),
    'traditional': by(legacy, card(seller, fresh)), 'traditional and suspended': by(legacy, card(seller, subscriptionIn('Suspended', { offer: standard }))), 'traditional, just suspended': by(legacy, done('suspend', subscriptionIn('Suspended', { offer: standard }))),
    'the higher offer can still be cancelled': bought(card(seller, active)), 'nothing to upgrade to for some days': bought(seen(seller, active, (ctx, at) => upgradeReply(ctx, at))),
    'with open windows': card(seller, fresh), 'with data until': card(seller, subscriptionIn('Disabled', { dataUntil: NOW })), 'without credit, not renewing': card(seller, { ...active, record: undefined, autoRenew: false }),
    'bought elsewhere': card(seller, elsewhere), 'bought elsewhere, without an end': card(sal, ofReseller), 'just recorded': recorded({ kind: 'done', doc: ofReseller, complaint: undefined }), 'with a long name': card(seller, long),
    'Office 365, seen by a helpdesk agent': card(helper, subscriptionIn('Active')), 'seen by a user management admin': card(licencesOnly, fresh), 'seen by the reseller': card(sal, active),
    'just changed': done('changeQuantity', { ...active, quantity: 25 }), 'changed before': after(seller, 'changeQuantity', { kind: 'repeated', doc: active }),
    'just suspended': done('suspend', subscriptionIn('Suspended', { offer: standard, autoRenew: false })), 'too late to cancel': refused('cancel', active, {}), 'a stale card': refused('suspend', active, {}, 0),
    'nothing to upgrade to': seen(seller, subscriptionIn('Active', { offer: premium }), (ctx, at) => upgradeReply(ctx, at)),
  },
  'subscriptions/external': {
    'fresh': recording(), 'nothing is right': recording({ offer: '', name: 'x'.repeat(51), quantity: '1,5', until: '2020-01-31' }), 'without a name': recording({ offer: 'azure', name: '', quantity: '1', until: '' }),
    'Office 365, by a helpdesk agent': recording({ offer: 'licence', name: standard.name, quantity: '5', until: '' }, helper),
  },
  'subscriptions/licences': {
    'traditional': by(legacy, seen(seller, active, (ctx, at) => licencesReply(ctx, at))),
    'fresh': seen(seller, active, (ctx, at) => licencesReply(ctx, at)), 'some can be taken back': seen(seller, fresh, (ctx, at) => licencesReply(ctx, at)),
    'the fewest': seen(seller, { ...active, quantity: 1 }, (ctx, at) => licencesReply(ctx, at)), 'with a number': seen(seller, active, (ctx, at) => licencesReply(ctx, at, { typed: { quantity: '25' } })),
    'in the sandbox': inSandbox(seen(seller, active, async (ctx, at) => await licencesReply(ctx, at))),
    'too many in the sandbox': seen(seller, active, async (ctx, at) => await licencesReply(ctx, at, tooManyInSandbox)),
    'a multi-geo add-on': seen(seller, geo(8), async (ctx, at) => await basedOn(ctx, at)), 'the fewest of a multi-geo add-on': seen(seller, geo(5), async (ctx, at) => await basedOn(ctx, at)),
    'malformed': refused('changeQuantity', active, { quantity: '1.000' }), 'too many': refused('changeQuantity', active, { quantity: '301' }), 'too late': refused('changeQuantity', active, { quantity: '9' }),
  },
  'subscriptions/upgrade': {
    'fresh': seen(seller, active, (ctx, at) => upgradeReply(ctx, at)),
    'nothing is right': seen(seller, active, (ctx, at, said) => upgradeReply(ctx, at, said({
      typed: { offer: '', quantity: '1,5', confirmed: 'false' }, error: refusal(subscription, active, 'upgrade', { actor: seller, input: { offer: '', quantity: '1,5', confirmed: 'false' }, read: selling }),
    }))),
  },
  'subscriptions/more': {
    'traditional': by(legacy, seen(seller, active, (ctx, at) => moreReply(ctx, at))),
    'renewing': seen(seller, active, (ctx, at) => moreReply(ctx, at)), 'not renewing': seen(seller, { ...active, autoRenew: false }, (ctx, at) => moreReply(ctx, at)),
    'suspended': seen(seller, subscriptionIn('Suspended', { offer: standard }), (ctx, at) => moreReply(ctx, at)), 'licences only': seen(licencesOnly, active, (ctx, at) => moreReply(ctx, at)),
    'bought elsewhere': seen(seller, elsewhere, (ctx, at) => moreReply(ctx, at)), 'bought elsewhere, of a reseller': seen(sal, ofReseller, (ctx, at) => moreReply(ctx, at)),
    'too long a name': refused('rename', active, { name: 'x'.repeat(51) }), 'just renamed': done('rename', { ...active, name: 'Oficina Madrid' }),
  },
  'subscriptions/ask': {
    'about a subscription': ask(), 'for something new': ask({ subscription: undefined }),
    'everything is wrong': ask({}, { what: '', quantity: '1.000', words: 'x'.repeat(501), provider: '' }), 'no more than there are': ask({}, { what: 'more', quantity: '10' }),
  },
  'subscriptions/change': {
    ...Object.fromEntries((['Requested', 'Accepted', 'Done', 'Declined', 'Withdrawn', 'Ended'] as const).flatMap((state) => [[`${state}, seen by the provider`, asked(seller, changeIn(state))], [`${state}, seen by who asked`, asked(sal, changeIn(state))]])),
    ...Object.fromEntries(changeKinds.map((what) => [`asks for ${what}`, asked(seller, changeIn('Requested', { what, quantity: undefined, ...(what === 'newSubscription' ? { subscription: undefined } : {}) }))])),
    'without words': asked(sal, changeIn('Requested', { words: '' })), 'about nothing that is there': asked(sal, changeIn('Requested', { what: 'other', subscription: undefined })), 'about nothing that is there, done': asked(sal, changeIn('Done', { what: 'other', subscription: undefined })),
    'just accepted': answered(seller, 'accept', { kind: 'done', doc: changeIn('Accepted'), complaint: undefined }), 'just sent': answered(sal, 'ask', { kind: 'done', doc: changeIn('Requested'), complaint: undefined }),
    'just withdrawn': answered(sal, 'withdraw', { kind: 'done', doc: changeIn('Withdrawn'), complaint: undefined }), 'with its relationship ended': asked(sal, changeIn('Ended', { ended: 'relationship' })),
    'declined without a reason': answered(seller, 'decline', { kind: 'refused', doc: changeIn('Requested'), error: undecided }, { reason: '' }),
  },
} as const;

const told = (news: (typeof changeNews.options)[number]): Sample => ({
  viewer: sal,
  reply: async (ctx, said) => await posted(ctx, { kind: 'changeNotice', payload: { ...said({ company: norte.name, customer: adventure.name }), news, person: sal.id, change: 'CHG-7K3F-9QXD', reseller: sal.tenant }, sender: changeNotice }),
});
export const changeNotices = Object.fromEntries(changeNews.options.map((news) => [`a change: ${news}`, told(news)]));

const listed = (viewer: PersonActor, count: number, { search = '', name = standard.name } = {}): Sample => ({
  viewer,
  reply: async (ctx, said) => {
    for (let place = 1; place <= count; place++) {
      const doc = changeIn('Requested', { id: `CHG-0000-00${String(place).padStart(2, '0')}`, subscription: { id: 'SUB-7K3F-9QXD', name: said(name) }, customer: { id: adventure.id, name: said(adventure.name) }, reseller: { name: said(contoso.name) } });
      await ctx.deps.store.commit(lineWrites({ partition: homeOf(viewer.tenant), key: `${CHANGES}:${place}`, before: undefined, after: changeLine(doc) }));
    }
    return await changesPage(ctx, { search: said(search), cursor: undefined });
  },
});

const sold = (count: number, { search = '', name = standard.name } = {}): Sample => ({
  viewer: seller,
  reply: async (ctx, said) => {
    await put(ctx, 'relationship', ofNorte);
    for (let place = 1; place <= count; place++) {
      const doc = said(subscriptionIn('Active', { id: `SUB-0000-00${String(place).padStart(2, '0')}`, name }));
      await put(ctx, 'subscription', doc);
      await ctx.deps.store.commit(lineWrites({ partition: homeOf(adventure.id), key: `subscription:${doc.id}`, before: undefined, after: subscriptionLine(doc) }));
    }
    return await show(ctx, 'show.subscriptions', { id: '', rev: undefined, input: { customer: adventure.id, ...(search === '' ? {} : { query: said(search) }) } });
  },
});

const whose = (count: number, search = '', verb: 'show.subscriptions' | 'show.why' = 'show.subscriptions'): Sample => ({
  viewer: seller,
  reply: async (ctx, said) => {
    const body = { customer: adventure.id, name: said(adventure.name), country: 'ES', role: 'provider' };
    if (count > 0) await ctx.deps.store.commit(lineWrites({ partition: homeOf(norte.id), key: adventure.id, before: undefined, after: { list: CUSTOMERS, sort: body.name, terms: [body.name], body } }));
    return await show(ctx, verb, { id: '', rev: undefined, input: search === '' ? {} : { query: said(search), about: '' } });
  },
});

export const subscriptionLists = {
  'no subscriptions': sold(0), 'subscriptions': sold(2), 'subscriptions with long names': sold(25, { name: 'Licencia '.repeat(22) }), 'no subscription found': sold(1, { search: 'fabrikam' }),
  'whose subscriptions': whose(1), 'nobody\'s subscriptions': whose(0), 'no such customer\'s subscriptions': whose(1, 'fabrikam'),
  'why nothing can be ordered, for whom': whose(1, '', 'show.why'), 'why, of nobody': whose(0, '', 'show.why'), 'why, of no such customer': whose(1, 'fabrikam', 'show.why'),
  'no changes asked for': listed(sal, 0), 'no changes asked of a provider': listed(seller, 0), 'changes asked for': listed(sal, 2), 'changes asked of a provider': listed({ ...seller, id: personNamed('iker') }, 2),
  'changes with long names': listed(seller, 25, { name: 'Licencia '.repeat(22) }), 'a change found': listed(sal, 1, { search: 'adven' }), 'no change found': listed(sal, 1, { search: 'fabrikam' }),
} as const;
