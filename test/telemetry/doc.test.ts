/** docs/telemetry.md names every figure and every part that there is, and no other. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { metricNames } from '../../bot/telemetry/instruments.ts';
import { walk, contoso } from '../e2e/walk.ts';
import { watched } from './watched.ts';

const doc = readFileSync(new URL('../../docs/telemetry.md', import.meta.url), 'utf8');
const section = (title: string): string => doc.split(/^## /m).find((part) => part.startsWith(title)) ?? '';
const rows = (title: string) => [...section(title).matchAll(/^\| `([\w.]+)` \| ([^|]*)\|/gm)].map(([, name = '', second = '']) => ({ name, attributes: [...second.matchAll(/`(\w+)`/g)].map(([, attribute]) => attribute) }));

describe('docs/telemetry.md', () => {
  it('lists the figures of the program', () => {
    expect(rows('Figures').map(({ name }) => name).toSorted()).toEqual(metricNames.toSorted());
  });

  it('lists the parts of a story and each of their attributes', async () => {
    const { story, sent } = await watched();
    await walk(story, contoso, 'UnderReview');
    const seen = await sent();
    const listed = new Map(rows('Traces').map(({ name, attributes }) => [name, attributes]));
    expect([...listed.keys()].toSorted()).toEqual([...new Set(seen.spans().map(({ name }) => name))].toSorted());
    for (const { name, labels } of seen.spans()) expect(listed.get(name)).toEqual(expect.arrayContaining(Object.keys(labels)));
  });
});
