/** A provider creates a customer with its first subscriptions, for a reseller (WF-23): decided whole at Submit, then made by the Accounts port, so that a crash in between leaves an order to go on with, never an account nobody knows of. Nothing of it is stored before (INV-41). */

import { personOf } from '../core/actor.ts';
import type { DomainError, FieldProblem } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import { newCaseId } from '../core/ids.ts';
import type { TenantId } from '../core/ids.ts';
import type { Guard, Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { segments } from '../core/offer.ts';
import {
  addressLine1, addressLine2, anyEmail, choice, city, companyName, countryCode, customerPhone, domainPrefix, firstName, lastName, postalCode, registrationId, stateCode, text,
} from '../rules/fields.ts';
import { countryOf } from '../rules/countries.ts';
import { can } from '../rules/permissions.ts';
import { webmailStatus } from '../rules/webmail.ts';
import { attested } from './customer.ts';
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
const customerFields = {
  company: companyName, prefix: domainPrefix, country: countryCode, segment: choice(segments), line1: addressLine1, line2: addressLine2, city, state: stateCode, postalCode,
  firstName, lastName, email: anyEmail, phone: customerPhone, registrationId,
} as const;
export const pageFields = { ...customerFields, ...signerFields, reseller: text(200) } as const;
/** All three pages and the review at once: it is one decision. */
const submitFields = { ...customerFields, ...signerFields, ...orderFields } as const;
type Submitted = Values<typeof submitFields>;

/** CUS-09, INV-54: neither at the partner's own domains nor at Microsoft's. */
const isTheirAddress: Guard<NewCustomer, Pick<Submitted, 'email'>> = (_doc, { email }, { read }) => {
  const domain = email.split('@')[1] ?? '';
  const isOurs = domain === 'microsoft.com' || read.tenant.domains.includes(domain);
  return isOurs ? refuse('CUS-09', { email }, [{ field: 'email', rule: 'email.ownDomain', level: 'error', params: {} }]).error : undefined;
};

/** §6.4 (D23): who buys for education writes from the school's own domain. */
const isSchoolAddress: Guard<NewCustomer, Pick<Submitted, 'email' | 'segment'>> = (_doc, { email, segment }, { rules }) => {
  const domain = email.split('@')[1] ?? '';
  const isAnybodys = domain.endsWith('.onmicrosoft.com') || webmailStatus(domain, rules.webmail) === 'banned';
  return segment === 'education' && isAnybodys ? refuse('GEN-05', { count: 1 }, [{ field: 'email', rule: 'email.school', level: 'error', params: { domain } }]).error : undefined;
};

/** CUS-11: who has an account already is invited (WF-20, WF-21). CUS-05: the prefix is somebody's. */
const isNew: Guard<NewCustomer, Pick<Submitted, 'prefix'>> = (_doc, { prefix }, { read }) => {
  if (read.existing) return refuse('CUS-11', { company: read.existing.name }).error;
  return read.domainTaken ? refuse('CUS-05', { domain: `${prefix}.onmicrosoft.com` }, [{ field: 'prefix', rule: 'domainTaken', level: 'error', params: {} }]).error : undefined;
};

/** INV-44, ORD-10: asked before anything is looked at. */
const isSeller = (_doc: NewCustomer, { read }: World): DomainError | undefined => sellerTrouble(read.own)[0];

/** INV-16, INV-19, INV-29, INV-42: asked at Submit, whatever the pages before said. */
const maySell: Guard<NewCustomer, Pick<Submitted, 'country' | 'reseller'>> = (_doc, input, { read, rules }) => [
  ...resellerTrouble(resellerAsked(input, read), rules), ...regionTrouble(read.own, { country: input.country, cloud: read.tenant.cloud }, rules),
][0];

/** INV-53: who creates a customer knows who signed for it, or invites it to accept first. P21: and may attest it. */
const isAgreed: Guard<NewCustomer, Signed> = (_doc, input, world) => {
  const agreement = signed(input, world);
  return agreement && !can(world.actor, 'P21') ? refuse('GEN-01', { who: 'P21' }).error : agreementTrouble({ agreement }, {}, world.rules)[0];
};
type Signed = Values<typeof signerFields>;
const signed = (input: Signed, world: World): CustomerAgreement | undefined => (input.signerEmail === '' ? undefined : attested(input, world));

const isFresh: Guard<NewCustomer, Submitted> = (_doc, input, world) => startedTrouble(input, world);

const isWellOrdered: Guard<NewCustomer, Submitted> = (_doc, input, world) =>
  linesTrouble(input, { country: input.country, segment: input.segment, has: [] }, world) ?? additionalTrouble(input, input.country, world) ?? attestTrouble(input);

/** The parts of the decision that page 1 can ask for. */
const pageGuards = [isTheirAddress, isSchoolAddress, isNew, maySell, isAgreed] as const;

const addressNames: readonly string[] = ['line1', 'line2', 'city', 'state', 'postalCode'];
const registrationNames: readonly string[] = ['phone', 'registrationId'];

/** CUS-06, CUS-07, CUS-08: when nothing else is wrong. A doubt that can be confirmed is none of them. */
function customerFlaw(problems: readonly FieldProblem[], { company = '', country = '' }: Readonly<Record<string, string>>): DomainError | undefined {
  const areAll = (names: readonly string[]): boolean => problems.every(({ field, level }) => level === 'error' && names.includes(field));
  if (areAll(['company'])) return refuse('CUS-06', { company }, problems).error;
  if (areAll(addressNames)) return refuse('CUS-07', {}, problems).error;
  return areAll(registrationNames) && countryOf(country).registrationIdRequired ? refuse('CUS-08', { country }, problems).error : undefined;
}

const ofCustomer = { needs: 'P18', anyRevision: true, owner: isSeller, countryOf: ({ country = '' }: Readonly<Record<string, string>>) => country, flaw: customerFlaw } as const;

function submit(_doc: NewCustomer, input: Submitted, world: World): Step<NewCustomer> {
  const { id, name } = personOf(world);
  const { reseller } = world.read;
  const { company, prefix, country, segment, line1, line2, city: town, state, postalCode: code, firstName: first, lastName: last, email, phone, registrationId: registration } = input;
  return {
    to: 'Submitted',
    set: {
      profile: { company, domain: `${prefix}.onmicrosoft.com`, country, segment, line1, line2, city: town, state, postalCode: code, firstName: first, lastName: last, email, phone, registrationId: registration },
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
      ...ofCustomer, from: ['NotStarted'], to: 'Submitted', reads: ['own', 'reseller', 'offers', 'additional', 'domainTaken', 'existing'],
      fields: submitFields, guards: [...pageGuards, isFresh, isWellOrdered], effect: submit,
    })],
    /** Page 1 alone: nothing is stored, so nothing changes; it is only ever foreseen (app/foresee.ts). */
    checkCustomer: [row({
      ...ofCustomer, from: ['NotStarted'], to: 'same', inner: true, reads: ['own', 'reseller', 'domainTaken', 'existing'],
      fields: pageFields, guards: pageGuards, effect: () => ({ quiet: true }),
    })],
    created: [row({ from: ['Submitted'], to: 'Created', needs: 'P18', inner: true, fields: createdFields, effect: created })],
    retry: [row({ from: ['Submitted'], to: 'same', needs: 'P18', effect: () => ({}) })],
    drop: [row({ from: ['Submitted'], to: 'erased', needs: 'P18', effect: drop })],
    closed: [row({ from: ['Created'], to: 'same', needs: 'P18', anyRevision: true, fields: closedFields, owner: isReader, effect: closed })],
    timedOut: [row({ from: ['Created'], to: 'same', needs: 'S01', inner: true, fields: closedFields, effect: closed })],
  },
} as const satisfies TaskDef<NewCustomer>;
