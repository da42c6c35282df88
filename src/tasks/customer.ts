/** What happens to a customer as a whole, in its own home: it accepts an invitation (WF-22), is created by a provider (WF-23), its agreement is attested (WF-35), its account is associated with a reseller (S004), its details are edited (P08). */

import type { PersonId, TenantId } from '../core/ids.ts';
import { personOf } from '../core/actor.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { Companion, FieldRule, Guard, Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { err, ok } from '../core/result.ts';
import type { Instant } from '../core/time.ts';
import { anyEmail, customerPerson, language, optionalPhone, optionalText, pastDay, text } from '../rules/fields.ts';
import { flaw } from '../rules/text.ts';
import type { Customer, CustomerAgreement, CustomerProfile } from './customerDoc.ts';
import { detailFields, detailsFlaw, edited, isAddressSettled, isTheirContact } from './customerDetails.ts';
import { CUSTOMER_ID, blankCustomer, customerAgreementSchema, customerSchema, profileSchema } from './customerDoc.ts';
import { outgoing } from './outgoing.ts';
import { isPartnered } from './partnership.ts';
import type { Partnership } from './partnershipDoc.ts';
import type { Beginning, Relationship } from './relationship.ts';
import { begun, isActive, isRemovedSince, mayOrderFor, partyTo, relationshipWith } from './relationship.ts';
import { partnerName } from './selling.ts';

const row = rowsOf<Customer>();

const sync = outgoing('customerSync', {});
const companionsOf = (relationships: readonly (Relationship | undefined)[]): readonly Companion[] => relationships.flatMap((doc) => (doc ? [{ task: 'relationship', doc }] : []));

// --- an invitation was accepted ---

const acceptedFields = {
  invitation: text(40), reseller: text(200), resellerName: text(1_000), provider: optionalText(200), providerName: optionalText(1_000),
  by: text(1_000), byId: text(200), email: optionalText(300), roles: optionalText(300), at: text(30), version: text(80), language,
} as const;
type Accepted = Values<typeof acceptedFields>;

const partnersIn = ({ reseller, provider }: { readonly reseller: string; readonly provider: string }): readonly string[] => [reseller, provider].filter((id) => id !== '');

/** INV-39, INV-32: one that was removed since stays removed, and then none begins. */
const isSinceRemovals: Guard<Customer, Accepted> = ({ state }, input, { read }) => (partnersIn(input).some((partner) => isRemovedSince(read, partner, input.at)) ? refuse('GEN-07', { state }).error : undefined);

/** INV-31: a reseller-only invitation begins nothing for any provider. INV-32: both begin in this one commit. */
function accepted(doc: Customer, input: Accepted, world: World): Step<Customer> {
  const { invitation, reseller, resellerName, provider, providerName, by, version } = input;
  const [at, byId] = [input.at as Instant, input.byId as PersonId]; // as the invitation's own decision wrote them
  const consent = { about: invitation, by, byId, at, version };
  const origin = provider === '' ? 'invited' : 'joint';
  const asked: readonly Beginning[] = [
    { partner: reseller as TenantId, partnerName: resellerName, role: 'reseller', origin, delegatedAdmin: world.rules.invitation.delegatedAdmin === 'DAP' ? 'DAP' : 'None', consent },
    ...(provider === '' ? [] : [{ partner: provider as TenantId, partnerName: providerName, role: 'provider', origin, delegatedAdmin: 'None', consent } as const]), // the seeds give the provider the right to order, and no more
  ];
  return {
    to: 'Known', set: { name: world.read.tenant.name, country: world.read.tenant.country, agreement: doc.agreement ?? agreementOf(input, world) },
    companions: companionsOf(asked.map((beginning) => begun(world, beginning))), outbox: [sync],
  };
}

