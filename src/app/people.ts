/** Who a person is at this moment, and what their own document is changed for: their language, where they are reached, what they were told. */

import type { Language, PersonActor } from '../core/actor.ts';
import type { PersonId, TenantId } from '../core/ids.ts';
import { can } from '../rules/permissions.ts';
import type { User } from '../tasks/userDoc.ts';
import { rolesGiven, userDocumentId, userSchema } from '../tasks/userDoc.ts';
import type { Deps } from './deps.ts';
import type { Person } from './documents.ts';
import { personSchema } from './documents.ts';
import { homeOf, personRef } from './homes.ts';
import type { DirectoryPerson } from './ports.ts';

export type Standing = Pick<PersonActor, 'tenantKind' | 'directoryRoles' | 'roles' | 'programmeAdmin'> & {
  readonly entry: DirectoryPerson | undefined;
  readonly user: User | undefined;
};

/** INV-57: asked anew each time. The directory's partner roles count until the company's account has a user for the person. */
export async function standingOf({ store, directory }: Deps, tenant: TenantId, id: PersonId): Promise<Standing> {
  const [stored, entry, company, programmeAdmin] = await Promise.all([
    store.read({ partition: homeOf(tenant), id: userDocumentId(id) }), directory.person(tenant, id), directory.tenant(tenant), directory.isProgrammeAdmin(tenant, id),
  ]);
  const user = stored && userSchema.parse(stored.body);
  return { entry, user, tenantKind: company?.kind, directoryRoles: entry?.directoryRoles ?? [], roles: user ? rolesGiven(user) : entry?.roles, programmeAdmin };
}

/** Somebody who signed in on a web page, as they are at this moment. @returns undefined once the directory does not know them any more. */
export async function personActor(deps: Deps, { tenant, id, language }: Pick<PersonActor, 'tenant' | 'id' | 'language'>): Promise<PersonActor | undefined> {
  const { entry, tenantKind, directoryRoles, roles, programmeAdmin } = await standingOf(deps, tenant, id);
  return entry && { kind: 'person', tenant, id, name: entry.name, email: entry.email, language, tenantKind, directoryRoles, roles, programmeAdmin };
}

/** A customer's people who answer for it (C01), as far as the directory knows where to write to them. */
export async function globalAdminsWithMail({ directory }: Pick<Deps, 'directory'>, customer: TenantId): Promise<readonly (DirectoryPerson & { readonly email: string })[]> {
  const people = await directory.partnerPeople(customer);
  return people.flatMap((one) => {
    const mayAnswer = can({ kind: 'person', language: 'en', tenantKind: 'customer', programmeAdmin: false, ...one }, 'C01');
    return mayAnswer && one.email ? [{ ...one, email: one.email }] : [];
  });
}

export async function setLanguage(deps: Deps, actor: PersonActor, language: Language): Promise<void> {
  await changePerson(deps, actor, { language, lastLanguage: language });
}

/** Tried again when somebody else changed the document meanwhile: the two changes never touch the same field. */
export async function changePerson(deps: Deps, { tenant, id }: Pick<PersonActor, 'tenant' | 'id'>, set: Partial<Person>): Promise<void> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const stored = await deps.store.read(personRef(tenant, id));
    if (!stored) return; // every turn begins by writing it; without one there is nobody to remember this for
    const person: Person = { ...personSchema.parse(stored.body), ...set };
    if (await deps.store.commit([{ op: 'replace', doc: { ...personRef(tenant, id), kind: 'person', body: person }, ifMatch: stored.etag }]) === 'saved') return;
  }
  throw new Error('A person document changed five times in a row while it was being written');
}
