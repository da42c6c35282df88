/** Every card in every shape and both languages, as test/cards knows them. How they look is not known here. */

import { inNewWorld } from './withoutJest.ts';
import { cardNames } from '../../bot/cards/load.ts';
import type { CardName } from '../../bot/cards/load.ts';
import type { AdaptiveCard } from '../../bot/cards/render.ts';
import type { Language } from '../../src/core/actor.ts';

/** `en` and `es`: what Teams would be sent. */
export type Scene = { readonly card: CardName; readonly sample: string } & Readonly<Record<Language, AdaptiveCard>>;

// Only now: what these import would ask for jest.
const { eachWorld } = await import('../support/deps.ts');
const { draw } = await import('../cards/draw.ts');
const { samples } = await import('../cards/samples.ts');

export async function drawAll(): Promise<readonly Scene[]> {
  const world = eachWorld();
  const scenes: Scene[] = [];
  for (const card of cardNames) {
    for (const [sample, one] of Object.entries(samples[card])) {
      const drawn = async (language: Language) => await inNewWorld(async () => await draw(one, { deps: world().deps, language }));
      scenes.push({ card, sample, en: await drawn('en'), es: await drawn('es') });
    }
  }
  return scenes;
}
