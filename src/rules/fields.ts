/**
 * The rule of every input, by the names that forms use (domain.md §6): typed text in, a clean value or one complaint out. What the rules
 * know about countries, e-mail, phones and company names is in the files beside this one.
 */

import { adminRoles, agentRoles, languages } from '../core/actor.ts';
import type { FieldContext, FieldRule } from '../core/machine.ts';
import type { Result } from '../core/result.ts';
import { err, ok } from '../core/result.ts';
import { suffixOf, withoutSuffix } from './clouds.ts';
import { companyNameFlaw } from './companyName.ts';
import type { Country } from './countries.ts';
import { countryOf } from './countries.ts';
import { contactFlaw, readEmail } from './email.ts';
import { readPhone } from './phone.ts';
import { regionOf } from './regions.ts';
import { compactRegistration, registrationOf } from './registration.ts';
import type { Flaw } from './text.ts';
import { asciiDomain, flaw, normalise, normaliseLines } from './text.ts';

// Western European letters, digits and the punctuation of addresses and names (§6.3 Script; the marks are [DESIGN]).
const WESTERN = /^[\p{Script=Latin}0-9 .,;:'’‘´`"“”()/\\\-–—#&+°·_*@!¡?¿|%]$/u;

type Check<T> = (value: T, context: FieldContext) => Flaw | undefined;

const required: FieldRule<string> = (raw) => {
  const typed = normalise(raw);
  return typed === '' ? err(flaw('required')) : ok(typed);
};

const optional: FieldRule<string> = (raw) => ok(normalise(raw));

/** Goes on with what the first rule lets through. */
function then<A, B>(first: FieldRule<A>, next: (value: A, context: FieldContext) => Result<B, Flaw>): FieldRule<B> {
  return (raw, context) => {
    const value = first(raw, context);
    return value.ok ? next(value.value, context) : value;
  };
}

/** Asks one more question about the value; a doubt is silent once the form says that it was confirmed (§6.2). */
function checked<T>(rule: FieldRule<T>, check: Check<T>): FieldRule<T> {
  return then(rule, (value, context) => {
    const found = check(value, context);
    const isSettled = !found || (found.level === 'warning' && context.form['confirmWarnings'] === 'true');
    return isSettled ? ok(value) : err(found);
  });
}

/** Characters as a person counts them, not UTF-16 units. */
const atMost = (max: number): Check<string> => (value) => ([...value].length > max ? flaw('tooLong', { max }) : undefined);

const western: Check<string> = (value) => {
  const character = [...value].find((candidate) => !WESTERN.test(candidate));
  return character === undefined ? undefined : flaw('script.western', { character });
};

const withoutSpaces = (typed: string) => ok(typed.replaceAll(' ', ''));
const upperCase = (typed: string) => ok(typed.toUpperCase());

export function text(max: number): FieldRule<string> {
  return checked(required, atMost(max));
}

/** Left empty, the value is the empty text. */
export function optionalText(max: number): FieldRule<string> {
  return checked(optional, atMost(max));
}

export function choice<const V extends string>(values: readonly V[]): FieldRule<V> {
  return then(required, (typed) => {
    const chosen = values.find((value) => value === typed);
    return chosen === undefined ? err(flaw('choice')) : ok(chosen);
  });
}

export const language = choice(languages);

/** INV-01: "none" is a value of the axis, silence is not. */
const axis = <const V extends string>(values: readonly V[]): FieldRule<V> => (raw) => {
  const chosen = values.find((value) => value === raw);
  return chosen === undefined ? err(flaw('axis')) : ok(chosen);
};
export const agentRole = axis(agentRoles);
export const adminRole = axis(adminRoles);

/** A text of several paragraphs, such as the draft of a mail; its length is a setting (§6.5). */
export const letter: FieldRule<string> = (raw, { rules }) => {
  const typed = normaliseLines(raw);
  if (typed === '') return err(flaw('required'));
  const max = rules.invitation.maxText;
  return [...typed].length > max ? err(flaw('tooLong', { max })) : ok(typed);
};

export const tick: FieldRule<true> = (raw) => (normalise(raw) === 'true' ? ok(true) : err(flaw('required')));

const westernText = (max: number) => checked(text(max), western);
const westernOptionalText = (max: number) => checked(optionalText(max), western);

/** §6.3: Western letters are asked of the partner's own address; a customer writes in its own script. */
type Script = { readonly needed: (max: number) => FieldRule<string>; readonly optional: (max: number) => FieldRule<string> };
const westernScript: Script = { needed: westernText, optional: westernOptionalText };
const anyScript: Script = { needed: text, optional: optionalText };

// §6.2 gives no limit: as long as an address line [DESIGN].
export const companyName = checked(text(200), companyNameFlaw);

/** §6.2: of a user. */
export const fullName = text(101);
export const firstName = westernText(50);
export const lastName = westernText(50);
/** Of somebody at a customer. */
export const customerPerson = text(50);

/** The rule depends on the country the form is for. */
function byCountry(ruleOf: (country: Country) => FieldRule<string>): FieldRule<string> {
  return (raw, context) => ruleOf(countryOf(context.country))(raw, context);
}

// The limits of city, free state and free postal code are [DESIGN].
const cityIn = ({ needed, optional: free }: Script) => byCountry(({ cityRequired }) => (cityRequired ? needed(100) : free(100)));

const stateIn = ({ optional: free }: Script) => byCountry(({ states }) => {
  if (!states) return free(50);
  return checked(then(required, upperCase), (code) => (states.codes.includes(code) ? undefined : flaw('state.code', { example: states.example })));
});

const postalCodeIn = ({ optional: free }: Script) => byCountry(({ postalCode: known }) => {
  if (!known) return free(16);
  const typed = then(known.required ? required : optional, upperCase);
  return checked(typed, (code) => (code === '' || known.pattern.test(code) ? undefined : flaw('postalCode', { example: known.example })));
});

const addressIn = (script: Script) => ({ line1: script.needed(200), line2: script.optional(200), city: cityIn(script), state: stateIn(script), postalCode: postalCodeIn(script) });

export const { line1: addressLine1, line2: addressLine2, city, state: stateCode, postalCode } = addressIn(westernScript);
export const customerAddress = addressIn(anyScript);

export const anyEmail = then(required, readEmail);
export const primaryContactEmail = checked(anyEmail, (email, { rules }) => contactFlaw(email, rules));

export const phone = then(required, (typed, { country }) => readPhone(typed, country));
export const optionalPhone: FieldRule<string> = (raw, context) => (normalise(raw) === '' ? ok('') : phone(raw, context));

/** INV-55, CUS-08: of a customer, where the country asks for one. */
export const customerPhone: FieldRule<string> = (raw, context) => (countryOf(context.country).registrationIdRequired ? phone : optionalPhone)(raw, context);

/** INV-55: mandatory in the countries of §6.3 and only there; kept as it was typed. */
export const registrationId = byCountry(({ registrationIdRequired }) => (registrationIdRequired ? checked(text(50), hasShape) : optionalText(50)));
const hasShape: Check<string> = (typed, { country }) => {
  const shape = registrationOf(country);
  return !shape || shape.pattern.test(compactRegistration(typed)) ? undefined : flaw('registrationId', { country, example: shape.example });
};

/** [DESIGN] "acme.es" means https. A user name, an IP address or a bare host is no web site to show to customers. */
export const webSite = then(text(300), (typed) => {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
  const isSite = url && /^https?:$/.test(url.protocol) && asciiDomain(url.hostname) && url.username === '' && url.password === '';
  return isSite ? ok(url.href.replace(/^(https?:\/\/[^/]+)\/$/, '$1')) : err(flaw('url', { example: 'https://www.contoso.com' }));
});

/** §6.1: kept as text. */
export const mpnId = checked(then(required, withoutSpaces), (id, { rules }) => {
  const { min, max } = rules.mpn.length;
  return /^\d+$/.test(id) && id.length >= min && id.length <= max ? undefined : flaw('mpnId', { min, max, example: '1234567' });
});

export const oneTimeCode = checked(then(required, withoutSpaces), (code) => (/^\d{6}$/.test(code) ? undefined : flaw('code', { digits: 6 })));

/** §6.1: the part before the suffix of the cloud, which people may type along; another suffix is refused [DESIGN]. */
export const domainPrefix = checked(
  then(required, (typed, { rules, cloud = 'public' }) => ok(withoutSuffix(typed, cloud, rules))),
  (prefix, { rules, cloud = 'public' }) => {
    if (prefix.includes('.')) return flaw('domainSuffix', { typed: prefix.slice(0, 60), suffix: suffixOf(cloud, rules), example: 'contoso' });
    return /^[a-z0-9]{1,27}$/.test(prefix) ? undefined : flaw('domainPrefix', { max: 27, example: 'contoso' });
  },
);

/** [DESIGN] what stands before the @ of a work account. */
export const userName = checked(required, (name) => (
  /^(?!.*\.\.)[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/i.test(name) ? undefined : flaw('userName', { max: 64, example: 'ana.garcia' })
));

/** A country in which the programme is offered (§10). */
export const countryCode = checked(then(required, upperCase), (code) => (regionOf(code) ? undefined : flaw('country', { example: 'ES' })));

/** A day of the calendar, YYYY-MM-DD. */
export const day = checked(required, (typed) => (/^\d{4}-\d{2}-\d{2}$/.test(typed) && isDay(typed) ? undefined : flaw('date', { example: '2026-03-31' })));
const isDay = (typed: string): boolean => { const date = new Date(`${typed}T00:00:00Z`); return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(typed); };

/** INV-62: a day that has come, wherever on earth the person is. */
export const pastDay = checked(day, (typed, { today }) => (typed > today ? flaw('date.future') : undefined));

/** A day that is not over yet, or none. */
export const comingDay: FieldRule<string> = (raw, context) => (normalise(raw) === '' ? ok('') : checked(day, (typed, { today }) => (typed < today ? flaw('date.past') : undefined))(raw, context));

/** A whole number of days. */
export function days(min: number, max: number): FieldRule<number> {
  return then(required, (typed) => (/^\d{1,9}$/.test(typed) && Number(typed) >= min && Number(typed) <= max ? ok(Number(typed)) : err(flaw('days', { min, max }))));
}
