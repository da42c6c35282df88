/** Who gets a window, and that the Playground will accept its file: it ends without a word when it does not. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { parseDirectory } from '../../bot/local/directorySchema.ts';
import type { Persona } from '../../bot/local/personas.ts';
import { castOf, CONFIG_FILE, playgroundConfig, writePersona } from '../../bot/local/personas.ts';
import { ownFolder } from '../support/ownFolder.ts';

const shipped = parseDirectory(await readFile(new URL('../../bot/local/world.yaml', import.meta.url), 'utf8'), 'world.yaml');
const world = (tenants: string, operator = '{ tenant: op, admins: [olivia] }') => parseDirectory(`{ operator: ${operator}, tenants: [${tenants}] }`, 'test');
const seats = (personas: readonly Persona[]) => personas.map(({ role, port, tenant, person }) => [role, port, tenant.id, person.id]);

const partnerOf = (tenants: string) => castOf(world(tenants)).personas.find(({ role }) => role === 'partner')?.tenant.id;

const crowd = (size: number) => Array.from({ length: size }, (_, index) => `{ id: colleague-${index}, name: "Ana María ${index}" }`).join(', ');
const RESELLER = '{ id: r, name: R, country: ES, kind: reseller, people: [{ id: clerk, name: C }, { id: boss, name: B, directoryRoles: [globalAdmin] }] }';
const PROVIDER = '{ id: v, name: V, country: ES, kind: provider, people: [{ id: first, name: F }, { id: sales, name: S, roles: { agent: salesAgent } }] }';

describe('the cast of a world', () => {
  it('of the shipped world is a partner, a provider and a programme admin', () => {
    expect(seats(castOf(shipped).personas)).toEqual([
      ['partner', 56150, 'contoso-iberia', 'carmen-ruiz'],
      ['provider', 56151, 'distribuciones-norte', 'iker-zubia'],
      ['programmeAdmin', 56152, 'enlace-programme', 'olivia-prado'],
    ]);
  });

  it('takes a prospective reseller before one in CSP, and that before a customer', () => {
    const admin = 'people: [{ id: a, name: A, directoryRoles: [globalAdmin] }]';
    const customer = `{ id: customer, name: N, country: ES, ${admin} }`;
    const inCsp = `{ id: inCsp, name: N, country: ES, kind: reseller, inCsp: true, ${admin} }`;
    expect(partnerOf(`${customer}, ${inCsp}, ${RESELLER}`)).toBe('r');
    expect(partnerOf(`${customer}, ${inCsp}`)).toBe('inCsp');
    expect(partnerOf(customer)).toBe('customer');
  });

  it('takes a sales agent of a provider, or else its first person', () => {
    const others = PROVIDER.replace('salesAgent', 'helpdeskAgent');
    expect(seats(castOf(world(PROVIDER)).personas)).toContainEqual(['provider', 56151, 'v', 'sales']);
    expect(seats(castOf(world(others)).personas)).toContainEqual(['provider', 56151, 'v', 'first']);
  });

  it('has a window for an operator that is not listed, and ports that do not move when somebody is missing', () => {
    expect(seats(castOf(world(RESELLER)).personas)).toEqual([['partner', 56150, 'r', 'boss'], ['programmeAdmin', 56152, 'op', 'olivia']]);
  });

  it('is empty in a world without people', () => {
    expect(castOf(world('', '{ tenant: op }'))).toEqual({ personas: [], unknown: [] });
  });

  it('adds the people asked for, once, and names those that nobody knows', () => {
    const { personas, unknown } = castOf(world(`${RESELLER}, ${PROVIDER}`), ['first', 'boss', 'ghost', 'clerk']);
    expect(seats(personas).slice(3)).toEqual([['other', 56153, 'r', 'clerk'], ['other', 56154, 'v', 'first']]);
    expect(unknown).toEqual(['ghost']);
  });

  it('gives every programme admin the channel for approvals, and nobody else', () => {
    const { personas } = castOf(shipped, ['martin-shaw', 'diego-sanz']);
    const deciders = personas.filter((persona) => playgroundConfig(persona).team.channels.some(({ name }) => name === 'Approvals'));
    expect(deciders.map(({ person }) => person.id)).toEqual(['olivia-prado', 'martin-shaw']);
  });
});

describe("a window's file", () => {
  const worlds = [
    ['the shipped world', shipped],
    ['a lonely person', world(RESELLER.replace('{ id: clerk, name: C }, ', ''))],
    ['a crowd', world(RESELLER.replace('{ id: clerk, name: C }', crowd(8)))],
    ['people with the ids of invented ones', world(RESELLER.replace('{ id: clerk, name: C }', crowd(3)))],
    ['ids that are no slugs', world(RESELLER.replace('id: boss', 'id: "jefe/a ñ@:#"').replace('id: r,', 'id: "  //  ",'))],
  ] as const;

  it.each(worlds)('has five colleagues with ids of their own: %s', (_which, content) => {
    for (const persona of castOf(content).personas) {
      const { users, currentUser } = playgroundConfig(persona);
      expect(users).toHaveLength(5);
      expect(new Set([currentUser, ...users].map(({ id }) => id)).size).toBe(6);
      expect(new Set([currentUser, ...users].map(({ aadObjectId }) => aadObjectId)).size).toBe(6);
    }
  });

  it.each(worlds)('has conversations that no other window has: %s', (_which, content) => {
    const everybody = content.tenants.flatMap(({ people }) => people.map(({ id }) => id));
    const { personas } = castOf(content, everybody);
    const conversations = personas.map(playgroundConfig).flatMap(({ personalChat, groupChat, team }) => [personalChat, groupChat, team, ...team.channels]);
    expect(new Set(conversations.map(({ id }) => id)).size).toBe(conversations.length);
  });

  it('has only people of the same company', () => {
    const [carmen] = castOf(shipped).personas;
    const names = carmen && playgroundConfig(carmen).users.map(({ name }) => name);
    expect(names).toEqual(['Diego Sanz', 'Colleague 1', 'Colleague 2', 'Colleague 3', 'Colleague 4']);
  });

  it('tells people apart whose ids look alike once they are in an address', () => {
    const alike = world('{ id: t, name: T, country: ES, people: [{ id: "a/b", name: A }, { id: "a b", name: B }] }', '{ tenant: op }');
    const [one, other] = castOf(alike, ['a/b', 'a b']).personas;
    expect(one && other && playgroundConfig(one).personalChat.id === playgroundConfig(other).personalChat.id).toBe(false);
  });
});

describe('a persona on disk', () => {
  const inFolder = ownFolder();

  it('has a folder of its own with the file', async () => {
    const { personas } = castOf(shipped, ['diego-sanz']);
    const folders = await Promise.all(personas.map((persona) => writePersona(inFolder(), persona)));
    expect(folders.slice(0, 3)).toEqual(['partner', 'provider', 'programmeAdmin'].map((role) => inFolder('playground', role)));
    expect(new Set(folders).size).toBe(4);
    expect(parse(await readFile(join(folders[0] ?? '', CONFIG_FILE), 'utf8'))).toMatchObject({
      version: '0.1.1',
      tenantId: 'contoso-iberia',
      bot: { name: 'Enlace' },
      currentUser: {
        id: '29:carmen-ruiz', aadObjectId: 'carmen-ruiz', name: 'Carmen Ruiz', givenName: 'Carmen', surname: 'Ruiz', email: 'carmen.ruiz@contoso.es',
      },
      team: { name: 'Contoso Iberia', channels: [] },
    });
  });
});
