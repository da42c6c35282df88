/** Every button that shows something and every command, by everybody: whoever may not is told so and shown nothing, and strangers hear what they would hear if there were nothing. What they may is tables.ts, by hand. */

import { describe, expect, it } from '@jest/globals';
import { commands } from '../../bot/commands/table.ts';
import { views } from '../../bot/views.ts';
import { isTaskKind, taskOf, tasks } from '../../src/tasks/catalog.ts';
import { documentAt } from '../support/rules.ts';
import { eachWorld } from '../support/deps.ts';
import { cast, contoso, norte } from '../support/world.ts';
import type { Heard } from './stage.ts';
import { companies, dataOf, fill, peopleOf, presses, strangers, writes } from './stage.ts';
import { commandNeeds, may, viewNeeds } from './tables.ts';

const world = eachWorld(companies);
const empty = eachWorld(companies);
/** All of them in turn. */
const strangerAt = (turn: number) => strangers[turn % strangers.length] ?? cast.employee;
const people = [...peopleOf(contoso), ...peopleOf(norte), cast.reviewer];

/** The name of every document there could be, as a button would carry it. */
const ids: readonly string[] = [...new Set(Object.keys(tasks).filter(isTaskKind).map((task) => documentAt(taskOf(task), Object.values(taskOf(task).events).flat().at(-1)?.from[0] ?? 'Open').id))].filter((id) => id !== '');

const verbs = Object.keys(views).toSorted();
const names = commands.map(({ name }) => name).toSorted();
const isRefused = ({ said }: Heard): boolean => said.includes('(GEN-01)');

it('every view and every command has a line in the table', () => {
  expect(verbs.filter((verb) => !viewNeeds.has(verb))).toEqual([]);
  expect(names.filter((name) => !commandNeeds.has(name))).toEqual([]);
});

describe.each(verbs)('%s', (verb) => {
  const needs = viewNeeds.get(verb) ?? 'nobody';

  it('INV-57 is shown to whoever may see it, and nothing is written for anybody else', async () => {
    await fill(world());
    const wrong: unknown[] = [];
    for (const [turn, actor] of people.entries()) {
      const heard = await presses(world(), actor, { verb, data: dataOf(actor, { id: ids[turn % ids.length] ?? '', rev: 1 }), turn });
      if (may(actor, needs) ? heard.said.includes('(GEN-01)') : !isRefused(heard) || heard.written.length > 0) wrong.push([actor.tenant, actor.id, heard.said.slice(0, 200), heard.written]);
    }
    expect(wrong).toEqual([]);
  });

  it('INV-56 shows strangers what it would show them if there were nothing, whatever they name', async () => {
    await fill(world());
    for (const [turn, id] of ids.entries()) {
      const actor = strangerAt(turn);
      const click = { verb, data: dataOf(actor, { id, rev: 1 }), turn };
      const [there, nowhere] = [await presses(world(), actor, click), await presses(empty(), actor, click)];
      expect([verb, id, actor.tenant, there]).toEqual([verb, id, actor.tenant, nowhere]);
    }
  });
});

describe.each(names)('/%s', (name) => {
  const needs = commandNeeds.get(name) ?? 'nobody';

  it('INV-57 answers whoever may ask, and nothing is written for anybody else', async () => {
    await fill(world());
    const wrong: unknown[] = [];
    for (const [turn, actor] of people.entries()) {
      const heard = await writes(world(), actor, { text: name === 'mpa' ? '/mpa' : `/${name} adventure`, turn });
      if (may(actor, needs) ? heard.said.includes('(GEN-01)') : !isRefused(heard) || heard.written.length > 0) wrong.push([actor.tenant, actor.id, heard.said.slice(0, 200), heard.written]);
    }
    expect(wrong).toEqual([]);
  });

  /** WF-09: whether a reseller has signed is told to any provider that asks. */
  if (name !== 'mpa') it('INV-56 tells strangers what it would tell them if there were nothing, whatever they name', async () => {
    await fill(world());
    for (const [turn, word] of [...ids, 'adventure', 'ana@contoso.es', '1234567', ''].entries()) {
      const actor = strangerAt(turn);
      const asked = { text: `/${name} ${word}`, turn };
      const [there, nowhere] = [await writes(world(), actor, asked), await writes(empty(), actor, asked)];
      expect([name, word, actor.tenant, there]).toEqual([name, word, actor.tenant, nowhere]);
    }
  });
});
