/** What drawing a card costs, beside a fresh `new Template(…).expand(…)` for each, with the same card as its result. */

import { median } from '../arithmetic.ts';
import { ended, launch, message } from '../child.ts';
import type { Drawing, Drawn } from '../drawing.ts';
import type { Asked, Part } from '../part.ts';
import type { Table } from '../report.ts';
import { against, number } from '../report.ts';

const sizes = { full: { rounds: 60, starts: 5 }, quick: { rounds: 3, starts: 1 } } as const;
/** How many times faster (issue E), in the order of drawing.ts. */
const TARGETS = [50, 18] as const;

export const cards: Part = { name: 'cards', run: measure };

async function measure({ scale }: Asked): Promise<readonly Table[]> {
  const { rounds, starts } = sizes[scale];
  const [cold, warm]: [number[], number[]] = [[], []];
  for (let count = 0; count < starts; count++) {
    cold.push((await draw(['0'])).first);
    warm.push((await draw(['0', 'warm'])).first);
  }
  const { cards: drawn } = await draw([String(rounds), 'warm']);
  return [
    { title: 'Drawing a card', head: ['', 'own µs', 'fresh template µs', 'times faster'], rows: drawn.map(rowOf), note: 'Medians. Both give the same card, which is asserted before measuring.' },
    { title: 'The first card of a process', head: ['', 'ms'], rows: [['before the templates are warm', number(median(cold), 1)], ['after', number(median(warm), 1)]] },
  ];
}

async function draw(args: readonly string[]): Promise<Drawing> {
  const child = launch('bench/drawing.ts', { args });
  try {
    return await message<Drawing>(child);
  } finally {
    await ended(child);
  }
}

const rowOf = ({ name, own, fresh }: Drawn, place: number): readonly string[] => [name, number(own, 1), number(fresh, 1), against(fresh / own, { least: TARGETS[place] ?? 1 }, 1)];
