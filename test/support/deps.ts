/** What a use case is given, in memory: the real SQLite store, watched, and a directory, membership site and account maker that tests fill in. No expectations here. */

import { afterEach, beforeEach } from '@jest/globals';
import type { Command } from '../../src/app/command.ts';
import type { Deps } from '../../src/app/deps.ts';
import { homeOf } from '../../src/app/homes.ts';
import type { DirectoryPerson, DirectoryTenant, Doc, DocRef, Store, Write } from '../../src/app/ports.ts';
import { silent } from '../../src/app/telemetry.ts';
import type { AddressFinding } from '../../src/core/address.ts';
import { NOT_VALIDATED } from '../../src/core/address.ts';
import type { TenantId } from '../../src/core/ids.ts';
import type { MpnProfile, TaskDoc } from '../../src/core/machine.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import { openStore } from '../../src/store/open.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { taskOf } from '../../src/tasks/catalog.ts';
import { handClock } from '../store/support.ts';
import { SITE, adventure, cast, contoso, fabrikam, norte, operator, personNamed } from './world.ts';

export interface TestWorld {
  readonly deps: Deps;
  readonly clock: ReturnType<typeof handClock>;
  /** The requests to the store since `quiet` was called last. */
  readonly traffic: { readonly reads: DocRef[]; readonly commits: (readonly Write[])[] };
  readonly quiet: () => void;
  /** What happens between reading and the next commits, one for each. */
  readonly meanwhile: (() => Promise<unknown>)[];
  readonly nudged: Doc[];
  /** What services outside have thrown. */
  readonly failures: unknown[];
  /** Profiles by membership account; those of a tenant that trades already; domains in use. */
  readonly accounts: Map<string, readonly MpnProfile[]>;
  readonly associated: Map<TenantId, MpnProfile>;
  readonly taken: Set<string>;
  /** Whom the directory knows; customers whom a partner serves in other portals. */
  readonly people: DirectoryPerson[];
  readonly served: Map<TenantId, readonly TenantId[]>;
  /** What the checker of addresses says, by first line; of others it knows nothing. */
  readonly findings: Map<string, () => Promise<AddressFinding>>;
}

/** A new world for each test of the file, to be asked for inside of them. */
export function eachWorld(tenants: readonly DirectoryTenant[] = [contoso, fabrikam, norte, operator, adventure]): () => TestWorld {
  let world: TestWorld | undefined;
  const current = (): TestWorld => {
    if (!world) throw new Error('The world is open only while tests run');
    return world;
  };
  beforeEach(async () => { world = await openWorld(tenants); });
  afterEach(async () => await current().deps.store.close());
  return current;
}

async function openWorld(tenants: readonly DirectoryTenant[]): Promise<TestWorld> {
  const clock = handClock();
  const world = {
    clock, traffic: { reads: [] as DocRef[], commits: [] as (readonly Write[])[] }, meanwhile: [] as (() => Promise<unknown>)[], nudged: [] as Doc[], failures: [] as unknown[],
    accounts: new Map<string, readonly MpnProfile[]>(), associated: new Map<TenantId, MpnProfile>(), taken: new Set<string>(),
    people: [] as DirectoryPerson[], served: new Map<TenantId, readonly TenantId[]>(), findings: new Map<string, () => Promise<AddressFinding>>(),
  };
  const store = watched(await openStore({ kind: 'sqliteMemory' }, clock), world);
  const ids = counter();
  const bytes = counter();
  const deps: Deps = {
    store, clock, rules: defaultRules,
    newId: () => `${ids().toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
    randomBytes: (size) => Buffer.alloc(size, bytes()),
    failed: (error) => { world.failures.push(error); },
    telemetry: silent,
    nudge: (rows) => { world.nudged.push(...rows); },
    directory: {
      operatorTenant: operator.id,
      tenant: async (id) => tenants.find((tenant) => tenant.id === id),
      tenantAt: async (domain) => tenants.find((tenant) => tenant.domains.includes(domain))?.id,
      person: async (tenant, id) => world.people.find((person) => person.tenant === tenant && person.id === id),
      partnerPeople: async (tenant) => world.people.filter((person) => person.tenant === tenant && (person.roles || person.directoryRoles.length > 0)),
      isProgrammeAdmin: async (tenant, id) => tenant === operator.id && id === cast.reviewer.id,
    },
    addresses: { check: async ({ line1 }) => await world.findings.get(line1)?.() ?? NOT_VALIDATED },
    portals: { customersOf: async (partner) => world.served.get(partner) ?? [] },
    commerce: { place: async () => ({ accepted: true }), reviewOf: async () => ({ review: 'inReview' }), purchaseOrder: async () => {}, withdraw: async () => {}, provision: async () => ({ provisioned: true }) },
    site: () => SITE,
    membership: { profiles: async (account) => world.accounts.get(account), associated: async (tenant) => world.associated.get(tenant) },
    accounts: {
      domainTaken: async (domain) => world.taken.has(domain),
      createTenant: async () => { throw new Error('No test of the domain creates a tenant'); },
      createUser: async ({ tenant, email }) => ({ tenant, person: personNamed(`person-of-${email}`), userName: email, temporaryPassword: '(shown once)' }),
      resetPassword: async (tenant, person) => ({ tenant, person, userName: `${person}@${tenant}.es`, temporaryPassword: '(shown once)' }),
    },
  };
  return { ...world, deps, quiet: () => { world.traffic.reads.length = 0; world.traffic.commits.length = 0; } };
}

function watched(store: Store, { traffic, meanwhile }: Pick<TestWorld, 'traffic' | 'meanwhile'>): Store {
  return {
    ...store,
    read: async (ref) => {
      traffic.reads.push(ref);
      return await store.read(ref);
    },
    commit: async (writes) => {
      await meanwhile.shift()?.();
      traffic.commits.push(writes);
      return await store.commit(writes);
    },
  };
}

function counter(): () => number {
  let count = 0;
  return () => ++count;
}

/** A command as the edge gives it; ids are fresh unless they are given. */
export function commanding(world: () => TestWorld) {
  return (event: string, more: Partial<Command> = {}): Command => ({
    task: 'enrolment', event, tenant: contoso.id, input: {}, commandId: world().deps.newId(), actor: cast.globalAdmin, correlation: 'c0ffee', ...more,
  });
}

/** Stores a task document as if it had always been there, and forgets the request. */
export async function given(world: TestWorld, task: TaskKind, doc: TaskDoc): Promise<void> {
  const def = taskOf(task);
  const due = def.due?.(doc, world.deps.rules)?.at;
  await world.deps.store.commit([{ op: 'create', doc: { partition: homeOf(doc.tenant), id: def.documentId(cast.globalAdmin, doc.id), kind: task, body: doc, ...(due ? { due } : {}) } }]);
  world.quiet();
}
