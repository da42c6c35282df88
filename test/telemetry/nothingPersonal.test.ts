/** Nothing of a whole story that tells of a person or a company is in any byte that leaves for an operator's dashboards, and no secret. */

import { describe, expect, it } from '@jest/globals';
import { tell } from '../secrets/story.ts';
import * as world from '../e2e/world.ts';
import { openReceiver } from './receiver.ts';

const people = Object.values(world).filter((one) => typeof one === 'object');

describe('what is exported of a whole story', () => {
  it('INV-06 INV-58 has no secret, no name, no address, no id of a person or a company, and nothing that anybody wrote', async () => {
    const seen = await openReceiver();
    const { story, secrets } = await tell({ OTEL_EXPORTER_OTLP_ENDPOINT: seen.endpoint });
    await story.restarts();
    const exported = seen.texts.join('\n');
    expect(seen.spans().length).toBeGreaterThan(500);
    expect(new Set(seen.spans().map(({ name }) => name))).toEqual(new Set(['turn', 'decision', 'store', 'card', 'delivery', 'page']));

    expect(secrets.filter(({ value }) => exported.includes(value))).toEqual([]);
    const told = people.flatMap(({ tenant, id, name }) => [tenant, id, ...name.split(' ')]);
    const typed = ['Adatum', 'Woodgrove', 'Tailwind', 'Panadería', 'Bilbao', 'socios', 'ayuda', 'shop', '4567890', '5550001', '944 123 456', 'Arana', 'Shop one'];
    expect([...told, ...typed].filter((word) => new RegExp(`(?<![\\w-])${word}(?![\\w-])`, 'i').test(exported))).toEqual([]);
    expect(exported).not.toMatch(/@(?!opentelemetry)|https?:|The store is away|The mail server is away/);
  });
});
