/** By which country and service somebody wants to see the official list: what is typed or chosen → a filter, and the choices of the card. */

import { searchTerm } from '../../../src/app/search.ts';
import type { Filter } from '../../../src/app/listingDoc.ts';
import type { Shelf } from '../../../src/app/listingQueries.ts';
import type { Language } from '../../../src/core/actor.ts';
import { services } from '../../../src/rules/listing.ts';
import type { Service } from '../../../src/rules/listing.ts';
import { regionOf, supportedCountries } from '../../../src/rules/regions.ts';
import { countryName, list } from '../../format.ts';
import { t } from '../../words.ts';

/** As a choice on the card has it; "all" is no filter. */
export const ALL = 'all';
export type Chosen = { readonly country: string; readonly service: Service | typeof ALL };
export type Choice = { readonly title: string; readonly value: string };

const ALL_SPELLINGS: ReadonlySet<string> = new Set([ALL, 'any', 'region', 'todo', 'todos', 'todas']);
const SERVICE_SPELLINGS: Readonly<Record<Service, readonly string[]>> = {
  training: ['training', 'formacion', 'capacitacion'],
  marketing: ['marketing', 'mercadotecnia'],
  financing: ['financing', 'credit', 'financiacion', 'financiamiento', 'credito'],
};

export const countriesOf = ({ region }: Shelf): readonly string[] => supportedCountries.filter((country) => regionOf(country) === region);

/** @param typed by code or by name, in either language; nothing is the reader's own country. INV-29: another region's country is none. */
export function readCountry(shelf: Shelf, typed = ''): string | undefined {
  const term = searchTerm(typed);
  if (term === '') return shelf.country.toUpperCase();
  if (ALL_SPELLINGS.has(term)) return ALL;
  return countryNamed(term, countriesOf(shelf));
}

/** By its code or its name in either language. */
export const countryNamed = (term: string, among: readonly string[]): string | undefined =>
  among.find((code) => [code, countryName('en', code), countryName('es', code)].some((name) => searchTerm(name) === term));

export function readService(typed = ''): Chosen['service'] | undefined {
  const term = searchTerm(typed);
  if (term === '' || ALL_SPELLINGS.has(term)) return ALL;
  return services.find((service) => SERVICE_SPELLINGS[service].includes(term));
}

export const filterOf = ({ country, service }: Chosen): Filter => ({ ...(country === ALL ? {} : { country }), ...(service === ALL ? {} : { service }) });

export const serviceName = (language: Language, service: Service): string => t(language, `providers.service.${service}`);

export function countryChoices(language: Language, shelf: Shelf): readonly Choice[] {
  const named = countriesOf(shelf).map((value) => ({ title: countryName(language, value), value }));
  return [{ title: t(language, 'providers.choice.region'), value: ALL }, ...named.toSorted((one, other) => one.title.localeCompare(other.title, language))];
}

export function serviceChoices(language: Language): readonly Choice[] {
  return [{ title: t(language, 'providers.choice.services'), value: ALL }, ...services.map((value) => ({ title: serviceName(language, value), value }))];
}

/** Which countries and services there are to choose from, for somebody who typed another. */
export const choicesOfCountry = (language: Language, shelf: Shelf): string =>
  t(language, 'providers.badCountry', { region: t(language, `agreement.region.${shelf.region}`), codes: countriesOf(shelf).toSorted().join(', ') });
export const choicesOfService = (language: Language): string =>
  t(language, 'providers.badService', { services: list(language, services.map((service) => t(language, `providers.say.${service}`))) });
