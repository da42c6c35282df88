/** The heap of the bench's deployed bot is the one that V8 gives itself in production: the templates say how much memory, V8 itself how it divides it. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { CONTAINER_MB, heapIn } from '../../bench/parts/memory.ts';
import { objectsIn, readTemplate } from '../deploy/bicep.ts';
import type { Value } from '../deploy/bicep.ts';

const within = (value: Value | undefined, ...path: readonly string[]): Value | undefined => path.reduce<Value | undefined>((found, key) => (found instanceof Map ? found.get(key) : undefined), value);

/** The most that this heap may hold, and what its young generation comes to under load, in MB. */
async function heapOf(...options: readonly string[]): Promise<unknown> {
  const load = `
    let kept = [];
    for (let count = 0; count < 5e6; count++) { if (kept.push({ count }) > 2e5) kept = []; }
    const { getHeapStatistics, getHeapSpaceStatistics } = require('node:v8');
    const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size;
    console.log(JSON.stringify([getHeapStatistics().heap_size_limit, young].map((bytes) => bytes / 2 ** 20)));`;
  const { stdout } = await promisify(execFile)(process.execPath, [...options, '--eval', load], { env: {} });
  return JSON.parse(stdout);
}

describe('the heap of a deployed bot', () => {
  it('is that of a container of the templates', () => {
    const app = readTemplate('modules/app.bicep').resources.find(({ name }) => name === 'app');
    const [container] = objectsIn(within(app?.body, 'properties', 'template', 'containers'));
    expect(within(container, 'resources', 'memory')).toBe(`${CONTAINER_MB / 1024}Gi`);
  });

  it('is divided as V8 divides one of half the memory, and the three parts of its young generation', async () => {
    const [old, semi] = [CONTAINER_MB / 2, CONTAINER_MB / 64];
    const own = await heapOf(`--max-heap-size=${old + 3 * semi}`);
    expect(own).toEqual([560, 32]);
    expect(await heapOf(...heapIn(CONTAINER_MB))).toEqual(own);
  });
});
