/** The runbook, and the short way in the README, as far as they can be checked: what they name exists, every alert has its answer, and the list of files for the day of another SDK is complete. */

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { commands } from '../../bot/commands/table.ts';
import { metricNames } from '../../bot/telemetry/instruments.ts';
import { isComputed, objectsIn, readTemplate, variableIn } from './bicep.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const runbook = read('deploy/runbook.md');
const shortWay = /\n## Bring it to a tenant\n([^]*?)\n## /.exec(read('README.md'))?.[1] ?? '';
const found = (pattern: RegExp, text = runbook): readonly string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);
const operators = `${runbook}\n${shortWay}`;
const main = readTemplate('main.bicep');
const alerts = readTemplate('modules/alerts.bicep');

const figures = objectsIn(variableIn(alerts, 'figures'));

describe('the runbook and the short way name what is there', () => {
  it('scripts', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }; // ours
    const named = found(/npm run ([\w:-]+)/g, operators);
    expect(named.length).toBeGreaterThan(3);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining([...named]));
  });

  it('commands of the bot', () => {
    const named = found(/`(?:@Enlace )?\/([a-z-]+)(?: here)?`/g, operators).filter((name) => name !== 'readyz');
    expect(named.length).toBeGreaterThan(4);
    expect(commands.flatMap(({ name, aliases = [] }) => [name, ...aliases])).toEqual(expect.arrayContaining([...named]));
  });

  it('files of the repository', () => {
    const linked = found(/\]\((\.\.\/[^)#]+)/g).map((path) => path.slice(3));
    const quoted = found(/(?<![\w/<-])((?:deploy|bot|src|test|docs|modules)\/[\w/.]+\.(?:bicep|bicepparam|json|ts|md|example)|deploy\/Dockerfile)\b/g, operators).map((path) => (path.startsWith('modules/') ? `deploy/${path}` : path));
    const missing = [...linked, ...quoted].filter((path) => path !== 'deploy/enlace.bicepparam' && !existsSync(fileURLToPath(new URL(path, root)))); // that copy is the reader's own
    expect(missing).toEqual([]);
  });

  it('parameters and outputs', () => {
    const names = new Set([...main.params, ...main.outputs].map(({ name }) => name));
    const placeholders = found(/<([a-z]+[A-Z]\w*)>/g, operators);
    const assigned = found(/`(\w+) = /g, operators);
    expect(placeholders.length).toBeGreaterThan(4);
    expect([...placeholders, ...assigned].filter((name) => !names.has(name))).toEqual([]);
  });

  it('what the parameters take from the environment of whoever deploys', () => {
    const taken = readTemplate('parameters.example.bicepparam').params.flatMap(({ fallback }) => (isComputed(fallback) ? found(/readEnvironmentVariable\('(\w+)'/g, fallback.computed) : []));
    expect(taken).toEqual(['WITH_APP', 'ENTRA_CLIENT_SECRET', 'SMTP_PASSWORD']);
    for (const text of [runbook, shortWay]) expect(taken.filter((name) => !text.includes(`${name}=`))).toEqual([]);
  });

  it('the same steps of Azure, in both', () => {
    const stepsOf = (text: string): readonly string[] => [...new Set(found(/\b(az(?: [a-z][a-z-]*)+) -/g, text))];
    const detailed = /\n## First deployment\n([^]*?)\n\*\*A bot that/.exec(runbook)?.[1] ?? '';
    expect(stepsOf(shortWay).length).toBeGreaterThan(8);
    expect(stepsOf(detailed).filter((step) => stepsOf(shortWay).includes(step))).toEqual(stepsOf(shortWay));
  });

  it('how long an instance serves after it was told to end', () => {
    const deployed = found(/name: 'SHUTDOWN_SECONDS', value: '(\d+)'/g, read('deploy/modules/app.bicep'));
    expect(deployed).toHaveLength(1);
    expect(found(/serves for (\d+) seconds more \(`SHUTDOWN_SECONDS`\)/g)).toEqual(deployed);
  });

  it('headings that it links to', () => {
    const headings = new Set(found(/^#{2,3} (.+)$/gm).map((heading) => heading.toLowerCase().replace(/[^\w -]/g, '').replaceAll(' ', '-')));
    expect(found(/\]\(#([^)]+)\)/g).filter((anchor) => !headings.has(anchor))).toEqual([]);
  });
});

describe('alerts', () => {
  const named = alerts.resources.filter(({ type, isExisting }) => /\/(?:metricAlerts|scheduledQueryRules)$/.test(type) && !isExisting).map(({ body }) => body.get('name'));
  const single = named.flatMap((name) => (isComputed(name) ? found(/^'\$\{name\}-([\w-]+)'$/g, name.computed) : []));
  const ofFigures = figures.map((one) => String(one.get('alert')));

  it('have an answer each, and no answer is without its alert', () => {
    const section = /\n## Alerts\n([^]*?)\n## /.exec(runbook)?.[1] ?? '';
    expect(ofFigures).toHaveLength(7);
    expect(found(/^### (.+)$/gm, section).toSorted()).toEqual([...single, ...ofFigures].toSorted());
  });

  it('are about figures that the bot tells', () => {
    const asked = [...figures.map((one) => String(one.get('metric'))), ...found(/Name == "(enlace[\w.]+)"/g, read('deploy/modules/alerts.bicep')), ...found(/"(enlace\.[\w.]+)"/g)];
    expect(asked.length).toBeGreaterThan(6);
    expect(asked.filter((name) => !metricNames.includes(name))).toEqual([]);
  });
});

describe('the sign-in application', () => {
  type Application = { readonly api: { readonly oauth2PermissionScopes: readonly { readonly id: string; readonly value: string }[] } };
  type Clients = { readonly api: { readonly preAuthorizedApplications: readonly { readonly appId: string; readonly delegatedPermissionIds: readonly string[] }[] } };

  it('has the scope that the connection asks for, and Teams may ask for it without anybody\'s consent (teams-platform §11.2)', () => {
    const { api: { oauth2PermissionScopes: [scope] } } = JSON.parse(read('deploy/entra/application.json')) as Application; // ours
    const { api: { preAuthorizedApplications: clients } } = JSON.parse(read('deploy/entra/teamsClients.json')) as Clients; // ours
    const asked = readTemplate('modules/registration.bicep').resources.find(({ name }) => name === 'connection')?.body.get('properties');
    expect(asked instanceof Map && asked.get('scopes')).toEqual({ computed: `'\${api}/${scope?.value}'` });
    expect(clients).toEqual(['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'].map((appId) => ({ appId, delegatedPermissionIds: [scope?.id] })));
  });
});

describe('the day of another SDK', () => {
  it('the files that know this one are listed, and no others', () => {
    const program = ['src', 'bot'].flatMap((folder) => readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`)).filter((path) => path.endsWith('.ts'));
    const knowing = program.filter((path) => /^(?:import|export)\b[^;]*? from '(?:botbuilder|botframework)|import\('(?:botbuilder|botframework)/m.test(read(path)));
    const section = /\n## When the Bot Framework SDK's day ends\n([^]*)$/.exec(runbook)?.[1] ?? '';
    expect(found(/^\| (`bot[^|]+) \|/gm, section).flatMap((cell) => found(/`([\w/.]+)`/g, cell)).toSorted()).toEqual(knowing.toSorted());
    expect(knowing.filter((path) => path.startsWith('src/'))).toEqual([]);
  });
});
