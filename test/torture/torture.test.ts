/** A short `npm run torture`: every part of it goes through, and nothing of what must never happen has happened. */

import { describe, expect, it } from '@jest/globals';
import { seeded } from '../../torture/parts.ts';

describe('torture', () => {
  it.each(seeded.map((part) => [part.name, part] as const))('%s', async (_name, { run }) => {
    const rows = await run({ seed: 7, scale: 'short', rounds: undefined, log: () => {} });
    expect(rows.flatMap(({ what, failures }) => failures.map((failure) => `${what}: ${failure}`))).toEqual([]);
    expect(rows.reduce((sum, { tries }) => sum + tries, 0)).toBeGreaterThan(10);
  }, 120_000);
});
