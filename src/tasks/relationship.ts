/** The relationship of a customer with one partner (domain.md §4.5): it lives with the customer. How one begins is customer.ts (consent, creation) and `imported` here; GDAP requests beside it are gdap.ts. */

import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { personOf } from '../core/actor.ts';
import type { TenantId } from '../core/ids.ts';
import { refuse } from '../core/errors.ts';
import type { DomainError } from '../core/errors.ts';
import type { Guard, Line, Outgoing, Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import type { SubscriptionFacts } from '../core/offer.ts';
import { storedInstant, storedPerson, storedTenant, taskFields } from '../core/stored.ts';
import { attestationFields, attestationSchema, attestations, isAttested } from './attestations.ts';
import { changedTags, tags } from './customerTags.ts';
import type { Enrolment } from './enrolmentDoc.ts';
import { isEnrolled } from './enrolmentDoc.ts';
import type { Gdap } from './gdapDoc.ts';
import { gdapTold, terminated } from './gdapDoc.ts';
import { outgoing } from './outgoing.ts';
import { choice, optionalText } from '../rules/fields.ts';

export const relationshipStates = ['None', 'Active', 'Removed'] as const;
export const partnerSides = ['provider', 'reseller'] as const;
export type PartnerSide = (typeof partnerSides)[number];

export const relationshipSchema = z.object({
  /** `tenant` of the document is the customer. */
  ...taskFields(relationshipStates),
  customer: z.object({ name: z.string(), country: z.string(), domain: z.string().default('') }),
  partner: storedTenant,
  partnerName: z.string().default(''),
  role: z.enum(partnerSides),
  origin: z.enum(['imported', 'invited', 'joint', 'created']),
  /** As it was given. Rights that outlive the relationship are `Retained`: ask adminOf. */
  delegatedAdmin: z.enum(['None', 'DAP', 'GDAP']).default('None'),
  /** The invitation or order that it began with, and when that was answered. */
  consent: z.object({ about: z.string(), by: z.string(), byId: storedPerson, at: storedInstant, version: z.string() }).optional(),
  removal: attestationSchema.optional(),
  /** Every request for delegated admin beside it (WF-36): a name is used once, and what is granted now shows in `delegatedAdmin`. */
  gdap: z.array(z.object({ id: z.string(), name: z.string(), isGranted: z.boolean() })).optional(),
  /** What this partner calls the customer (§6.5). */
  tags: z.array(z.string()).optional(),
});
export type Relationship = z.output<typeof relationshipSchema>;

export const relationshipDocumentId = (partner: string): string => `relationship:${partner}`;

/** Who has or had to do with a customer: the list in its home. */
export const RELATIONSHIPS = 'relationships';
/** A partner's customers, in the partner's home; and those it shares with one other partner (WF-18). */
export const CUSTOMERS = 'customers';
export const sharedWith = (partner: string): string => `shared:${partner}`;

const row = rowsOf<Relationship>();
/** `cloud` is the partner's, where it is not the customer's own. */
const importFields = { role: choice(partnerSides), cloud: optionalText(20) } as const;

export const isActive = (relationship: Pick<Relationship, 'state'> | undefined): boolean => relationship?.state === 'Active';

/** INV-18: a provider's own relationship with the customer, and nothing else, lets it order for that customer. */
export const mayOrderFor = (relationship: Pick<Relationship, 'state' | 'role'> | undefined): boolean => isActive(relationship) && relationship?.role === 'provider';

/** §4.5: rights that were left in place when the relationship was removed, which is worth a warning. */
export const adminOf = ({ state, delegatedAdmin }: Relationship): Relationship['delegatedAdmin'] | 'Retained' => (state === 'Removed' && delegatedAdmin !== 'None' ? 'Retained' : delegatedAdmin);

/** `reads: ['relationships']` puts them there. */
const relationshipsIn = ({ relationships = [] }: World['read']): readonly Relationship[] => relationships as readonly Relationship[];
export const relationshipWith = (read: World['read'], partner: string): Relationship | undefined => relationshipsIn(read).find((one) => one.partner === partner);

/** INV-56: whose people may ask at all for something about a customer. Whoever never had to do with it is nobody there. */
export const partyTo = (doc: { readonly tenant: TenantId }, { actor, read }: World): TenantId =>
  (actor.kind !== 'system' && relationshipWith(read, actor.tenant) ? actor.tenant : doc.tenant);

/** The same, where the document itself is one partner's. */
export const partnerOf = ({ tenant, partner }: { readonly tenant: TenantId; readonly partner: TenantId }, { read }: World): TenantId => (relationshipWith(read, partner) ? partner : tenant);

function blank({ now, read }: World, partner: string): Relationship {
  const { id, name, country, domains } = read.tenant;
  return {
    v: 1, id: partner, tenant: id, state: 'None', since: now, rev: 0, lastCommand: '', customer: { name, country, domain: domains[0] ?? '' },
    partner: storedTenant.parse(partner), partnerName: '', role: 'reseller', origin: 'imported', delegatedAdmin: 'None',
  };
}

export type Beginning = Pick<Relationship, 'partner' | 'partnerName' | 'role' | 'origin' | 'delegatedAdmin'> & { readonly consent: NonNullable<Relationship['consent']> };

/** An Active relationship, as a companion of what the customer agreed to. One that is Active already stays as it is: undefined. */
export function begun(world: World, { partner, ...beginning }: Beginning): Relationship | undefined {
  const known = relationshipWith(world.read, partner);
  if (isActive(known)) return undefined;
  const { customer } = blank(world, partner);
  const { removal: _ended, ...before } = known ?? blank(world, partner);
  return { ...before, ...beginning, delegatedAdmin: adminWith(beginning.delegatedAdmin, before), customer, state: 'Active', since: world.now, rev: before.rev + 1 };
}

type Granted = NonNullable<Relationship['gdap']>[number];
const hasGdap = ({ gdap = [] }: Pick<Relationship, 'gdap'>): boolean => gdap.some(({ isGranted }) => isGranted);

/** [DESIGN] standing rights (DAP) stay what they are beside those for a time, and are what is left when these end. */
function adminWith(standing: Relationship['delegatedAdmin'], granted: Pick<Relationship, 'gdap'>): Relationship['delegatedAdmin'] {
  if (standing === 'DAP') return standing;
  return hasGdap(granted) ? 'GDAP' : 'None';
}

/** The relationship once a request beside it is asked for, granted or over; cards in people's hands stay good. */
export function withGdap(doc: Relationship, one: Granted): Relationship {
  const next = { ...doc, gdap: [...(doc.gdap ?? []).filter(({ id }) => id !== one.id), one] };
  return { ...next, delegatedAdmin: adminWith(doc.delegatedAdmin, next) };
}

/** No rights, whatever was granted: what runs for a time ends in the same commit (WF-36). `reads: ['granted']` puts it there. */
function withoutAdmin(doc: Relationship, { now, read: { granted = [] } }: World): Required<Pick<Step<Relationship>, 'set' | 'companions' | 'outbox'>> {
  const running = granted as readonly Gdap[]; // load reads them with their schema
  const gdap = doc.gdap?.map((one) => ({ ...one, isGranted: false }));
  return {
    set: { delegatedAdmin: 'None', ...(gdap ? { gdap } : {}) },
    companions: running.map((one) => ({ task: 'gdap', doc: terminated(one, now) })), outbox: running.flatMap((one) => gdapTold(one, 'ended')),
  };
}

/** INV-39: what was agreed to before a removal ended with it, however late its beginning arrives. */
export const isRemovedSince = (read: World['read'], partner: string, at: string): boolean => {
  const known = relationshipWith(read, partner);
  return known?.removal !== undefined && known.removal.at > at;
};

const imported = (doc: Relationship, { role }: Values<typeof importFields>, world: World): Step<Relationship> =>
  ({ to: 'Active', set: { id: doc.id, role, customer: blank(world, doc.partner).customer }, outbox: [outgoing('customerSync', {})] });

/** INV-34: a company that trades in CSP is nobody's customer there. */
const isNoPartner = (_doc: Relationship, { read }: World): DomainError | undefined =>
  (read.tenant.inCsp || isEnrolled(read.enrolment as Enrolment | undefined) ? refuse('CUS-04', { company: read.tenant.name }).error : undefined);

/** INV-61, WF-32. */
const isOfOneCloud: Guard<Relationship, { readonly cloud: string }> = ({ partner }, { cloud }, { read: { tenant } }) =>
  (cloud === '' || cloud === tenant.cloud ? undefined : refuse('CUS-03', { partner, partnerCountry: tenant.country, ownCountry: tenant.country }).error);

const byPartner = ({ partner }: Relationship) => partner;

/** CUS-13: in profiles that ask for it, nothing of the remover's may be left running. Only its own count (INV-38, INV-59). */
const leavesNothing: Guard<Relationship, unknown> = (doc, _input, { read, rules }) => {
  const left = remaining(doc, read);
  return rules.customerRemoval.requireSuspended && left.length > 0 ? refuse('CUS-13', { blockers: fewOf(left) }).error : undefined;
};

const MOST_NAMED = 10;
/** [DESIGN] as many as a sentence can carry. */
export const fewOf = (names: readonly string[]): string => `${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ` (+${names.length - MOST_NAMED})` : ''}`;

/** WF-33 (2023): a suspended subscription is out of the way; a reservation and purchased software have to be over. */
const isRunning = ({ state, kind }: SubscriptionFacts): boolean => state === 'Active' || state === 'Pending' || (state === 'Suspended' && (kind === 'reservation' || kind === 'software'));

/** Names of what this partner sold to the customer and is still running: told before a removal, and in its way where the rules say so. */
export const remaining = ({ partner }: Pick<Relationship, 'partner'>, { subscriptions = [] }: Pick<World['read'], 'subscriptions'>): readonly string[] =>
  subscriptions.filter((one) => one.provider === partner && one.channel !== 'external' && isRunning(one)).map(({ name, id }) => `${name} (${id})`);

/** INV-37: delegated admin stays as it was unless the profile revokes it. INV-38: nobody else's relationship changes. M9: nobody is told. */
function remove(doc: Relationship, _input: unknown, world: World): Step<Relationship> {
  const { id: byId, name: by } = personOf(world);
  const revoked = world.rules.customerRemoval.delegatedAdmin === 'revoke' ? withoutAdmin(doc, world) : undefined;
  return {
    to: 'Removed', set: { removal: { by, byId, at: world.now, attested: [...attestations] }, ...revoked?.set },
    companions: revoked?.companions ?? [], outbox: [outgoing('customerSync', {}), changesEnd(doc, world), ...revoked?.outbox ?? []],
  };
}

/** WF-25: what a reseller asked for here, or what this provider was asked for. */
function changesEnd({ tenant: customer, role, partner }: Relationship, { now: at }: World): Outgoing {
  const whose = role === 'provider' ? { provider: partner } : { reseller: partner };
  return outgoing('changesEnd', { ended: 'relationship', ...whose, customer, at });
}

/** §4.5: by a Global admin of the customer, in its own portal; here it is written down. Ordering goes on. */
function adminRemoved(doc: Relationship, _input: unknown, world: World): Step<Relationship> {
  const { outbox, ...revoked } = withoutAdmin(doc, world);
  return { ...revoked, outbox: [outgoing('customerSync', {}), ...outbox] };
}

export const tagFields = { tags } as const;

/** INV-59: on the partner's own relationship, so that no other one's tags are touched. */
function tagged({ partner, tags: before = [] }: Relationship, { tags: after }: Values<typeof tagFields>): Step<Relationship> {
  const changed = changedTags(before, after);
  if (isDeepStrictEqual(before, after)) return { quiet: true };
  return { set: { tags: after.length > 0 ? [...after] : undefined }, outbox: changed.length > 0 ? [outgoing('tagSync', { partner, tags: [...changed] })] : [] };
}

/** What stands in the list of the customer's home, for whoever needs to know all of them. */
const relationshipLine = (doc: Relationship): Line | undefined =>
  (doc.state === 'None' ? undefined : { list: RELATIONSHIPS, sort: doc.partner, terms: [], body: { partner: doc.partner, role: doc.role, state: doc.state } });

export const relationship = {
  task: 'relationship',
  documentId: (_actor, partner) => relationshipDocumentId(partner),
  many: true,
  schema: relationshipSchema,
  blank,
  line: relationshipLine,
  events: {
    imported: [row({ from: ['None'], to: 'Active', needs: 'S01', inner: true, reads: ['enrolment'], fields: importFields, owner: isNoPartner, guards: [isOfOneCloud], effect: imported })],
    remove: [row({ from: ['Active'], to: 'Removed', needs: 'P22', party: byPartner, reads: ['subscriptions', 'granted'], fields: attestationFields, guards: [leavesNothing, isAttested], effect: remove })],
    tag: [row({ from: ['Active'], to: 'same', needs: 'P27', party: byPartner, fields: tagFields, effect: tagged })],
    adminRemoved: [row({ from: ['Active', 'Removed'], to: 'same', needs: 'C01', refusal: 'CUS-01', reads: ['granted'], effect: adminRemoved })],
  },
} as const satisfies TaskDef<Relationship>;
