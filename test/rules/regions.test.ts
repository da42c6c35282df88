/** The CSP regions of domain.md §10, country by country, and who shares one. */

import { describe, expect, it } from '@jest/globals';
import { regionOf, sameCloud, sameRegion, supportedCountries } from '../../src/rules/regions.ts';

// Copied from §10, not from the code.
const table = [
  ['europe', 'AX AD AT BE BV BG HR CY CZ DK EE FO FI FR DE GI GR GL GG HU IS IE IM IT JE LV LI LT LU MT MC NL NO PL PT RO SM SK SI ES SJ SE CH GB VA'],
  ['latinAmericaAndCaribbean', 'AI AQ AG AR AW BS BB BZ BM BO BQ VG KY CL CO CR CW DM DO EC SV FK GF GD GP GT GY HT HN JM MQ MX MS NI PA PY PE PR BL KN LC MF VC SX GS SR TT TC UY VE VI'],
  ['middleEastCentralAndEasternEurope', 'AF AL DZ AM AZ BH BA IO EG GE IQ IL JO KZ XK KW KG LB LS LY MR MD MN ME MA MZ MK OM PK PS QA SA RS ZA SZ TJ TN TR TM UA AE UZ YE ZW'],
  ['africa', 'AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ GQ ER ET PF GA GM GH GN GW KE LR MG MW ML MU YT NA NC NE NG RE RW ST SN SC SL SO SS SH TZ TG UG ZM'],
  ['asiaPacific', 'BD BT BN KH HK ID LA MO MY MV MM NP PH SG LK TH TL VN'],
  ['australia', 'AU CX CC CK FJ TF HM KI MH FM NR NU NF PW PG PN SB TK TO TV WF'],
  ['unitedStates', 'US AS GU MP UM'],
  ['canada', 'CA PM'],
  ['newZealand', 'NZ WS VU'],
  ['brazil', 'BR'], ['china', 'CN'], ['india', 'IN'], ['japan', 'JP'], ['korea', 'KR'], ['taiwan', 'TW'],
] as const;

describe('§10 CSP regions', () => {
  it.each(table)('%s', (region, countries) => {
    for (const country of countries.split(' ')) expect([country, regionOf(country)]).toEqual([country, region]);
  });

  it('no country is in two regions, and there are no others', () => {
    const all = table.flatMap(([, countries]) => countries.split(' '));
    expect(new Set(all).size).toBe(all.length);
    expect(supportedCountries.toSorted()).toEqual(all.toSorted());
  });

  it.each(['CU', 'IR', 'KP', 'SY', '', 'ESP', 'constructor'])('%j has no region', (country) => {
    expect(regionOf(country)).toBeUndefined();
  });

  it('INV-40 the region is asked of the tenant country alone, in any case', () => {
    expect(regionOf('mx')).toBe('latinAmericaAndCaribbean');
  });

  it.each([
    ['ES', 'PT', true], ['MX', 'AR', true], ['US', 'GU', true], ['BR', 'BR', true],
    ['ES', 'MX', false], ['BR', 'AR', false], ['US', 'PR', false], ['PL', 'UA', false], ['CN', 'HK', false], ['CU', 'CU', false], ['ES', '', false],
  ])('INV-29 INV-40 tenants of %s and %s share a region: %s', (one, other, shared) => {
    expect(sameRegion(one, other)).toBe(shared);
    expect(sameRegion(other, one)).toBe(shared);
  });

  it('INV-61 clouds never mix', () => {
    expect(sameCloud('public', 'public')).toBe(true);
    expect(sameCloud('public', 'usGov')).toBe(false);
    expect(sameCloud('china21v', 'germany')).toBe(false);
  });
});
