/** What `/next` looks at: the reader's own company, its partners and its first customers, each at its source. Bounded, however long the lists are; nothing is decided here and nothing is written. */

import type { PersonActor } from '../core/actor.ts';
import { can } from '../rules/permissions.ts';
import { isSetUp } from '../tasks/account.ts';
import { mayTrade } from '../tasks/agreement.ts';
import { isEnrolled } from '../tasks/enrolmentDoc.ts';
import type { CustomerStep, Situation, Subject } from '../tasks/next.ts';
import { customerSteps, openSteps } from '../tasks/next.ts';
import { obstacles } from '../tasks/selling.ts';
import { accountOpened } from './accounts.ts';
import type { ChangeLine } from './changes.ts';
import { changesOf } from './changes.ts';
import type { CustomerLine } from './customers.ts';
import { customersOf } from './customers.ts';
import type { Deps } from './deps.ts';
import { invitationsOf } from './invitations.ts';
import type { OrderInList } from './orders.ts';
import { awaitingPurchaseOrder } from './orders.ts';
import { partnersOf } from './partners.ts';
import { agreementOf, enrolmentOf, openReviews, placeCount } from './queries.ts';
import { requestsOf } from './requests.ts';
import { saleOf } from './sale.ts';
import { subscriptionsOf } from './subscriptions.ts';

const first = { search: '', after: undefined };
const nothing: Situation = {
  reader: 'stranger', hasPlace: false, review: undefined, inCsp: false, enrolment: undefined, isSetUp: false, mayTrade: false, hasRole: false, hasPartner: false,
  letter: undefined, change: undefined, hasCustomer: undefined, open: {},
};

export async function situationOf(deps: Deps, actor: PersonActor): Promise<Situation> {
  if (can(actor, 'R01')) return await programmeOf(deps);
  const company = await deps.directory.tenant(actor.tenant);
  if (!company) return nothing;
  const known = { ...nothing, inCsp: company.inCsp, hasRole: can(actor, 'E04') };
  if (company.kind === 'provider') return { ...known, reader: 'provider', ...(company.inCsp ? await businessOf(deps, actor) : {}) };
  const enrolment = await enrolmentOf(deps, actor.tenant);
  if (company.kind === 'customer' && !enrolment) return { ...known, reader: 'customer' };
  const enrolling = enrolment && { state: enrolment.state, since: enrolment.since, requester: enrolment.requester.name, isReaders: enrolment.requester.id === actor.id };
  if (!isEnrolled(enrolment)) return { ...known, reader: 'reseller', enrolment: enrolling };
  const [account, agreement, business] = await Promise.all([accountOpened(deps, actor.tenant), agreementOf(deps, actor.tenant), businessOf(deps, actor)]);
  return { ...known, reader: 'reseller', enrolment: enrolling, isSetUp: isSetUp(account), mayTrade: mayTrade(agreement, deps.rules), ...business };
}

async function programmeOf(deps: Deps): Promise<Situation> {
  const [places, { rows: [oldest] }] = await Promise.all([placeCount(deps), openReviews(deps, '', undefined)]);
  return { ...nothing, reader: 'programmeAdmin', hasPlace: places > 0, review: oldest && { id: oldest.caseId, company: oldest.company, since: oldest.openedAt } };
}

/** Who holds no role in the account is told nothing of its business (E04). */
async function businessOf(deps: Deps, actor: PersonActor): Promise<Partial<Situation>> {
  if (!can(actor, 'E04')) return {};
  const [partners, letter, changes, customers, [order]] = await Promise.all([
    partnersOf(deps, actor, first), letterOf(deps, actor), changesOf(deps, actor.tenant, first), can(actor, 'P07') ? customersOf(deps, actor.tenant, first) : undefined,
    awaitingPurchaseOrder(deps, actor.tenant),
  ]);
  const undone = changes.rows.filter(({ state }) => state === 'Requested' || state === 'Accepted');
  const asked = new Set(undone.filter(({ what }) => what === 'newSubscription').map(({ customer }) => customer));
  return {
    hasPartner: partners.rows.length > 0, letter, change: changeOf(actor, undone[0]),
    ...(customers ? { hasCustomer: customers.rows.length > 0, open: { ...await openAmong(deps, actor, { customers: customers.rows, asked }), ...openOrder(order) } } : {}),
  };
}

const openOrder = (order: OrderInList | undefined): Situation['open'] => (order ? { givePurchaseOrder: { customer: order.customer, name: order.customerName, order: order.id } } : {});

/** On the first page; a list shows the last change first. */
async function letterOf(deps: Deps, { tenant, tenantKind }: PersonActor): Promise<Situation['letter']> {
  const { rows } = tenantKind === 'provider' ? await requestsOf(deps, tenant, first) : await invitationsOf(deps, tenant, first);
  const waiting = rows.find(({ state, expiresAt }) => state === 'Draft' || ((state === 'Issued' || state === 'Opened') && expiresAt > deps.clock()));
  return waiting && { state: waiting.state === 'Draft' ? 'draft' : 'sent', id: waiting.id, since: waiting.since, email: waiting.email };
}

const changeOf = ({ tenantKind }: PersonActor, line: ChangeLine | undefined): Situation['change'] =>
  line && { id: line.id, reseller: line.reseller, other: tenantKind === 'provider' ? line.resellerName : line.providerName, customer: line.customerName, since: line.since };

/** [DESIGN] how many customers are looked at: more would make the turn slow, and these are enough for one step. */
const MOST_LOOKED_AT = 10;

type Among = { readonly customers: readonly CustomerLine[]; readonly asked: ReadonlySet<string> };

async function openAmong(deps: Deps, actor: PersonActor, { customers, asked }: Among): Promise<Situation['open']> {
  const found = await Promise.all(customers.slice(0, MOST_LOOKED_AT).map(async (line) => ({ line, open: await openAtOne(deps, actor, { ...line, isAsked: asked.has(line.customer) }) })));
  return Object.fromEntries(customerSteps.flatMap((step): readonly (readonly [CustomerStep, Subject])[] => {
    const one = found.find(({ open }) => open[step] !== undefined);
    const subscription = one?.open[step];
    return one ? [[step, { customer: one.line.customer, name: one.line.name, ...(subscription ? { subscription } : {}) }]] : [];
  }));
}

async function openAtOne(deps: Deps, actor: PersonActor, { customer, role: side, isAsked }: CustomerLine & { readonly isAsked: boolean }): Promise<ReturnType<typeof openSteps>> {
  const [{ rows: subscriptions }, sale] = await Promise.all([
    subscriptionsOf(deps, actor, { customer }), side === 'provider' ? saleOf(deps, { provider: actor.tenant, customer, reseller: undefined }) : undefined,
  ]);
  return openSteps({ side, own: actor.tenant, missing: sale ? obstacles(sale, deps.rules) : [], subscriptions, isAsked, now: deps.clock() });
}
