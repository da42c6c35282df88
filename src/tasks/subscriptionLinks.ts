/** Who earns with a subscription (WF-26) and who supports it (WF-27): two of the three links that never merge (INV-47). The third, who manages the account, is the customer's (customer.ts). */

import type { TenantId } from '../core/ids.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { FieldRule, Guard, Step, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { ok } from '../core/result.ts';
import { isPossibleIn } from '../rules/clouds.ts';
import { mpnId, text } from '../rules/fields.ts';
import { canOnOffice365 } from '../rules/permissions.ts';
import { isPartnered } from './partnership.ts';
import type { Partnership } from './partnershipDoc.ts';
import type { Relationship } from './relationship.ts';
import { isActive, relationshipWith } from './relationship.ts';
import { mpnIdOf, partnerName, resellerTrouble } from './selling.ts';
import type { Subscription } from './subscriptionDoc.ts';
import { bySeller, everyState, isNotTheirs, isServing, mayDecide, refuseOffice365 } from './subscriptionRules.ts';

const row = rowsOf<Subscription>();

/** What was so before stays untouched: not even its time changes. */
const unchanged: Step<Subscription> = { quiet: true };

// --- who earns ---

/** WF-26: chosen instead of a listed reseller, whose MPN ID is typed then. */
export const NOT_LISTED = 'notListed';

const isListed = (reseller: string): boolean => reseller !== '' && reseller !== NOT_LISTED;

/** A tenant; empty when an MPN ID says who it is. */
const listed: FieldRule<string> = (raw, context) => (raw === NOT_LISTED || (raw === '' && context.form['mpnId']) ? ok('') : text(200)(raw, context));
/** Beside a listed reseller it counts for nothing; and where nobody was chosen, the choice is what is missing. */
const typedMpnId: FieldRule<string> = (raw, context) => {
  const reseller = context.form['reseller'] ?? '';
  return isListed(reseller) || (reseller === '' && raw === '') ? ok('') : mpnId(raw, context);
};

export const creditFields = { reseller: listed, mpnId: typedMpnId } as const;
type Credit = Values<typeof creditFields>;

const creditable: ReadonlySet<Subscription['state']> = new Set(['Pending', 'Active', 'Suspended']);

/** It is no question of licences (P19); INV-36, INV-04. ORD-06: bought elsewhere (INV-60), or over. */
function isNotCreditable(doc: Subscription, world: World): DomainError | undefined {
  if (!mayDecide(world.actor)) return refuse('GEN-01', { who: 'P19' }).error;
  return isNotTheirs(doc, world) ?? (doc.channel === 'external' || !creditable.has(doc.state) ? refuse('ORD-06', { subscription: doc.name }).error : undefined);
}

/** INV-45: a reseller's own location ID, never the provider's. INV-19, INV-16: with partnership and MPA. */
const mayEarn: Guard<Subscription, Credit> = (_doc, { reseller: named, mpnId: typed }, { read: { reseller }, rules }) => {
  if (!reseller) return named === '' ? refuse('ORD-04', { mpnId: typed }).error : refuse('ORD-02', { reseller: '' }).error;
  const isTheirs = reseller.tenant.kind === 'reseller' && (typed === '' || mpnIdOf(reseller) === typed); // one that is only reserved is nobody's location yet
  if (isTheirs && typed !== '' && !reseller.partnership) return refuse('ORD-02', { reseller: reseller.tenant.name }).error; // whose an MPN ID is, Verify tells (WF-26)
  return isTheirs ? resellerTrouble(reseller, rules)[0] : refuse('ORD-05', { mpnId: typed }).error;
};

/** [DESIGN] from now on; what was earned before stays with whom it was earned by. INV-47. */
function credit(doc: Subscription, _input: Credit, { read: { reseller }, now }: World): Step<Subscription> {
  const id = reseller && mpnIdOf(reseller);
  if (!id) throw new Error('Who is credited was checked before'); // mayEarn
  return doc.record?.mpnId === id ? unchanged : { set: { record: { id: reseller.tenant.id, name: reseller.tenant.name, mpnId: id, since: now } } };
}

// --- who supports ---

/** What a partner still lacks to become support contact, the first thing to mend first. */
export type SupportGap = 'relationship' | 'delegatedAdmin';

/** INV-48; 2023: who helps a customer needs delegated admin. */
export function supportGap(relationship: Relationship | undefined): SupportGap | undefined {
  if (!isActive(relationship)) return 'relationship';
  return relationship?.delegatedAdmin === 'None' ? 'delegatedAdmin' : undefined;
}

/** `reseller`: a tenant; the provider's own is itself. */
export const supportFields = { reseller: text(200) } as const;
type Support = Values<typeof supportFields>;

/** INV-36, INV-18: nothing is set for a customer without an own relationship, whatever was sold to it before. */
const isNotServed = (doc: Subscription, { actor, read }: World): DomainError | undefined => {
  if (!isServing(doc, read)) return refuse('CUS-16', { customer: doc.customerName }).error;
  return canOnOffice365(actor, 'P20') ? undefined : refuseOffice365(doc);
};

/** WF-32: not every cloud knows another contact than the provider. */
const isPossible: Guard<Subscription, Support> = (_doc, _input, { read: { tenant: { cloud } }, rules }) =>
  (isPossibleIn(cloud, 'support', rules) ? undefined : refuse('CUS-17', { cloud, deed: 'support' }).error);

/** INV-48, INV-19: the provider itself, or a partner of its who serves this customer. */
const maySupport: Guard<Subscription, Support> = ({ provider, customerName }, { reseller: named }, { read }) => {
  if (named === provider.id) return undefined;
  const { reseller } = read;
  const company = partnerName(reseller);
  if (!isPartnered(reseller?.partnership as Partnership | undefined)) return refuse('ORD-02', { reseller: company }).error; // load reads it with its schema
  const why = supportGap(relationshipWith(read, named));
  return why && refuse('CUS-18', { company, customer: customerName, why }).error;
};

/** INV-47, INV-48: of this subscription alone. */
function nameContact({ provider, support }: Subscription, { reseller: named }: Support, { read }: World): Step<Subscription> {
  const id = named as TenantId; // the provider's, or one that maySupport found
  if (support.id === id) return unchanged;
  if (id === provider.id) return { set: { support: provider } };
  const standing = relationshipWith(read, id);
  return {
    set: { support: { id, name: read.reseller?.tenant.name ?? '' } },
    companions: standing ? [{ task: 'relationship', doc: standing }] : [], // unchanged: whoever removes it at this moment, and this, cannot both succeed
  };
}

const lasting = everyState.filter((state) => state !== 'Deleted' && state !== 'Error');

export const linkEvents = {
  credit: [row({ ...bySeller, from: everyState, to: 'same', reads: [...bySeller.reads, 'reseller'], fields: creditFields, owner: isNotCreditable, guards: [mayEarn], effect: credit })],
  support: [row({ ...bySeller, from: lasting, to: 'same', needs: 'P20', reads: [...bySeller.reads, 'reseller'], fields: supportFields, owner: isNotServed, guards: [isPossible, maySupport], effect: nameContact })],
} as const;
