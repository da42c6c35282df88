/** The rows that bring steps of enrolments into the programme's figures: owed in the commit of the step, delivered once or often. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from '../../src/app/command.ts';
import { perform } from '../../src/app/perform.ts';
import type { Store } from '../../src/app/ports.ts';
import { statsOf } from '../../src/app/statsShown.ts';
import { DAY, MINUTE, plus } from '../../src/core/time.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { commanding, eachWorld, given } from '../support/deps.ts';
import { NOW, cast, contoso, enrolmentIn, madrid } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf } from './support.ts';

const world = eachWorld();
const order = commanding(world);
let outbox: Instance;
beforeEach(() => { outbox = instanceOf(world()); });

const says = async (event: string, more: Partial<Command> = {}) => {
  const { kind } = await perform(outbox.deps, order(event, more));
  await outbox.pump.idle();
  return kind;
};
const shown = async () => await statsOf(outbox.deps, 30);
const approval = { actor: cast.reviewer } as const;
const note = outgoing('enrolmentCounted', { steps: ['begun'], at: NOW, entered: {}, left: {} });

describe('a step of an enrolment', () => {
  it('§4.1 is in the figures as soon as its row is delivered', async () => {
    expect(await says('signIn')).toBe('done');
    expect(await shown()).toMatchObject({ since: world().clock(), steps: { begun: 1, submitted: 0 } });
  });

  it('WF-05 is counted with the time that its review took', async () => {
    await given(world(), 'enrolment', enrolmentIn('UnderReview'));
    await world().deps.store.commit([{ op: 'create', doc: { partition: `mpn:${madrid.mpnId}`, id: 'reservation', kind: 'reservation', body: { v: 1, mpnId: madrid.mpnId, tenant: contoso.id, at: NOW } } }]);
    expect(await says('approve', approval)).toBe('done');
    expect(await shown()).toMatchObject({ steps: { approved: 1 }, waits: { byPace: { day: 1 } }, unsigned: 1 });
  });

  it('that is refused, or repeated, counts nothing', async () => {
    const command = order('signIn');
    await perform(outbox.deps, command);
    await perform(outbox.deps, command);
    expect(await says('signIn', { actor: cast.employee })).toBe('refused');
    await outbox.pump.idle();
    expect((await shown()).ever.begun).toBe(1);
  });
});

describe('a row', () => {
  it('that is delivered again after a crash counts once', async () => {
    const row = await outbox.owes(contoso.id, note);
    await world().deps.store.commit([{ op: 'create', doc: row }]); // counted, and the instance ended before its end was written
    world().clock.move(2 * MINUTE);
    const { pump } = instanceOf(world());
    await pump.sweep();
    await pump.idle();
    expect(await world().deps.store.due('outbox', plus(world().clock(), DAY), 10)).toEqual([]);
    expect((await shown()).ever.begun).toBe(1);
  });

  it('that two instances deliver at the same moment counts once', async () => {
    const other = instanceOf(world());
    const delivered = async () => {
      const [row] = await world().deps.store.due('outbox', plus(world().clock(), DAY), 1);
      other.pump.nudge(row ? [row] : []);
      await other.pump.idle();
    };
    world().meanwhile.push(async () => {}, delivered); // the second commit is the first instance's, which has read the counters by then
    await outbox.owes(contoso.id, note);
    expect((await shown()).ever.begun).toBe(1);
    expect(await world().deps.store.due('outbox', plus(world().clock(), DAY), 10)).toEqual([]);
  });

  it('that finds the counters changed again and again is counted a little later', async () => {
    const { store } = world().deps;
    let isCrowded = true;
    const commit: Store['commit'] = async (writes) => (isCrowded && writes.length > 1 ? 'conflict' : await store.commit(writes)); // the row itself is a commit of one
    outbox = instanceOf({ ...world(), deps: { ...world().deps, store: { ...store, commit } } });
    await outbox.owes(contoso.id, note);
    expect((await shown()).ever.begun).toBe(0);
    isCrowded = false;
    world().clock.move(2 * MINUTE);
    await outbox.pump.sweep();
    await outbox.pump.idle();
    expect((await shown()).ever.begun).toBe(1);
  });
});
