/** Dates, spans, lists and names of countries as each reader writes them. Instants stay UTC until here (INV-62); no sentences here. */

import type { Language } from '../src/core/actor.ts';
import type { Instant } from '../src/core/time.ts';
import { DAY, HOUR, MINUTE } from '../src/core/time.ts';

// British English, and the Spanish of Spain: only the order of days and months and the names of countries depend on it.
const locales: Record<Language, string> = { en: 'en-GB', es: 'es-ES' };

/** Intl objects cost far more to make than to use. */
function once<T>(make: (locale: string, detail: string) => T): (language: Language, detail?: string) => T {
  const made = new Map<string, T>();
  return (language, detail = '') => {
    const key = `${language} ${detail}`;
    const known = made.get(key) ?? make(locales[language], detail);
    made.set(key, known);
    return known;
  };
}

const dateIn = once((locale, timeZone) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }));
const dateTimeIn = once((locale, timeZone) => new Intl.DateTimeFormat(locale, {
  day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone, timeZoneName: 'short',
}));
const relative = once((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'always' })); // "yesterday" would be wrong 47 hours later
const present = once((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const conjunction = once((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));
const plainNumber = once((locale) => new Intl.NumberFormat(locale));
const measure = once((locale, unit) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: unit === 'day' ? 1 : 0 }));
const regions = once((locale) => new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }));

/** "21 November 2026". @param timeZone IANA name. */
export function date(language: Language, instant: Instant, timeZone: string): string {
  return dateIn(language, timeZone).format(Date.parse(instant));
}

/** "21 November 2026 at 14:05 CET": the zone is always named. @param timeZone IANA name. */
export function dateTime(language: Language, instant: Instant, timeZone: string): string {
  return dateTimeIn(language, timeZone).format(Date.parse(instant));
}

/** "2 days ago", "in 3 hours", in the largest unit that fits; "now" within a minute. @param ms from now: the past is negative. */
export function duration(language: Language, ms: number): string {
  const size = Math.abs(ms);
  if (size < MINUTE) return present(language).format(0, 'second');
  const [unit, length] = size >= DAY ? ['day', DAY] as const : size >= HOUR ? ['hour', HOUR] as const : ['minute', MINUTE] as const;
  return relative(language).format(Math.trunc(ms / length), unit);
}

/** "1,234,567". */
export function number(language: Language, value: number): string {
  return plainNumber(language).format(value);
}

/** How long something takes: "40 minutes", "5 hours", and from two days on "2.5 days". */
export function span(language: Language, ms: number): string {
  const [unit, length] = ms >= 2 * DAY ? ['day', DAY] as const : ms >= HOUR ? ['hour', HOUR] as const : ['minute', MINUTE] as const;
  return measure(language, unit).format(ms / length);
}

/** "Ana, Luis and Marta". */
export function list(language: Language, items: readonly string[]): string {
  return conjunction(language).format(items);
}

/** @param code ISO 3166 alpha-2; one that nobody knows is shown as it is. */
export function countryName(language: Language, code: string): string {
  return /^[A-Z]{2}$/i.test(code) ? regions(language).of(code.toUpperCase()) ?? code : code;
}

const LONGEST_NAME = 50;

/** On one line, and cut where it is too long for a line of many. */
export function shortened(text: string, longest = LONGEST_NAME): string {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length > longest ? `${characters.slice(0, longest).join('').trimEnd()}…` : characters.join('');
}
