/** The local world's checker of addresses: it knows the streets that the directory file lists, and says of any other place that it knows nothing of it. What its answers mean is decided in rules/addressCheck.ts. */

import { distance } from 'fastest-levenshtein';
import type { AddressCheck } from '../../src/app/ports.ts';
import type { Address, AddressFinding } from '../../src/core/address.ts';
import { NOT_VALIDATED } from '../../src/core/address.ts';
import type { PlaceEntry } from './directorySchema.ts';

export const addressesOf = (places: readonly PlaceEntry[]): AddressCheck => ({ check: async (address) => finding(address, places.filter(({ country }) => country === address.country)) });

/** @param places those of the country. */
function finding(typed: Address, places: readonly PlaceEntry[]): AddressFinding {
  const there = places.filter(({ postalCode }) => compact(postalCode) === compact(typed.postalCode));
  const here = there.find(({ city }) => bare(city) === bare(typed.city)) ?? there[0]; // several towns may share a postal code
  if (!here) return NOT_VALIDATED;
  const street = streetIn(typed, here);
  if (street) return ofStreet(typed, here, street);
  if (bare(here.city) !== bare(typed.city)) return { result: 'None', suggestions: [] };
  const elsewhere = places.filter(({ city }) => bare(city) === bare(typed.city)).flatMap((place) => {
    const known = streetIn(typed, place);
    return known ? [at(place, typed, known.line1)] : [];
  });
  if (elsewhere.length > 0) return { result: elsewhere.length > 1 ? 'Multiple' : 'InteractionRequired', suggestions: elsewhere };
  return { result: 'StreetPartial', suggestions: nearest(typed, here.streets).map((line1) => at(here, typed, line1)) };
}

function ofStreet(typed: Address, place: PlaceEntry, { line1, hasNumber }: Street): AddressFinding {
  if (!hasNumber) return { result: 'PremisesPartial', suggestions: [] };
  const known = at(place, typed, line1);
  const isSame = [typed.line1.replaceAll(',', ''), typed.city, typed.state].join('\n') === [line1.replaceAll(',', ''), known.city, known.state].join('\n');
  return isSame ? { result: 'Verified', suggestions: [] } : { result: 'InteractionRequired', suggestions: [known] };
}

const at = ({ country, postalCode, city, state }: PlaceEntry, typed: Address, line1: string): Address => ({ country, line1, line2: typed.line2, city, state: state ?? typed.state, postalCode });

/** `line1`: with the street spelled as it is known. */
type Street = { readonly line1: string; readonly hasNumber: boolean };

/** Both "Calle Mayor 5" and "5 Main Street". */
function streetIn({ line1 }: Address, { streets }: PlaceEntry): Street | undefined {
  const words = wordsOf(line1);
  const start = isNumber(words[0]) ? 1 : 0;
  for (const street of streets) {
    const name = wordsOf(street).map(bare);
    if (!name.every((word, index) => word === bare(words[start + index] ?? ''))) continue;
    const after = words.slice(start + name.length);
    return { line1: [...words.slice(0, start), street, ...after].join(' '), hasNumber: start === 1 || after.some((word) => isNumber(word)) };
  }
  return undefined;
}

/** The streets whose names differ least from the one that was typed, with the number that was typed. */
function nearest({ line1 }: Address, streets: readonly string[]): readonly string[] {
  const words = wordsOf(line1);
  const start = isNumber(words[0]) ? 1 : 0;
  const number = words.findIndex((word, index) => index >= start && isNumber(word));
  const end = number < 0 ? words.length : number;
  const typed = words.slice(start, end).map(bare).join(' ');
  const differs = (street: string): number => distance(wordsOf(street).map(bare).join(' '), typed);
  return streets.toSorted((one, other) => differs(one) - differs(other)).slice(0, 3).map((street) => [...words.slice(0, start), street, ...words.slice(end)].join(' '));
}

const abbreviations: Readonly<Record<string, string>> = {
  'c/': 'calle', 'cl': 'calle', 'av': 'avenida', 'avda': 'avenida', 'pza': 'plaza', 'pl': 'plaza', 'pº': 'paseo', 'st': 'street', 'ave': 'avenue', 'rd': 'road', 'blvd': 'boulevard',
};

const isNumber = (word = ''): boolean => /^\d/.test(word);
const wordsOf = (line: string): readonly string[] => line.replace(/^c\//i, 'C/ ').split(/[\s,]+/).filter((word) => word !== '');
/** Without what people spell in several ways: case, accents, abbreviations. */
function bare(word: string): string {
  const lower = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\.$/, '');
  return abbreviations[lower] ?? lower;
}
const compact = (code: string): string => code.replace(/[\s-]/g, '').toUpperCase();
