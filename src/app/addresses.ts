/** Asks the checker of addresses on behalf of a form. What its answer means is decided in rules/addressCheck.ts. */

import type { Address, AddressFinding } from '../core/address.ts';
import { NOT_VALIDATED } from '../core/address.ts';
import type { RawInput } from '../core/decide.ts';
import { readFields } from '../core/decide.ts';
import { dayOf } from '../core/time.ts';
import type { AddressGiven } from '../rules/addressCheck.ts';
import { addressFields, addressGiven } from '../tasks/customerDetails.ts';
import type { Deps } from './deps.ts';

/** A checker that fails is nobody's mistake: those who run this are told, and the person goes on [DESIGN]. */
export async function checkAddress({ addresses, failed }: Pick<Deps, 'addresses' | 'failed'>, address: Address, correlation: string): Promise<AddressFinding> {
  try {
    return await addresses.check(address);
  } catch (error) {
    failed(error, correlation);
    return NOT_VALIDATED;
  }
}

/** The address on the form of a new customer as Submit would take it now; undefined as long as a part of it is wrong by itself. */
export async function newCustomerAddress(deps: Deps, form: RawInput, correlation: string): Promise<AddressGiven | undefined> {
  const { rules, clock } = deps;
  const read = readFields(addressFields, form, { rules, country: form['country'] ?? '', today: dayOf(clock()), form });
  return read.ok ? addressGiven(read.value, await checkAddress(deps, addressGiven(read.value, undefined).typed, correlation)) : undefined;
}
