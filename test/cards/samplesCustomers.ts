/** The lists and cards of customers (WF-18, WF-19, WF-33, WF-35): Adventure Works is Contoso's and Norte's. */

import { attestReply, removalReply } from '../../bot/tasks/customers/customerForms.ts';
import { customerReply } from '../../bot/tasks/customers/customerScreens.ts';
import { customersPage, findCustomer } from '../../bot/tasks/customers/customerViews.ts';
import { gdapUi } from '../../bot/tasks/customers/gdap.ts';
import { gdapReply, newGdapReply } from '../../bot/tasks/customers/gdapScreens.ts';
import { show } from '../../bot/views.ts';
import { customerUi } from '../../bot/tasks/customers/customer.ts';
import { relationshipUi } from '../../bot/tasks/customers/relationship.ts';
import type { Ticked } from '../../bot/tasks/removalCard.ts';
import type { Reply, TurnCtx } from '../../bot/turn/turnCtx.ts';
import type { CustomerLine } from '../../src/app/customers.ts';
import type { SeenCustomer } from '../../src/app/customerSeen.ts';
import { customerSeen } from '../../src/app/customerSeen.ts';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import type { Performed } from '../../src/app/perform.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { RawInput } from '../../src/core/decide.ts';
import type { TaskDoc } from '../../src/core/machine.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { taskOf } from '../../src/tasks/catalog.ts';
import { customer } from '../../src/tasks/customer.ts';
import type { Customer } from '../../src/tasks/customerDoc.ts';
import { gdap } from '../../src/tasks/gdap.ts';
import type { Gdap } from '../../src/tasks/gdapDoc.ts';
import { partnerLine } from '../../src/tasks/partnershipDoc.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import { CUSTOMERS, relationship, sharedWith } from '../../src/tasks/relationship.ts';
import { blankSubscription, subscriptionLine } from '../../src/tasks/subscriptionDoc.ts';
import type { Subscription } from '../../src/tasks/subscriptionDoc.ts';
import { customerIn, gdapIn } from '../support/customers.ts';
import { iker, nuria, partnershipIn, relationshipIn } from '../support/partners.ts';
import { NOW, adventure, cast, contoso, norte, tenantNamed, worldOf } from '../support/world.ts';
import type { Said, Sample } from './draw.ts';
import { clicked, put, refusal } from './stage.ts';

const { adminAgent: ada, helpdeskAgent: hal, salesAgent: sal, system } = cast;
const noa = { ...iker, roles: { agent: 'adminAgent', admin: 'notAnAdmin' } } as const;
const strict = rulesSchema.parse({ customerRemoval: { requireSuspended: true } });
const revoking = rulesSchema.parse({ customerRemoval: { delegatedAdmin: 'revoke' } });

export const asContoso = (state: Relationship['state'] = 'Active', more: Partial<Relationship> = {}) => relationshipIn(state, { delegatedAdmin: 'DAP', origin: 'joint', ...more });
export const asNorte = (state: Relationship['state'] = 'Active', more: Partial<Relationship> = {}) =>
  relationshipIn(state, { id: norte.id, partner: norte.id, partnerName: norte.name, role: 'provider', origin: 'created', ...more });
const licences = (number: number, more: Partial<Subscription> = {}): Subscription => ({
  ...blankSubscription(worldOf(system, { read: { tenant: adventure } }), `SUB-0000-000${number}`), state: 'Active', rev: 1, name: `Office 365 E${number}`, quantity: 5 * number,
  provider: { id: norte.id, name: norte.name }, support: { id: norte.id, name: norte.name }, record: { id: contoso.id, name: contoso.name, mpnId: '1234567', since: NOW }, ...more,
});

const signature = { signerFirstName: 'Olga', signerLastName: 'Ortiz', signerEmail: 'olga@adventure.es', signerPhone: '', agreedOn: '2026-02-20', attest: 'true' };
const agreement = { how: 'attested', firstName: 'Olga', lastName: 'Ortiz', email: 'olga@adventure.es', phone: '', agreedOn: '2026-02-20', version: '2023-01', by: iker.name, byId: iker.id, byTenant: norte.id, at: NOW } as const satisfies Customer['agreement'];

export type Home = { readonly own?: Relationship; readonly other?: Relationship; readonly customer?: Customer; readonly subscriptions?: readonly Subscription[]; readonly rules?: typeof strict };

