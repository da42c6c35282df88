/** An order in the customer's home (WF-24, domain.md §4.7): submitted by a provider, accepted or refused, perhaps reviewed first, then fulfilled line by line. What it sells is subscription*.ts; the order that also creates the customer begins in newCustomer.ts. */

import { personOf } from '../core/actor.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import { newCaseId } from '../core/ids.ts';
import type { TenantId } from '../core/ids.ts';
import type { Companion, FieldRule, Fields, Guard, Outgoing, Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { err, ok } from '../core/result.ts';
import { MINUTE, addTerm, plus } from '../core/time.ts';
import { optionalText, text, webSite } from '../rules/fields.ts';
import { canOnOffice365 } from '../rules/permissions.ts';
import { flaw } from '../rules/text.ts';
import type { Customer } from './customerDoc.ts';
import type { Enrolment } from './enrolmentDoc.ts';
import type { Order } from './orderDoc.ts';
import { blankOrder, orderDocumentId, orderLine, orderSchema, reviewStates } from './orderDoc.ts';
import type { OrderInput } from './orderRules.ts';
import { NOBODY, additionalTrouble, attestTrouble, furtherResellers, linesTrouble, orderFields, orderLines, resellerAsked, startedTrouble } from './orderRules.ts';
import { outgoing } from './outgoing.ts';
import { partyTo, relationshipWith } from './relationship.ts';
import { mpnIdOf, obstacles } from './selling.ts';
import type { Subscription } from './subscriptionDoc.ts';
import { blankSubscription } from './subscriptionDoc.ts';
import { mayDecide, windowEnd } from './subscriptionRules.ts';

const row = rowsOf<Order>();

const sync = ({ id }: Pick<Order, 'id'>): Outgoing => outgoing('orderSync', { order: id });
/** §11 item 5: whoever submitted it hears what did not go as ordered, or needs somebody; what went well is on its card. */
const told = ({ id }: Pick<Order, 'id'>): Outgoing => outgoing('orderTold', { order: id });

/** INV-16, INV-18, INV-19, INV-44, INV-53, INV-57, INV-59: asked at submission, whatever the pages before said. */
const maySell: Guard<Order, OrderInput> = (_doc, input, { actor, read, rules }) => {
  const sale = {
    provider: read.own, tenant: read.tenant, customer: read.customer as Customer | undefined, relationship: relationshipWith(read, actor.kind === 'person' ? actor.tenant : ''),
    enrolment: read.enrolment as Enrolment | undefined, reseller: resellerAsked(input, read), // `reads` puts them there
  };
  return obstacles(sale, rules)[0];
};

/** §2.3: who changes how many licences there are, and nothing else (P19), orders none. */
export function mayOrder({ lines }: Pick<Order, 'lines'>, { actor }: Pick<World, 'actor'>): DomainError | undefined {
  if (!mayDecide(actor)) return refuse('GEN-01', { who: 'P19' }).error;
  const office365 = lines.find(({ offer }) => offer.office365);
  return office365 && !canOnOffice365(actor, 'P19') ? refuse('ORD-11', { subscription: office365.offer.name }).error : undefined; // INV-04
}

const isFresh: Guard<Order, OrderInput> = (_doc, input, world) => startedTrouble(input, world);

const isWellOrdered: Guard<Order, OrderInput> = (_doc, input, world) => {
  const { read } = world;
  const segment = (read.customer as Customer | undefined)?.segment ?? 'commercial'; // as above
  return linesTrouble(input, { country: read.tenant.country, segment, subscriptions: read.subscriptions ?? [] }, world) ?? additionalTrouble(input, read.tenant.country, world) ?? attestTrouble(input);
};

/** INV-43: the form's number is the order's, so the same form is one order. */
function submit(doc: Order, input: OrderInput, world: World): Step<Order> {
  const { id, name } = personOf(world);
  const { own, reseller } = world.read;
  const standing = relationshipWith(world.read, personOf(world).tenant);
  return {
    to: 'Submitted',
    set: {
      customerName: world.read.tenant.name, provider: { id: personOf(world).tenant, name: own?.name ?? '' },
      reseller: input.reseller === NOBODY || !reseller ? undefined : { id: reseller.tenant.id, name: reseller.tenant.name, mpnId: mpnIdOf(reseller) ?? '' },
      additional: furtherResellers(world),
      lines: orderLines(input, world, () => newCaseId('SUB', world.newId)), submittedBy: { id, name }, submittedAt: world.now,
    },
    companions: standing ? [{ task: 'relationship', doc: standing }] : [], // unchanged: whoever removes it at this moment, and this order, cannot both succeed
    outbox: [sync(doc), outgoing('orderPlace', { order: doc.id })],
  };
}

const orderJson: FieldRule<Order> = (raw) => (raw === '' ? err(flaw('required')) : ok(orderSchema.parse(JSON.parse(raw)))); // written by our own outbox: what does not fit is a fault

/** WF-23: as it was decided with its customer, in the provider's home. */
const start = (doc: Order, { order: asked }: { readonly order: Order }, { read, now }: World): Step<Order> => {
  const { provider: seller, reseller, additional, lines, submittedBy, newCustomer } = asked;
  return { to: 'Submitted', set: { customerName: read.tenant.name, provider: seller, reseller, additional, lines, submittedBy, newCustomer, submittedAt: now }, outbox: [sync(doc), outgoing('orderPlace', { order: doc.id })] };
};

const provision = ({ id }: Order): Outgoing => outgoing('orderProvision', { order: id });

const accepted = (doc: Order, _input: unknown, world: World): Step<Order> => ({ to: 'Pending', companions: waiting(doc, world), outbox: [sync(doc), provision(doc)] });

/** §4.6: each line becomes a subscription that waits to be provisioned. INV-47: who earns and who supports begin apart. */
const waiting = (doc: Order, world: World): readonly Companion[] => doc.lines.map((line) => ({ task: 'subscription', doc: ordered(doc, line, world) }));

function ordered({ id, provider: seller, reseller, additional }: Order, { subscription, offer, quantity }: Order['lines'][number], world: World): Subscription {
  const { now } = world;
  return {
    ...blankSubscription(world, subscription), state: 'Pending', rev: 1, name: offer.name, offer, quantity, batches: [{ quantity, at: now }], provider: seller, order: id,
    boughtAt: now, termEndsAt: addTerm(now, offer.term), autoRenew: !offer.trial, additional, support: seller, // INV-48
    ...(reseller ? { record: { ...reseller, since: now } } : {}),
  };
}

/** ORD-09: nothing was created. */
const refused = (doc: Order, { reason }: { readonly reason: string }): Step<Order> => ({ to: 'Rejected', set: { refusal: reason }, outbox: [sync(doc), told(doc)] });

// --- reviewed first (2023) ---

type ReviewState = (typeof reviewStates)[number];
/** Each state asks for itself; what an earlier one asked ends with it. */
const question = ({ id }: Order, state: ReviewState): Outgoing => outgoing('orderReview', { order: id, state });
/** [DESIGN] a minute later there may be news. */
const soon = (doc: Order, state: ReviewState, { now }: World): Outgoing => ({ ...question(doc, state), at: plus(now, MINUTE) });

/** That it is accepted and that it is reviewed are one answer, so its Pending is over as it begins. */
const reviewNeeded = (doc: Order, _input: unknown, world: World): Step<Order> => ({ to: 'PendingReview', companions: waiting(doc, world), outbox: [sync(doc), soon(doc, 'PendingReview', world)] });

const purchaseOrderAsked = (doc: Order, _input: unknown, world: World): Step<Order> => ({ to: 'PendingPoUpload', outbox: [sync(doc), told(doc), soon(doc, 'PendingPoUpload', world)] });

const httpsAddress: FieldRule<string> = (raw, context) => {
  const site = webSite(raw, context);
  return !site.ok || site.value.startsWith('https:') ? site : err(flaw('url', { example: 'https://www.contoso.com' }));
};
/** Their lengths are [DESIGN], as is that a number will do. */
export const purchaseOrderFields = { number: text(50), document: (raw, context) => (raw.trim() === '' ? ok('') : httpsAddress(raw, context)) } as const satisfies Fields;
const purchaseOrderGiven = (doc: Order, { number, document }: Values<typeof purchaseOrderFields>): Step<Order> => ({ to: 'PoUploadComplete', set: { purchaseOrder: { number, document } }, outbox: [sync(doc), question(doc, 'PoUploadComplete')] });

const released = (doc: Order): Step<Order> => ({ to: 'Pending', outbox: [sync(doc), provision(doc)] });

const ends = ({ id }: Order): Outgoing => outgoing('orderVoid', { order: id });
const poRejected = (doc: Order, { reason }: { readonly reason: string }): Step<Order> => ({ to: 'PoReviewRejected', set: { refusal: reason }, outbox: [sync(doc), told(doc), ends(doc)] });

// --- taken back ---

const keeping = (doc: Order, isKept: (subscription: string) => boolean): Pick<Order, 'lines'> =>
  ({ lines: doc.lines.map((line) => (isKept(line.subscription) ? { ...line, outcome: 'kept' } : line)) });

/** §4.7: the subscriptions that wait, for a review or to be provisioned, end with it. [DESIGN] those that do not wait any more stay: each is cancelled by its own rule (INV-50). */
const withdraw = (doc: Order, _input: unknown, { read: { subscriptions = [] } }: World): Step<Order> => {
  const isKept = (id: string): boolean => subscriptions.some((one) => one.id === id && one.state !== 'Pending' && one.state !== 'Error');
  return { to: 'Cancelled', set: keeping(doc, isKept), outbox: [sync(doc), ends(doc)] };
};

/** What was provisioned at the very moment in which it was cancelled. */
const keep = (doc: Order, { kept }: { readonly kept: string }): Step<Order> => ({ set: keeping(doc, (id) => kept.split(' ').includes(id)) });

/** Before it was accepted, its provider may take it back, and nothing was created; once it is fulfilled, by cancelling every subscription; between the two, see `withdraw`. */
const cancel = (doc: Order): Step<Order> => ({ to: 'Cancelled', outbox: [sync(doc)] });

/** One line for each subscription: its number, "provisioned" or "failed", and why. */
type Outcomes = ReadonlyMap<string, { readonly outcome: 'provisioned' | 'failed'; readonly trouble: string }>;
const outcomes: FieldRule<Outcomes> = (raw) => ok(new Map(raw.split('\n').map((typed) => {
  const [subscription = '', outcome = '', ...trouble] = typed.split(' ');
  return [subscription, { outcome: outcome === 'provisioned' ? 'provisioned' : 'failed', trouble: trouble.join(' ') }] as const;
})));

/** §4.7: Completed, PartialSuccess or Error; what failed can be ordered again. */
function fulfilled(doc: Order, input: { readonly outcomes: Outcomes }): Step<Order> {
  const lines = doc.lines.map((line) => ({ ...line, ...input.outcomes.get(line.subscription) }));
  const good = lines.filter(({ outcome }) => outcome === 'provisioned').length;
  const isComplete = good === lines.length;
  return { to: isComplete ? 'Completed' : good > 0 ? 'PartialSuccess' : 'Error', set: { lines }, outbox: isComplete ? [sync(doc)] : [sync(doc), told(doc)] };
}

/** §4.7: within the window of its purchase, which begins when it is fulfilled, and when nothing of what it sold is left. */
const isTakenBack: Guard<Order, unknown> = ({ id, state, since }, _input, { now, rules, read: { subscriptions = [] } }) => {
  const isLeft = subscriptions.some((one) => one.order === id && one.state !== 'Deleted' && one.state !== 'Error');
  return isLeft || now > windowEnd(since, rules) ? refuse('GEN-07', { state }).error : undefined;
};

const bySeller = { needs: 'P19', party: ({ provider: { id } }: Order): TenantId => id, owner: mayOrder } as const;
const bySystem = { needs: 'S01', inner: true } as const;

export const order = {
  task: 'order',
  documentId: (_actor, target) => orderDocumentId(target),
  many: true,
  schema: orderSchema,
  blank: blankOrder,
  line: orderLine,
  events: {
    submit: [row({
      from: ['NotStarted'], to: 'Submitted', needs: 'P19', party: partyTo, anyRevision: true, reads: ['own', 'enrolment', 'customer', 'relationships', 'reseller', 'subscriptions', 'offers', 'additional'],
      owner: mayOrder, fields: orderFields, guards: [maySell, isFresh, isWellOrdered], effect: submit,
    })],
    start: [row({ ...bySystem, from: ['NotStarted'], to: 'Submitted', fields: { order: orderJson }, effect: start })],
    accepted: [row({ ...bySystem, from: ['Submitted'], to: 'Pending', effect: accepted })],
    refused: [row({ ...bySystem, from: ['Submitted'], to: 'Rejected', fields: { reason: optionalText(500) }, effect: refused })],
    fulfilled: [row({ ...bySystem, from: ['Pending'], to: ['Completed', 'PartialSuccess', 'Error'], fields: { outcomes }, effect: fulfilled })],
    cancelled: [row({ ...bySystem, from: ['Completed', 'PartialSuccess'], to: 'Cancelled', reads: ['subscriptions'], guards: [isTakenBack], effect: cancel })],
    reviewNeeded: [row({ ...bySystem, from: ['Submitted'], to: 'PendingReview', effect: reviewNeeded })],
    purchaseOrderAsked: [row({ ...bySystem, from: ['PendingReview'], to: 'PendingPoUpload', effect: purchaseOrderAsked })],
    purchaseOrderGiven: [row({ ...bySeller, from: ['PendingPoUpload'], to: 'PoUploadComplete', fields: purchaseOrderFields, effect: purchaseOrderGiven })],
    released: [row({ ...bySystem, from: reviewStates, to: 'Pending', effect: released })],
    poRejected: [row({ ...bySystem, from: reviewStates, to: 'PoReviewRejected', fields: { reason: optionalText(500) }, effect: poRejected })],
    cancel: [row({ ...bySeller, from: ['Submitted'], to: 'Cancelled', effect: cancel }), row({ ...bySeller, from: [...reviewStates, 'Pending'], to: 'Cancelled', reads: ['subscriptions'], effect: withdraw })],
    kept: [row({ ...bySystem, from: ['Cancelled'], to: 'same', fields: { kept: text(500) }, effect: keep })],
  },
} as const satisfies TaskDef<Order>;
