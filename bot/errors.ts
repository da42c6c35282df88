/** What each refusal means outside: the sentence people read, the log level and the HTTP status of pages. One exhaustive table; no rules. */

import type { Language } from '../src/core/actor.ts';
import type { DomainError, DomainErrorCode } from '../src/core/errors.ts';
import { clouds } from '../src/core/machine.ts';
import type { Instant } from '../src/core/time.ts';
import { cloudDeeds } from '../src/rules/clouds.ts';
import { enrolmentStates } from '../src/tasks/enrolmentDoc.ts';
import { attestations } from '../src/tasks/attestations.ts';
import { countryName, dateTime, list } from './format.ts';
import type { Reply, TurnCtx } from './turn/turnCtx.ts';
import { textReply } from './turn/turnCtx.ts';
import { t } from './words.ts';

type Outcome = { readonly http: 400 | 403 | 404 | 409 | 410 | 429 | 503; readonly log: 'info' | 'warn' };

export const outcomes = {
  'ENR-01': { http: 403, log: 'info' },
  'ENR-02': { http: 409, log: 'info' },
  'ENR-03': { http: 404, log: 'info' },
  'ENR-04': { http: 409, log: 'info' },
  'ENR-05': { http: 409, log: 'info' },
  'ENR-06': { http: 400, log: 'info' },
  'ENR-07': { http: 410, log: 'info' },
  'ENR-08': { http: 409, log: 'info' },
  'ENR-09': { http: 409, log: 'info' },
  'ENR-11': { http: 403, log: 'info' },
  'ENR-12': { http: 410, log: 'info' },
  'ENR-13': { http: 429, log: 'info' },
  'ENR-14': { http: 403, log: 'info' },
  'ENR-15': { http: 403, log: 'warn' },
  'ENR-16': { http: 400, log: 'info' },
  'ENR-17': { http: 503, log: 'info' },
  'ENR-18': { http: 400, log: 'info' },
  'MPA-01': { http: 403, log: 'info' },
  'MPA-02': { http: 409, log: 'info' },
  'MPA-03': { http: 409, log: 'info' },
  'MPA-04': { http: 400, log: 'info' },
  'PAR-01': { http: 403, log: 'info' },
  'PAR-02': { http: 409, log: 'info' },
  'PAR-03': { http: 403, log: 'info' },
  'PAR-04': { http: 409, log: 'info' },
  'PAR-05': { http: 409, log: 'info' },
  'PAR-06': { http: 410, log: 'info' },
  'PAR-07': { http: 400, log: 'info' },
  'PAR-08': { http: 400, log: 'info' },
  'PAR-09': { http: 409, log: 'info' },
  'PAR-10': { http: 403, log: 'info' },
  'INV-L1': { http: 400, log: 'info' },
  'INV-L2': { http: 410, log: 'info' },
  'INV-L3': { http: 410, log: 'info' },
  'INV-L4': { http: 410, log: 'info' },
  'INV-L5': { http: 410, log: 'info' },
  'INV-L6': { http: 400, log: 'info' },
  'CUS-01': { http: 403, log: 'info' },
  'CUS-02': { http: 409, log: 'info' },
  'CUS-03': { http: 409, log: 'info' },
  'CUS-04': { http: 409, log: 'info' },
  'USR-01': { http: 409, log: 'info' },
  'USR-02': { http: 400, log: 'info' },
  'USR-03': { http: 403, log: 'warn' },
  'USR-04': { http: 409, log: 'info' },
  'USR-05': { http: 409, log: 'info' },
  'USR-06': { http: 409, log: 'info' },
  'USR-07': { http: 409, log: 'info' },
  'USR-08': { http: 409, log: 'info' },
  'USR-09': { http: 403, log: 'info' },
  'CUS-05': { http: 409, log: 'info' },
  'CUS-06': { http: 400, log: 'info' },
  'CUS-07': { http: 400, log: 'info' },
  'CUS-08': { http: 400, log: 'info' },
  'CUS-09': { http: 400, log: 'info' },
  'CUS-10': { http: 409, log: 'info' },
  'CUS-11': { http: 409, log: 'info' },
  'CUS-12': { http: 409, log: 'info' },
  'CUS-13': { http: 409, log: 'info' },
  'CUS-14': { http: 400, log: 'info' },
  'CUS-15': { http: 409, log: 'info' },
  'CUS-16': { http: 409, log: 'info' },
  'CUS-17': { http: 409, log: 'info' },
  'CUS-19': { http: 409, log: 'info' },
  'CUS-18': { http: 409, log: 'info' },
  'ORD-01': { http: 409, log: 'info' },
  'ORD-02': { http: 409, log: 'info' },
  'ORD-03': { http: 409, log: 'info' },
  'ORD-04': { http: 404, log: 'info' },
  'ORD-05': { http: 400, log: 'info' },
  'ORD-06': { http: 409, log: 'info' },
  'ORD-07': { http: 400, log: 'info' },
  'ORD-08': { http: 409, log: 'info' },
  'ORD-09': { http: 409, log: 'info' },
  'ORD-11': { http: 403, log: 'warn' },
  'ORD-12': { http: 400, log: 'info' },
  'ORD-10': { http: 403, log: 'warn' },
  'GEN-01': { http: 403, log: 'warn' },
  'GEN-02': { http: 409, log: 'info' },
  'GEN-03': { http: 409, log: 'warn' },
  'GEN-04': { http: 503, log: 'warn' },
  'GEN-05': { http: 400, log: 'info' },
  'GEN-06': { http: 404, log: 'info' },
  'GEN-07': { http: 409, log: 'info' },
} as const satisfies Record<DomainErrorCode, Outcome>;

