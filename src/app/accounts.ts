/** Opens the partner account of a company when it is first needed: its first users are those whom the directory names, and its customers of other portals are fetched. Afterwards the account's own documents are the truth. */

import { z } from 'zod';
import type { TenantId } from '../core/ids.ts';
import { storedPerson } from '../core/stored.ts';
import { accountSchema, ACCOUNT_ID } from '../tasks/account.ts';
import type { Account } from '../tasks/account.ts';
import { ENROLMENT_ID, enrolmentSchema, isEnrolled } from '../tasks/enrolmentDoc.ts';
import { outgoing } from '../tasks/outgoing.ts';
import type { User } from '../tasks/userDoc.ts';
import { emailClaim, userDocumentId, userLine } from '../tasks/userDoc.ts';
import { auditDoc } from './audit.ts';
import type { Deps } from './deps.ts';
import { claimRef, homeOf } from './homes.ts';
import { lineWrites } from './lines.ts';
import { bornRow } from './outboxRows.ts';
import type { DirectoryPerson, DirectoryTenant, Doc, Stored, Write } from './ports.ts';

export const accountRef = (tenant: TenantId) => ({ partition: homeOf(tenant), id: ACCOUNT_ID });

/** The account of a company as it is now; opened, if this is the first time that it is needed. */
export async function accountOpened(deps: Deps, id: TenantId): Promise<Account | undefined> {
  const tenant = await deps.directory.tenant(id);
  const stored = tenant && await openedAccount(deps, tenant);
  return stored && accountSchema.parse(stored.body);
}

/** Object ids of those who hold the role now, in the account or in the directory. */
export async function globalAdminsOf(deps: Deps, tenant: TenantId): Promise<readonly string[]> {
  const [account, people] = await Promise.all([accountOpened(deps, tenant), deps.directory.partnerPeople(tenant)]);
  const byDirectory = people.filter(({ directoryRoles }) => directoryRoles.includes('globalAdmin')).map(({ id }) => id);
  return [...new Set([...account?.globalAdmins ?? [], ...byDirectory])];
}

/** @returns undefined while the company is not in the programme: there is no account to open (USR-08). */
export async function openedAccount(deps: Deps, tenant: DirectoryTenant): Promise<Stored | undefined> {
  const stored = await deps.store.read(accountRef(tenant.id));
  if (stored || !await hasAccount(deps, tenant)) return stored;
  const people = await firstUsers(deps, tenant.id);
  const correlation = deps.newId();
  for (const person of people) await deps.store.commit(firstWrites(deps, person, correlation)); // a conflict is somebody who was taken over already
  const now = deps.clock();
  const row = bornRow(outgoing('importCustomers', {}), { partition: homeOf(tenant.id), tenant: tenant.id, reason: ACCOUNT_ID, correlation, now });
  const body: Account = {
    v: 1, id: ACCOUNT_ID, tenant: tenant.id, state: 'Open', since: now, rev: 1, lastCommand: '',
    globalAdmins: people.filter(({ roles }) => roles?.admin === 'globalAdmin').map(({ id }) => id),
    adminAgents: people.filter(({ roles }) => roles?.agent === 'adminAgent').map(({ id }) => id),
  };
  const doc: Doc = { ...accountRef(tenant.id), kind: 'account', body };
  const noted = opening(deps, { task: 'account', before: { ...body, state: 'NotOpened', rev: 0, globalAdmins: [], adminAgents: [] }, after: body, correlation });
  if (await deps.store.commit([{ op: 'create', doc }, { op: 'create', doc: row }, noted]) === 'saved') deps.nudge([row]);
  return await deps.store.read(accountRef(tenant.id));
}

/** The first release kept with the enrolment who had made themselves admin agent (INV-15); from now on their users have it. */
const ofFirstRelease = z.object({ adminAgents: z.array(storedPerson).default([]) });

async function firstUsers({ store, directory }: Deps, tenant: TenantId): Promise<readonly DirectoryPerson[]> {
  const [people, enrolment] = await Promise.all([directory.partnerPeople(tenant), store.read({ partition: homeOf(tenant), id: ENROLMENT_ID })]);
  const { adminAgents } = ofFirstRelease.parse(enrolment?.body ?? {});
  const unnamed = await Promise.all(adminAgents.filter((agent) => !people.some(({ id }) => id === agent)).map(async (id) => await directory.person(tenant, id)));
  return [...people, ...unnamed.filter((person) => person !== undefined)].map((person) =>
    (adminAgents.includes(person.id) ? { ...person, roles: { agent: 'adminAgent', admin: person.roles?.admin ?? 'notAnAdmin' } } : person));
}

/** INV-58: nobody asked for it, so it is written down as the program's own. */
function opening<T extends Account | User>(deps: Deps, opened: { readonly task: 'account' | 'user'; readonly before: T; readonly after: T; readonly correlation: string }): Write {
  return { op: 'create', doc: auditDoc({ ...opened, partition: homeOf(opened.after.tenant), actor: { kind: 'system', part: 'account' }, event: 'opened' }, deps.clock(), deps.newId) };
}

/** A provider is in the programme from the start; a reseller once its enrolment is approved. */
async function hasAccount({ store }: Deps, { id, kind, inCsp }: DirectoryTenant): Promise<boolean> {
  if (kind === 'provider') return inCsp;
  const stored = await store.read({ partition: homeOf(id), id: ENROLMENT_ID });
  return isEnrolled(stored && enrolmentSchema.parse(stored.body));
}

/** A Global admin of the directory is shown as one, and stays one for as long as the directory says so. */
function rolesOf({ roles, directoryRoles }: DirectoryPerson): Pick<User, 'agent' | 'admin' | 'byDirectory'> {
  const { agent, admin } = roles ?? { agent: 'notAnAgent', admin: 'notAnAdmin' };
  return directoryRoles.includes('globalAdmin') && admin === 'notAnAdmin' ? { agent, admin: 'globalAdmin', byDirectory: true } : { agent, admin };
}

function firstWrites(deps: Deps, person: DirectoryPerson, correlation: string): readonly Write[] {
  const partition = homeOf(person.tenant);
  const email = person.email ?? '';
  const body: User = {
    v: 1, id: person.id, tenant: person.tenant, state: 'Active', since: deps.clock(), rev: 1, lastCommand: '', name: person.name, email, ...rolesOf(person),
  };
  const key = userDocumentId(person.id);
  return [
    { op: 'create', doc: { partition, id: key, kind: 'user', body } },
    ...(email === '' ? [] : [{ op: 'upsert' as const, doc: { ...claimRef(partition, emailClaim(email)), kind: 'claim', body: { by: key } } }]),
    ...lineWrites({ partition, key, before: undefined, after: userLine(body) }),
    opening(deps, { task: 'user', before: { ...body, state: 'NotAUser', rev: 0, agent: 'notAnAgent', admin: 'notAnAdmin' }, after: body, correlation }),
  ];
}
