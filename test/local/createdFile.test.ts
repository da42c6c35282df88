/** Two instances of the bot on one folder: what one has created, the other knows, and nothing is lost or made twice. */

import { readFile, readdir, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { attemptOf } from '../../bot/http/signIn.ts';
import type { LocalDirectory } from '../../bot/local/directoryFile.ts';
import { openDirectoryFile } from '../../bot/local/directoryFile.ts';
import type { Created } from '../../bot/local/directorySchema.ts';
import { localSignIn } from '../../bot/local/signInPage.ts';
import { DomainTaken, TenantMade, UserExists } from '../../src/app/ports.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { ownFolder } from '../support/ownFolder.ts';

const WORLD = `
operator: { tenant: op, admins: [] }
tenants: [{ id: contoso, name: Contoso Iberia, country: ES, kind: reseller, domains: [contoso.es] }]
`;
const contoso = tenantId.parse('contoso');
const inFolder = ownFolder();
const createdFile = () => inFolder('data', 'created.json');
const open = () => openDirectoryFile(inFolder('world.yaml'), { createdFile: createdFile(), randomness: () => 0 });

let one: LocalDirectory;
let other: LocalDirectory;
beforeEach(async () => {
  await writeFile(inFolder('world.yaml'), WORLD);
  [one, other] = [await open(), await open()];
});

const asking = (prefix: string) => ({
  domain: `${prefix}.onmicrosoft.com`, cloud: 'public', company: `${prefix} Nube`, country: 'MX', adminUserName: 'lucia', adminName: 'Lucía', adminEmail: 'lucia@gmail.com', kind: 'customer', key: `CUS-${prefix}:1`,
} as const);
const somebody = (email: string) => ({ tenant: contoso, name: 'Nora Núñez', email });
const aventura = tenantId.parse('tenant-aventura');

describe('what one instance has created', () => {
  it('CUS-05 is taken for the other one, whatever it is asked', async () => {
    await one.accounts.createTenant(asking('aventura'));
    await expect(other.accounts.domainTaken('aventura.onmicrosoft.com')).resolves.toBe(true);
    await one.accounts.createTenant(asking('boreal'));
    await expect(other.accounts.createTenant({ ...asking('boreal'), key: 'CUS-2:1' })).rejects.toBeInstanceOf(DomainTaken);
    await one.accounts.createTenant(asking('cierzo'));
    await expect(other.accounts.createTenant(asking('cierzo'))).rejects.toBeInstanceOf(TenantMade); // the repeat reached the other instance
  });

  it.each<readonly [string, (directory: LocalDirectory['directory']) => Promise<unknown>]>([
    ['tenant', async ({ tenant }) => (await tenant(aventura))?.id],
    ['domain', async ({ tenantAt }) => await tenantAt('Aventura.onmicrosoft.com')],
    ['admin', async ({ person }) => (await person(aventura, personId.parse('tenant-aventura-lucia')))?.tenant],
    ['people with roles', async ({ partnerPeople }) => (await partnerPeople(aventura))[0]?.tenant],
  ])('is found by the other one by its %s, once it is there', async (_what, find) => {
    await expect(find(other.directory)).resolves.toBeUndefined();
    await one.accounts.createTenant(asking('aventura'));
    await expect(find(other.directory)).resolves.toBe('tenant-aventura');
  });

  it('WF-22 may sign in there as well, on the page that lists everybody', async () => {
    const { person } = await one.accounts.createUser(somebody('nora@contoso.es'));
    expect(await localSignIn(other.inhabitants).finish(attemptOf('cookie', 'es'), { who: JSON.stringify([contoso, person]) })).toEqual({ tenant: contoso, person });
    await one.accounts.createTenant(asking('aventura'));
    expect((await other.inhabitants()).map(({ id, people }) => [id, people.map(({ name }) => name)])).toEqual([['contoso', ['Nora Núñez']], ['tenant-aventura', ['Lucía']]]);
  });

  it('INV-05 is a person there as well, who is not made twice and whose password can be reset', async () => {
    const { person, userName } = await one.accounts.createUser(somebody('nora@contoso.es'));
    await expect(other.accounts.resetPassword(contoso, person)).resolves.toMatchObject({ userName });
    await one.accounts.createUser(somebody('leo@contoso.es'));
    await expect(other.directory.person(contoso, personId.parse('contoso-leo@contoso.es'))).resolves.toMatchObject({ email: 'leo@contoso.es' });
    await one.accounts.createUser(somebody('ana@contoso.es'));
    await expect(other.accounts.createUser(somebody('ana@contoso.es'))).rejects.toBeInstanceOf(UserExists);
  });

  it('has people of the other one', async () => {
    const { tenant } = await one.accounts.createTenant(asking('aventura'));
    const { person } = await other.accounts.createUser({ ...somebody('leo@gmail.com'), tenant });
    await expect(one.directory.person(tenant, person)).resolves.toMatchObject({ email: 'leo@gmail.com' });
  });
});

describe('two instances at the same moment', () => {
  it('lose nothing', async () => {
    const both = [one, other];
    const prefixes = Array.from({ length: 12 }, (_, number) => `p${number}`);
    await Promise.all(prefixes.flatMap((prefix, number) => [
      both[number % 2]?.accounts.createTenant(asking(prefix)), both[(number + 1) % 2]?.accounts.createUser(somebody(`${prefix}@contoso.es`)),
    ]));
    const { tenants, people } = JSON.parse(await readFile(createdFile(), 'utf8')) as Created; // as the program writes it
    expect([tenants.length, people.length]).toEqual([12, 12]);
    for (const { directory } of [...both, await open()]) {
      const known = await Promise.all(prefixes.flatMap((prefix) => [directory.tenant(tenantId.parse(`tenant-${prefix}`)), directory.person(contoso, personId.parse(`contoso-${prefix}@contoso.es`))]));
      expect(known).not.toContain(undefined);
    }
    await expect(readdir(inFolder('data'))).resolves.toEqual(['created.json']); // no draft and no lock is left
  });

  it('CUS-05 make one tenant of one domain', async () => {
    const made = await Promise.allSettled([one, other, one, other].map(async ({ accounts }, number) => await accounts.createTenant({ ...asking('aventura'), key: `CUS-${number}:1` })));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(JSON.parse(await readFile(createdFile(), 'utf8'))).toMatchObject({ tenants: [{ id: 'tenant-aventura' }] });
  });

  it('INV-05 make one person of one address, and two of one name', async () => {
    const made = await Promise.allSettled([one, other].map(async ({ accounts }) => await accounts.createUser(somebody('nora@contoso.es'))));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [gmail, outlook] = await Promise.all([one.accounts.createUser(somebody('nora@gmail.com')), other.accounts.createUser(somebody('nora@outlook.com'))]);
    expect([gmail.userName, outlook.userName].toSorted()).toEqual(['nora2@contoso.es', 'nora3@contoso.es']);
  });
});

it('nobody is looked for in the file who cannot be there', async () => {
  await other.accounts.createTenant(asking('aventura'));
  await writeFile(createdFile(), 'not to be read');
  await expect(one.directory.tenant(tenantId.parse('0d9c6c8e-0000-4000-8000-000000000000'))).resolves.toBeUndefined();
  await expect(one.directory.person(contoso, personId.parse('0d9c6c8e-0000-4000-8000-000000000001'))).resolves.toBeUndefined();
  await expect(one.directory.tenant(aventura)).rejects.toThrow('created.json is not readable');
});
