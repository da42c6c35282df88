/** Many people who do something at the same moment: how they are let loose, what they read, and what of it came to be. No particular race is here. */

import { setTimeout as pause } from 'node:timers/promises';
import { inputsOf } from '../bot/local/desk.ts';
import type { Card, Persona, Place } from '../bot/local/teamsPeer.ts';
import { buttonsOf, textOf } from '../bot/local/teamsPeer.ts';
import type { AuditEntry } from '../src/app/documents.ts';
import { auditSchema } from '../src/app/documents.ts';
import type { Bots, Instance } from './bots.ts';
import type { Chance } from './chance.ts';
import { refusalIn } from './hand.ts';
import type { Tally } from './part.ts';

/** How far apart they are, at most: less than a turn takes. */
const SPREAD_MS = 5;

/** @returns what each of them reads then, in their order. */
export const atOnce = async (chance: Chance, people: readonly (() => Promise<string>)[]): Promise<readonly string[]> =>
  await Promise.all(people.map(async (acts) => {
    await pause(chance.between(0, SPREAD_MS));
    return await acts();
  }));

/** By turns, so that every instance hears some of them. */
export const instanceOf = ({ instances, first }: Bots, index: number): Instance => instances[index % instances.length] ?? first;

export type Pressing = { readonly card: Card | undefined; readonly verb: string; readonly inputs?: Readonly<Record<string, string>>; readonly place?: Place };

/** Presses a button of a card that many have in front of them. @returns what the answer says. */
export async function presses({ teams }: Instance, who: Persona, { card, verb, inputs = {}, place }: Pressing): Promise<string> {
  const button = buttonsOf(card).find((one) => one.verb === verb);
  if (!button) throw new Error(`No button "${verb}" on the card that says:\n${textOf(card)}`);
  const answer = await teams.person(who, place).clicks({ verb, data: { ...button.data, ...inputsOf(card), ...inputs } });
  return answer.card ? textOf(answer.card) : (answer.text ?? '');
}

/** What was done, of these events, in the order in which the store took it. */
export async function deedsIn(bots: Bots, ...events: readonly string[]): Promise<readonly AuditEntry[]> {
  // A copy in the log of one's own company has the id of the entry.
  const entries = new Map((await bots.content()).filter(({ kind }) => kind === 'audit').map(({ id, body }) => [id, auditSchema.parse(body)]));
  return [...entries.values()].filter(({ task, event, outcome }) => outcome === 'done' && events.includes(`${task}.${event}`));
}

/** One of them did it, and everybody was told who, or why not. */
export async function oneDidIt(bots: Bots, { what, events, answers, tally }: { readonly what: string; readonly events: readonly string[]; readonly answers: readonly string[]; readonly tally: Tally }): Promise<void> {
  const done = await deedsIn(bots, ...events);
  tally.tried(`${what}: one effect`, done.length === 1 ? undefined : `${done.length} effects: ${done.map(({ event, actor }) => `${event} by ${actor.id}`).join(', ')}`);
  const [winner] = done;
  for (const words of answers) {
    const isTrue = winner !== undefined && (words.includes(winner.actor.name) || refusalIn(words) !== undefined);
    tally.tried(`${what}: truthful answers`, isTrue ? undefined : words.slice(0, 300));
  }
  noFaults(bots, { what, tally });
}

export function noFaults({ faults }: Bots, { what, tally }: { readonly what: string; readonly tally: Tally }): void {
  for (const fault of faults) tally.tried(`${what}: faults in the log`, fault.slice(0, 300));
}
