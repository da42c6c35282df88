/** Every card in every shape, in both languages, expanded by our own code and by the template engine: the same, to the order of the names. */

import { createRequire } from 'node:module';
import { describe, expect, it, jest } from '@jest/globals';
import type { Expand } from '../../bot/cards/expand.ts';
import { compile } from '../../bot/cards/expand.ts';
import type { JsonObject } from '../../bot/cards/load.ts';
import { cardNames } from '../../bot/cards/load.ts';

const { Template } = createRequire(import.meta.url)('adaptivecards-templating') as typeof import('adaptivecards-templating'); // `require` knows no types

let compared = 0;

/** Stands where render.ts expects our own code, because only there are the data of a card seen. */
function compileBoth(template: JsonObject): Expand | undefined {
  const own = compile(template);
  const engine = new Template(template);
  return own && ((data, missing) => {
    const card = own(data, missing);
    expect(JSON.stringify(card)).toBe(JSON.stringify(engine.expand({ $root: data })));
    compared++;
    return card;
  });
}

jest.unstable_mockModule('../../bot/cards/expand.ts', () => ({ compile: compileBoth }));
const { draw } = await import('./draw.ts');
const { samples } = await import('./samples.ts');
const { eachWorld } = await import('../support/deps.ts');

const world = eachWorld();

describe('the samples', () => {
  it.each(cardNames)('%s is what the engine would make of it', async (card) => {
    const before = compared;
    for (const sample of Object.values(samples[card])) {
      for (const language of ['en', 'es'] as const) await draw(sample, { deps: world().deps, language });
    }
    expect(compared - before).toBeGreaterThanOrEqual(2 * Object.keys(samples[card]).length);
  });
});