/** A document with its line, as a commit writes them. */
async function stands(ctx: TurnCtx, task: TaskKind, doc: TaskDoc): Promise<void> {
  await put(ctx, task, doc);
  const def = taskOf(task);
  await ctx.deps.store.commit(lineWrites({ partition: homeOf(doc.tenant), key: def.documentId(ctx.actor, doc.id), before: undefined, after: def.line?.(doc) }));
}

/** What stands in the customer's home, and the partnership of the two partners. */
async function home(ctx: TurnCtx, said: Said, { own, other, customer: known, subscriptions = [] }: Home): Promise<void> {
  for (const doc of [own, other]) if (doc) await stands(ctx, 'relationship', said(doc));
  if (known) await put(ctx, 'customer', said(known));
  await put(ctx, 'partnership', { ...said(partnershipIn('Active')), id: norte.id }); // the stored id of a partnership is the provider's
  for (const doc of subscriptions.map((one) => said(one))) {
    await put(ctx, 'subscription', doc);
    await ctx.deps.store.commit(lineWrites({ partition: homeOf(doc.tenant), key: `subscription:${doc.id}`, before: undefined, after: subscriptionLine(doc) }));
  }
}

type Draw = (ctx: TurnCtx, seen: SeenCustomer, said: Said) => Promise<Reply> | Reply;

export const seen = (viewer: PersonActor, about: TaskDoc, stored: Home, draw: Draw): Sample => ({
  viewer, about,
  reply: async (ctx, said) => {
    const own = stored.rules ? { ...ctx, deps: { ...ctx.deps, rules: stored.rules } } : ctx;
    await home(own, said, stored);
    const found = await customerSeen(own.deps, own.actor, adventure.id);
    if (!found) throw new Error('The customer of the sample is nobody of the reader');
    return await draw(own, { ...found, tenant: said(found.tenant) }, said);
  },
});
const ownOf = ({ own }: Home): Relationship => own ?? asContoso();

export const card = (viewer: PersonActor, stored: Home): Sample => seen(viewer, ownOf(stored), stored, async (ctx, found) => await customerReply(ctx, found));
const form = (stored: Home, typed?: RawInput): Sample => {
  const doc = stored.customer ?? customerIn('None');
  const read = { tenant: adventure, own: norte, relationships: [asNorte()] };
  const shown = typed ? { error: refusal(customer, doc, 'attest', { actor: iker, input: typed, read }) } : {};
  return seen(iker, doc, { own: asNorte(), ...stored }, (ctx, found, said) => attestReply(ctx, found, { ...shown, ...said({ typed: typed ?? {} }) }));
};
const removal = (viewer: PersonActor, stored: Home, shown: Ticked = {}): Sample => seen(viewer, ownOf(stored), stored, async (ctx, found, said) => await removalReply(ctx, found, said(shown)));
const unticked = { goodFaith: 'true', businessPurpose: 'false', agreement: 'true', harmless: '' };

/** What a click is answered with. */
const after = (viewer: PersonActor, stored: Home, task: 'customer' | 'relationship', performed: Performed): Sample => seen(viewer, ownOf(stored), stored, async (ctx) => {
  const { data, ...answered } = clicked(task === 'customer' ? 'attest' : 'remove', performed);
  return await (task === 'customer' ? customerUi : relationshipUi).answer(ctx, { ...answered, data: { ...data, input: { customer: adventure.id } } });
});

const request = (doc: Gdap, viewer: PersonActor = iker): Sample => ({ viewer, about: doc, reply: async (ctx, said) => gdapReply(ctx, said(doc)) });
const asked = { name: 'Help with licences', days: '90', roles: 'licenceAdmin,globalReader', autoExtend: 'true' };
const unasked = gdapIn('None');
const asking = (typed?: RawInput, own = asNorte()): Sample => {
  const shown = typed ? { typed, error: refusal(gdap, unasked, 'request', { actor: iker, input: typed, read: { tenant: adventure, own: norte, relationships: [own] } }) } : {};
  return seen(iker, unasked, { own }, (ctx, found, said) => newGdapReply(ctx, found, { id: unasked.id, ...said(shown) }));
};
const afterAsking = (event: 'request' | 'terminate', performed: Performed & { readonly doc: TaskDoc }): Sample =>
  ({ viewer: iker, about: performed.doc, reply: async (ctx, said) => await gdapUi.answer(ctx, said(clicked(event, performed))) });

