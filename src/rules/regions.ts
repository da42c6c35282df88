/** CSP regions and clouds (domain.md §10, WF-32): who may be linked with whom. Rules about addresses inside a country are in countries.ts. */

import type { Cloud } from '../core/machine.ts';
import type { Rules } from './settings.ts';

const lists = {
  europe: 'AX AD AT BE BV BG HR CY CZ DK EE FO FI FR DE GI GR GL GG HU IS IE IM IT JE LV LI LT LU MT MC NL NO PL PT RO SM SK SI ES SJ SE CH GB VA',
  latinAmericaAndCaribbean:
    'AI AQ AG AR AW BS BB BZ BM BO BQ VG KY CL CO CR CW DM DO EC SV FK GF GD GP GT GY HT HN JM MQ MX MS NI PA PY PE PR BL KN LC MF VC SX GS SR TT TC UY VE VI',
  middleEastCentralAndEasternEurope:
    'AF AL DZ AM AZ BH BA IO EG GE IQ IL JO KZ XK KW KG LB LS LY MR MD MN ME MA MZ MK OM PK PS QA SA RS ZA SZ TJ TN TR TM UA AE UZ YE ZW',
  africa: 'AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ GQ ER ET PF GA GM GH GN GW KE LR MG MW ML MU YT NA NC NE NG RE RW ST SN SC SL SO SS SH TZ TG UG ZM',
  asiaPacific: 'BD BT BN KH HK ID LA MO MY MV MM NP PH SG LK TH TL VN',
  australia: 'AU CX CC CK FJ TF HM KI MH FM NR NU NF PW PG PN SB TK TO TV WF',
  unitedStates: 'US AS GU MP UM',
  canada: 'CA PM',
  newZealand: 'NZ WS VU',
  brazil: 'BR',
  china: 'CN',
  india: 'IN',
  japan: 'JP',
  korea: 'KR',
  taiwan: 'TW',
} as const;

export type Region = keyof typeof lists;

const regions = Object.keys(lists) as readonly Region[]; // Object.keys forgets the literal keys of the table above
const regionByCountry = new Map(regions.flatMap((region) => lists[region].split(' ').map((country) => [country, region] as const)));

/** Where the programme is offered, ISO 3166 alpha-2. */
export const supportedCountries: readonly string[] = [...regionByCountry.keys()];

/**
 * @param country of the **tenant**, never of a street address (INV-40).
 * @returns undefined for a country in which the programme is not offered.
 */
export function regionOf(country: string): Region | undefined {
  return regionByCountry.get(country.toUpperCase());
}

/** INV-29: partners trade inside one region. A country without a region shares it with nobody, not even itself. */
export function sameRegion(one: string, other: string): boolean {
  const region = regionOf(one);
  return region !== undefined && region === regionOf(other);
}

const euAndEfta = new Set('AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO CH'.split(' '));
/** INV-52. */
export const inEuOrEfta = (country: string): boolean => euAndEfta.has(country.toUpperCase());

/** INV-61: clouds are isolated from each other. */
export function sameCloud(one: Cloud, other: Cloud): boolean {
  return one === other;
}

type Place = { readonly country: string; readonly cloud: Cloud };
/** May these two be linked at all? INV-29, where the programme looks at regions; INV-61 always. */
export const isNear = (one: Place, other: Place, { csp }: Pick<Rules, 'csp'>): boolean => sameCloud(one.cloud, other.cloud) && (!csp.regionCheck || sameRegion(one.country, other.country));
