/** The file in which the bot keeps the tenants and people that it has created, shared by all instances on one folder: read anew for what is not known here, changed by one at a time. Who is created is accountsFile.ts. */

import type { PersonId, TenantId } from '../../src/core/ids.ts';
import type { Tenants } from './directoryFile.ts';
import type { Created } from './directorySchema.ts';
import { readCreated } from './directorySchema.ts';
import { oneAtATime, replaceFile } from './files.ts';
import { underLock } from './lock.ts';

export interface CreatedFile {
  /** Brings what other instances have created meanwhile into the directory. */
  readonly refresh: () => Promise<void>;
  /** `make` sees everything that was ever created, and what it makes is written before anybody else makes something; what it throws makes nothing. */
  readonly add: <M extends Partial<Created>>(make: () => M) => Promise<M>;
}

/** @param tenants the directory, to which is added what is created here and elsewhere. */
export function openCreatedFile(path: string, tenants: Tenants): CreatedFile {
  const inTurn = oneAtATime(); // those of one instance come in the order in which they were asked for
  const read = async (): Promise<Created> => {
    const created = await readCreated(path);
    bringInto(tenants, created);
    return created;
  };
  return {
    refresh: async () => { await read(); },
    add: async (make) => await inTurn(async () => await underLock(`${path}.lock`, async () => {
      const before = await read();
      const made = make();
      const created: Created = { tenants: [...before.tenants, ...made.tenants ?? []], people: [...before.people, ...made.people ?? []] };
      await replaceFile(path, `${JSON.stringify(created, undefined, 2)}\n`);
      bringInto(tenants, created);
      return made;
    })),
  };
}

function bringInto(tenants: Tenants, created: Created): void {
  for (const tenant of created.tenants) if (!tenants.has(tenant.id)) tenants.set(tenant.id, tenant);
  for (const person of created.people) {
    const tenant = tenants.get(person.tenant);
    if (tenant && !tenant.people.some(({ id }) => id === person.id)) tenants.set(tenant.id, { ...tenant, people: [...tenant.people, person] });
  }
}

const MADE = 'tenant-';

/** What is created has a name that tells it, so that nobody is looked for in the file who cannot be there, such as people of Entra. */
export const madeTenantId = (prefix: string): string => `${MADE}${prefix}`;
export const isMadeTenant = (id: TenantId): boolean => id.startsWith(MADE);
export const madePersonId = (tenant: TenantId, userName: string): string => `${tenant}-${userName.toLowerCase()}`;
export const isMadePerson = (tenant: TenantId, id: PersonId): boolean => id.startsWith(madePersonId(tenant, ''));
