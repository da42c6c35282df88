/** The command table: what stops the start, and how the arguments of each row are read. */

import { describe, expect, it } from '@jest/globals';
import { auditFlags, newUserSaid } from '../../bot/commands/args.ts';
import type { CommandRow, Said } from '../../bot/commands/row.ts';
import { checkTable, commands } from '../../bot/commands/table.ts';
import { words } from '../../bot/words.ts';
import { searchTerm } from '../../src/app/search.ts';
import { eachWorld } from '../support/deps.ts';
import { cast } from '../support/world.ts';
import { ctxFor } from '../turn/support.ts';

const world = eachWorld();
const row = (more: Partial<CommandRow>): CommandRow => ({ name: 'help', group: 'self', spanish: [], aliases: [], needs: undefined, where: 'anywhere', run: async () => 'usage', ...more });
const other = row({ name: 'mpa', spanish: ['otra'], aliases: ['another'] });

describe('checkTable', () => {
  it('lets the table of the program through', () => {
    expect(() => checkTable(commands)).not.toThrow();
  });

  it.each<readonly [string, Partial<CommandRow>]>([
    ['a name', { name: 'mpa', spanish: [], aliases: [] }], ['a Spanish name', { name: 'help', spanish: ['otra'], aliases: [] }], ['an alias', { name: 'help', spanish: [], aliases: ['another'] }],
    ['a name but for its accent', { name: 'help', spanish: ['ótra'], aliases: [] }], ['a name but for its case', { name: 'help', spanish: [], aliases: ['MPA'] }],
  ])('refuses %s that stands in two rows, and says which', (_what, more) => {
    expect(() => checkTable([other, row(more)])).toThrow(/stands in two rows \(mpa, \w+\): rename one/);
  });

  it('refuses a slash in a name, and says how to write it', () => {
    expect(() => checkTable([row({ aliases: ['/aid'] })])).toThrow('"/aid": write the name without its slash');
  });
});

describe.each(commands)('/$name', ({ name, spanish, flags = [] }) => {
  it('INV-65 has a Spanish name, and words in both languages', () => {
    const about = words['commands']?.[`${name}.about`];
    const usage = words['commands']?.[`${name}.usage`];
    expect(about?.es).not.toBe(about?.en);
    expect(usage?.en).toMatch(new RegExp(`^/${name}( |$)`));
    const shown = searchTerm(usage?.es.split(' ')[0] ?? '');
    expect([name, ...spanish.slice(0, 1).map(searchTerm)]).toContain(shown);
    expect(spanish.length).toBeGreaterThan(0);
  });

  it('INV-65 says in both languages what each of its flags is for', () => {
    for (const { name: flag } of flags) expect(words['commands']?.[`flag.${flag}`]).toBeDefined();
  });
});

describe('arguments', () => {
  it.each<readonly [CommandRow['name'], readonly string[], Said['flags']?]>([
    ['review', []], ['review', ['']], ['approvals', []], ['approvals', ['there']], ['approvals', ['here', 'now']], ['language', []], ['language', ['fr']],
    ['accept', []], ['reseller', []], ['user', []], ['roles', []],
    ['roles', [], { agent: 'boss' }],
  ])('/%s %j %j is answered with the usage', async (name, typed, flags = {}) => {
    const found = commands.find((candidate) => candidate.name === name);
    expect(await found?.run(ctxFor(world().deps, cast.reviewer), { words: typed, flags })).toBe('usage');
  });

  it.each<readonly [CommandRow['name'], readonly string[], string, string]>([
    ['request', ['ana@contoso.es'], 'language', 'fr'], ['roles', ['ana'], 'agent', 'boss'], ['roles', ['ana'], 'agent', 'agent'], ['add-user', ['Ana'], 'admin', ''],
  ])('/%s %j --%s "%s" is answered with the flag that means nothing', async (name, typed, flag, value) => {
    const found = commands.find((candidate) => candidate.name === name);
    expect(await found?.run(ctxFor(world().deps, cast.reviewer), { words: typed, flags: { [flag]: value } })).toEqual({ kind: 'badValue', flag });
  });

  it.each<readonly [CommandRow['name'], readonly string[]]>([
    ['help', []], ['help', ['me']], ['help', ['request']], ['enrol', []], ['status', []], ['status', ['1234567']], ['reviews', []], ['reviews', ['contoso', 'iberia']], ['review', ['enr7k3f9qxd']], ['review', ['ENR', '7K3F']], ['review', ['contoso']], ['request', []],
    ['approvals', ['here']], ['approvals', ['AQUÍ']], ['approvals', ['quitar']], ['mpa', []], ['mpa', ['123', '4567']], ['language', ['Español']],
    ['whoami', []], ['whoami', ['sign', 'the', 'microsoft']], ['outbox', []], ['audit', ['REQ-7K3F-9QXD']],
  ])('/%s %j is answered', async (name, typed) => {
    const found = commands.find((candidate) => candidate.name === name);
    expect(await found?.run(ctxFor(world().deps, cast.reviewer), { words: typed, flags: {} })).toMatchObject({ kind: expect.stringMatching(/card|text/) });
  });

  it.each([
    [['Ana García', 'ana@contoso.es'], {}, { name: 'Ana García', email: 'ana@contoso.es' }], [['Ana', 'García', 'ana@contoso.es'], {}, { name: 'Ana García', email: 'ana@contoso.es' }], [[], {}, { name: '', email: '' }],
    [['ana@contoso.es'], { agent: 'ventas', admin: 'Global' }, { name: '', email: 'ana@contoso.es', agent: 'salesAgent', admin: 'globalAdmin' }],
    [['Ana'], { agent: 'SalesAgent', admin: 'user management' }, { name: 'Ana', email: '', agent: 'salesAgent', admin: 'userManagementAdmin' }],
    [['Ana'], { agent: 'none', admin: 'Ninguno' }, { name: 'Ana', email: '', agent: 'notAnAgent', admin: 'notAnAdmin' }],
    [['Ana'], { agent: 'soporte técnico', admin: 'facturación' }, { name: 'Ana', email: '', agent: 'helpdeskAgent', admin: 'billingAdmin' }],
  ])('INV-65 a new user is read in any order, and roles by words of either language: %j %j', (words, flags, read) => {
    expect(newUserSaid.parse({ words, flags })).toEqual(read);
  });

  it.each([[{}, 'card'], [{ csv: 'true' }, 'csv'], [{ json: 'true' }, 'json']] as const)('/audit %j is wanted as %s', (flags, format) => {
    expect(auditFlags.said.parse({ words: ['Ana', 'García'], flags })).toEqual({ about: 'Ana García', format });
  });
});
