/** The local world's answers: directory, membership site, and accounts that outlive a restart. */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { openDirectoryFile } from '../../bot/local/directoryFile.ts';
import { DomainTaken } from '../../src/app/ports.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { ownFolder } from '../support/ownFolder.ts';

const WORLD = `
operator: { tenant: op, admins: [olivia] }
tenants:
  - id: contoso
    name: Contoso Iberia
    country: ES
    kind: reseller
    domains: [contoso.es]
    company: contoso-group
    people:
      - { id: carmen, name: Carmen Ruiz, email: carmen@contoso.es, directoryRoles: [globalAdmin] }
      - { id: diego, name: Diego Sanz, directoryRoles: [userAdmin], roles: { agent: salesAgent, admin: notAnAdmin } }
    membership:
      - account: Socios@Contoso.es
        profiles:
          - { mpnId: "1001", name: Closed, country: ES, active: false }
          - { mpnId: "1002", name: Global, country: ES, type: global }
          - { mpnId: "1003", name: Lyon, country: FR }
      - account: ventas@contoso.es
        profiles: [{ mpnId: "1004", name: Madrid, country: ES }, { mpnId: "1005", name: Bilbao, country: ES }]
  - { id: fabrikam, name: Fabrikam, country: US, sandbox: true, domains: [taken.onmicrosoft.com], membership: [{ account: empty@fabrikam.com }] }
  - { id: contoso-pt, name: Contoso Portugal, country: PT, kind: reseller, company: contoso-group }
`;
const contoso = tenantId.parse('contoso');
const carmen = personId.parse('carmen');

const inFolder = ownFolder();
beforeEach(async () => {
  await writeFile(inFolder('world.yaml'), WORLD);
});

const createdFile = () => inFolder('data', 'created.json');
/** Always the first choice there is. */
const first = () => 0;
const open = (randomness: (below: number) => number = first) => openDirectoryFile(inFolder('world.yaml'), { createdFile: createdFile(), randomness });

describe('the directory', () => {
  it('knows tenants with the names of their Global admins', async () => {
    const { directory } = await open();
    await expect(directory.tenant(contoso)).resolves.toEqual({
      id: 'contoso', name: 'Contoso Iberia', country: 'ES', cloud: 'public', kind: 'reseller', inCsp: false, domains: ['contoso.es'],
      siblings: ['contoso-pt'], globalAdmins: ['Carmen Ruiz'],
    });
    await expect(directory.tenant(tenantId.parse('fabrikam'))).resolves.toMatchObject({ sandbox: true });
    await expect(directory.tenant(tenantId.parse('contoso-pt'))).resolves.toMatchObject({ siblings: ['contoso'] }); // WF-08: accounts of one company
    await expect(directory.tenant(tenantId.parse('nowhere'))).resolves.toBeUndefined();
  });

  it('knows people by tenant and object id together', async () => {
    const { directory } = await open();
    await expect(directory.person(contoso, personId.parse('diego'))).resolves.toEqual({
      tenant: 'contoso', id: 'diego', name: 'Diego Sanz', email: undefined, directoryRoles: ['userAdmin'],
      roles: { agent: 'salesAgent', admin: 'notAnAdmin' },
    });
    await expect(directory.person(tenantId.parse('fabrikam'), carmen)).resolves.toBeUndefined();
  });

  it('knows programme admins of the operator, listed as a tenant or not, and of no other tenant', async () => {
    const { directory } = await open();
    const olivia = personId.parse('olivia');
    expect(directory.operatorTenant).toBe('op');
    await expect(directory.isProgrammeAdmin(tenantId.parse('op'), olivia)).resolves.toBe(true);
    await expect(directory.isProgrammeAdmin(contoso, olivia)).resolves.toBe(false);
    await expect(directory.isProgrammeAdmin(tenantId.parse('op'), carmen)).resolves.toBe(false);
  });
});

describe('the membership site', () => {
  it.each(['socios@contoso.es', ' SOCIOS@CONTOSO.ES '])('finds the profiles of "%s"', async (account) => {
    const { membership } = await open();
    expect((await membership.profiles(account))?.map(({ mpnId }) => mpnId)).toEqual(['1001', '1002', '1003']);
  });

  it('tells an unknown account from one without profiles', async () => {
    const { membership } = await open();
    await expect(membership.profiles('empty@fabrikam.com')).resolves.toEqual([]);
    await expect(membership.profiles('nobody@contoso.es')).resolves.toBeUndefined();
  });

  it('INV-07 INV-08 INV-09 associates the first active location in the country of the tenant', async () => {
    const { membership } = await open();
    expect((await membership.associated(contoso))?.mpnId).toBe('1004');
    await expect(membership.associated(tenantId.parse('fabrikam'))).resolves.toBeUndefined();
    await expect(membership.associated(tenantId.parse('nowhere'))).resolves.toBeUndefined();
  });
});

