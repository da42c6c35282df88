/** Dates, spans, lists and countries, as each language writes them. */

import { describe, expect, it } from '@jest/globals';
import { countryName, date, dateTime, duration, list } from '../../bot/format.ts';
import type { Instant } from '../../src/core/time.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/time.ts';

const nearMidnight = '2026-11-21T23:05:00.000Z' as Instant; // written as systemClock writes it

describe('date and dateTime', () => {
  it('INV-62 show an instant on the day it is in the reader\'s zone', () => {
    expect(date('en', nearMidnight, 'UTC')).toBe('21 November 2026');
    expect(date('en', nearMidnight, 'Europe/Madrid')).toBe('22 November 2026');
    expect(date('es', nearMidnight, 'Europe/Madrid')).toBe('22 de noviembre de 2026');
  });

  it('name the zone beside a time', () => {
    expect(dateTime('en', nearMidnight, 'UTC')).toBe('21 November 2026 at 23:05 UTC');
    expect(dateTime('en', nearMidnight, 'Europe/Madrid')).toBe('22 November 2026 at 00:05 CET');
    expect(dateTime('es', nearMidnight, 'America/Mexico_City')).toBe('21 de noviembre de 2026 a las 17:05 GMT-6');
  });
});

describe('duration', () => {
  it.each([
    [-2 * DAY, '2 days ago', 'hace 2 días'],
    [-DAY - 23 * HOUR, '1 day ago', 'hace 1 día'],
    [5 * HOUR + 59 * MINUTE, 'in 5 hours', 'dentro de 5 horas'],
    [-3 * MINUTE, '3 minutes ago', 'hace 3 minutos'],
    [-59 * SECOND, 'now', 'ahora'],
  ])('%i ms is "%s"', (ms, english, spanish) => {
    expect([duration('en', ms), duration('es', ms)]).toEqual([english, spanish]);
  });
});

describe('list', () => {
  it('joins with the word of the language', () => {
    expect(list('en', ['Ana', 'Luis', 'Irene'])).toBe('Ana, Luis and Irene');
    expect(list('es', ['Ana', 'Luis', 'Irene'])).toBe('Ana, Luis e Irene');
    expect(list('es', [])).toBe('');
  });
});

describe('countryName', () => {
  it('names the country', () => {
    expect([countryName('en', 'ES'), countryName('es', 'GB')]).toEqual(['Spain', 'Reino Unido']);
  });

  it('shows what nobody knows as it is', () => {
    expect([countryName('en', 'XQ'), countryName('en', ''), countryName('en', 'Spain')]).toEqual(['XQ', '', 'Spain']);
  });
});
