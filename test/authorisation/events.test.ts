/** Every event that can be pressed, in a state that takes it, by everybody: whoever may not is told so, and nothing but that is written down. What they may is tables.ts, by hand. */

import { describe, expect, it } from '@jest/globals';
import type { DirectoryTenant } from '../../src/app/ports.ts';
import { isTaskKind, readVerb, tasks } from '../../src/tasks/catalog.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { eachWorld } from '../support/deps.ts';
import { contoso, norte } from '../support/world.ts';
import { companies, dataOf, fill, peopleOf, presses, put, sampleFor, statesFor, strangers } from './stage.ts';
import { eventNeeds, may } from './tables.ts';

const pressable = Object.keys(tasks).filter(isTaskKind).flatMap((task) => Object.keys(tasks[task].events).map((event) => ({ task, event, verb: `${task}.${event}` }))).filter(({ verb }) => readVerb(verb));

/** Whose people an event is for; a provider's unless it is one of these. */
const ofTheReseller: ReadonlySet<TaskKind> = new Set(['enrolment', 'agreement', 'workAccount', 'user', 'newUser', 'invitation', 'importJob', 'relationship', 'account']);
const alsoOfTheReseller: ReadonlySet<string> = new Set(['request.authorise', 'request.decline', 'partnership.removeAdminAccess', 'change.ask', 'change.withdraw']);
const partyOf = (task: TaskKind, verb: string): DirectoryTenant => (ofTheReseller.has(task) || alsoOfTheReseller.has(verb) ? contoso : norte);

/** Refusals for want of a role, each event's own. */
const refusals = /\((?:GEN-01|ENR-01|MPA-01|PAR-03|PAR-04)\)/;
const nothingThere = /\((?:GEN-06|GEN-01)\)/;

const world = eachWorld(companies);
const empty = eachWorld(companies);

it('every event that can be pressed has a line in the table, and no line is of anything else', () => {
  expect(pressable.map(({ verb }) => verb).toSorted()).toEqual([...eventNeeds.keys()].toSorted());
});

describe.each(pressable)('$verb', ({ task, event, verb }) => {
  const needs = eventNeeds.get(verb) ?? 'nobody';
  const people = peopleOf(partyOf(task, verb));

  it('INV-57 is done by whoever may, and refused to whoever may not, without a trace but the refusal', async () => {
    await fill(world());
    const wrong: unknown[] = [];
    let turn = 0;
    for (const state of statesFor(task, event)) {
      for (const actor of people) {
        const sample = sampleFor(task, state);
        const doc = event === 'becomeAdminAgent' ? { ...sample, id: actor.id } : sample; // who sets the account up becomes one themselves
        await put(world(), task, doc);
        const { said, written } = await presses(world(), actor, { verb, data: dataOf(actor, doc), turn: ++turn });
        const isRefused = (needs === 'nobody' ? nothingThere : refusals).test(said);
        if (may(actor, needs) ? isRefused || nothingThere.test(said) : !isRefused || written.length > 0) wrong.push([state, actor.id, said.slice(0, 200), written]);
      }
    }
    expect(wrong).toEqual([]);
  });

  /** The link of a request is the secret that lets its holder answer (WF-15). */
  if (!['request.authorise', 'request.decline'].includes(verb)) it('INV-56 tells a stranger what it would tell them if there were nothing, and changes nothing of anybody', async () => {
    await fill(world());
    let turn = 0;
    for (const state of statesFor(task, event)) {
      const doc = sampleFor(task, state);
      await put(world(), task, doc);
      for (const actor of strangers) {
        const click = { verb, data: dataOf(actor, doc), turn: ++turn };
        const [there, nowhere] = [await presses(world(), actor, click), await presses(empty(), actor, click)];
        expect([verb, state, actor.tenant, there.said]).toEqual([verb, state, actor.tenant, nowhere.said]);
        expect(there.written.filter((write) => !write.endsWith(`in tenant:${actor.tenant}`) && !/in (?:link|mpn):/.test(write))).toEqual([]);
      }
    }
  });
});
