/** A reseller asks its provider to change something at a customer (WF-25 [DESIGN]): Requested → Accepted → Done, or Declined, or Withdrawn; Ended with what the companies had in common. It changes no subscription: the provider's people do that themselves. */

import { personOf } from '../core/actor.ts';
import type { DomainError, FieldProblem } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { FieldRule, Guard, Outgoing, Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { ok } from '../core/result.ts';
import { choice, optionalText, text } from '../rules/fields.ts';
import { canOnOffice365 } from '../rules/permissions.ts';
import { SANDBOX, quantity, quantityTrouble } from '../rules/quantity.ts';
import type { Change, ChangeKind, ChangeState } from './changeDoc.ts';
import { blankChange, changeDocumentId, changeEnds, changeKinds, changeLine, changeSchema } from './changeDoc.ts';
import type { Customer } from './customerDoc.ts';
import type { ChangeNews } from './outgoing.ts';
import { outgoing } from './outgoing.ts';
import { isPartnered } from './partnership.ts';
import type { Partnership } from './partnershipDoc.ts';
import type { Relationship } from './relationship.ts';
import { isActive, mayOrderFor } from './relationship.ts';
import type { Subscription } from './subscriptionDoc.ts';
import { concerns } from './subscriptionDoc.ts';

const row = rowsOf<Change>();

/** For these a number is asked for, and the words are for what is not said otherwise. */
const counted: readonly ChangeKind[] = ['more', 'fewer'];
/** Which offer, or what else: nobody could guess it. */
const explained: readonly ChangeKind[] = ['upgrade', 'newSubscription', 'other'];
const asksFor = (kinds: readonly ChangeKind[], form: Readonly<Record<string, string>>): boolean => kinds.some((kind) => kind === form['what']);

const howMany: FieldRule<number | undefined> = (raw, context) => (asksFor(counted, context.form) || raw.trim() !== '' ? quantity(raw, context) : ok(undefined));
const said = text(500);
const words: FieldRule<string> = (raw, context) => (asksFor(explained, context.form) || raw.trim() !== '' ? said(raw, context) : ok(''));

/** `customer`, `subscription` and `provider`: which ones, by their ids. */
export const askFields = { customer: text(200), subscription: optionalText(200), provider: text(200), what: choice(changeKinds), quantity: howMany, words } as const;
export const declineFields = { reason: text(500) } as const;

const history = (doc: Change, state: ChangeState, world: World): Change['history'] => [...doc.history, { at: world.now, state, by: personOf(world).name }];
const sync = ({ id }: Pick<Change, 'id'>): Outgoing => outgoing('changeSync', { change: id });
/** To everybody of the provider's who may do it. */
const asks = ({ id }: Pick<Change, 'id'>, news: 'asked' | 'withdrawn'): Outgoing => outgoing('changeAsked', { change: id, news });
/** To who asked. */
const told = (doc: Change, news: ChangeNews): Outgoing =>
  outgoing('changeNotice', { person: doc.requester.id, news, company: doc.provider.name, customer: doc.customer.name, change: doc.id, reseller: doc.tenant }, news);

// --- the reseller asks ---

/** `reads` puts them there. */
function servedIn({ read }: World) {
  const { relationship, seller, customer, subscription } = read.served ?? {};
  return {
    relationship: relationship as Relationship | undefined, seller: seller as Relationship | undefined, customer: customer as Customer | undefined, subscription: subscription as Subscription | undefined,
  };
}

/** INV-36, INV-19, INV-56: its own customer, a partner of its own who works with that customer too, and a subscription of both. INV-04 counts for asking as well. */
const isTheirs: Guard<Change, Values<typeof askFields>> = (_doc, input, world) => {
  const { read: { tenant, provider, jointPartnership }, actor } = world;
  const { relationship, seller, customer, subscription } = servedIn(world);
  if (!relationship) return refuse('GEN-06', { what: input.customer }).error;
  if (!isActive(relationship)) return refuse('CUS-16', { customer: relationship.customer.name }).error;
  if (!isPartnered(jointPartnership as Partnership | undefined)) return refuse('ORD-02', { reseller: (jointPartnership && provider?.name) ?? '' }).error; // as above; INV-56: no name of a company that was never a partner
  if (!mayOrderFor(seller)) return refuse('GEN-06', { what: provider?.name ?? input.provider }).error; // nobody else hears of the customer
  if (input.subscription === '') return undefined;
  const isOfBoth = subscription && subscription.provider.id === provider?.id && concerns(subscription, tenant.id, customer ?? {});
  if (!isOfBoth) return refuse('GEN-06', { what: input.subscription }).error;
  return subscription.offer.office365 && !canOnOffice365(actor, 'P06') ? refuse('ORD-11', { subscription: subscription.name }).error : undefined;
};

/** What is asked for has to be about something, and in the direction that it says. */
const makesSense: Guard<Change, Values<typeof askFields>> = (_doc, { what, quantity: wanted }, world) => {
  const { subscription } = servedIn(world);
  const { provider } = world.read;
  if (!subscription) return what === 'newSubscription' || what === 'other' ? undefined : wrong({ field: 'what', rule: 'choice', level: 'error', params: {} });
  const { quantity: held, offer } = subscription;
  const { min, max } = offer;
  if (what === 'more' && wanted !== undefined && quantityTrouble(offer, wanted, provider) === 'sandbox') return wrong({ field: 'quantity', rule: 'quantity.sandbox', level: 'error', params: { max: SANDBOX.licences } });
  const [from, to] = what === 'more' ? [held + 1, max] : [min, held - 1];
  const isOut = counted.includes(what) && wanted !== undefined && (wanted < from || wanted > to);
  return isOut ? wrong({ field: 'quantity', rule: 'quantity.range', level: 'error', params: { min: from, max: to } }) : undefined;
};
const wrong = (problem: FieldProblem): DomainError => refuse('GEN-05', { count: 1 }, [problem]).error;

function ask(doc: Change, { what, quantity: wanted, words: typed }: Values<typeof askFields>, world: World): Step<Change> {
  const { id, name } = personOf(world);
  const { relationship, subscription } = servedIn(world);
  const { provider } = world.read;
  if (!relationship || !provider) throw new Error('A request is made after its customer and its provider were found');
  const customer = { id: relationship.tenant, name: relationship.customer.name };
  return {
    to: 'Requested',
    set: {
      provider: { id: provider.id, name: provider.name }, customer, ...(subscription ? { subscription: { id: subscription.id, name: subscription.name } } : {}), what, quantity: wanted, words: typed,
      requester: { id, name }, history: history(doc, 'Requested', world),
    },
    outbox: [sync(doc), asks(doc, 'asked')],
  };
}

/** While nobody has done it or said why not; whoever is at it hears of it. */
const withdraw = (doc: Change, _input: unknown, world: World): Step<Change> =>
  ({ to: 'Withdrawn', set: { history: history(doc, 'Withdrawn', world) }, outbox: [sync(doc), asks(doc, 'withdrawn')] });

// --- what the companies had in common ends ---

/** `at`: when. */
const endFields = { ended: choice(changeEnds), at: text(30) } as const;

/** What was asked for since then, because they work together again, stays open. */
const isOfBefore: Guard<Change, Values<typeof endFields>> = ({ state, history: [asked] }, { at }) => (asked && asked.at <= at ? undefined : refuse('GEN-07', { state }).error);

/** M9: nobody is told; both lists and the card say so. */
const end = (doc: Change, { ended }: Values<typeof endFields>, { now }: World): Step<Change> =>
  ({ to: 'Ended', set: { ended, history: [...doc.history, { at: now, state: 'Ended', by: '' }] }, outbox: [sync(doc)] });

// --- the provider answers ---

const byProvider = { needs: 'P19', party: ({ provider }: Change): TenantId => provider.id, reads: ['jointPartnership'] } as const;

/** INV-19: for a partner, and for nobody who was one. */
const isPartner = ({ reseller }: Change, { read }: World): DomainError | undefined =>
  (isPartnered(read.jointPartnership as Partnership | undefined) ? undefined : refuse('ORD-02', { reseller: reseller.name }).error); // `reads` puts it there

const becomes = (to: 'Accepted' | 'Done', news: ChangeNews) => (doc: Change, _input: unknown, world: World): Step<Change> => ({ to, set: { history: history(doc, to, world) }, outbox: [sync(doc), told(doc, news)] });
const decline = (doc: Change, { reason }: { readonly reason: string }, world: World): Step<Change> =>
  ({ to: 'Declined', set: { reason, history: history(doc, 'Declined', world) }, outbox: [sync(doc), told(doc, 'declined')] });

export const change = {
  task: 'change',
  documentId: (_actor, target) => changeDocumentId(target),
  many: true,
  schema: changeSchema,
  blank: blankChange,
  line: changeLine,
  events: {
    // The form's number is the request's, so the same form is one request.
    ask: [row({ from: ['NotStarted'], to: 'Requested', needs: 'P06', anyRevision: true, reads: ['served', 'provider', 'jointPartnership'], fields: askFields, guards: [isTheirs, makesSense], effect: ask })],
    accept: [row({ ...byProvider, from: ['Requested'], to: 'Accepted', owner: isPartner, effect: becomes('Accepted', 'accepted') })],
    done: [row({ ...byProvider, from: ['Requested', 'Accepted'], to: 'Done', owner: isPartner, effect: becomes('Done', 'done') })],
    withdraw: [row({ from: ['Requested', 'Accepted'], to: 'Withdrawn', needs: 'P06', effect: withdraw })],
    end: [row({ from: ['Requested', 'Accepted'], to: 'Ended', needs: 'S01', inner: true, fields: endFields, guards: [isOfBefore], effect: end })],
    decline: [row({ ...byProvider, from: ['Requested', 'Accepted'], to: 'Declined', owner: isPartner, fields: declineFields, effect: decline })],
  },
} as const satisfies TaskDef<Change>;
