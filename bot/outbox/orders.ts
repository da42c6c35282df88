/** What an order owes to other homes: the new customer's own home, acceptance, review and provisioning, and the lines in its partners' lists. Each may be delivered twice, and does its work once. */

import { newCustomerOf, orderLines, orderOf } from '../../src/app/orders.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import { bornRow } from '../../src/app/outboxRows.ts';
import type { Performed } from '../../src/app/perform.ts';
import { perform } from '../../src/app/perform.ts';
import type { Doc, OrderReview, PlacedOrder } from '../../src/app/ports.ts';
import { showLine } from '../../src/app/shownLines.ts';
import { subscriptionOf } from '../../src/app/subscriptions.ts';
import { whoseWork } from '../../src/app/whoseWork.ts';
import type { RawInput } from '../../src/core/decide.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { Instant } from '../../src/core/time.ts';
import { HOUR, MINUTE, between, plus } from '../../src/core/time.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { firstOrder } from '../../src/tasks/newCustomerDoc.ts';
import type { Order, OrderLine } from '../../src/tasks/orderDoc.ts';
import { outgoing, outgoingSchemas } from '../../src/tasks/outgoing.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { t } from '../words.ts';
import { oweTo } from './elsewhere.ts';
import type { Sender, SenderDeps } from './sender.ts';
import { done, keyOf } from './sender.ts';
import { toPerson } from './toPerson.ts';

/** WF-23: relationships, association and agreement of a customer begin in its own home, in one commit. The row's home is the provider's. */
export const customerCreated: Sender<'customerCreated'> = async ({ deps }, { newCustomer, customer }, row) => {
  const { tenant: provider, correlation } = row.body;
  const doc = await newCustomerOf(deps, provider, newCustomer);
  if (!doc?.profile) throw new Error(`The new customer ${newCustomer} has no form`);
  const input = {
    newCustomer, provider, providerName: doc.provider, reseller: doc.reseller?.id ?? '', resellerName: doc.reseller?.name ?? '',
    by: doc.submittedBy.name, byId: doc.submittedBy.id, at: doc.since, profile: JSON.stringify(doc.profile), agreement: doc.agreement ? JSON.stringify(doc.agreement) : '',
  };
  mustHappen(await perform(deps, { task: 'customer', event: 'created', tenant: tenantId.parse(customer), input, commandId: keyOf(row), actor: outbox, correlation }));
  return done();
};

export const orderStart: Sender<'orderStart'> = async ({ deps }, { newCustomer, provider }, row) => {
  const doc = await newCustomerOf(deps, tenantId.parse(provider), newCustomer);
  if (!doc) throw new Error(`The new customer ${newCustomer} has no form`);
  mustHappen(await says(deps, row, { task: 'order', event: 'start', target: newCustomer, input: { order: JSON.stringify(firstOrder(doc)) } }));
  return done();
};

export const orderPlace: Sender<'orderPlace'> = async ({ deps }, { order: target }, row) => {
  const doc = await orderOf(deps, row.body.tenant, target);
  if (doc?.state !== 'Submitted') return done(); // cancelled, or placed before
  const placed = await deps.commerce.place(placedOrder(doc));
  const news = placed.accepted ? { event: placed.review ? 'reviewNeeded' : 'accepted', input: {} } : { event: 'refused', input: { reason: reasonIn(placed) } };
  const performed = await says(deps, row, { task: 'order', target, ...news });
  mustHappen(performed);
  if (placed.accepted && performed.doc?.state === 'Cancelled') await deps.commerce.withdraw(placedOrder(doc)); // at this very moment
  return done();
};

/** §4.7 (2023): while there is no news, the question is asked again. */
export const orderReview: Sender<'orderReview'> = async ({ deps }, { order: target, state }, row) => {
  const doc = await orderOf(deps, row.body.tenant, target);
  if (doc?.state !== state) return done();
  const answer = await deps.commerce.reviewOf(placedOrder(doc));
  const news = newsIn(answer, doc);
  if (news) {
    mustHappen(await says(deps, row, { task: 'order', target, ...news }));
    return done();
  }
  if (answer.review === 'purchaseOrderNeeded' && doc.purchaseOrder) await deps.commerce.purchaseOrder(placedOrder(doc), doc.purchaseOrder);
  return done([{ op: 'create', doc: askedAgain(row, doc, deps.clock()) }]);
};

