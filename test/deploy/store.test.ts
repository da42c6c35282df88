/** The container that the template makes against the one that src/store/cosmos.ts makes where it may. */

import { describe, expect, it } from '@jest/globals';
import type { CosmosClient } from '@azure/cosmos';
import { readConfig } from '../../bot/config.ts';
import { ensureContainer } from '../../src/store/cosmos.ts';
import type { Value } from './bicep.ts';
import { readTemplate } from './bicep.ts';

const { resources } = readTemplate('modules/cosmos.bicep');

const plain = (value: Value | undefined): unknown => {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)]));
  return Array.isArray(value) ? value.map(plain) : value;
};

/** The part of `properties.resource` of the container, as the template has it. */
function ofTemplate(name: string): Readonly<Record<string, unknown>> {
  const properties = resources.find((resource) => resource.name === name)?.body.get('properties');
  const made = properties instanceof Map ? plain(properties.get('resource')) : undefined;
  return made as Readonly<Record<string, unknown>>; // an object in the template; the comparisons below say so if it is none
}

/** What the program asks Cosmos DB for, by a client that only writes it down. */
async function ofProgram(): Promise<{ readonly database: unknown; readonly container: Readonly<Record<string, unknown>> }> {
  const asked: { database?: unknown; container?: Readonly<Record<string, unknown>> } = {};
  const containers = { createIfNotExists: async (wanted: Readonly<Record<string, unknown>>) => { asked.container = wanted; return { container: {} }; } };
  const client = {
    database: (id: string) => ({ container: (name: string) => ({ id: name, database: { id } }) }),
    databases: { createIfNotExists: async (wanted: unknown) => { asked.database = wanted; return { database: { containers } }; } },
  };
  await ensureContainer(client as unknown as CosmosClient, { endpoint: '', key: '' }); // the part of a client that it uses
  return { database: asked.database, container: asked.container ?? {} };
}

describe('the container of documents', () => {
  it('has the names that the program uses unless it is told others', async () => {
    const { database, container } = await ofProgram();
    expect(ofTemplate('database')).toEqual(database);
    expect(ofTemplate('container')['id']).toBe(container['id']);
    expect(readConfig({ COSMOS_ENDPOINT: 'https://example.documents.azure.com' }).store).toMatchObject({ database: 'enlace', container: 'documents' });
  });

  it('has its partition key; long ones too', async () => {
    const { container } = await ofProgram();
    expect(ofTemplate('container')['partitionKey']).toEqual({ ...Object(container['partitionKey']), kind: 'Hash', version: 2 });
  });

  it('has its indexes: what is asked for, and nothing else', async () => {
    const { container } = await ofProgram();
    expect(ofTemplate('container')['indexingPolicy']).toEqual(container['indexingPolicy']);
  });

  it('lets documents end when they say so, and no other', async () => {
    const { container } = await ofProgram();
    expect(container['defaultTtl']).toBe(-1);
    expect(ofTemplate('container')['defaultTtl']).toBe(-1);
  });

  it('differs in nothing else', async () => {
    const { container } = await ofProgram();
    expect(Object.keys(ofTemplate('container')).toSorted()).toEqual(Object.keys(container).toSorted());
  });
});

describe('its account', () => {
  const properties = resources.find(({ name }) => name === 'account')?.body.get('properties');
  const of = (name: string): unknown => (properties instanceof Map ? plain(properties.get(name)) : undefined);

  it('keeps every moment of the last days, takes no keys, and reads what it has written', () => {
    expect(of('backupPolicy')).toEqual({ type: 'Continuous', continuousModeProperties: { tier: { computed: 'backup' } } });
    expect(of('disableLocalAuth')).toBe(true);
    expect(of('consistencyPolicy')).toEqual({ defaultConsistencyLevel: 'Session' });
  });

  it('is paid by use or by a bound that grows with it, as a parameter says', () => {
    expect(of('capabilities')).toEqual({ computed: "capacity == 'serverless' ? [{ name: 'EnableServerless' }] : []" });
    expect(readTemplate('main.bicep').params.find(({ name }) => name === 'capacity')?.fallback).toBe('serverless');
  });
});
