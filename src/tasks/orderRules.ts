/** What may stand in an order: its lines, its reseller, what its provider attests. Shared by an order for a customer (order.ts) and one that creates it (newCustomer.ts). */

import type { Actor } from '../core/actor.ts';
import type { DomainError, FieldProblem } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { FieldRule, ReadSet, ResellerFacts, Values, World } from '../core/machine.ts';
import type { Offer, Segment, SubscriptionFacts } from '../core/offer.ts';
import { ok } from '../core/result.ts';
import type { Instant } from '../core/time.ts';
import { DAY, between } from '../core/time.ts';
import { optionalText, text } from '../rules/fields.ts';
import type { TypedLine } from '../rules/orderLines.ts';
import { readLines } from '../rules/orderLines.ts';
import { canOnOffice365 } from '../rules/permissions.ts';
import { SANDBOX, areThere, inUse, isSandboxFull, leastMultiGeo, limitsOf, offerTrouble, quantity, quantityTrouble, soldBy } from '../rules/quantity.ts';
import { inEuOrEfta } from '../rules/regions.ts';
import type { OrderLine } from './orderDoc.ts';
import { resellerTrouble } from './selling.ts';

/** `reseller` of an order that goes through nobody: said, because a reseller that got lost on the way must not look like this (INV-42, INV-46). */
export const NOBODY = 'nobody';

const lines: FieldRule<readonly TypedLine[]> = (raw) => ok(readLines(raw));
/** MPN IDs, as people part them, each once. */
const additional: FieldRule<readonly string[]> = (raw) => ok([...new Set(raw.split(/[\s,;]+/).filter((id) => id !== ''))]);

/** `reseller`: a tenant, or NOBODY. `attest`: the tick of the review. `additional`: MPN IDs of more resellers. `started`: when the form was opened. */
export const orderFields = { lines, reseller: text(200), attest: optionalText(5), additional, started: optionalText(30) } as const;
export type OrderInput = Values<typeof orderFields>;

/** §4.7: a form that was left open for too long says things that nobody has looked at for days. */
export const startedTrouble = ({ started }: Pick<OrderInput, 'started'>, { now, rules }: World): DomainError | undefined => {
  const age = between(started as Instant, now); // whatever is no instant has no age
  return age >= 0 && age <= rules.order.draftDays * DAY ? undefined : refuse('GEN-02', {}).error;
};

export const resellerAsked = ({ reseller }: Pick<OrderInput, 'reseller'>, read: ReadSet): ResellerFacts | 'nobody' | undefined => (reseller === NOBODY ? 'nobody' : read.reseller);

/** The customer, as far as offers depend on it, and what it has. */
export type Buyer = { readonly country: string; readonly segment: Segment; readonly subscriptions: readonly SubscriptionFacts[] };

/** Fields of quantities are named so, that the form can point at each. */
export const quantityField = (offer: string): string => `quantity.${offer}`;

/** ORD-07, ORD-08, INV-49, INV-04, §6.5: everything that is wrong with the lines, beside each. */
export function linesTrouble(input: Pick<OrderInput, 'lines'>, buyer: Buyer, world: World): DomainError | undefined {
  const { rules: { order: { maxLines } }, read: { offers = new Map<string, Offer>() }, actor } = world;
  if (input.lines.length === 0) return refuse('GEN-05', { count: 1 }, [{ field: 'lines', rule: 'required', level: 'error', params: {} }]).error;
  if (input.lines.length > maxLines) return refuse('GEN-05', { count: 1 }, [{ field: 'lines', rule: 'tooMany', level: 'error', params: { max: maxLines } }]).error;
  const taker = { ...buyer, has: areThere(buyer.subscriptions).map(({ offer }) => offer) };
  const seen = new Set<string>();
  for (const { offer: id } of input.lines) {
    const offer = offers.get(id);
    const why = !offer ? 'unknown' : seen.has(id) ? 'twice' : offerTrouble(offer, taker);
    if (why) return refuse('ORD-08', { offer: offer?.name ?? id, why }).error;
    if (offer?.office365 && !mayTouchOffice365(actor)) return refuse('ORD-11', { subscription: offer.name }).error;
    seen.add(id);
  }
  return quantitiesTrouble(input, offers, world) ?? accountTrouble(input, buyer, world);
}

/** INV-04: a helpdesk agent is told to ask an admin agent. */
const mayTouchOffice365 = (actor: Actor): boolean => canOnOffice365(actor, 'P19');