function newsIn(answer: OrderReview, { state }: Order): Pick<Told, 'event' | 'input'> | undefined {
  switch (answer.review) {
    case 'released': return { event: 'released', input: {} };
    case 'rejected': return { event: 'poRejected', input: { reason: reasonIn(answer) } };
    case 'purchaseOrderNeeded': return state === 'PendingReview' ? { event: 'purchaseOrderAsked', input: {} } : undefined;
    case 'inReview': return undefined;
  }
}

/** [DESIGN] after as long as it has waited so far, a minute to an hour. A row of its own each time: one that were put off for days would be given up at its first fault. */
function askedAgain(row: OutboxRow, { since }: Order, now: Instant): Doc {
  const { kind, payload, tenant, correlation } = row.body;
  const at = plus(now, Math.min(Math.max(between(since, now), MINUTE), HOUR));
  return bornRow({ kind, key: '', payload, at }, { partition: row.stored.partition, tenant, reason: keyOf(row), correlation, now });
}

/** §4.7: what was cancelled before it was fulfilled, or did not pass its review, leaves no subscription waiting. */
export const orderVoid: Sender<'orderVoid'> = async ({ deps }, { order: target }, row) => {
  const doc = await orderOf(deps, row.body.tenant, target);
  if (doc) await endLines(deps, row, doc);
  return done();
};

/** What became a subscription before that is kept, and the order says so; commerce is told of the rest, which may have been made there at this very moment. */
async function endLines(deps: SenderDeps['deps'], row: OutboxRow, doc: Order): Promise<void> {
  const ended: OrderLine[] = [];
  const kept: string[] = [];
  for (const line of doc.lines.filter(({ outcome }) => outcome === 'open')) {
    const performed = await says(deps, row, { task: 'subscription', event: 'provisioningFailed', target: line.subscription, input: { reason: doc.refusal ?? 'cancelled' } });
    mustHappen(performed);
    if (performed.doc === undefined || performed.doc.state === 'Error') ended.push(line);
    else kept.push(line.subscription);
  }
  if (doc.state === 'Cancelled' && ended.length > 0) await deps.commerce.withdraw(placedOrder({ ...doc, lines: ended }));
  if (kept.length > 0) mustHappen(await says(deps, row, { task: 'order', event: 'kept', target: doc.id, input: { kept: kept.join(' ') } }));
}

/** §4.7: line by line, until it is cancelled; what was provisioned by an earlier try is not asked for again. */
export const orderProvision: Sender<'orderProvision'> = async ({ deps }, { order: target }, row) => {
  const outcomes: string[] = [];
  let doc = await orderOf(deps, row.body.tenant, target);
  for (const line of doc?.lines ?? []) {
    if (doc?.state !== 'Pending') break;
    outcomes.push(`${line.subscription} ${await outcomeOf(deps, row, doc, line)}`);
    doc = await orderOf(deps, row.body.tenant, target);
  }
  if (doc?.state === 'Pending') mustHappen(await says(deps, row, { task: 'order', event: 'fulfilled', target, input: { outcomes: outcomes.join('\n') } }));
  if (doc?.state === 'Cancelled') await endLines(deps, row, doc);
  return done();
};

/** "provisioned", or "failed" and why. */
async function outcomeOf(deps: SenderDeps['deps'], row: OutboxRow, doc: Order, { subscription: target }: OrderLine): Promise<string> {
  const known = await subscriptionOf(deps, doc.tenant, target);
  if (known && known.state !== 'Pending') return known.state === 'Error' ? `failed ${known.trouble ?? ''}` : 'provisioned';
  const made = await deps.commerce.provision(placedOrder(doc), target);
  const reason = made.provisioned ? '' : reasonIn(made);
  mustHappen(await says(deps, row, made.provisioned ? { task: 'subscription', event: 'provisioned', target, input: {} } : { task: 'subscription', event: 'provisioningFailed', target, input: { reason } }));
  return made.provisioned ? 'provisioned' : `failed ${reason}`;
}

