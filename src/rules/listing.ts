/** What the official list of providers may say about one of them: its services, support levels and the rule of each column (WF-12). Who reads the list is not known here. */

import { clouds } from '../core/machine.ts';
import type { FieldRule } from '../core/machine.ts';
import { err, ok } from '../core/result.ts';
import { anyEmail, companyName, countryCode, optionalPhone, text, webSite } from './fields.ts';
import { flaw, normalise } from './text.ts';

/** What providers offer besides licences: training and technical help, marketing help, financing and credit terms. */
export const services = ['training', 'marketing', 'financing'] as const;
export type Service = (typeof services)[number];

export const supportLevels = ['basic', 'standard', 'premium'] as const;

/** One of these spellings, without regard to case or accents. */
export function spelt<const T>(spellings: ReadonlyMap<string, T>): FieldRule<T> {
  return (raw) => {
    const typed = normalise(raw).toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
    if (typed === '') return err(flaw('required'));
    const value = spellings.get(typed);
    return value === undefined ? err(flaw('choice')) : ok(value);
  };
}

export const yesOrNo = spelt(new Map([['yes', true], ['si', true], ['no', false]]));
const supportLevel = spelt(new Map([...supportLevels.map((level) => [level, level] as const), ['basico', 'basic'], ['estandar', 'standard']]));

const cloudName = spelt(new Map(clouds.map((cloud) => [cloud.toLowerCase(), cloud])));
/** Left empty, it is the cloud of nearly everybody. [DESIGN] */
const cloud: typeof cloudName = (raw, context) => cloudName(normalise(raw) === '' ? 'public' : raw, context);

/** Codes with "|" or spaces between them, each once; none are none. */
export const anyCountryCodes: FieldRule<readonly string[]> = (raw, context) => {
  const typed = normalise(raw).split(/[|\s]+/).filter((code) => code !== '');
  const codes = new Set<string>();
  for (const code of typed) {
    const checked = countryCode(code, context);
    if (!checked.ok) return checked;
    codes.add(checked.value);
  }
  return ok([...codes]);
};

const countryCodes: FieldRule<readonly string[]> = (raw, context) => {
  const read = anyCountryCodes(raw, context);
  return read.ok && read.value.length === 0 ? err(flaw('required')) : read;
};

const optionalWebSite: FieldRule<string> = (raw, context) => (normalise(raw) === '' ? ok('') : webSite(raw, context));

export const listingFields = {
  tenantId: text(50), // [DESIGN] 36 in production; a page of 25 has to fit on one card
  name: companyName,
  country: countryCode,
  cloud,
  countries: countryCodes,
  training: yesOrNo,
  marketing: yesOrNo,
  financing: yesOrNo,
  support: supportLevel,
  contactName: text(101),
  contactEmail: anyEmail,
  contactPhone: optionalPhone,
  webSite: optionalWebSite,
} as const satisfies Record<string, FieldRule<unknown>>;
