/** Instants and durations in UTC (INV-62). The one reader of the machine's clock is `systemClock`; decisions get `now` as an argument. */

import type { Term } from './offer.ts';
import { termMonths } from './offer.ts';

/** An ISO 8601 UTC time with milliseconds and a final Z, so that text order is time order. */
export type Instant = string & { readonly __brand: 'Instant' };
export type Clock = () => Instant;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const systemClock: Clock = () => toInstant(new Date());

export function toInstant(date: Date): Instant {
  return date.toISOString() as Instant; // toISOString is always UTC with milliseconds
}

/** YYYY-MM-DD in UTC. */
export const dayOf = (instant: Instant): string => instant.slice(0, 10);

/** @param milliseconds may be negative. */
export function plus(instant: Instant, milliseconds: number): Instant {
  return toInstant(new Date(Date.parse(instant) + milliseconds));
}

/** A calendar term later, in UTC: P1M, P1Y, P3Y. A day that the month does not have becomes its last. */
export function addTerm(instant: Instant, term: Term): Instant {
  const date = new Date(instant);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + termMonths[term]);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return toInstant(date);
}

/** Days from Monday to Friday that have passed between two instants, in UTC; holidays are not known. */
export function businessDaysBetween(earlier: Instant, later: Instant): number {
  let days = 0;
  for (let day = Date.parse(earlier) + DAY; day <= Date.parse(later); day += DAY) {
    if (![0, 6].includes(new Date(day).getUTCDay())) days++;
  }
  return days;
}

/** Milliseconds from `earlier` to `later`; negative when they are the other way round. */
export function between(earlier: Instant, later: Instant): number {
  return Date.parse(later) - Date.parse(earlier);
}
