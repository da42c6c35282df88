/** Partner accounts: opened when they are first needed, from what the directory says at that moment, and once. Over the real embedded store. */

import { describe, expect, it } from '@jest/globals';
import { standingOf } from '../../src/app/people.ts';
import { can } from '../../src/rules/permissions.ts';
import { accountOpened, accountRef, openedAccount } from '../../src/app/accounts.ts';
import { auditPage } from '../../src/app/auditLog.ts';
import { claimRef, homeOf } from '../../src/app/homes.ts';
import { pageOfLines } from '../../src/app/lines.ts';
import type { DirectoryPerson } from '../../src/app/ports.ts';
import type { PartnerRoles } from '../../src/core/actor.ts';
import { isSetUp } from '../../src/tasks/account.ts';
import type { EnrolmentState } from '../../src/tasks/enrolmentDoc.ts';
import { USERS, userDocumentId, userSchema } from '../../src/tasks/userDoc.ts';
import { eachWorld, given } from '../support/deps.ts';
import { NOW, cast, contoso, enrolmentIn, norte, personNamed, tenantNamed } from '../support/world.ts';

const world = eachWorld();
const partition = homeOf(contoso.id);

const somebody = (id: string, roles: PartnerRoles | undefined, more: Partial<DirectoryPerson> = {}): DirectoryPerson =>
  ({ tenant: contoso.id, id: personNamed(id), name: `Name of ${id}`, email: `${id}@contoso.es`, directoryRoles: [], roles, ...more });
const known: readonly DirectoryPerson[] = [
  somebody('ana', undefined, { directoryRoles: ['globalAdmin'] }),
  somebody('pia', { agent: 'salesAgent', admin: 'globalAdmin' }),
  somebody('ada', { agent: 'adminAgent', admin: 'notAnAdmin' }),
  somebody('luis', { agent: 'adminAgent', admin: 'billingAdmin' }, { directoryRoles: ['globalAdmin'], email: undefined }),
  somebody('eva', undefined),
  somebody('noa', undefined, { tenant: norte.id, directoryRoles: ['globalAdmin'] }),
];
const enrolled = async (state: EnrolmentState = 'Qualified') => {
  world().people.push(...known);
  await given(world(), 'enrolment', enrolmentIn(state));
};
const open = async () => await accountOpened(world().deps, contoso.id);
const userOf = async (id: string) => {
  const stored = await world().deps.store.read({ partition, id: userDocumentId(id) });
  return stored && userSchema.parse(stored.body);
};
const users = async () => (await pageOfLines(world().deps, { partition, list: USERS }, (body) => (body as { readonly id: string }).id)).rows; // the body of a user's line