function quantitiesTrouble({ lines: typed }: Pick<OrderInput, 'lines'>, offers: ReadonlyMap<string, Offer>, world: World): DomainError | undefined {
  const problems = typed.flatMap((line): FieldProblem[] => {
    const offer = offers.get(line.offer);
    const read = countIn(line, world);
    const field = quantityField(line.offer);
    if (!read.ok) return [{ field, ...read.error }];
    const why = offer && quantityTrouble(offer, read.value, world.read.own);
    if (!offer || !why) return [];
    return [{ field, level: 'error', ...(why === 'sandbox' ? { rule: 'quantity.sandbox', params: { max: SANDBOX.licences } } : { rule: 'quantity.range', params: limitsOf(offer, world.read.own) }) }];
  });
  if (problems.length === 0) return undefined;
  const isSandbox = problems.every(({ rule }) => rule === 'quantity.sandbox');
  return isSandbox ? refuse('ORD-07', { why: 'sandbox', min: 1, max: SANDBOX.licences, until: '' }, problems).error : refuse('GEN-05', { count: problems.length }, problems).error;
}

const countIn = ({ quantity: typed }: TypedLine, { rules }: Pick<World, 'rules'>) => quantity(typed, { rules, country: '', today: '', form: {} });

/** §6.5: what counts all that this provider sold to the customer. [DESIGN] orders that are not accepted yet are not counted: whoever provisions has the last word. */
function accountTrouble(input: Pick<OrderInput, 'lines'>, { subscriptions }: Buyer, world: World): DomainError | undefined {
  const { own } = world.read;
  const sold = soldBy(own?.id ?? '', subscriptions);
  if (isSandboxFull(own, sold, input.lines.length)) return refuse('ORD-07', { why: 'sandboxFull', min: 0, max: SANDBOX.subscriptions, until: '' }).error;
  const asked = countedLines(input, world).map(({ offer, quantity: count }) => ({ ...offer, quantity: count }));
  for (const line of asked.filter(({ addOn }) => addOn === 'multiGeo')) {
    const min = leastMultiGeo([...inUse(sold), ...asked.filter((other) => other !== line)]);
    const problem = { field: quantityField(line.id), rule: 'quantity.multiGeo', level: 'error', params: { min } } as const;
    if (line.quantity < min) return refuse('ORD-07', { why: 'multiGeo', min, max: line.max, until: '' }, [problem]).error;
  }
  return undefined;
}

/** For lines whose offers and quantities are good. */
function countedLines({ lines: typed }: Pick<OrderInput, 'lines'>, world: World): readonly { readonly offer: Offer; readonly quantity: number }[] {
  return typed.map((line) => {
    const offer = world.read.offers?.get(line.offer);
    const counted = countIn(line, world);
    if (!offer || !counted.ok) throw new Error('The lines of an order are counted after they were checked');
    return { offer, quantity: counted.value };
  });
}

/** INV-52: at most five more, in the EU and EFTA, after a first; every one a reseller's (ORD-04), with partnership and MPA like the first (INV-19, INV-16). */
export function additionalTrouble({ reseller, additional: more }: OrderInput, country: string, { rules, read }: World): DomainError | undefined {
  if (more.length === 0) return undefined;
  const isOpen = rules.order.additionalResellers && reseller !== NOBODY && more.length <= MOST_ADDITIONAL && inEuOrEfta(country);
  if (!isOpen) return refuse('ORD-12', { max: MOST_ADDITIONAL }).error;
  const unknown = more.find((mpnId) => !read.additional?.some((known) => known.mpnId === mpnId));
  if (unknown !== undefined) return refuse('ORD-04', { mpnId: unknown }).error;
  return read.additional?.flatMap((known) => (known.partnership ? resellerTrouble(known, rules) : [refuse('ORD-02', { reseller: known.tenant.name }).error]))[0]; // whose an MPN ID is, Verify tells (WF-26)
}
const MOST_ADDITIONAL = 5;

/** The first one stands apart, also when it was typed again. For resellers that additionalTrouble has nothing against. */
export const furtherResellers = ({ read: { additional: more = [], reseller } }: World): { mpnId: string; id: TenantId; name: string }[] =>
  more.filter(({ tenant }) => tenant.id !== reseller?.tenant.id).map(({ mpnId, tenant: { id, name } }) => ({ mpnId, id, name }));

/** ORD-09, INV-46: without a reseller the provider attests that it acts directly; with one, that it acts as its indirect provider. */
export const attestTrouble = ({ attest }: Pick<OrderInput, 'attest'>): DomainError | undefined => (attest === 'true' ? undefined : refuse('ORD-09', { what: 'attestation' }).error);

/** Lines as they are kept, each with the number of the subscription that it becomes. For lines that linesTrouble has nothing against. */
export const orderLines = (input: Pick<OrderInput, 'lines'>, world: World, numberOf: (position: number) => string): OrderLine[] =>
  countedLines(input, world).map((line, position) => ({ subscription: numberOf(position), ...line, outcome: 'open' }));
