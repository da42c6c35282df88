/**
 * A language that nobody speaks: every sentence of every strings file in letters like ŵïďé, and digits for whatever people typed. What still
 * reads as plain words on a card was written into a template or into code, where no translation finds it.
 */

import { describe, expect, it } from '@jest/globals';
import type { JsonValue } from '../../bot/cards/load.ts';
import { cardNames, isObject } from '../../bot/cards/load.ts';
import { words } from '../../bot/words.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import { eachWorld } from '../support/deps.ts';
import { adventure, contoso, fabrikam, norte, operator } from '../support/world.ts';
import { saying } from './typed.ts';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ODD = 'åƀçďéƒğĥïĵķľɱñöþɋŕšťüṽŵẋýžÅƁÇĎÉƑĞĤÏĴĶĽṀÑÖÞɊŔŠŤÜṼŴẊÝŽ';
const odd = (text: string): string => text.split(/(\{\w+\})/).map((part, index) => (index % 2 === 1 ? part : part.replace(/[a-z]/gi, (letter) => ODD.charAt(PLAIN.indexOf(letter))))).join('');

// Before anything is loaded that reads them.
for (const group of Object.values(words)) for (const entry of Object.values(group)) Object.assign(entry, { en: odd(entry.en) });
const { draw } = await import('./draw.ts');
const { samples } = await import('./samples.ts');

const TYPED = '0000';
const world = eachWorld([contoso, fabrikam, norte, operator, adventure].map((tenant) => ({ ...tenant, name: TYPED, globalAdmins: [TYPED] })));

const shownKeys: ReadonlySet<string> = new Set(['text', 'title', 'label', 'placeholder', 'altText', 'errorMessage', 'speak', 'fallbackText', 'x']);

/** Every text of a card that a person sees or hears. A `value` is one in a fact only; elsewhere it is a code or what was typed. */
function shownIn(node: JsonValue, isFact = false): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((item: JsonValue) => shownIn(item, isFact));
  if (!isObject(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (typeof value !== 'string') return shownIn(value, key === 'facts');
    return shownKeys.has(key) || (isFact && key === 'value') ? [value] : [];
  });
}

const countries = new Intl.DisplayNames('en-GB', { type: 'region' });
const regions = PLAIN.slice(26).split('').flatMap((one) => PLAIN.slice(26).split('').map((other) => countries.of(one + other) ?? ''));
/** What is the same in every language, is data, or is worded by Intl. The longest first: a country's name may be within another's. */
const known: readonly string[] = [
  'ana.garcia@contoso.com', 'https://www.contoso.com', 'https://www.microsoft.com/licensing/docs/customeragreement', 'ana.garcia', 'contoso', // examples of what to type
  ...Object.values(defaultRules.clouds.suffixes),
  'norte', // a company that a refusal names
  'adventure', // a tenant id
  'MPN', 'UTC', 'Enlace', 'January', 'February', 'March', 'May', ' at ', ' and ', ...regions,
].toSorted((one, other) => other.length - one.length);
const codes = /--[a-z]+|\baudit-[\dT-]+\.csv|https:\/\/enlace\.example\/(?:partner|invitation)\/[\w-]+|\b(?:ENR|MPA|GEN|CUS|PAR|REQ|USR)-[0-9A-Z-]+|\b[\d.]+ (?:hours?|days?|minutes?)(?: ago)?|\((?:[a-zA-Z]+\.[a-zA-Z]+)\)|\b(?:seed|docs)-[\d-]+|^[A-Z]{2}$|(?<= )[A-Z]{2}(?=\.)/g;

const plainWordsIn = (text: string): string => known.reduce((left, word) => left.replaceAll(word, ' '), text.replace(codes, ' ')).match(/[a-z]{2,}/gi)?.join(' ') ?? '';

const cases = cardNames.flatMap((card) => Object.entries(samples[card]).map(([name, sample]) => [card, name, sample] as const));

describe('in a language that nobody speaks', () => {
  it.each(cases)('%s, %s has no word of another', async (_card, _name, sample) => {
    const card = await draw(sample, { deps: world().deps, language: 'en', said: saying(TYPED, '') });
    expect(shownIn(card).filter((text) => plainWordsIn(text) !== '')).toEqual([]);
  });

  it('a word that was written into a card would be noticed', () => {
    expect(plainWordsIn(`Approved by ${TYPED}, 1 March 2026 at 12:00 UTC (GEN-05)`)).toBe('Approved by');
    expect(odd('Open {name}')).toBe('Öþéñ {name}');
  });
});
