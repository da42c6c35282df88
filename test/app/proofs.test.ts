/** What is remembered of a person who proved who they are, and of what they asked for meanwhile: for how long, and for whom. */

import { describe, expect, it } from '@jest/globals';
import { keepUnanswered, noteProof, proofOf, takeUnanswered } from '../../src/app/proofs.ts';
import { MINUTE } from '../../src/core/time.ts';
import { eachWorld } from '../support/deps.ts';
import { adventure, cast, contoso } from '../support/world.ts';

const world = eachWorld();
const { id } = cast.globalAdmin;
const whose = { tenant: contoso.id, id };
const proved = { tenant: contoso.id, person: id, name: 'Carmen', roles: ['globalAdmin'], minutes: 60 } as const;
const said = { kind: 'text', id: 'a', text: '/enrol' } as const;

describe('a proof', () => {
  it('INV-57 counts for its minutes, for one person of one tenant, and the last one counts', async () => {
    await noteProof(world().deps, proved);
    expect(await proofOf(world().deps, whose)).toMatchObject({ roles: ['globalAdmin'] });
    expect(await proofOf(world().deps, { tenant: adventure.id, id })).toBeUndefined();
    await noteProof(world().deps, { ...proved, roles: [] });
    expect(await proofOf(world().deps, whose)).toMatchObject({ roles: [] });
    world().clock.move(60 * MINUTE);
    expect(await proofOf(world().deps, whose)).toBeUndefined();
  });
});

describe('what waits for a proof', () => {
  it('is taken once, whoever comes at the same moment', async () => {
    await keepUnanswered(world().deps, whose, said);
    const first: unknown[] = [];
    world().meanwhile.push(async () => { first.push(await takeUnanswered(world().deps, whose)); });
    expect([await takeUnanswered(world().deps, whose), first, await takeUnanswered(world().deps, whose)]).toEqual([undefined, [said], undefined]);
  });

  it('is the last thing that was asked for, and is not done when it was long ago', async () => {
    await keepUnanswered(world().deps, whose, { ...said, text: '/help' });
    await keepUnanswered(world().deps, whose, said);
    world().clock.move(14 * MINUTE);
    expect(await takeUnanswered(world().deps, whose)).toEqual(said);
    await keepUnanswered(world().deps, whose, said);
    world().clock.move(15 * MINUTE);
    expect(await takeUnanswered(world().deps, whose)).toBeUndefined();
  });
});
