/** The environment: what a bot without any setting is, what each setting changes, and what stops the start. */

import { sep } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isLoopback, readConfig } from '../bot/config.ts';

const registration = { MICROSOFT_APP_ID: 'app', MICROSOFT_APP_TENANT_ID: 'tenant' };

describe('readConfig', () => {
  it('of nothing is the local world', () => {
    expect(readConfig({})).toEqual({
      port: 3978, host: '127.0.0.1', publicUrl: undefined, logLevel: 'info', playground: true,
      dataDir: expect.stringMatching(/[/\\]data$/), directoryFile: expect.stringMatching(/world\.yaml$/), rulesFile: undefined, credentials: undefined, environment: {},
      channel: { tenants: [], hosts: undefined }, entra: undefined, pace: { address: 600, link: 300, proxies: 0 }, shutdownSeconds: 0,
      store: { kind: 'sqlite', directory: expect.stringMatching(/[/\\]data$/) },
      mail: { kind: 'files', directory: expect.stringMatching(/[/\\]data[/\\]mail$/), from: 'Enlace <enlace@localhost.localdomain>' },
    });
  });

  it('takes an empty setting for none', () => {
    const empty = { PORT: '', HOST: '', DIRECTORY_FILE: '', COSMOS_ENDPOINT: '', SMTP_HOST: '', MICROSOFT_APP_ID: '', PUBLIC_URL: '', LOG_LEVEL: '' };
    expect(readConfig(empty)).toEqual({ ...readConfig({}), environment: empty });
  });

  it('has paths that do not depend on where it is read later', () => {
    const { dataDir, directoryFile, store } = readConfig({ DATA_DIR: 'somewhere', DIRECTORY_FILE: 'people.yaml' });
    for (const path of [dataDir, directoryFile, store.kind === 'sqlite' ? store.directory : '']) expect(path.startsWith(sep) || /^[A-Z]:/.test(path)).toBe(true);
  });

  it('takes Cosmos DB for the store when it has an endpoint, with a key or without', () => {
    const endpoint = 'https://enlace.documents.azure.com:443/';
    expect(readConfig({ COSMOS_ENDPOINT: endpoint }).store).toEqual({ kind: 'cosmos', endpoint, database: 'enlace', container: 'documents' });
    expect(readConfig({ COSMOS_ENDPOINT: endpoint, COSMOS_KEY: 'key', COSMOS_DATABASE: 'd', COSMOS_CONTAINER: 'c' }).store)
      .toEqual({ kind: 'cosmos', endpoint, key: 'key', database: 'd', container: 'c' });
  });

  it('sends mail when it has a server', () => {
    expect(readConfig({ SMTP_HOST: 'mail.contoso.com', SMTP_USER: 'u', SMTP_PASSWORD: 'p', MAIL_FROM: 'Enlace <no-reply@contoso.com>' }).mail)
      .toEqual({ kind: 'smtp', host: 'mail.contoso.com', port: 587, user: 'u', password: 'p', from: 'Enlace <no-reply@contoso.com>' });
  });

  it('has credentials when it is registered', () => {
    expect(readConfig(registration).credentials).toEqual({ type: 'SingleTenant', id: 'app', tenant: 'tenant', password: undefined });
    expect(readConfig({ ...registration, MICROSOFT_APP_TYPE: 'UserAssignedMSI', MICROSOFT_APP_PASSWORD: 'p' }).credentials)
      .toEqual({ type: 'UserAssignedMSI', id: 'app', tenant: 'tenant', password: 'p' });
  });
});

describe('an end', () => {
  it('leaves time to look away where somebody sends people here, and none in the local world', () => {
    expect([{}, registration, { SHUTDOWN_SECONDS: '2' }, { ...registration, SHUTDOWN_SECONDS: '0' }].map((settings) => readConfig(settings).shutdownSeconds)).toEqual([0, 5, 2, 0]);
    expect(() => readConfig({ SHUTDOWN_SECONDS: '301' })).toThrow('SHUTDOWN_SECONDS');
  });
});

