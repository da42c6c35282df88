/** The manifest: what it says of a deployment, in both languages, and that nothing which Teams would refuse can be written. */

import { describe, expect, it } from '@jest/globals';
import { parseCommand } from '../../bot/commands/parse.ts';
import { commands } from '../../bot/commands/table.ts';
import { offeredIn, titleOf } from '../../bot/package/commandLists.ts';
import { manifestOf } from '../../bot/package/manifest.ts';
import { manifestSchema } from '../../bot/package/schema.ts';
import { textsIn, translated } from '../../bot/package/translation.ts';
import { APPLICATION, BOT_ID, packaged } from './support.ts';

const manifest = manifestOf(packaged);
const scopes = ['personal', 'team', 'groupChat'] as const;
const namesIn = (scope: (typeof scopes)[number]): readonly string[] => offeredIn(commands, scope).map(({ name }) => name);

describe('the manifest', () => {
  it('is of the newest schema, and names one bot under the id of the app', () => {
    expect(manifest).toMatchObject({ $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json', manifestVersion: '1.30', version: '1.2.3', id: BOT_ID });
    expect(manifest.bots).toHaveLength(1);
    expect(manifest.bots[0]).toMatchObject({ botId: BOT_ID, scopes: ['personal', 'team', 'groupChat'], supportsFiles: true, isNotificationOnly: false });
  });

  it('leads to the pages of the product itself', () => {
    expect(manifest.developer).toEqual({ name: 'Enlace', websiteUrl: 'https://enlace.example/about', privacyUrl: 'https://enlace.example/about/privacy', termsOfUseUrl: 'https://enlace.example/about/terms' });
  });

  it('without a sign-in knows the own host alone', () => {
    expect(manifest.validDomains).toEqual(['enlace.example']);
    expect(manifest.webApplicationInfo).toBeUndefined();
  });

  it('with a sign-in names its application, the bot\'s own API and the host of tokens', () => {
    const { validDomains, webApplicationInfo } = manifestOf({ ...packaged, site: 'https://enlace.example:8443', application: APPLICATION });
    expect(validDomains).toEqual(['enlace.example', 'token.botframework.com']);
    expect(webApplicationInfo).toEqual({ id: APPLICATION, resource: `api://botid-${BOT_ID}` });
  });

  it('does not promise private answers in a channel, which nothing here can give', () => {
    expect(JSON.stringify(manifest)).not.toMatch(/supportsTargetedMessages|triggers|prompt/);
  });
});

describe('the commands that Teams offers', () => {
  it('are those of each scope', () => {
    expect(namesIn('personal')).toEqual(['help', 'next', 'enrol', 'status', 'partnerships', 'customers', 'orders', 'users', 'reviews', 'privacy']);
    expect(namesIn('team')).toEqual(['help', 'partnerships', 'reviews', 'providers', 'resellers', 'offers', 'approvals', 'stats']);
    expect(namesIn('groupChat')).toEqual(namesIn('team'));
  });

  it('are answered where they are offered', () => {
    for (const scope of ['team', 'groupChat'] as const) expect(offeredIn(commands, scope).filter(({ where }) => where === 'personal')).toEqual([]);
  });

  it('are ten at most, however many there are', () => {
    const many = commands.map((row) => ({ ...row, where: 'anywhere' as const }));
    expect(offeredIn(many, 'team')).toHaveLength(10);
  });

  it.each(scopes.flatMap((scope) => offeredIn(commands, scope)).flatMap((row) => (['en', 'es'] as const).map((language) => [titleOf(row, language), row] as const)))('are understood in both languages: a click that sends "%s"', (title, row) => {
    expect(parseCommand(title, commands)).toMatchObject({ kind: 'command', row: { name: row.name } });
  });
});

describe('the Spanish', () => {
  const spanish = textsIn(commands, 'es');

  it('is of everything that the manifest says in English, and of nothing else', () => {
    const english = textsIn(commands, 'en');
    expect(Object.keys(spanish)).toEqual(Object.keys(english));
    expect(translated(manifest, english)).toEqual(manifest);
  });

  it('stands where Teams looks for it', () => {
    const { name, description, bots: [bot] } = translated(manifest, spanish);
    expect(name).toEqual({ short: 'Enlace', full: 'Enlace para partners de CSP' });
    expect(description.short).toBe('CSP en un chat: inscripción, asociaciones, clientes y pedidos');
    expect(bot?.commandLists.map(({ commands: [first] }) => first)).toEqual(scopes.map(() => ({ title: 'ayuda', description: 'Qué puedo hacer y cómo pedírmelo' })));
    expect(bot?.commandLists[1]?.commands[6]?.title).toBe('aprobaciones aquí');
  });

  it('has what every language file must have', () => {
    expect(Object.keys(spanish)).toEqual(expect.arrayContaining(['name.short', 'description.short', 'description.full']));
  });

  it.each([
    ['a command that is not there', { 'bots[0].commandLists[0].commands[10].title': 'más' }, 'no text at bots[0].commandLists[0].commands[10].title'],
    ['something that is no text', { 'bots[0].commandLists': 'más' }, 'no text at bots[0].commandLists'],
    ['a text that is too long', { 'name.short': 'x'.repeat(31) }, '<=30'],
    ['a title that older clients cut', { 'bots[0].commandLists[0].commands[0].title': 'x'.repeat(33) }, '<=32'],
  ])('is refused: %s', (_what, texts, why) => {
    expect(() => translated(manifest, texts)).toThrow(why);
  });
});

describe('what Teams would refuse', () => {
  const [bot] = manifest.bots;
  const [list] = bot?.commandLists ?? [];
  const withBot = (more: object) => ({ ...manifest, bots: [{ ...bot, ...more }] });
  const withCommands = (titles: readonly string[], description = 'x') => withBot({ commandLists: [{ ...list, commands: titles.map((title) => ({ title, description })) }] });

  it.each<readonly [string, object]>([
    ['a key that nobody knows', { ...manifest, packageName: 'enlace' }],
    ['a key of a bot that nobody knows', withBot({ colour: 'blue' })],
    ['a preview', { ...manifest, manifestVersion: 'devPreview' }],
    ['an older schema', { ...manifest, manifestVersion: '1.29' }],
    ['a version that is none', { ...manifest, version: '1.2' }],
    ['an id that is no GUID', { ...manifest, id: 'enlace' }],
    ['a long name', { ...manifest, name: { ...manifest.name, short: 'x'.repeat(31) } }],
    ['a long short description', { ...manifest, description: { ...manifest.description, short: 'x'.repeat(81) } }],
    ['a long description', { ...manifest, description: { ...manifest.description, full: 'x'.repeat(4001) } }],
    ['an address without encryption', { ...manifest, developer: { ...manifest.developer, privacyUrl: 'http://enlace.example/about/privacy' } }],
    ['no terms', { ...manifest, developer: { name: 'Enlace', websiteUrl: 'https://enlace.example', privacyUrl: 'https://enlace.example' } }],
    ['eleven commands', withCommands(Array.from({ length: 11 }, (_unused, index) => `c${index}`))],
    ['a long title', withCommands(['x'.repeat(33)])],
    ['a long description of a command', withCommands(['help'], 'x'.repeat(129))],
    ['four lists', withBot({ commandLists: [list, list, list, list] })],
    ['two bots', { ...manifest, bots: [bot, bot] }],
    ['a scope of another letter case', withBot({ scopes: ['groupchat'] })],
    ['a wildcard among the domains', { ...manifest, validDomains: ['*.example.com'] }],
    ['an address among the domains', { ...manifest, validDomains: ['https://enlace.example'] }],
    ['an icon elsewhere', { ...manifest, icons: { color: 'https://enlace.example/color.png', outline: 'outline.png' } }],
    ['a colour that is none', { ...manifest, accentColor: 'blue' }],
    ['a sign-in without the host of tokens', { ...manifest, webApplicationInfo: { id: APPLICATION, resource: `api://botid-${BOT_ID}` } }],
  ])('is never written: %s', (_what, wrong) => {
    expect(manifestSchema.safeParse(manifest).success).toBe(true);
    expect(manifestSchema.safeParse(wrong).success).toBe(false);
  });
});