describe('opening', () => {
  it('WF-06 takes over whom the directory names, with one role on each axis', async () => {
    await enrolled();
    expect(await open()).toMatchObject({ id: 'account', tenant: 'contoso', state: 'Open', since: NOW, rev: 1, globalAdmins: ['pia'], adminAgents: ['ada', 'luis'] });
    expect(await Promise.all(['ana', 'pia', 'ada', 'luis'].map(userOf))).toMatchObject([
      { state: 'Active', name: 'Name of ana', email: 'ana@contoso.es', agent: 'notAnAgent', admin: 'globalAdmin', byDirectory: true },
      { agent: 'salesAgent', admin: 'globalAdmin' }, { agent: 'adminAgent', admin: 'notAnAdmin' }, { agent: 'adminAgent', admin: 'billingAdmin', email: '' },
    ]);
    expect(await Promise.all(['eva', 'noa'].map(userOf))).toEqual([undefined, undefined]);
    expect(await users()).toEqual(['ada', 'ana', 'luis', 'pia']);
  });

  it('INV-15 is no set-up: that takes an admin agent', async () => {
    world().people.push(somebody('ana', undefined, { directoryRoles: ['globalAdmin'] }));
    await given(world(), 'enrolment', enrolmentIn('Active'));
    expect(isSetUp(await open())).toBe(false);
  });

  it.each(['Confirmation', 'UnderReview', 'ActionRequired', 'Rejected', 'Withdrawn'] as const)('USR-08 INV-17 opens none for a company that is not enrolled: %s', async (state) => {
    await enrolled(state);
    expect(await open()).toBeUndefined();
    expect([world().traffic.commits, await users()]).toEqual([[], []]);
  });

  it('USR-08 nor for one that never began, or that the directory does not know', async () => {
    expect([await open(), await accountOpened(world().deps, tenantNamed('nowhere'))]).toEqual([undefined, undefined]);
    expect(world().traffic.commits).toEqual([]);
  });

  it('USR-08 opens one for a provider in CSP, and for no other provider', async () => {
    world().people.push(...known);
    expect(await openedAccount(world().deps, { ...norte, inCsp: false })).toBeUndefined();
    expect(await accountOpened(world().deps, norte.id)).toMatchObject({ tenant: 'norte', globalAdmins: [] });
  });

  it('INV-05 takes the addresses, in lower case', async () => {
    world().people.push(somebody('ana', undefined, { directoryRoles: ['globalAdmin'], email: 'Ana@Contoso.ES' }));
    await given(world(), 'enrolment', enrolmentIn('Active'));
    await open();
    expect(await world().deps.store.read(claimRef(partition, 'email:ana@contoso.es'))).toMatchObject({ body: { by: 'user:ana' } });
  });

  it('INV-58 is written down as the program\'s own: the account, and each user with their roles, under one correlation id', async () => {
    await enrolled();
    await open();
    await open();
    const { rows } = await auditPage(world().deps, { tenant: contoso.id, matches: () => true }, undefined);
    expect(rows.map(({ task, document, event, before, after, actor }) => `${actor.kind} ${task}.${event} ${document} ${before} ${after}`).toSorted()).toEqual([
      'system account.opened account NotOpened Open', ...['ada', 'ana', 'luis', 'pia'].map((id) => `system user.opened ${id} NotAUser Active`),
    ]);
    expect(new Set(rows.map(({ correlation }) => correlation)).size).toBe(1);
    expect(rows.find(({ document }) => document === 'ada')?.changed).toEqual({ agent: { before: 'notAnAgent', after: 'adminAgent' } });
    expect(rows.find(({ task }) => task === 'account')?.changed).toEqual({ globalAdmins: { before: [], after: ['pia'] }, adminAgents: { before: [], after: ['ada', 'luis'] } });
  });

  it('WF-19 owes the customers of other portals, once', async () => {
    await enrolled();
    await open();
    await open();
    expect(world().nudged.map(({ id, body }) => [id, body['kind']])).toEqual([['outbox:account:importCustomers:', 'importCustomers']]);
  });

  it('writes in batches that no number of people makes longer', async () => {
    world().people.push(...Array.from({ length: 120 }, (_, index) => somebody(`p${index}`, { agent: 'adminAgent', admin: 'notAnAdmin' }, { name: 'A very long name of seven words' })));
    await given(world(), 'enrolment', enrolmentIn('Active'));
    expect((await open())?.adminAgents).toHaveLength(120);
    expect(Math.max(...world().traffic.commits.map(({ length }) => length))).toBeLessThan(30);
  });
});

describe('opening again', () => {
  it('is one read, and changes nothing: from then on the documents are the truth', async () => {
    await enrolled();
    const first = await open();
    world().people.push(somebody('new', { agent: 'adminAgent', admin: 'globalAdmin' }));
    world().quiet();
    expect(await open()).toEqual(first);
    expect([world().traffic.reads.length, world().traffic.commits]).toEqual([1, []]);
    expect(await userOf('new')).toBeUndefined();
  });

  it('INV-57 a Global admin of the directory is one for as long as the directory says so', async () => {
    await enrolled();
    await open();
    const admin = async (): Promise<boolean> => {
      const { roles, ...standing } = await standingOf(world().deps, contoso.id, personNamed('ana'));
      return can({ ...cast.employee, ...standing, roles, id: personNamed('ana') }, 'P14');
    };
    expect(await admin()).toBe(true);
    world().people.splice(0, 1, somebody('ana', undefined));
    expect(await admin()).toBe(false);
    expect(await userOf('ana')).toMatchObject({ admin: 'globalAdmin', byDirectory: true });
  });

  it('at the same moment opens one account, and each person once', async () => {
    await enrolled();
    const [one, other] = await Promise.all([open(), open()]);
    expect(one).toEqual(other);
    expect(one).toMatchObject({ rev: 1, globalAdmins: ['pia'] });
    expect(await users()).toEqual(['ada', 'ana', 'luis', 'pia']);
    expect(world().nudged).toHaveLength(1);
  });

  it('after a crash goes on where it stopped', async () => {
    await enrolled();
    const { store } = world().deps;
    let commits = 0;
    const crashing = { ...world().deps, store: { ...store, commit: async (writes: Parameters<typeof store.commit>[0]) => {
      if (++commits === 3) throw new Error('the power went off');
      return await store.commit(writes);
    } } };
    await expect(accountOpened(crashing, contoso.id)).rejects.toThrow('power');
    expect(await store.read(accountRef(contoso.id))).toBeUndefined();
    expect(await open()).toMatchObject({ globalAdmins: ['pia'], adminAgents: ['ada', 'luis'] });
    expect(await users()).toEqual(['ada', 'ana', 'luis', 'pia']);
  });
});