describe('a registered bot', () => {
  const isTeams = ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com', 'smba.infra.gov.teams.microsoft.us', 'smba.infra.dod.teams.microsoft.us'];

  it('hears every tenant and speaks to Teams only, unless it is told otherwise', () => {
    expect(readConfig(registration).channel).toEqual({ tenants: [], hosts: isTeams });
    expect(readConfig({ ...registration, ALLOWED_TENANTS: ' a, b,,', SERVICE_HOSTS: 'teams.example' }).channel).toEqual({ tenants: ['a', 'b'], hosts: ['teams.example'] });
  });

  it('lets people sign in with the bot’s own application, or with another', () => {
    const authority = 'https://login.microsoftonline.com';
    expect(readConfig({ ...registration, MICROSOFT_APP_PASSWORD: 'p' }).entra).toEqual({ authority, clientId: 'app', proof: { secret: 'p' }, connection: undefined, rolesMinutes: 60 });
    expect(readConfig({ ...registration, MICROSOFT_APP_PASSWORD: 'p', ENTRA_CLIENT_ID: 'web', OAUTH_CONNECTION: 'roles', ROLES_MINUTES: '5' }).entra)
      .toEqual({ authority, clientId: 'web', proof: undefined, connection: 'roles', rolesMinutes: 5 }); // the bot's password is not the other's
    expect(readConfig({ ...registration, ENTRA_CLIENT_ID: 'web', ENTRA_CLIENT_SECRET: 's', ENTRA_AUTHORITY: 'https://login.microsoftonline.us/' }).entra)
      .toMatchObject({ authority: 'https://login.microsoftonline.us', proof: { secret: 's' } });
  });

  it('with a managed identity, which is no application, needs one for signing in', () => {
    const managed = { ...registration, MICROSOFT_APP_TYPE: 'UserAssignedMSI' };
    expect(readConfig(managed).entra).toBeUndefined();
    expect(readConfig({ ...managed, ENTRA_CLIENT_ID: 'web' }).entra).toMatchObject({ clientId: 'web', proof: { managedIdentity: 'app' } });
    expect(() => readConfig({ ...managed, OAUTH_CONNECTION: 'roles' })).toThrow('OAUTH_CONNECTION needs ENTRA_CLIENT_ID');
  });

  it('sends its secret over TLS only', () => {
    expect(() => readConfig({ ...registration, ENTRA_AUTHORITY: 'http://login.microsoftonline.com' })).toThrow('ENTRA_AUTHORITY');
    expect(readConfig({ ...registration, ENTRA_AUTHORITY: 'http://127.0.0.1:1' }).entra).toBeDefined();
  });
});

describe('without credentials', () => {
  it.each(['127.0.0.1', '127.8.9.1', 'localhost', '::1'])('listens on %s', (HOST) => {
    expect(readConfig({ HOST }).host).toBe(HOST);
  });

  it.each([{ MICROSOFT_APP_ID: 'app' }, { MICROSOFT_APP_TENANT_ID: 'tenant' }])('refuses half of the credentials, which would leave the door open: %j', (half) => {
    expect(() => readConfig(half)).toThrow('go together');
  });

  it.each(['0.0.0.0', '::', '192.168.1.20', '10.0.0.1', 'example.com', '127.0.0.1.example.com', '127.1', '::ffff:10.0.0.1', 'localhost.example.com'])('refuses to listen on %s, where anybody could say who they are', (HOST) => {
    expect(() => readConfig({ HOST })).toThrow(`loopback only, not on ${HOST}`);
  });

  it.each([{ MICROSOFT_APP_ID: 'app' }, { MICROSOFT_APP_TENANT_ID: 'tenant' }, { MICROSOFT_APP_PASSWORD: 'p' }, { MICROSOFT_APP_ID: ' ', MICROSOFT_APP_TENANT_ID: 'tenant' }])('half of them are none: %j', (half) => {
    expect(() => readConfig({ HOST: '0.0.0.0', ...half })).toThrow(/MICROSOFT_APP_/);
  });

  it('with them it listens anywhere', () => {
    expect(readConfig({ HOST: '0.0.0.0', ...registration }).host).toBe('0.0.0.0');
  });
});

describe('a wrong setting', () => {
  it.each([
    ['PORT', 'http'], ['PORT', '-1'], ['PORT', '65536'], ['PORT', '39.78'], ['HOST', ' '], ['PUBLIC_URL', 'enlace.contoso.com'], ['DATA_DIR', ' '], ['PLAYGROUND', 'yes'],
    ['LOG_LEVEL', 'loud'], ['MICROSOFT_APP_TYPE', 'MultiTenant'], ['COSMOS_ENDPOINT', 'enlace'], ['SMTP_PORT', '0'], ['MAIL_FROM', 'me'], ['ENTRA_AUTHORITY', 'entra'], ['ROLES_MINUTES', '0'],
  ])('%s=%s is named', (name, value) => {
    expect(() => readConfig({ ...registration, [name]: value })).toThrow(`${name}:`);
  });

  it('is named with every other one, so that they are corrected together', () => {
    expect(() => readConfig({ PORT: 'http', LOG_LEVEL: 'loud', COSMOS_ENDPOINT: 'x' })).toThrow(/PORT: .*; LOG_LEVEL: .*; COSMOS_ENDPOINT: /);
  });

  it('is not shown, for it may be a secret', () => {
    expect(() => readConfig({ COSMOS_ENDPOINT: 'AccountKey=S3CRET' })).toThrow(expect.objectContaining({ message: expect.not.stringContaining('S3CRET') }));
  });
});

describe('isLoopback', () => {
  it.each([['127.0.0.1', true], ['::1', true], ['localhost', true], ['', false], ['0:0:0:0:0:0:0:0', false], ['128.0.0.1', false]])('"%s" is %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