export const customerSamples = {
  'customers/customer': {
    'a reseller\'s, without subscriptions': card(sal, { own: asContoso('Active', { delegatedAdmin: 'None', origin: 'imported' }) }),
    'a reseller\'s, with a provider': card(ada, { own: asContoso(), other: asNorte(), customer: customerIn('Known', { agreement }), subscriptions: [licences(1), licences(2, { provider: { id: tenantNamed('sur'), name: 'sur' }, support: { id: tenantNamed('sur'), name: 'sur' } })] }),
    'a provider\'s': card(noa, { own: asNorte(), other: asContoso(), customer: customerIn('Known', { agreement }), subscriptions: [1, 2, 3].map((number) => licences(number)) }),
    'a provider\'s, with more subscriptions than fit': card(iker, { own: asNorte(), subscriptions: [1, 2, 3, 4, 5, 6, 7].map((number) => licences(number, { name: `Office 365 ${'E'.repeat(60)}${number}` })) }),
    'seen by a helpdesk agent': card(hal, { own: asContoso(), customer: customerIn('Known', { agreement: { ...agreement, how: 'accepted', byTenant: adventure.id } }) }),
    'removed, with rights that are left': card(ada, { own: asContoso('Removed') }), 'removed': card(ada, { own: asContoso('Removed', { delegatedAdmin: 'None' }) }),
    'just removed': after(ada, { own: asContoso('Removed') }, 'relationship', { kind: 'done', doc: asContoso('Removed'), complaint: undefined }),
    'removed again': after(ada, { own: asContoso('Removed') }, 'relationship', { kind: 'repeated', doc: asContoso('Removed') }),
    'changed since the form was opened': after(ada, { own: asContoso('Active', { rev: 2 }) }, 'relationship',
      { kind: 'refused', doc: asContoso('Active', { rev: 2 }), error: refusal(relationship, asContoso('Active', { rev: 2 }), 'remove', { actor: ada, input: {}, rev: 1, read: { tenant: adventure } }) }),
    'just attested': after(iker, { own: asNorte(), customer: customerIn('Known', { agreement }) }, 'customer', { kind: 'done', doc: customerIn('Known', { agreement }), complaint: undefined }),
  },
  'customers/attest': {
    'fresh': form({}), 'after another attestation': form({ customer: customerIn('Known', { agreement }) }),
    'not ticked': form({}, { ...signature, attest: 'false' }), 'the same again': form({ customer: customerIn('Known', { agreement }) }, signature),
    'everything is wrong': form({}, { signerFirstName: '', signerLastName: 'x'.repeat(51), signerEmail: 'olga', signerPhone: '12', agreedOn: '2027-01-01', attest: 'true' }),
  },
  'customers/gdap': {
    ...Object.fromEntries((['Requested', 'Approved', 'Declined', 'Lapsed', 'Expired', 'Terminated'] as const).map((state) => [state, request(gdapIn(state))])),
    'extended by itself, seen by a helpdesk agent': request(gdapIn('Approved', { autoExtend: true }), nuria),
    'just asked for': afterAsking('request', { kind: 'done', doc: gdapIn('Requested'), complaint: undefined }), 'just ended': afterAsking('terminate', { kind: 'done', doc: gdapIn('Terminated'), complaint: undefined }),
    'ended meanwhile': afterAsking('terminate', { kind: 'refused', doc: gdapIn('Terminated'), error: refusal(gdap, gdapIn('Terminated'), 'terminate', { actor: iker, rev: 0 }) }),
  },
  'customers/newGdap': {
    'fresh': asking(), 'everything is wrong': asking({ name: '', days: '1000', roles: '', autoExtend: 'true' }),
    'the name is taken': asking(asked, asNorte('Active', { gdap: [{ id: 'ADM-0000-0000', name: asked.name, isGranted: false }] })),
  },
} as const;

