/** A directory file that is JSON: the same world as in YAML, and mistakes that name the file. */

import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parse as parseYaml } from 'yaml';
import { openDirectoryFile } from '../../bot/local/directoryFile.ts';
import { parseDirectory } from '../../bot/local/directorySchema.ts';
import { ownFolder } from '../support/ownFolder.ts';

const inFolder = ownFolder();

const tenants = (rest: string) => `{ "operator": { "tenant": "op", "admins": [] }, "tenants": [${rest}] }`;
const inBoth = (source: string) => [parseDirectory(source, 'world.json'), parseDirectory(source, 'world.yaml')];

describe('a directory file that is JSON', () => {
  it('describes the same world as in YAML: the one of `npm start`', async () => {
    const yaml = await readFile(new URL('../../bot/local/world.yaml', import.meta.url), 'utf8');
    const json = JSON.stringify(parseYaml(yaml, (_key, value: unknown) => (typeof value === 'number' || typeof value === 'bigint' ? String(value) : value)));
    expect(parseDirectory(json, 'world.json')).toEqual(parseDirectory(yaml, 'world.yaml'));
  });

  it('keeps numbers as they were typed, and other values as they are', () => {
    const [json, yaml] = inBoth(tenants('{ "id": 12345678901234567890, "name": 1.50, "country": "ES", "inCsp": true, "kind": null, "domains": ["1E3.es"], "company": 1E3 }'));
    expect(json?.tenants[0]).toMatchObject({ id: '12345678901234567890', name: '1.50', inCsp: true, kind: 'customer', domains: ['1e3.es'], company: '1E3' });
    expect(json).toEqual(yaml);
  });

  it('means the same as in YAML, whatever number stands in it', () => {
    const number = fc.oneof(fc.integer(), fc.double({ noDefaultInfinity: true, noNaN: true }), fc.bigInt()).map(String);
    fc.assert(fc.property(number, (id) => {
      const [json, yaml] = inBoth(tenants(`{ "id": ${id}, "name": "N", "country": "ES" }`));
      expect(json?.tenants[0]?.id).toBe(id);
      expect(json).toEqual(yaml);
    }), { seed: 20_261_122, numRuns: 200 });
  });

  it.each([
    ['a number that begins with 0, which JSON has not', tenants('{ "id": 00123, "name": "N", "country": "ES" }')],
    ['what only YAML can read', 'operator: { tenant: op, admins: [] }'],
    ['half a file', '{ "operator": '],
    ['nothing', ''],
  ])('with %s is refused, naming the file', (_what, source) => {
    expect(() => parseDirectory(source, 'my-world.json')).toThrow(/^my-world\.json is not readable as JSON: SyntaxError/);
  });

  it('with what does not describe a world is refused, naming file and place', () => {
    expect(() => parseDirectory(tenants('{ "id": "t", "name": "T", "country": "Spain" }'), 'my-world.json')).toThrow(/^my-world\.json does not describe a world:\n {2}tenants\[0\]\.country: /);
  });

  it('is read from the disk with what the bot has created beside it', async () => {
    await writeFile(inFolder('world.json'), tenants('{ "id": "t", "name": "T", "country": "ES" }'));
    await writeFile(inFolder('created.yaml'), '{ tenants: [{ id: made, name: Made, country: ES }], people: [{ tenant: t, id: p, name: P }] }');
    const world = await openDirectoryFile(inFolder('world.json'), { createdFile: inFolder('created.yaml'), randomness: () => 0 });
    expect((await world.inhabitants()).map(({ id, people }) => [id, people.map((person) => person.id)])).toEqual([['t', ['p']], ['made', []]]);
  });
});