/** WF-35: accepted along with the invitation. Names are one text in the directory: the last word is the last name. */
function agreementOf({ by, byId, email, at, version }: Accepted, { read }: World): CustomerAgreement {
  const words = by.split(' ');
  const split = Math.max(1, words.length - 1);
  return {
    how: 'accepted', firstName: words.slice(0, split).join(' '), lastName: words.slice(split).join(' '), email, phone: '', agreedOn: at.slice(0, 10), version: version.split('+').at(-1) ?? version,
    by, byId: byId as PersonId, byTenant: read.tenant.id, at: at as Instant,
  };
}

// --- a provider has created it ---

/** Written by our own outbox: what does not fit is a fault. */
const profileJson: FieldRule<CustomerProfile> = (raw) => (raw === '' ? err(flaw('required')) : ok(profileSchema.parse(JSON.parse(raw))));
const agreementJson: FieldRule<CustomerAgreement | undefined> = (raw) => ok(raw === '' ? undefined : customerAgreementSchema.parse(JSON.parse(raw)));

const createdFields = {
  newCustomer: text(40), provider: text(200), providerName: text(1_000), reseller: optionalText(200), resellerName: optionalText(1_000),
  by: text(1_000), byId: text(200), at: text(30), profile: profileJson, agreement: agreementJson,
} as const;

/** WF-23: relationships of both tiers, association, agreement, all in one commit; its order follows. INV-42: the reseller is in it, or it was a direct customer from the start. */
function created(_doc: Customer, input: Values<typeof createdFields>, world: World): Step<Customer> {
  const { newCustomer, provider, providerName, reseller, resellerName, by, profile, agreement } = input;
  const [at, byId] = [input.at as Instant, input.byId as PersonId]; // as the order's own decision wrote them
  const consent = { about: newCustomer, by, byId, at, version: '' };
  const base = { origin: 'created', delegatedAdmin: 'DAP', consent } as const; // S004: whoever is named has admin access to the account
  const asked: readonly Beginning[] = [
    { ...base, partner: provider as TenantId, partnerName: providerName, role: 'provider' },
    ...(reseller === '' ? [] : [{ ...base, partner: reseller as TenantId, partnerName: resellerName, role: 'reseller' } as const]),
  ];
  return {
    to: 'Known',
    set: {
      name: profile.company, country: profile.country, segment: profile.segment, profile, agreement,
      ...(reseller === '' ? {} : { association: { reseller: reseller as TenantId, name: resellerName, provider: provider as TenantId, at } }),
    },
    companions: companionsOf(asked.map((beginning) => begun(world, beginning))),
    outbox: [sync, outgoing('orderStart', { newCustomer, provider })],
  };
}

// --- a provider attests, or associates ---

/** ORD-10 and ORD-01: a provider (WF-35), with its own relationship (INV-18). */
function isItsProvider(doc: Customer, { actor, read }: World): DomainError | undefined {
  if (read.own?.kind !== 'provider') return refuse('ORD-10', {}).error;
  const relationship = actor.kind === 'person' ? relationshipWith(read, actor.tenant) : undefined;
  return mayOrderFor(relationship) ? undefined : refuse('ORD-01', { customer: doc.name }).error;
}

/** WF-35: when the customer agreed is a day that has come (INV-62). */
export const attestFields = { signerFirstName: customerPerson, signerLastName: customerPerson, signerEmail: anyEmail, signerPhone: optionalPhone, agreedOn: pastDay, attest: optionalText(5) } as const;

type Signed = Values<typeof attestFields>;
const isSameSignature = (one: CustomerAgreement, { signerFirstName, signerLastName, signerEmail, agreedOn }: Signed): boolean =>
  one.how === 'attested' && one.firstName === signerFirstName && one.lastName === signerLastName && one.email === signerEmail && one.agreedOn === agreedOn;

/** CUS-15; ORD-09: it is a statement, so it is ticked. */
const mayAttest: Guard<Customer, Signed> = ({ agreement }, input, { rules }) => {
  if (input.attest !== 'true') return refuse('ORD-09', { what: 'attestation' }).error;
  const isAccepted = agreement?.how === 'accepted' && agreement.version === rules.mca.version; // nobody's word stands over the customer's own
  return agreement && (isAccepted || isSameSignature(agreement, input)) ? refuse('CUS-15', {}).error : undefined;
};

