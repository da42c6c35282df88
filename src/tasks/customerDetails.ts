/** What partners know of a customer together: the fields of its details, whose address its contact may have, and what an edit of them changes (P08). Who may edit them is customer.ts; how a customer comes to be, newCustomer.ts. */

import { isDeepStrictEqual } from 'node:util';
import type { AddressFinding } from '../core/address.ts';
import type { DomainError, FieldProblem } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { Guard, Step, Values, World } from '../core/machine.ts';
import type { AddressGiven } from '../rules/addressCheck.ts';
import { addressChoice, addressProblem, settledAddress } from '../rules/addressCheck.ts';
import { cameWithAccount } from '../rules/clouds.ts';
import { countryOf } from '../rules/countries.ts';
import { anyEmail, companyName, countryCode, customerAddress, customerPerson, customerPhone, registrationId } from '../rules/fields.ts';
import { webmailStatus } from '../rules/webmail.ts';
import type { Customer, CustomerProfile } from './customerDoc.ts';

/**
 * What a partner writes of a customer when it is created and may correct afterwards: what the real API takes as its billing profile. Where it
 * is (INV-29, INV-40) and what kind it is (its offers) stay; its name and domains in lists are the directory's.
 */
export const detailFields = { company: companyName, ...customerAddress, addressChoice, firstName: customerPerson, lastName: customerPerson, email: anyEmail, phone: customerPhone, registrationId } as const;
type Details = Values<typeof detailFields>;

/** `addressChoice` says which address is meant, when the checker asked (§6.3). */
export const addressFields = { country: countryCode, ...customerAddress, addressChoice } as const;

export const addressGiven = (input: Values<typeof addressFields>, found: AddressFinding | undefined): AddressGiven => ({
  typed: { country: input.country, line1: input.line1, line2: input.line2, city: input.city, state: input.state, postalCode: input.postalCode }, choice: input.addressChoice, found,
});

/** §6.3: asked when all else is right. */
export function addressTrouble(given: AddressGiven): DomainError | undefined {
  const problem = addressProblem(given, 'line1');
  return problem && refuse('CUS-07', {}, [problem]).error;
}

/** CUS-09, INV-54: neither at the partner's own domains nor at Microsoft's. §6.4 (D23): who buys for education writes from the school's own domain. */
export function contactTrouble({ email, segment }: Pick<CustomerProfile, 'email' | 'segment'>, { read, rules }: Pick<World, 'read' | 'rules'>): DomainError | undefined {
  const domain = email.split('@')[1] ?? '';
  if (domain === 'microsoft.com' || read.own?.domains.includes(domain)) return refuse('CUS-09', { email }, [{ field: 'email', rule: 'email.ownDomain', level: 'error', params: {} }]).error;
  const isAnybodys = cameWithAccount(domain, rules) || webmailStatus(domain, rules.webmail) === 'banned';
  return segment === 'education' && isAnybodys ? refuse('GEN-05', { count: 1 }, [{ field: 'email', rule: 'email.school', level: 'error', params: { domain } }]).error : undefined;
}

const addressNames = ['line1', 'line2', 'city', 'state', 'postalCode'] as const;
const registrationNames: readonly string[] = ['phone', 'registrationId'];

/** CUS-06, CUS-07, CUS-08: when nothing else is wrong. A doubt that can be confirmed is none of them. A form that asks for no country says CUS-08 beside its fields only. */
export function detailsFlaw(problems: readonly FieldProblem[], { company = '', country = '' }: Readonly<Record<string, string>>): DomainError | undefined {
  const areAll = (names: readonly string[]): boolean => problems.every(({ field, level }) => level === 'error' && names.includes(field));
  if (areAll(['company'])) return refuse('CUS-06', { company }, problems).error;
  if (areAll(addressNames)) return refuse('CUS-07', {}, problems).error;
  return areAll(registrationNames) && countryOf(country).registrationIdRequired ? refuse('CUS-08', { country }, problems).error : undefined;
}

export const isTheirContact: Guard<Customer, Details> = ({ segment }, { email }, world) => contactTrouble({ email, segment }, world);

/** §6.3: an address that is kept as it was has been settled before. */
export const isAddressSettled: Guard<Customer, Details> = ({ country, profile }, input, { read }) => {
  const isKept = profile !== undefined && addressNames.every((name) => profile[name] === input[name]);
  return isKept ? undefined : addressTrouble(addressGiven({ ...input, country }, read.address));
};

/** A customer that came by invitation, or from another portal, has no details before the first edit. */
export function edited({ country, segment, profile: before }: Customer, { addressChoice: choice, ...input }: Details, { read }: World): Step<Customer> {
  const address = settledAddress(addressGiven({ ...input, addressChoice: choice, country }, read.address));
  const profile: CustomerProfile = { domain: read.tenant.domains[0] ?? '', segment, ...before, ...input, ...address };
  return isDeepStrictEqual(profile, before) ? { quiet: true } : { to: 'Known', set: { profile } };
}
