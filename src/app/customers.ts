/** Customers as partners see them: lines in their lists, and how these follow from the relationships, which live with the customer (src/tasks/relationship.ts). */

import { z } from 'zod';
import type { TenantId } from '../core/ids.ts';
import type { Line } from '../core/machine.ts';
import type { Customer } from '../tasks/customerDoc.ts';
import { CUSTOMER_ID, customerSchema } from '../tasks/customerDoc.ts';
import { hasTag, taggedWith } from '../tasks/customerTags.ts';
import type { Relationship } from '../tasks/relationship.ts';
import { CUSTOMERS, RELATIONSHIPS, relationshipDocumentId, relationshipSchema, sharedWith } from '../tasks/relationship.ts';
import { storedTenant } from '../core/stored.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import type { PageOf } from './lines.ts';
import { pageOfLines } from './lines.ts';
import type { Stored } from './ports.ts';
import type { ShownLine } from './shownLines.ts';

const lineSchema = z.object({
  customer: storedTenant, name: z.string(), country: z.string(),
  /** What the reader is to this customer. */
  role: z.enum(['provider', 'reseller']),
});
export type CustomerLine = z.output<typeof lineSchema>;

export type AskedPage = { readonly search: string; readonly after: string | undefined };

/** A page of a partner's customers, by name. @param tenant the reader's own company (INV-56). */
export async function customersOf(deps: Deps, tenant: TenantId, asked: AskedPage): Promise<PageOf<CustomerLine>> {
  return await pageOfLines(deps, { partition: homeOf(tenant), list: CUSTOMERS, ...asked }, (body) => lineSchema.parse(body));
}

/** WF-18: those whom the reader's own company and one other both serve. */
export async function sharedCustomers(deps: Deps, { tenant, other }: { readonly tenant: TenantId; readonly other: TenantId }, asked: AskedPage): Promise<PageOf<CustomerLine>> {
  return await pageOfLines(deps, { partition: homeOf(tenant), list: sharedWith(other), ...asked }, (body) => lineSchema.parse(body));
}

/** §6.5: those that the reader's own company calls so. */
export async function taggedCustomers(deps: Deps, { tenant, tag }: { readonly tenant: TenantId; readonly tag: string }, asked: AskedPage): Promise<PageOf<CustomerLine>> {
  return await pageOfLines(deps, { partition: homeOf(tenant), list: taggedWith(tag), ...asked }, (body) => lineSchema.parse(body));
}

/** The customer's own document; whose business it is must be asked besides. */
export async function customerOf({ store }: Pick<Deps, 'store'>, id: TenantId): Promise<Customer | undefined> {
  const stored = await store.read({ partition: homeOf(id), id: CUSTOMER_ID });
  return stored && customerSchema.parse(stored.body);
}

/** [DESIGN] more than one customer will ever have. */
const MOST_PARTNERS = 200;

/** INV-56: undefined for a customer that this partner never had, and for something that is no customer. */
export async function relationshipOf({ store }: Pick<Deps, 'store'>, customer: TenantId, partner: TenantId): Promise<Relationship | undefined> {
  const stored = await store.read({ partition: homeOf(customer), id: relationshipDocumentId(partner) });
  return stored && relationshipSchema.parse(stored.body);
}

/** Every relationship that a customer has or had, as it is now. */
export async function relationshipsOf(deps: Pick<Deps, 'store'>, customer: TenantId): Promise<readonly Relationship[]> {
  return (await storedRelationships(deps, customer)).map(({ body }) => relationshipSchema.parse(body));
}

export async function storedRelationships({ store }: Pick<Deps, 'store'>, customer: TenantId): Promise<readonly Stored[]> {
  const partition = homeOf(customer);
  const lines = await store.page({ partition, list: RELATIONSHIPS, limit: MOST_PARTNERS });
  const found = await Promise.all(lines.map(async ({ body }) => await store.read({ partition, id: relationshipDocumentId(String(body['partner'])) })));
  return found.flatMap((stored) => (stored ? [stored] : []));
}

/**
 * INV-35: in a partner's list exactly while the relationship is Active; INV-22: among the customers shared by two exactly while both are, from both sides.
 * What follows from two documents carries the sum of their revisions: both only grow, so the newest state has the greatest.
 */
export function linesOf(relationships: readonly Relationship[]): readonly ShownLine[] {
  const own = relationships.map((one) => lineFor(one, CUSTOMERS, one));
  const shared = relationships.flatMap((one) => relationships.filter((other) => other.role !== one.role).map((other) => lineFor(one, sharedWith(other.partner), one, other)));
  const tagged = relationships.flatMap((one) => (one.tags ?? []).map((tag) => tagLine(one, tag)));
  return [...own, ...shared, ...tagged];
}

/** INV-59: in the partner's own list of a tag, while the customer has it. A list for each tag, because a line with 150 terms would be more than one batch. */
export function tagLine(one: Relationship, tag: string): ShownLine {
  const shown = lineFor(one, taggedWith(tag), one);
  return hasTag(one.tags ?? [], tag) ? shown : { ...shown, line: undefined };
}

/** The line in the home of the partner of `one`, which is there while all of `conditions` are Active. */
function lineFor(one: Relationship, list: string, ...conditions: readonly Relationship[]): ShownLine {
  const { tenant, partner, role, customer: { name, country, domain } } = one;
  const body: CustomerLine = { customer: tenant, name, country, role };
  const line: Line = { list, sort: name, terms: [name, domain, tenant], body };
  return {
    partition: homeOf(partner), list, key: tenant,
    rev: conditions.reduce((sum, { rev }) => sum + rev, 0),
    line: conditions.every(({ state }) => state === 'Active') ? line : undefined,
  };
}
