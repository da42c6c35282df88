/** A provider creates a customer with its first subscriptions, for a reseller (WF-23): decided whole at Submit, then made by the Accounts port, so that a crash in between leaves an order to go on with, never an account nobody knows of. Nothing of it is stored before (INV-41). */

import { personOf } from '../core/actor.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import { newCaseId } from '../core/ids.ts';
import type { TenantId } from '../core/ids.ts';
import type { Guard, Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { segments } from '../core/offer.ts';
import { addressOutcome, settledAddress } from '../rules/addressCheck.ts';
import { isPossibleIn, suffixOf } from '../rules/clouds.ts';
import { choice, domainPrefix, text } from '../rules/fields.ts';
import { can } from '../rules/permissions.ts';
import { attested } from './customer.ts';
import { addressFields, addressGiven, addressTrouble, contactTrouble, detailFields, detailsFlaw } from './customerDetails.ts';
import type { CustomerAgreement } from './customerDoc.ts';
import type { NewCustomer } from './newCustomerDoc.ts';
import { blankNewCustomer, newCustomerDocumentId, newCustomerLine, newCustomerSchema } from './newCustomerDoc.ts';
import { NOBODY, additionalTrouble, attestTrouble, furtherResellers, linesTrouble, orderFields, orderLines, resellerAsked, startedTrouble } from './orderRules.ts';
import { outgoing } from './outgoing.ts';
import { agreementTrouble, mpnIdOf, regionTrouble, resellerTrouble, sellerTrouble } from './selling.ts';
import { signerFields } from './signer.ts';
import { disclosing, disclosureFields } from './user.ts';

const row = rowsOf<NewCustomer>();

/** Page 1. */
const customerFields = { ...detailFields, ...addressFields, prefix: domainPrefix, segment: choice(segments) } as const;
export const pageFields = { ...customerFields, ...signerFields, reseller: text(200) } as const;
/** All three pages and the review at once: it is one decision. */
const submitFields = { ...customerFields, ...signerFields, ...orderFields } as const;
type Submitted = Values<typeof submitFields>;

const isTheirAddress: Guard<NewCustomer, Pick<Submitted, 'email' | 'segment'>> = (_doc, input, world) => contactTrouble(input, world);

/** CUS-11: who has an account already is invited (WF-20, WF-21). CUS-05: the prefix is somebody's. */
const isNew: Guard<NewCustomer, Pick<Submitted, 'prefix'>> = (_doc, { prefix }, world) => {
  const { read } = world;
  if (read.existing) return refuse('CUS-11', { company: read.existing.name }).error;
  return read.domainTaken ? refuse('CUS-05', { domain: domainOf(prefix, world) }, [{ field: 'prefix', rule: 'domainTaken', level: 'error', params: {} }]).error : undefined;
};

/** A customer is made in the cloud of its provider (INV-61). */
const domainOf = (prefix: string, { read, rules }: World): string => `${prefix}${suffixOf(read.tenant.cloud, rules)}`;

/** WF-32, CUS-17: some clouds are closed to new customers. */
const isOpenToNew: Guard<NewCustomer, unknown> = (_doc, _input, { read: { tenant: { cloud } }, rules }) =>
  (isPossibleIn(cloud, 'create', rules) ? undefined : refuse('CUS-17', { cloud, deed: 'create' }).error);

/** INV-44, ORD-10: asked before anything is looked at. */
const isSeller = (_doc: NewCustomer, { read }: World): DomainError | undefined => sellerTrouble(read.own)[0];

/** INV-16, INV-19, INV-29, INV-42: asked at Submit, whatever the pages before said. */
const maySell: Guard<NewCustomer, Pick<Submitted, 'country' | 'reseller'>> = (_doc, input, { read, rules }) => [
  ...resellerTrouble(resellerAsked(input, read), rules), ...regionTrouble(read.own, { country: input.country, cloud: read.tenant.cloud }, rules),
][0];

/** INV-53: who creates a customer knows who signed for it, or invites it to accept first. P21: and may attest it. */
const isAgreed: Guard<NewCustomer, Signed> = (_doc, input, world) => {
  const agreement = signed(input, world);
  if (agreement) return can(world.actor, 'P21') ? undefined : refuse('GEN-01', { who: 'P21' }).error;
  return agreementTrouble({}, {}, world.rules).length > 0 ? refuse('CUS-12', {}, unsigned).error : undefined;
};
const unsigned = (['signerFirstName', 'signerLastName', 'signerEmail', 'agreedOn'] as const).map((field) => ({ field, rule: 'required', level: 'error', params: {} } as const));
type Signed = Values<typeof signerFields>;
const signed = (input: Signed, world: World): CustomerAgreement | undefined => (input.signerEmail === '' ? undefined : attested(input, world));

const isFresh: Guard<NewCustomer, Submitted> = (_doc, input, world) => startedTrouble(input, world);

const isWellOrdered: Guard<NewCustomer, Submitted> = (_doc, input, world) =>
  linesTrouble(input, { country: input.country, segment: input.segment, subscriptions: [] }, world) ?? additionalTrouble(input, input.country, world) ?? attestTrouble(input);

const isAddressSettled: Guard<NewCustomer, Values<typeof addressFields>> = (_doc, input, { read }) => addressTrouble(addressGiven(input, read.address));

/** The parts of the decision that page 1 can ask for. */
const pageGuards = [isOpenToNew, isTheirAddress, isNew, maySell, isAgreed, isAddressSettled] as const;

const ofCustomer = { needs: 'P18', anyRevision: true, owner: isSeller, countryOf: ({ country = '' }: Readonly<Record<string, string>>) => country, flaw: detailsFlaw } as const;

function submit(_doc: NewCustomer, input: Submitted, world: World): Step<NewCustomer> {
  const { id, name } = personOf(world);
  const { reseller } = world.read;
  const { company, prefix, segment, firstName, lastName, email, phone, registrationId } = input;
  const given = addressGiven(input, world.read.address);
  return {
    to: 'Submitted',
    set: {
      profile: { company, domain: domainOf(prefix, world), segment, ...settledAddress(given), firstName, lastName, email, phone, registrationId },
      addressCheck: { ...addressOutcome(given), at: world.now },
      reseller: input.reseller === NOBODY || !reseller ? undefined : { id: reseller.tenant.id, name: reseller.tenant.name, mpnId: mpnIdOf(reseller) ?? '' },
      additional: furtherResellers(world),
      lines: orderLines(input, world, () => newCaseId('SUB', world.newId)), agreement: signed(input, world), submittedBy: { id, name },
    },
    claims: [prefixClaim(prefix)],
  };
}

const prefixClaim = (prefix: string): string => `prefix:${prefix}`;
const prefixOf = ({ profile }: NewCustomer): string => profile?.domain.split('.')[0] ?? '';

const createdFields = { customer: text(200), ...disclosureFields } as const;

/** The account exists: its own home is written by the outbox, and its admin's password is shown once, by the answer to this one command (INV-43, INV-06). */
function created(doc: NewCustomer, input: Values<typeof createdFields>, world: World): Step<NewCustomer> {
  const { disclosure, outbox } = disclosing(input, world, { newCustomer: doc.id });
  return {
    to: 'Created', set: { customer: input.customer as TenantId, userName: input.userName, disclosure }, // as the Accounts port named it
    outbox: [outgoing('customerCreated', { newCustomer: doc.id, customer: input.customer }), ...outbox], releases: [prefixClaim(prefixOf(doc))],
  };
}

const closedFields = { at: text(30) } as const;
/** By its reader, or because nobody did within its time (§4.8). */
const closed = ({ disclosure }: NewCustomer, { at }: { readonly at: string }, { now }: World): Step<NewCustomer> =>
  (disclosure?.at === at && !disclosure.closedAt ? { set: { disclosure: { ...disclosure, closedAt: now } } } : { quiet: true });
const isReader = ({ disclosure }: NewCustomer, world: World): DomainError | undefined => (disclosure && disclosure.to !== personOf(world).id ? refuse('GEN-02', {}).error : undefined);

/** Where the account could not be made: nothing is left of it. */
const drop = (doc: NewCustomer): Step<NewCustomer> => ({ erase: true, releases: [prefixClaim(prefixOf(doc))] });

export const newCustomer = {
  task: 'newCustomer',
  documentId: (_actor, target) => newCustomerDocumentId(target),
  many: true,
  schema: newCustomerSchema,
  blank: blankNewCustomer,
  line: newCustomerLine,
  events: {
    submit: [row({
      ...ofCustomer, from: ['NotStarted'], to: 'Submitted', reads: ['own', 'reseller', 'offers', 'additional', 'domainTaken', 'existing', 'address'],
      fields: submitFields, guards: [...pageGuards, isFresh, isWellOrdered], effect: submit,
    })],
    /** Page 1 alone: nothing is stored, so nothing changes; it is only ever foreseen (app/foresee.ts). */
    checkCustomer: [row({
      ...ofCustomer, from: ['NotStarted'], to: 'same', inner: true, reads: ['own', 'reseller', 'domainTaken', 'existing', 'address'],
      fields: pageFields, guards: pageGuards, effect: () => ({ quiet: true }),
    })],
    created: [row({ from: ['Submitted'], to: 'Created', needs: 'P18', inner: true, fields: createdFields, effect: created })],
    retry: [row({ from: ['Submitted'], to: 'same', needs: 'P18', effect: () => ({}) })],
    drop: [row({ from: ['Submitted'], to: 'erased', needs: 'P18', effect: drop })],
    closed: [row({ from: ['Created'], to: 'same', needs: 'P18', anyRevision: true, fields: closedFields, owner: isReader, effect: closed })],
    timedOut: [row({ from: ['Created'], to: 'same', needs: 'S01', inner: true, fields: closedFields, effect: closed })],
  },
} as const satisfies TaskDef<NewCustomer>;
