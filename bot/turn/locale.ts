/** Which language a reader gets: their own choice, else their client's. Everything that is not Spanish reads English. */

import type { Language } from '../../src/core/actor.ts';

/** @param locale a BCP 47 tag such as `es-MX`; undefined when there is none. */
export function languageOf(locale: string | undefined): Language | undefined {
  const tag = locale?.toLowerCase().split('-')[0];
  if (!tag) return undefined;
  return tag === 'es' ? 'es' : 'en';
}

/** Reads the argument of `/language`, in either language. */
export function readLanguage(typed: string): Language | undefined {
  const word = typed.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  if (['es', 'espanol', 'spanish', 'castellano'].includes(word)) return 'es';
  return ['en', 'english', 'ingles'].includes(word) ? 'en' : undefined;
}
