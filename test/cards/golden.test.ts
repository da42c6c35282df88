/** What every card looks like, in every shape and in both languages: reviewed as a diff of the files in golden/. UPDATE_GOLDEN=1 writes them anew. */

import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { cardNames } from '../../bot/cards/load.ts';
import type { CardName } from '../../bot/cards/load.ts';
import type { Language } from '../../src/core/actor.ts';
import { eachWorld } from '../support/deps.ts';
import { draw } from './draw.ts';
import { samples } from './samples.ts';

const world = eachWorld();
const folder = new URL('golden/', import.meta.url);
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';

const fileOf = (card: CardName, language: Language): string => `${card.replace('/', '.')}.${language}.json`;
const cases = cardNames.flatMap((card) => (['en', 'es'] as const).map((language) => [card, language] as const));
const files = new Set(cases.map(([card, language]) => fileOf(card, language)));

describe('golden cards', () => {
  it.each(cases)('%s in %s', async (card, language) => {
    const shown: Record<string, unknown> = {};
    for (const [name, sample] of Object.entries(samples[card])) shown[name] = await draw(sample, { deps: world().deps, language });
    const text = `${pretty(shown)}\n`;
    const file = new URL(fileOf(card, language), folder);
    if (isUpdating) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  it('no file is left over from a card that is gone', () => {
    const left = readdirSync(folder).filter((file) => !files.has(file));
    if (isUpdating) for (const file of left) rmSync(new URL(file, folder));
    expect(isUpdating ? [] : left).toEqual([]);
  });
});

/** JSON as the card files are written: what fits on a line is on one. */
function pretty(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value, undefined, 1).replace(/\n\s*/g, ' ');
  if (flat.length + indent.length <= 160 || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? shortened(value).map((item) => pretty(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pretty(item, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.map((line) => `${inner}${line}`).join(',\n')}\n${indent}${close}`;
}

/** Nobody reviews all the countries of the world, or the states of one, in each sample. */
const shortened = (items: readonly unknown[]): readonly unknown[] => (items.length > 30 ? [...items.slice(0, 3), `and ${items.length - 3} more`] : items);
