/** How many rows were given up, as operators' figures have it: each once, and no more of them than matter. */

import { describe, expect, it } from '@jest/globals';
import { deadCount } from '../../src/app/deadCount.ts';
import { listedEverywhere } from '../../src/app/deadRows.ts';
import { homeOf } from '../../src/app/homes.ts';
import { eachWorld } from '../support/deps.ts';
import { contoso } from '../support/world.ts';

const world = eachWorld();

/** So many of a company. */
async function giveUp(rows: number): Promise<void> {
  const { deps, clock } = world();
  for (let index = 0; index < rows; index++) {
    await deps.store.commit(listedEverywhere(deps, { partition: homeOf(contoso.id), id: `outbox:${index}`, kind: 'codeMail', tenant: contoso.id, reason: 'gone', createdAt: clock(), attempts: 30, why: 'refused' }));
  }
}

describe('rows that were given up', () => {
  it('are none at first', async () => {
    expect(await deadCount(world().deps)).toBe(0);
  });

  it('are counted once each, by whatever words a search finds them', async () => {
    await giveUp(3);
    expect(await deadCount(world().deps)).toBe(3);
  });

  it('are counted up to 200, which is what docs/telemetry.md says', async () => {
    await giveUp(201);
    expect(await deadCount(world().deps)).toBe(200);
  });
});