/** GEN-07: there is more of it, or its time is over. What is still being provisioned is asked about again. */
export const orderEnd: Sender<'orderEnd'> = async ({ deps }, { order: target }, row) => {
  const doc = await orderOf(deps, row.body.tenant, target);
  if (doc?.state === 'Pending') return { kind: 'later', milliseconds: MINUTE, reason: 'The order is still being provisioned' };
  if (doc) mustHappen(await says(deps, row, { task: 'order', event: 'cancelled', target, input: {} }));
  return done();
};

/** WF-29: in the lists of its provider and of the credited reseller, and of nobody else. */
export const orderSync: Sender<'orderSync'> = async ({ deps }, { order }, row) => {
  const doc = await orderOf(deps, row.body.tenant, order);
  for (const line of doc ? orderLines(doc) : []) await showLine(deps, line);
  return done();
};

/** §11 item 5: the order is in the customer's home, who submitted it in the provider's; once that is not their work any more, those whose it is hear of it. */
export const orderTold: Sender<'orderTold'> = async (sending, { order }, row) => {
  const doc = await orderOf(sending.deps, row.body.tenant, order);
  const state = newsworthy.find((known) => known === doc?.state);
  if (!doc || !state) return done();
  const { tenant: customer, customerName: name, provider, submittedBy } = doc;
  const people = await whoseWork(sending.deps, submittedBy.id, { company: provider.id, needs: 'P19' });
  await oweTo(sending, row, { company: provider.id, people, noticeFor: (person) => outgoing('orderNotice', { person, order, customer, name, state }) });
  return done();
};
const newsworthy = outgoingSchemas.orderNotice.shape.state.options;

export const orderNotice: Sender<'orderNotice'> = async (sending, { person, order, customer, name, state }, row) => await toPerson(sending, row, {
  person,
  cardOf: (language) => render('partnership/notice', language, {
    title: t(language, 'orders.news.title', { name: md(name), state: t(language, `orders.state.${state}`) }), text: t(language, state === 'PendingPoUpload' ? 'orders.means.purchaseOrderAsked' : `orders.means.${state}`), next: t(language, state === 'PendingPoUpload' ? 'orders.news.purchaseOrder' : 'orders.news.next'),
    button: t(language, 'orders.news.open'), verb: 'show.order', data: { id: order, customer },
  }),
});

const outbox = { kind: 'system', part: 'outbox' } as const;

type Told = { readonly task: TaskKind; readonly event: string; readonly target: string; readonly input: RawInput };

/** In the customer's home, which is the row's. */
const says = async (deps: SenderDeps['deps'], row: OutboxRow, { event, target, ...told }: Told): Promise<Performed> =>
  await perform(deps, { ...told, event, target, tenant: row.body.tenant, commandId: `${keyOf(row)}:${target}:${event}`, actor: outbox, correlation: row.body.correlation });

/** GEN-07: it happened before, or something else did meanwhile. Everything else is tried again: a directory may know a new tenant only a moment later. */
function mustHappen(performed: Performed): void {
  if (performed.kind === 'refused' && performed.error.code !== 'GEN-07') throw new Error(`It was refused with ${performed.error.code}`);
}

/** Somebody else's words: on one line, and no longer than the documents take. */
const reasonIn = ({ reason }: { readonly reason: string }): string => reason.replace(/\s+/g, ' ').trim().slice(0, 500) || 'unknown';

const placedOrder = ({ id, tenant, provider, lines }: Order): PlacedOrder =>
  ({ id, customer: tenant, provider: provider.id, lines: lines.map(({ subscription, offer, quantity }) => ({ subscription, offer: offer.id, quantity })) });
