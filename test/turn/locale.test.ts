/** Which language a client's locale means, and how people name a language. */

import { describe, expect, it } from '@jest/globals';
import { languageOf, readLanguage } from '../../bot/turn/locale.ts';

describe('languageOf', () => {
  it.each([
    ['es', 'es'], ['es-ES', 'es'], ['es-MX', 'es'], ['ES-es', 'es'], ['es-419', 'es'],
    ['en', 'en'], ['en-US', 'en'], ['fr-FR', 'en'], ['ca-ES', 'en'], ['est', 'en'], ['est-EE', 'en'],
    ['', undefined], [undefined, undefined],
  ])('INV-65 "%s" reads %s', (locale, expected) => {
    expect(languageOf(locale)).toBe(expected);
  });
});

describe('readLanguage', () => {
  it.each([
    ['es', 'es'], [' ES ', 'es'], ['español', 'es'], ['Espanol', 'es'], ['castellano', 'es'], ['Spanish', 'es'],
    ['en', 'en'], ['English', 'en'], ['inglés', 'en'], ['ingles', 'en'],
    ['', undefined], ['fr', undefined], ['french', undefined], ['es-ES', undefined],
  ])('"%s" is %s', (typed, expected) => {
    expect(readLanguage(typed)).toBe(expected);
  });
});