describe('WF-02 accounts', () => {
  const request = {
    domain: 'Aventura.onmicrosoft.com', cloud: 'public', company: 'Aventura Nube', country: 'MX', adminUserName: 'Lucia', adminName: 'Lucía Cordero', adminEmail: 'lucia@aventura.example', kind: 'reseller', key: 'WA-1:1',
  } as const;

  it('creates a tenant whose admin is its Global admin', async () => {
    const { accounts, directory } = await open();
    const made = await accounts.createTenant(request);
    expect(made).toEqual({
      tenant: 'tenant-aventura', person: 'tenant-aventura-lucia', userName: 'lucia@aventura.onmicrosoft.com', temporaryPassword: expect.any(String),
    });
    await expect(directory.tenant(made.tenant)).resolves.toMatchObject({
      name: 'Aventura Nube', country: 'MX', kind: 'reseller', inCsp: false, domains: ['aventura.onmicrosoft.com'], globalAdmins: ['Lucía Cordero'],
    });
    await expect(directory.person(made.tenant, made.person)).resolves.toMatchObject({
      email: 'lucia@aventura.example', directoryRoles: ['globalAdmin'], roles: undefined,
    });
  });

  it('INV-61 creates it in its cloud, where the same prefix is another domain', async () => {
    const { accounts, directory } = await open();
    await accounts.createTenant(request);
    await expect(accounts.domainTaken('aventura.onmicrosoft.us')).resolves.toBe(false);
    const { tenant, userName } = await accounts.createTenant({ ...request, domain: 'Aventura.onmicrosoft.us', cloud: 'usGov', key: 'WA-2:1' });
    expect(userName).toBe('lucia@aventura.onmicrosoft.us');
    await expect(directory.tenant(tenant)).resolves.toMatchObject({ cloud: 'usGov', domains: ['aventura.onmicrosoft.us'] });
    await expect(directory.tenant(tenantId.parse('tenant-aventura'))).resolves.toMatchObject({ cloud: 'public', domains: ['aventura.onmicrosoft.com'] });
  });

  it('keeps it over a restart, beside the directory file', async () => {
    const { accounts } = await open();
    const { tenant } = await accounts.createTenant(request);
    const reopened = await open();
    await expect(reopened.directory.tenant(tenant)).resolves.toMatchObject({ name: 'Aventura Nube' });
    await expect(reopened.directory.tenant(contoso)).resolves.toBeDefined();
    await expect(reopened.accounts.domainTaken('aventura.onmicrosoft.com')).resolves.toBe(true);
    await expect(readFile(inFolder('world.yaml'), 'utf8')).resolves.toBe(WORLD);
  });

  it('adds to what earlier runs created, also when many come at once', async () => {
    await (await open()).accounts.createTenant({ ...request, domain: 'early.onmicrosoft.com', key: 'WA-2:1' });
    const { accounts } = await open();
    const many = Array.from({ length: 20 }, (_, index) => `p${index}`);
    await Promise.all(many.map((prefix) => accounts.createTenant({ ...request, domain: `${prefix}.onmicrosoft.com`, key: prefix })));
    const { directory } = await open();
    const known = await Promise.all(['early', ...many].map((prefix) => directory.tenant(tenantId.parse(`tenant-${prefix}`))));
    expect(known).not.toContain(undefined);
    await expect(readdir(inFolder('data'))).resolves.toEqual(['created.json']); // no draft and no lock is left
  });

  it('INV-06 writes the password nowhere', async () => {
    const { accounts } = await open((below) => below - 1);
    const { temporaryPassword } = await accounts.createTenant(request);
    await expect(readFile(createdFile(), 'utf8')).resolves.not.toContain(temporaryPassword);
  });

  it('CUS-05 refuses a prefix that is taken, in any case, and says so when asked', async () => {
    const { accounts } = await open();
    await expect(accounts.domainTaken('TAKEN.onmicrosoft.com')).resolves.toBe(true);
    await expect(accounts.domainTaken('aventura.onmicrosoft.com')).resolves.toBe(false);
    await expect(accounts.createTenant({ ...request, domain: 'Taken.onmicrosoft.com' })).rejects.toBeInstanceOf(DomainTaken);
    const both = await Promise.allSettled([accounts.createTenant(request), accounts.createTenant(request)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('leaves the prefix free when the tenant cannot be written', async () => {
    const { accounts, directory } = await open();
    await writeFile(inFolder('data'), 'a file where the folder should be');
    await expect(accounts.createTenant(request)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(accounts.domainTaken(request.domain)).resolves.toBe(false);
    await expect(directory.tenant(tenantId.parse('tenant-aventura'))).resolves.toBeUndefined();
  });
});
