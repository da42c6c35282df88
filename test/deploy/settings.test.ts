/** What the app's template sets against what the bot reads: every setting is set or left out for a reason that operators can read, and nothing is set that nobody reads. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readConfig, settingNames } from '../../bot/config.ts';
import { RETURN_PATH } from '../../bot/http/signIn.ts';
import type { Entries } from './bicep.ts';
import { isComputed, objectsIn, readTemplate, variableIn } from './bicep.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const app = readTemplate('modules/app.bicep');

/** As far as it can be said without Azure: what is computed is taken from here, by its name in the template. */
const given: Readonly<Record<string, string>> = {
  'string(port)': '3978', publicUrl: 'https://enlace.example.com', logLevel: 'info', botType: 'UserAssignedMSI', botAppId: 'bot', 'tenant().tenantId': 'tenant', allowedTenants: 'a,b',
  "hasRulesFile ? '/config/rules.yaml' : ''": '/config/rules.yaml', entraClientId: 'entra', oauthConnection: 'sso', cosmosEndpoint: 'https://example.documents.azure.com/', cosmosDatabase: 'enlace', cosmosContainer: 'documents',
  smtpHost: 'smtp.example.com', 'string(smtpPort)': '587', smtpUser: 'somebody', mailFrom: 'Enlace <enlace@example.com>', 'insights.properties.ConnectionString': 'InstrumentationKey=x', identityClientId: 'identity',
};

function environmentOf(entries: readonly Entries[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map((entry) => {
    const value = entry.get('value');
    const text = isComputed(value) ? given[value.computed] : value;
    if (typeof text !== 'string') throw new Error(`Nobody says what ${String(entry.get('name'))} is: ${JSON.stringify(value)}`);
    return [String(entry.get('name')), text];
  }));
}

const plain = environmentOf(objectsIn(variableIn(app, 'settings')));
const secret = objectsIn(variableIn(app, 'secrets')).map((entry) => String(entry.get('name')));
const setNames = [...Object.keys(plain), ...secret];
const leftOut = [...(/## Settings that the templates leave out\n([^]*?)\n## /.exec(read('deploy/runbook.md'))?.[1] ?? '').matchAll(/^\| (`[A-Z_`, ]+) \| (.+) \|$/gm)];
const leftOutNames = leftOut.flatMap(([, names = '']) => [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));

/** Read by packages, not by bot/config.ts; with the file that reads it. */
const ofPackages = new Map([['AZURE_CLIENT_ID', 'node_modules/@azure/identity/dist/esm/credentials/defaultAzureCredentialFunctions.js']]);

describe('settings', () => {
  it('each is set, or left out with a reason', () => {
    expect([...setNames.filter((name) => !ofPackages.has(name)), ...leftOutNames].toSorted()).toEqual(settingNames.toSorted());
    for (const [, names, reason = ''] of leftOut) expect([names, reason.length > 15]).toEqual([names, true]);
  });

  it('each that is set for a package is read there', () => {
    expect(setNames.filter((name) => !settingNames.includes(name))).toEqual([...ofPackages.keys()]);
    for (const [name, file] of ofPackages) expect(read(file)).toContain(`process.env.${name}`);
  });

  it('no secret is set as plain text', () => {
    expect(Object.keys(plain).filter((name) => /PASSWORD|SECRET|KEY/.test(name))).toEqual([]);
    expect(secret.toSorted()).toEqual(['ENTRA_CLIENT_SECRET', 'MICROSOFT_APP_PASSWORD', 'SMTP_PASSWORD']);
  });

  it('the bot starts with them: registered, behind one proxy, on Cosmos DB, looked at', () => {
    const config = readConfig({ ...plain });
    expect(config).toMatchObject({
      port: 3978, host: '0.0.0.0', publicUrl: 'https://enlace.example.com', directoryFile: '/config/directory.yaml', rulesFile: '/config/rules.yaml', dataDir: '/data', pace: { proxies: 1 },
      credentials: { type: 'UserAssignedMSI', id: 'bot', tenant: 'tenant' }, channel: { tenants: ['a', 'b'] }, mail: { kind: 'smtp' }, telemetry: { azure: 'InstrumentationKey=x' },
      store: { kind: 'cosmos', endpoint: 'https://example.documents.azure.com/', database: 'enlace', container: 'documents' },
    });
    expect(config.store).not.toHaveProperty('key');
    expect(config.entra?.proof).toEqual({ managedIdentity: 'bot' });
  });
});

describe('deploy/env.example', () => {
  const example = Object.fromEntries([...read('deploy/env.example').matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));

  it('has every setting', () => {
    expect(Object.keys(example).toSorted()).toEqual(settingNames.toSorted());
  });

  it('is an environment that the bot starts with, once it says who the bot is', () => {
    expect(() => readConfig(example)).toThrow('loopback only');
    expect(readConfig({ ...example, MICROSOFT_APP_ID: 'bot', MICROSOFT_APP_TENANT_ID: 'tenant' }).host).toBe('0.0.0.0');
  });
});

describe('addresses', () => {
  const main = readTemplate('main.bicep');

  it('the sign-in comes back to the address that operators are told to register', () => {
    expect(main.outputs.find(({ name }) => name === 'signInRedirect')?.value).toEqual({ computed: `'\${publicUrl}${RETURN_PATH}'` });
    expect(read('deploy/runbook.md')).toContain('signInRedirect');
  });

  it('Teams is told the same name of the API as the connection', () => {
    expect(variableIn(readTemplate('modules/registration.bicep'), 'api')).toEqual({ computed: "'api://botid-${botAppId}'" });
    expect(read('bot/package/manifest.ts')).toContain('`api://botid-${botId}`');
  });
});