export type Refusal = { readonly what: string; readonly next: string; readonly code: DomainErrorCode };

/** What happened and what to do now, in the reader's language. Plain text: escape it for where it goes. */
export function refusalOf(language: Language, error: DomainError, timeZone: string): Refusal {
  const params = shown(language, error, timeZone);
  return { what: t(language, `common.error.${error.code}.what`, params), next: t(language, `common.error.${error.code}.next`, params), code: error.code };
}

/** Both sentences and the rule's id, in one line. */
export function refusalLine(language: Language, error: DomainError, timeZone: string): string {
  const { what, next, code } = refusalOf(language, error, timeZone);
  return `${what} ${next} (${code})`;
}

/** A refusal as plain words: what somebody reads whose card stays as it is. */
export function refusalReply({ language, timeZone }: Pick<TurnCtx, 'language' | 'timeZone'>, error: DomainError): Reply {
  return textReply(refusalLine(language, error, timeZone));
}

/** Codes, instants and states are data in the domain; here they become words. */
function shown(language: Language, error: DomainError, timeZone: string): Readonly<Record<string, string | number>> {
  switch (error.code) {
    case 'PAR-09': return { admins: error.params.admins || t(language, 'common.nobodyKnown') };
    case 'ENR-01': case 'MPA-01': case 'PAR-03': case 'CUS-01': return { person: error.params.person, admins: error.params.admins || t(language, 'common.nobodyKnown') };
    case 'ENR-05': return { ...error.params, mpnCountry: countryName(language, error.params.mpnCountry), tenantCountry: countryName(language, error.params.tenantCountry) };
    case 'PAR-05': return { ...error.params, providerCountry: countryName(language, error.params.providerCountry), ownCountry: countryName(language, error.params.ownCountry) };
    case 'CUS-03': return { ...error.params, partnerCountry: countryName(language, error.params.partnerCountry), ownCountry: countryName(language, error.params.ownCountry) };
    case 'CUS-08': return { country: countryName(language, error.params.country) };
    case 'CUS-10': return { status: t(language, `common.verification.${error.params.status === 'underReview' || error.params.status === 'refused' ? error.params.status : 'unknown'}`) };
    case 'CUS-17': return { cloud: t(language, `common.cloud.${clouds.find((cloud) => cloud === error.params.cloud) ?? 'public'}`), deed: t(language, `common.deed.${cloudDeeds.find((deed) => deed === error.params.deed) ?? 'order'}`) };
    case 'CUS-18': return { ...error.params, why: t(language, `common.partner.lacks.${error.params.why}`) };
    case 'ORD-02': return { reseller: error.params.reseller || t(language, 'common.thatCompany') };
    case 'ORD-03': return { admins: error.params.admins || t(language, 'common.nobodyKnown'), trouble: t(language, error.params.version === '' ? 'common.mpa.unsigned' : 'common.mpa.outdated', { reseller: error.params.reseller, version: error.params.version }) };
    case 'ORD-07': return { trouble: quantityTrouble(language, error.params, timeZone) };
    case 'ORD-08': return { offer: error.params.offer, trouble: t(language, `common.offer.${error.params.why}`) };
    case 'ORD-09': return { trouble: t(language, `common.attestation.${error.params.what}`) };
    case 'INV-L5': return { why: t(language, `common.voidInvitation.${error.params.why}`), advice: t(language, error.params.why === 'draft' ? 'common.voidInvitation.finishFirst' : 'common.voidInvitation.askAnew') };
    case 'PAR-06': return { why: t(language, `common.void.${error.params.why}`), advice: t(language, error.params.why === 'draft' ? 'common.void.finishFirst' : 'common.void.askAnew') };
    case 'CUS-14': return { missing: list(language, attestations.filter((name) => error.params.missing.split(' ').includes(name)).map((name) => t(language, `common.attest.${name}`))) };
    case 'ENR-13': return { at: dateTime(language, error.params.at as Instant, timeZone) }; // the guards write an Instant there
    case 'ENR-02': case 'GEN-07': return { state: stateWords(language, error.params.state) };
    case 'GEN-01': return { who: `${t(language, `common.permission.${error.params.who}`)} (${error.params.who})`, number: error.params.who };
    default: return { ...error.params };
  }
}

function quantityTrouble(language: Language, { why, min, max, until }: Extract<DomainError, { code: 'ORD-07' }>['params'], timeZone: string): string {
  return t(language, `common.quantity.${why}`, { min, max, until: until === '' ? '' : dateTime(language, until as Instant, timeZone) }); // the guards write an Instant there
}

function stateWords(language: Language, state: string): string {
  const known = enrolmentStates.find((candidate) => candidate === state);
  return known ? t(language, `enrolment.state.${known}`) : state;
}