/** The agreement as a provider's person attests it. */
export function attested(input: Omit<Signed, 'attest'>, world: World): CustomerAgreement {
  const { id: byId, name: by, tenant: byTenant } = personOf(world);
  const { signerFirstName, signerLastName, signerEmail, signerPhone, agreedOn } = input;
  return {
    how: 'attested', firstName: signerFirstName, lastName: signerLastName, email: signerEmail, phone: signerPhone, agreedOn, version: world.rules.mca.version, by, byId, byTenant, at: world.now,
  };
}

export const associateFields = { reseller: text(200) } as const;

/** INV-59: what another provider of the customer has set stays, for as long as it serves it. */
const isNotAnothers: Guard<Customer, unknown> = ({ name, association }, _input, { actor, read }) => {
  const setter = association && relationshipWith(read, association.provider);
  return setter?.state === 'Active' && actor.kind === 'person' && setter.partner !== actor.tenant ? refuse('CUS-19', { customer: name }).error : undefined;
};

/** INV-19, ORD-02; and the reseller has its own relationship: association gives none (INV-36). */
const mayAssociate: Guard<Customer, unknown> = (doc, _input, { read }) => {
  const reseller = read.reseller;
  if (!reseller || !isPartnered(reseller.partnership as Partnership | undefined)) return refuse('ORD-02', { reseller: partnerName(reseller) }).error; // `reads` puts it there
  return relationshipWith(read, reseller.tenant.id)?.state === 'Active' ? undefined : refuse('CUS-18', { company: reseller.tenant.name, customer: doc.name, why: 'relationship' }).error;
};

/** INV-47: credits and support contacts stay as they are. */
function associate(_doc: Customer, { reseller }: Values<typeof associateFields>, world: World): Step<Customer> {
  return { to: 'Known', set: { association: { reseller: reseller as TenantId, name: world.read.reseller?.tenant.name ?? '', provider: personOf(world).tenant, at: world.now } }, outbox: [sync] };
}

// --- a partner edits what all its partners know of it ---

/** INV-36: whoever serves it, on either tier. */
const isItsPartner = (doc: Customer, world: World): DomainError | undefined =>
  (isActive(relationshipWith(world.read, personOf(world).tenant)) ? undefined : refuse('CUS-16', { customer: doc.name }).error);

export const customer = {
  task: 'customer',
  documentId: () => CUSTOMER_ID,
  schema: customerSchema,
  blank: blankCustomer,
  events: {
    accepted: [row({ from: ['None', 'Known'], to: 'Known', needs: 'S01', inner: true, reads: ['relationships'], fields: acceptedFields, guards: [isSinceRemovals], effect: accepted })],
    created: [row({ from: ['None'], to: 'Known', needs: 'S01', inner: true, reads: ['relationships'], fields: createdFields, effect: created })],
    attest: [row({
      from: ['None', 'Known'], to: 'Known', needs: 'P21', party: partyTo, anyRevision: true, reads: ['own', 'relationships'], owner: isItsProvider, fields: attestFields, guards: [mayAttest],
      effect: (_doc, input, world) => ({ to: 'Known', set: { agreement: attested(input, world) } }),
    })],
    associate: [row({ from: ['None', 'Known'], to: 'Known', needs: 'P08', party: partyTo, anyRevision: true, reads: ['own', 'relationships', 'reseller'], owner: isItsProvider, fields: associateFields, guards: [isNotAnothers, mayAssociate], effect: associate })],
    edit: [row({ from: ['None', 'Known'], to: 'Known', needs: 'P08', party: partyTo, reads: ['own', 'relationships', 'address'], owner: isItsPartner, fields: detailFields, flaw: detailsFlaw, guards: [isTheirContact, isAddressSettled], effect: edited })],
  },
} as const satisfies TaskDef<Customer>;
