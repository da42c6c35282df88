/** Who a person is at this moment, and what their own document is changed for: their language, where they are reached, what they were told. */

import type { Language, PersonActor } from '../core/actor.ts';
import type { PersonId, TenantId } from '../core/ids.ts';
import { can, inForce } from '../rules/permissions.ts';
import type { User } from '../tasks/userDoc.ts';
import { rolesGiven, userDocumentId, userSchema } from '../tasks/userDoc.ts';
import type { Deps } from './deps.ts';
import type { Person } from './documents.ts';
import { personSchema } from './documents.ts';
import { homeOf, personRef } from './homes.ts';
import { deliveryId, remembering } from './once.ts';
import type { DirectoryPerson } from './ports.ts';

export type Standing = Pick<PersonActor, 'tenantKind' | 'directoryRoles' | 'roles' | 'programmeAdmin'> & {
  readonly entry: DirectoryPerson | undefined;
  readonly user: User | undefined;
};

/** INV-57: asked anew each time. The directory's partner roles count until the company's account has a user for the person. */
export async function standingOf({ store, directory, rules }: Deps, tenant: TenantId, id: PersonId): Promise<Standing> {
  const [stored, entry, company, programmeAdmin] = await Promise.all([
    store.read({ partition: homeOf(tenant), id: userDocumentId(id) }), directory.person(tenant, id), directory.tenant(tenant), directory.isProgrammeAdmin(tenant, id),
  ]);
  const user = stored && userSchema.parse(stored.body);
  return { entry, user, tenantKind: company?.kind, directoryRoles: entry?.directoryRoles ?? [], roles: inForce(company?.kind, user ? rolesGiven(user) : entry?.roles, rules), programmeAdmin };
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

/** @param delivery of whoever chose it. @returns false when it has been here before: they may have chosen another one since. */
export async function setLanguage(deps: Deps, actor: PersonActor, { language, delivery }: { readonly language: Language; readonly delivery?: string }): Promise<boolean> {
  return await changePerson(deps, actor, { language, lastLanguage: language }, delivery);
}

/** Tried again when somebody else changed the document meanwhile: the two changes never touch the same field. @returns false when `delivery` has been here before. */
export async function changePerson(deps: Deps, { tenant, id }: Pick<PersonActor, 'tenant' | 'id'>, set: Partial<Person>, delivery?: string): Promise<boolean> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const stored = await deps.store.read(personRef(tenant, id));
    if (!stored) return true; // every turn begins by writing it; without one there is nobody to remember this for
    const person: Person = { ...personSchema.parse(stored.body), ...set };
    const once = delivery === undefined ? [] : [remembering({ partition: homeOf(tenant), commandId: deliveryId({ id: delivery, event: 'person' }), event: 'person', now: deps.clock() })];
    const committed = await deps.store.commit([{ op: 'replace', doc: { ...personRef(tenant, id), kind: 'person', body: person }, ifMatch: stored.etag }, ...once]);
    if (committed !== 'conflict') return committed === 'saved';
  }
  throw new Error('A person document changed five times in a row while it was being written');
}
