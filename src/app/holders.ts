/** Who at a company holds a permission at this moment, by name, for people who have to ask a colleague. Nobody is let through by it. */

import type { PersonActor } from '../core/actor.ts';
import { storedPerson } from '../core/stored.ts';
import type { Permission } from '../rules/permissions.ts';
import { can, canOnOffice365, inForce } from '../rules/permissions.ts';
import type { Deps } from './deps.ts';
import { usersOf } from './users.ts';

/** [DESIGN] more names do not help anybody. */
const MOST_NAMED = 5;

export type Held = { readonly permission: Permission; /** Also for Office 365 (INV-04). */ readonly onOffice365?: boolean };

/**
 * At the actor's own company (INV-56). The roles of an account that is open are those of its users, of whom the first page is looked at; before, they are the
 * directory's. A Global admin of the directory counts either way.
 */
export async function holdersOf(deps: Pick<Deps, 'store' | 'directory' | 'rules'>, { tenant, tenantKind, language }: PersonActor, { permission, onOffice365 }: Held): Promise<readonly string[]> {
  const [entries, { rows }] = await Promise.all([deps.directory.partnerPeople(tenant), usersOf(deps, tenant, { search: '' })]);
  const users = rows.filter(({ state }) => state === 'Active').map(({ id, name, email, agent, admin }) => {
    const directoryRoles = entries.find((entry) => entry.id === id)?.directoryRoles ?? [];
    return { tenant, id: storedPerson.parse(id), name, email, directoryRoles, roles: { agent, admin } };
  });
  const others = entries.filter(({ id }) => !users.some((user) => user.id === id)).map((entry) => (users.length > 0 ? { ...entry, roles: undefined } : entry));
  const holds = onOffice365 ? canOnOffice365 : can;
  const people = [...users, ...others].filter((one) => holds({ kind: 'person', tenantKind, language, programmeAdmin: false, ...one, roles: inForce(tenantKind, one.roles, deps.rules) }, permission));
  return [...new Set(people.map(({ name }) => name))].slice(0, MOST_NAMED);
}
