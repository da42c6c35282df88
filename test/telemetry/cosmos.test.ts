/** What a Cosmos DB says of its costs, and how often it puts us off: counted, and told of the call that it happened to. */

import { describe, expect, it } from '@jest/globals';
import { contoso, walk } from '../e2e/walk.ts';
import { troubledCosmos } from '../support/troubledCosmos.ts';
import { counted, partsOf, watched } from './watched.ts';

const cosmos = troubledCosmos();

describe('a Cosmos DB that is asked for too much', () => {
  it('is counted: each 429 by what was asked for, also of requests that were repeated, and the units of every answer', async () => {
    const { story, sent } = await watched({ store: { kind: 'cosmos', endpoint: cosmos.proxy.endpoint, key: cosmos.server.key, database: 'watched' } });
    const left: Record<string, number> = { batch: 2, 'GET document': 2 };
    cosmos.proxy.decide = ({ what }) => {
      if (!left[what]) return undefined;
      left[what] -= 1;
      return { status: 429, retryAfter: 1 };
    };
    cosmos.server.answerBatch(207, [{ statusCode: 429, retryAfterMilliseconds: 1 }]); // one operation is put off
    await walk(story, contoso, 'MpnSelection');
    const seen = await sent();
    cosmos.proxy.decide = () => undefined;
    expect(Object.fromEntries(counted(seen, 'enlace.store.throttled').map(([{ operation }, value]) => [operation, value]))).toEqual({ commit: 3, read: 2 });
    const spans = partsOf(seen, 'store');
    const units = spans.reduce((sum, { labels }) => sum + Number(labels['units'] ?? 0), 0);
    expect(units).toBeGreaterThan(spans.length / 2);
    expect(counted(seen, 'enlace.store.units').reduce((sum, [, value]) => sum + value, 0)).toBeGreaterThanOrEqual(units);
  });
});
