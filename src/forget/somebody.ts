/** Who is to be forgotten: everything that a store knows them by. Erasing it is erase.ts. */

import type { Stored } from '../app/ports.ts';
import { auditSchema, personSchema } from '../app/documents.ts';
import { homeOf, personRef } from '../app/homes.ts';
import type { Inventory } from '../check/inventory.ts';
import type { PersonId, TenantId } from '../core/ids.ts';
import type { User } from '../tasks/userDoc.ts';
import { userDocumentId } from '../tasks/userDoc.ts';

/** A person of a tenant, or somebody known by an e-mail address only, such as an enrolment's primary contact. */
export type Asked = { readonly tenant: TenantId; readonly person: PersonId } | { readonly email: string };

export type Somebody = {
  /** Names of their own that mean nobody else: object id, chat. Found as whole words between colons and bars. */
  readonly ids: readonly string[];
  /** Found anywhere in a text, in whatever case. */
  readonly addresses: readonly string[];
  /** Found as whole words: everywhere, unless somebody else is called the same. */
  readonly names: readonly string[];
  readonly hasNamesake: boolean;
};

/** @returns why they cannot be forgotten now, in a sentence for the operator. */
export function somebodyIn(inventory: Inventory, asked: Asked): Somebody | { readonly trouble: string } {
  if ('email' in asked) return byAddress(inventory, asked.email);
  const { tenant, person } = asked;
  const user = inventory.tasks('user').find(({ stored }) => stored.partition === homeOf(tenant) && stored.id === userDocumentId(person))?.doc;
  if (user && user.state !== 'Removed') return { trouble: `${user.name} is a user of the partner account: remove them first (/user ${user.email || user.name})` };
  const known = inventory.at(personRef(tenant, person));
  const acted = namesInLog(inventory, { tenant, person });
  if (!known && !user && acted.length === 0) return { trouble: `Nobody with the id ${person} is known in ${tenant}` };
  return of(inventory, { known, user, acted, tenant, person });
}

function byAddress(inventory: Inventory, email: string): Somebody | { readonly trouble: string } {
  const user = inventory.tasks('user').find(({ doc }) => doc.state !== 'Removed' && doc.email.toLowerCase() === email.toLowerCase());
  return user ? { trouble: `${email} belongs to a user of ${user.doc.tenant}: remove them first, then forget ${user.doc.tenant}/${user.doc.id}` } : { ids: [], addresses: [email], names: [], hasNamesake: false };
}

type Person = { readonly tenant: TenantId; readonly person: PersonId };
type Known = Person & { readonly known: Stored | undefined; readonly user: User | undefined; readonly acted: readonly string[] };

function of(inventory: Inventory, { known, user, acted, tenant, person }: Known): Somebody {
  const met = known && personSchema.parse(known.body);
  const names = distinct([met?.name, user?.name, ...acted]);
  return {
    ids: distinct([person, met?.address?.user, met?.address?.conversation]),
    addresses: distinct([user?.email, user?.userName, ...addressesGiven(inventory, { tenant, person })]),
    names,
    hasNamesake: namesOfOthers(inventory, person).some((name) => names.some((own) => own.toLowerCase() === name.toLowerCase())),
  };
}

/** Whoever answers for a customer on a web page is known by what they did there, and by nothing else. */
function namesInLog(inventory: Inventory, { tenant, person }: Person): readonly string[] {
  const entries = inventory.kind('audit').map(({ body }) => auditSchema.parse(body));
  return entries.flatMap(({ actor }) => (actor.kind === 'person' && actor.tenant === tenant && actor.id === person ? [actor.name] : []));
}

/** For a work account, and with the agreement that they accepted for their company. */
function addressesGiven(inventory: Inventory, { tenant, person }: Person): readonly (string | undefined)[] {
  const asked = inventory.tasks('workAccount').filter(({ stored }) => stored.partition === homeOf(tenant) && stored.id === `workAccount:${person}`).map(({ doc }) => doc);
  const agreed = inventory.tasks('customer').flatMap(({ doc: { agreement } }) => (agreement?.how === 'accepted' && agreement.byTenant === tenant && agreement.byId === person ? [agreement.email] : []));
  return [...asked.flatMap(({ request, userName }) => [request?.['contactEmail'], userName]), ...agreed];
}

function namesOfOthers(inventory: Inventory, person: PersonId): readonly string[] {
  const met = inventory.kind('person').map(({ body }) => personSchema.parse(body)).filter(({ id }) => id !== person);
  const users = inventory.tasks('user').filter(({ doc }) => doc.id !== person);
  return [...met.map(({ name }) => name), ...users.map(({ doc }) => doc.name)];
}

const distinct = (values: readonly (string | undefined)[]): readonly string[] => [...new Set(values.filter((value) => value !== undefined && value.trim() !== ''))] as readonly string[]; // the filter leaves texts only

