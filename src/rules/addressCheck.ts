/** What the result of an address check means for a form (domain.md §6.3, "Address check result"): accepted, given back with what may be chosen, or refused. Who checks is the port AddressCheck; each form knows its own names of the fields. */

import { z } from 'zod';
import type { Address, AddressFinding, AddressResult } from '../core/address.ts';
import { NOT_VALIDATED, addressResults } from '../core/address.ts';
import type { FieldProblem, FieldRuleId } from '../core/errors.ts';
import type { FieldRule } from '../core/machine.ts';
import { ok } from '../core/result.ts';
import { traceOf } from '../core/secrets.ts';
import { storedInstant } from '../core/stored.ts';
import { flaw } from './text.ts';

/** What is wrong, by result; undefined is accepted, and what could not be validated with a warning [DESIGN]. */
const complaints: Readonly<Record<AddressResult, FieldRuleId | undefined>> = {
  VerifiedShippable: undefined, Verified: undefined, NotValidated: undefined,
  InteractionRequired: 'address.spelling', StreetPartial: 'address.street', PremisesPartial: 'address.premises', Multiple: 'address.several', None: 'address.unknown',
};

const MOST_SUGGESTIONS = 3; // §6.3

/** What was typed, and which address the person chose when asked before: a name of it, as long as nothing was chosen an empty text. */
export type AddressGiven = { readonly typed: Address; readonly choice: string; readonly found: AddressFinding | undefined };

/** Names an address without saying it. A choice made for another spelling, or made up, names none of those that are found now. */
export const addressName = ({ line1, line2, postalCode, city, state, country }: Address): string => traceOf(JSON.stringify([line1, line2, postalCode, city, state, country])).slice(0, ADDRESS_NAME);
export const ADDRESS_NAME = 16;
/** Never refused: what names no address chooses none. */
export const addressChoice: FieldRule<string> = (raw) => ok(raw.slice(0, ADDRESS_NAME));

/** INV-40: one abroad is none, because choosing a spelling is not choosing a country. */
const suggested = ({ typed, found = NOT_VALIDATED }: AddressGiven): readonly Address[] =>
  found.suggestions.filter((address) => address.country === typed.country && addressName(address) !== addressName(typed)).slice(0, MOST_SUGGESTIONS);

/** The suggestion that the person chose; else what they typed. */
export const settledAddress = (given: AddressGiven): Address => suggested(given).find((address) => addressName(address) === given.choice) ?? given.typed;

/** [DESIGN] what was typed may be kept, since no checker knows every street; not if there is no such place at all. @param field which of the form's says that. */
export function addressProblem(given: AddressGiven, field: string): FieldProblem | undefined {
  const { typed, choice, found = NOT_VALIDATED } = given;
  const rule = complaints[found.result];
  if (!rule) return undefined;
  if (found.result === 'None') return { field, ...flaw(rule) };
  const offered = [...suggested(given), typed];
  if (offered.some((address) => addressName(address) === choice)) return undefined;
  return { field: 'addressChoice', ...flaw(rule), choices: offered.map((address) => ({ value: addressName(address), text: inOneLine(address), isTyped: address === typed })) };
}

const inOneLine = ({ line1, line2, postalCode, city, state }: Address): string => [line1, line2, postalCode, city, state].filter((part) => part !== '').join(', ');

/** What a document keeps of the check of its address. */
export const addressCheckSchema = z.object({ result: z.enum(addressResults), taken: z.enum(['typed', 'suggestion']), at: storedInstant });
export type AddressCheckKept = z.output<typeof addressCheckSchema>;

export type AddressOutcome = Omit<AddressCheckKept, 'at'>;

export const addressOutcome = (given: AddressGiven): AddressOutcome =>
  ({ result: (given.found ?? NOT_VALIDATED).result, taken: settledAddress(given) === given.typed ? 'typed' : 'suggestion' });

const doubts = ['NotValidated', 'InteractionRequired', 'StreetPartial', 'PremisesPartial', 'Multiple'] as const satisfies readonly AddressResult[];

/** Why an address is not verified, for those who look at it later; undefined when it is. */
export const addressDoubt = ({ result, taken }: AddressOutcome): (typeof doubts)[number] | undefined =>
  (taken === 'suggestion' ? undefined : doubts.find((doubt) => doubt === result));