/** The form of `common/remove`. */
export const customerRemovals = {
  'a customer, by its reseller': removal(ada, { own: asContoso() }), 'a customer, by its reseller without admin rights': removal(ada, { own: asContoso('Active', { delegatedAdmin: 'None' }) }),
  'a customer, by its provider': removal(noa, { own: asNorte(), subscriptions: [licences(1), licences(2)] }),
  'a customer, where rights are revoked': removal(ada, { own: asContoso(), rules: revoking }),
  'a customer, where subscriptions have to be suspended': removal(noa, { own: asNorte(), subscriptions: [licences(1)], rules: strict }, {
    typed: {}, error: refusal(relationship, asNorte(), 'remove', { actor: noa, input: {}, rules: strict, read: { tenant: adventure, subscriptions: [{ id: 'SUB-0000-0001', offer: 'e1', name: 'Office 365 E1', state: 'Active', kind: 'licence', quantity: 5, provider: norte.id }] } }),
  }),
  'a customer, two boxes were not ticked': removal(ada, { own: asContoso() }, { typed: unticked, error: refusal(relationship, asContoso(), 'remove', { actor: ada, input: unticked, read: { tenant: adventure } }) }),
} as const;

type Listed = { readonly search?: string; readonly name?: string; readonly partners?: number; readonly about?: string };

/** So many customers of Norte's or Contoso's, and so many partners to choose from. */
const customers = (viewer: PersonActor, count: number, { search = '', name = 'Adventure Works', partners = 0, about }: Listed = {}): Sample => ({
  viewer,
  reply: async (ctx, said) => {
    const partition = homeOf(viewer.tenant);
    if (about) await put(ctx, 'partnership', { ...said(partnershipIn('Active')), id: norte.id });
    for (let place = 1; place <= partners; place++) {
      const doc = partnershipIn('Active', { tenant: tenantNamed(`reseller-${place}`), reseller: { name: said(place === 1 ? contoso.name : name), country: 'ES' } });
      await ctx.deps.store.commit(lineWrites({ partition, key: `partner:${doc.tenant}`, before: undefined, after: partnerLine(doc, 'provider') }));
    }
    for (let place = 1; place <= count; place++) {
      const body: CustomerLine = { customer: tenantNamed(`customer-${place}`), name: said(name), country: 'ES', role: 'provider' };
      const list = about ? sharedWith(about) : CUSTOMERS;
      await ctx.deps.store.commit(lineWrites({ partition, key: body.customer, before: undefined, after: { list, sort: body.name, terms: [body.name, 'adventure.es', body.customer], body } }));
    }
    return await customersPage(ctx, { search: said(search), cursor: undefined }, about);
  },
});

/** So many requests for delegated admin of Norte's to one customer. */
const requests = (count: number, { search = '', viewer = iker as PersonActor } = {}): Sample => seen(viewer, asNorte(), { own: asNorte() }, async (ctx, found, said) => {
  for (let place = 1; place <= count; place++) await stands(ctx, 'gdap', said(gdapIn(place === 2 ? 'Requested' : 'Approved', { id: `ADM-7K3F-000${place}`, name: `Help ${place}` })));
  return await show(ctx, 'show.gdap', { id: '', rev: undefined, input: { customer: found.own.tenant, query: said(search) } });
});

export const customerLists = {
  'requests for delegated admin': requests(3), 'no requests for delegated admin': requests(0), 'no requests, seen by a helpdesk agent': requests(0, { viewer: nuria }), 'no request found': requests(1, { search: 'zzz' }),
  'customers of a reseller': customers(sal, 3), 'no customers of a reseller': customers(sal, 0), 'no customers, seen by a helpdesk agent': customers(hal, 0),
  'customers of a provider': customers(iker, 3, { partners: 2 }), 'no customers of a provider': customers(iker, 0, { partners: 1 }),
  'a customer found by its domain': customers(iker, 1, { search: 'adventure.es' }), 'no customer found': customers(iker, 1, { search: 'fabrikam' }),
  'more customers than fit, with long names and many resellers': customers(iker, 27, { name: 'Compañía '.repeat(22), partners: 25 }),
  'shared customers': customers(iker, 2, { about: contoso.id }), 'shared customers, one of several resellers': customers(iker, 2, { about: contoso.id, partners: 2 }), 'no shared customers': customers(iker, 0, { about: contoso.id }),
  'a customer that nobody knows': { viewer: iker, reply: (ctx, said) => findCustomer(ctx, said('Fabrikam')) } satisfies Sample as Sample,
} as const;
