/** The same activities more than once, late and out of order: the same state as without, and a polite and truthful answer to each of them. */

import { textOf } from '../bot/local/teamsPeer.ts';
import type { Chance } from './chance.ts';
import { openChance } from './chance.ts';
import type { Asked, Part, Row, Tally } from './part.ts';
import { openTally } from './part.ts';
import type { Activity, Manner, Said, Send } from './repeater.ts';
import { isPolite } from './repeater.ts';
import { leavesTheSame, told } from './story.ts';

export const repeats: Part = { name: 'repeats', about: 'Every activity of a story up to three times, late and out of order', run: repeated };

const ROUNDS = { full: 20, short: 1 } as const;

type Repeating = { readonly what: string; readonly chance: Chance; readonly tally: Tally; /** What was delivered before. */ readonly kept: Activity[] };

/** Each delivery is answered before the next one. */
const inARow = (repeating: Repeating): Manner => async (activity, send) => {
  const { what, chance, tally } = repeating;
  const first = await send(activity);
  const again = await politely(activity, send, repeating);
  if (chance.between(0, 1) === 0) return first;
  const third = await politely(activity, send, repeating);
  tally.tried(`${what}: the same answer`, wordsIn(again) === wordsIn(third) ? undefined : `${verbOf(activity)}: ${wordsIn(again)}\n…\n${wordsIn(third)}`);
  return first;
};

/** No delivery has been answered when the next one comes. */
const atOnce = (repeating: Repeating): Manner => async (activity, send) => {
  const [first] = await Promise.all([send(activity), politely(activity, send, repeating), politely(activity, send, repeating)]);
  return first;
};

/** What came before comes again, in any order. */
const late = (repeating: Repeating): Manner => async (activity, send) => {
  const { chance, kept } = repeating;
  for (const old of chance.shuffled(kept).slice(0, chance.between(0, 2))) await politely(old, send, repeating);
  kept.push(activity);
  return await send(activity);
};

/** Somebody presses the buttons of cards that lie further up in the chat. */
const onStaleCards = (repeating: Repeating): Manner => async (activity, send) => {
  const { chance, kept } = repeating;
  const stale = chance.shuffled(kept.filter(isAboutSomething)).slice(0, chance.between(0, 2));
  for (const [index, old] of stale.entries()) await politely({ ...old, id: `${activity.id}-${index}` }, send, repeating);
  kept.push(activity);
  return await send(activity);
};

const ways = {
  'delivered up to three times in a row': inARow, 'delivered three times at once': atOnce, 'delivered again late, in any order': late, 'pressed again on cards further up': onStaleCards,
} as const;

async function repeated(asked: Asked): Promise<readonly Row[]> {
  const [tally, chance] = [openTally(), openChance(asked.seed)];
  const plain = await told({ what: 'delivered once' }, openTally());
  const rounds = asked.rounds ?? ROUNDS[asked.scale];
  for (let round = 1; round <= rounds; round++) {
    for (const [what, manner] of Object.entries(ways)) await leavesTheSame({ what, manner: manner({ what, chance, tally, kept: [] }) }, { plain, tally });
    asked.log(`repeats: ${round} of ${rounds}`);
  }
  return tally.rows();
}

async function politely(activity: Activity, send: Send, { what, tally }: Repeating): Promise<Said> {
  const said = await send(activity);
  tally.tried(`${what}: polite answers`, isPolite(activity, said) ? undefined : `${verbOf(activity)}: ${said.status} ${said.body.slice(0, 200)}`);
  return said;
}

const verbOf = ({ type, value }: Activity): string => value?.action?.verb ?? type;
/** The first button of all has no document yet: pressed anew, it is a new wish. */
const isAboutSomething = ({ value }: Activity): boolean => String(value?.action?.data['id'] ?? '') !== '';

function wordsIn({ body }: Said): string {
  const { value } = JSON.parse(body || '{}') as { readonly value?: unknown }; // the invoke contract
  return typeof value === 'string' ? value : textOf(value);
}
