/** The local maker of accounts: people who are added (WF-10), their user names, and passwords that are nowhere but in the answer. */

import { readFile, rm, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { openDirectoryFile } from '../../bot/local/directoryFile.ts';
import { UserExists } from '../../src/app/ports.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { ownFolder } from '../support/ownFolder.ts';

const WORLD = `
operator: { tenant: op, admins: [] }
tenants:
  - id: contoso
    name: Contoso Iberia
    country: ES
    kind: reseller
    domains: [contoso.es, contoso.com]
    people:
      - { id: carmen, name: Carmen Ruiz, email: Carmen@Contoso.es, directoryRoles: [globalAdmin] }
      - { id: diego, name: Diego Sanz }
  - { id: fabrikam, name: Fabrikam, country: US, domains: [fabrikam.com] }
  - { id: bare, name: Bare, country: ES }
`;
const contoso = tenantId.parse('contoso');
const carmen = personId.parse('carmen');

const inFolder = ownFolder();
beforeEach(async () => {
  await writeFile(inFolder('world.yaml'), WORLD);
});

let drawn = 0;
const createdFile = () => inFolder('data', 'created.json');
const open = () => openDirectoryFile(inFolder('world.yaml'), { createdFile: createdFile(), randomness: (below) => ++drawn % below });
const asking = (email: string, name = 'Nora Núñez', tenant = contoso) => ({ tenant, name, email });

describe('WF-10 a person who is added', () => {
  it('is in the directory, without any role of its own, also after a restart', async () => {
    const { accounts } = await open();
    const made = await accounts.createUser(asking('Nora@contoso.es'));
    expect(made).toMatchObject({ tenant: 'contoso', person: 'contoso-nora@contoso.es', userName: 'nora@contoso.es' });
    const { directory } = await open();
    expect(await directory.person(contoso, made.person)).toEqual({ tenant: 'contoso', id: made.person, name: 'Nora Núñez', email: 'Nora@contoso.es', directoryRoles: [], roles: undefined });
    expect((await directory.partnerPeople(contoso)).map(({ id }) => id)).toEqual(['carmen']);
  });

  it.each([
    ['at any domain of the tenant keeps the address', contoso, 'nora@contoso.com', 'nora@contoso.com'],
    ['at the domain of another tenant signs in at the own first one', contoso, 'nora@fabrikam.com', 'nora@contoso.es'],
    ['of a tenant without domains gets one', tenantId.parse('bare'), 'nora@gmail.com', 'nora@bare.onmicrosoft.com'],
  ])('%s', async (_what, tenant, email, userName) => {
    const { accounts } = await open();
    expect(await accounts.createUser(asking(email, 'Nora Núñez', tenant))).toMatchObject({ userName });
  });

  it('is a person of their own when only the first part of the address is somebody’s', async () => {
    const { accounts } = await open();
    expect(await accounts.createUser(asking('carmen@gmail.com', 'Carmen Prat'))).toMatchObject({ person: 'contoso-carmen2@contoso.es', userName: 'carmen2@contoso.es' });
    expect(await accounts.createUser(asking('carmen@outlook.com', 'Carmen Sol'))).toMatchObject({ userName: 'carmen3@contoso.es' });
  });

  it.each([['by address', 'CARMEN@contoso.es', 'carmen'], ['by user name', 'diego@contoso.es', 'diego']])('INV-05 is not made twice: known %s', async (_how, email, person) => {
    const { accounts } = await open();
    await expect(accounts.createUser(asking(email))).rejects.toMatchObject({ person, userName: `${person}@contoso.es` });
    await expect(accounts.createUser(asking(email))).rejects.toBeInstanceOf(UserExists);
  });

  it('INV-05 is made once of two requests at the same moment, and two people are both kept', async () => {
    const { accounts } = await open();
    const both = await Promise.allSettled([accounts.createUser(asking('nora@contoso.es')), accounts.createUser(asking('NORA@contoso.es')), accounts.createUser(asking('leo@contoso.es', 'Leo'))]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const { directory } = await open();
    const kept = await Promise.all(['nora', 'leo'].map((name) => directory.person(contoso, personId.parse(`contoso-${name}@contoso.es`))));
    expect(kept.map((person) => person?.name)).toEqual(['Nora Núñez', 'Leo']);
  });

  it('is added to tenants that were created before', async () => {
    const first = await open();
    const { tenant } = await first.accounts.createTenant({ domain: 'aventura.onmicrosoft.com', cloud: 'public', company: 'Aventura', country: 'MX', adminUserName: 'Lucia', adminName: 'Lucía', adminEmail: 'lucia@gmail.com', kind: 'reseller', key: 'WA-1:1' });
    const { accounts } = await open();
    const { person } = await accounts.createUser(asking('leo@gmail.com', 'Leo', tenant));
    expect(await (await open()).directory.person(tenant, person)).toMatchObject({ name: 'Leo' });
  });

  it('is nobody when it cannot be written, and can be asked for again', async () => {
    const { accounts, directory } = await open();
    await writeFile(inFolder('data'), 'a file where the folder should be');
    const both = await Promise.allSettled([accounts.createUser(asking('nora@contoso.es')), accounts.createUser(asking('leo@contoso.es', 'Leo'))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await directory.person(contoso, personId.parse('contoso-nora@contoso.es'))).toBeUndefined();
    expect(await directory.person(contoso, personId.parse('contoso-leo@contoso.es'))).toBeUndefined();
    expect(await directory.person(contoso, carmen)).toBeDefined();
    await rm(inFolder('data'));
    await expect(accounts.createUser(asking('nora@contoso.es'))).resolves.toMatchObject({ userName: 'nora@contoso.es' });
  });

  it('of a tenant that nobody knows is a fault', async () => {
    const { accounts } = await open();
    await expect(accounts.createUser(asking('nora@contoso.es', 'Nora', tenantId.parse('nowhere')))).rejects.toThrow('no tenant nowhere');
  });
});

describe('INV-64 a reset', () => {
  it('gives another password for the same user name, also after a restart', async () => {
    const made = await (await open()).accounts.createUser(asking('nora@fabrikam.com'));
    const again = await (await open()).accounts.resetPassword(contoso, made.person);
    expect(again).toEqual({ ...made, temporaryPassword: expect.any(String) });
    expect(again.temporaryPassword).not.toBe(made.temporaryPassword);
  });

  it('is for people of the directory file too, and for nobody else', async () => {
    const { accounts } = await open();
    await expect(accounts.resetPassword(contoso, carmen)).resolves.toMatchObject({ person: 'carmen', userName: 'carmen@contoso.es' });
    await expect(accounts.resetPassword(tenantId.parse('fabrikam'), carmen)).rejects.toThrow('no person carmen');
  });
});

it('INV-06 no password is written anywhere', async () => {
  const { accounts } = await open();
  const made = await accounts.createUser(asking('nora@contoso.es'));
  const reset = await accounts.resetPassword(contoso, carmen);
  const written = `${await readFile(createdFile(), 'utf8')}${await readFile(inFolder('world.yaml'), 'utf8')}`;
  for (const { temporaryPassword } of [made, reset]) expect(written).not.toContain(temporaryPassword);
});
