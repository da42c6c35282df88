/** What an address needs in each country (domain.md §6.3), and which of our languages is read there, as data. Names of countries are not here (Intl knows them), regions are in regions.ts. */

import type { Language } from '../core/actor.ts';

export type PostalCode = { readonly pattern: RegExp; readonly example: string; readonly required: boolean };
export type States = { readonly codes: readonly string[]; readonly example: string };

export type Country = {
  /** Absent: free text, and nobody has to write any. */
  readonly postalCode: PostalCode | undefined;
  /** Absent: free text. Where there is a list, a code of it is required. */
  readonly states: States | undefined;
  readonly cityRequired: boolean;
  /** The company's registration ID, and then also a phone (INV-55). */
  readonly registrationIdRequired: boolean;
};

const required = (pattern: RegExp, example: string): PostalCode => ({ pattern, example, required: true });
const optional = (pattern: RegExp, example: string): PostalCode => ({ pattern, example, required: false });

// The codes are compared in upper case.
const postalCodes = new Map<string, PostalCode>(Object.entries({
  US: required(/^\d{5}(-\d{4})?$/, '98052'),
  ES: required(/^(0[1-9]|[1-4]\d|5[0-2])\d{3}$/, '28013'),
  MX: required(/^\d{5}$/, '06600'),
  AR: required(/^([A-Z]\d{4}[A-Z]{3}|\d{4})$/, 'C1425ABC'),
  // [DESIGN] these four have codes, but most people there do not know theirs: checked only when given.
  CO: optional(/^\d{6}$/, '110221'),
  CL: optional(/^\d{7}$/, '8340457'),
  PE: optional(/^\d{5}$/, '15046'),
  IE: optional(/^([AC-FHKNPRTV-Y]\d{2}|D6W) ?[0-9AC-FHKNPRTV-Y]{4}$/, 'D02 AF30'),
  // [DESIGN] from here on: general knowledge.
  AT: required(/^[1-9]\d{3}$/, '1010'),
  AU: required(/^\d{4}$/, '2000'),
  BE: required(/^[1-9]\d{3}$/, '1000'),
  BR: required(/^\d{5}-?\d{3}$/, '01310-100'),
  CA: required(/^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d$/, 'K1A 0B1'),
  CH: required(/^[1-9]\d{3}$/, '8001'),
  CN: required(/^\d{6}$/, '100080'),
  DE: required(/^\d{5}$/, '10117'),
  DK: required(/^\d{4}$/, '1050'),
  FI: required(/^\d{5}$/, '00100'),
  FR: required(/^\d{5}$/, '75001'),
  GB: required(/^(GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/, 'SW1A 1AA'),
  GR: required(/^\d{3} ?\d{2}$/, '105 57'),
  IN: required(/^[1-9]\d{2} ?\d{3}$/, '110001'),
  IT: required(/^\d{5}$/, '00184'),
  JP: required(/^\d{3}-?\d{4}$/, '100-0001'),
  LU: required(/^\d{4}$/, '1009'),
  NL: required(/^[1-9]\d{3} ?[A-Z]{2}$/, '1012 JS'),
  NO: required(/^\d{4}$/, '0150'),
  NZ: required(/^\d{4}$/, '6011'),
  PL: required(/^\d{2}-\d{3}$/, '00-950'),
  PR: required(/^00[679]\d{2}(-\d{4})?$/, '00901'),
  PT: required(/^\d{4}-\d{3}$/, '1250-096'),
  SE: required(/^\d{3} ?\d{2}$/, '111 20'),
}));

// §6.3: states are really checked in these four only. ISO 3166-2 [DESIGN]; places with a country code of their own (PR, HK …) are not states here.
const states = new Map<string, States>(Object.entries({
  US: {
    codes: codes('AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY'),
    example: 'WA',
  },
  CA: { codes: codes('AB BC MB NB NL NS NT NU ON PE QC SK YT'), example: 'ON' },
  CN: { codes: codes('AH BJ CQ FJ GD GS GX GZ HA HB HE HI HL HN JL JS JX LN NM NX QH SC SD SH SN SX TJ XJ XZ YN ZJ'), example: 'BJ' },
  MX: {
    codes: codes('AGU BCN BCS CAM CHH CHP CMX COA COL DUR GRO GUA HID JAL MEX MIC MOR NAY NLE OAX PUE QUE ROO SIN SLP SON TAB TAM TLA VER YUC ZAC'),
    example: 'JAL',
  },
}));

// [DESIGN] addresses in these places are complete without a city.
const withoutCity = new Set(codes('AD AG GI HK KY MO NR SG SM VG'));

const withRegistrationId = new Set(codes('AM AZ BY BR HU IN IQ KZ KG MD MM PL RU SA ZA SS TJ TH TR UA AE UZ VE VN'));

const spanishSpeaking = new Set(codes('AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PY SV UY VE'));

/** [DESIGN] for a mail to somebody of whom nothing else is known. @param code ISO 3166 alpha-2. */
export const languageIn = (code: string): Language => (spanishSpeaking.has(code.toUpperCase()) ? 'es' : 'en');

/** @param code ISO 3166 alpha-2. An unknown country is one about which nothing is known. */
export function countryOf(code: string): Country {
  const country = code.toUpperCase();
  return {
    postalCode: postalCodes.get(country),
    states: states.get(country),
    cityRequired: !withoutCity.has(country),
    registrationIdRequired: withRegistrationId.has(country),
  };
}

function codes(list: string): readonly string[] {
  return list.split(' ');
}
