/** Which language a reader gets: their own choice, else their client's. Everything that is not Spanish reads English. */

import type { Language } from '../../src/core/actor.ts';

/** @param locale a BCP 47 tag such as `es-MX`; anything else, which an unchecked activity may hold, is none. */
export function languageOf(locale: unknown): Language | undefined {
  const tag = typeof locale === 'string' ? locale.toLowerCase().split('-')[0] : undefined;
  if (!tag) return undefined;
  return tag === 'es' ? 'es' : 'en';
}

/** Reads the argument of `/language`, in either language. */
export function readLanguage(typed: string): Language | undefined {
  const word = typed.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  if (['es', 'espanol', 'spanish', 'castellano'].includes(word)) return 'es';
  return ['en', 'english', 'ingles'].includes(word) ? 'en' : undefined;
}
