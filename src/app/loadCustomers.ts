/** What decisions about customers and what is sold to them need to see (load.ts): other companies in their own homes, and everything of one customer in its home. No decisions here. */

import type { ReadSet, TaskDoc } from '../core/machine.ts';
import type { TenantId } from '../core/ids.ts';
import { tenantId } from '../core/ids.ts';
import { readLines } from '../rules/orderLines.ts';
import { CUSTOMER_ID, customerSchema } from '../tasks/customerDoc.ts';
import { gdapDocumentId, gdapSchema } from '../tasks/gdapDoc.ts';
import type { Relationship } from '../tasks/relationship.ts';
import { relationshipSchema } from '../tasks/relationship.ts';
import { mpnIdOf } from '../tasks/selling.ts';
import { customerOf, relationshipOf, relationshipsOf, storedRelationships } from './customers.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import type { Asked } from './load.ts';
import { offersNamed } from './offers.ts';
import { partnershipOf } from './partners.ts';
import type { Stored } from './ports.ts';
import { agreementOf, enrolmentOf, reservationOf } from './queries.ts';
import { subscriptionFacts, subscriptionOf } from './subscriptions.ts';

export type Beside = { readonly facts: Partial<ReadSet>; readonly stored: readonly Stored[] };

/** Documents of the customer whose home it is; they may change along with the document. */
export async function readCustomer({ deps, doc, tenant: { id }, wanted }: Asked): Promise<Beside> {
  const [customer, relationships, granted, subscriptions] = await Promise.all([
    wanted.has('customer') ? deps.store.read({ partition: homeOf(id), id: CUSTOMER_ID }) : undefined,
    wanted.has('relationships') ? storedRelationships(deps, id) : undefined,
    wanted.has('granted') ? storedGrants(deps, id, doc as Relationship | undefined) : undefined, // whose rows read it
    wanted.has('subscriptions') ? subscriptionFacts(deps, id) : undefined,
  ]);
  return {
    facts: {
      customer: customer && customerSchema.parse(customer.body),
      ...(relationships ? { relationships: relationships.map(({ body }) => relationshipSchema.parse(body)) } : {}),
      ...(granted ? { granted: granted.map(({ body }) => gdapSchema.parse(body)) } : {}),
      ...(subscriptions ? { subscriptions } : {}),
    },
    stored: [...(customer ? [customer] : []), ...relationships ?? [], ...granted ?? []],
  };
}

async function storedGrants({ store }: Deps, customer: TenantId, relationship: Relationship | undefined): Promise<readonly Stored[]> {
  const granted = relationship?.gdap?.filter(({ isGranted }) => isGranted) ?? [];
  const found = await Promise.all(granted.map(async ({ id }) => await store.read({ partition: homeOf(customer), id: gdapDocumentId(id) })));
  return found.flatMap((stored) => (stored ? [stored] : []));
}

/** Other companies, each as it is now in its own home. */
export async function readCompanies(asked: Asked): Promise<Partial<ReadSet>> {
  const { deps, command, doc, tenant, wanted, typed } = asked;
  const { actor } = command;
  const provider = wanted.has('provider') || wanted.has('jointPartnership') ? named(asked, 'provider') ?? idIn(doc, 'provider') : undefined;
  const found = await Promise.all([
    wanted.has('provider') && provider ? field('provider', deps.directory.tenant(provider)) : undefined,
    wanted.has('jointPartnership') && provider ? field('jointPartnership', partnershipOf(deps, tenant.id, provider)) : undefined,
    wanted.has('reseller') ? field('reseller', resellerFacts(asked)) : undefined,
    wanted.has('ownRelationships') && actor.kind === 'person' ? field('ownRelationships', relationshipsOf(deps, actor.tenant)) : undefined,
    wanted.has('served') ? field('served', servedBy(asked)) : undefined,
    wanted.has('additional') ? field('additional', holdersOf(asked)) : undefined,
    wanted.has('existing') ? field('existing', companyAt(deps, typed('email'))) : undefined,
    wanted.has('offers') ? field('offers', offersNamed(deps, offersIn(asked))) : undefined,
  ]);
  return found.reduce<Partial<ReadSet>>((all, one) => ({ ...all, ...one }), {});
}

const field = async <Name extends keyof ReadSet>(name: Name, read: Promise<ReadSet[Name]>): Promise<Partial<ReadSet>> => ({ [name]: await read } as Partial<ReadSet>); // a computed name is any name to the compiler

/** A tenant that the input names; an empty or impossible one is none. */
function named({ typed }: Asked, field: string): TenantId | undefined {
  const read = tenantId.safeParse(typed(field) ?? '');
  return read.success ? read.data : undefined;
}

/** The same of a document: `{ provider: { id } }`. */
function idIn(doc: TaskDoc | undefined, field: string): TenantId | undefined {
  const value: unknown = doc && Reflect.get(doc, field);
  return typeof value === 'object' && value !== null && 'id' in value ? tenantId.parse(value.id) : undefined;
}

/** Offers of an order's lines, of an upgrade, and of the document itself. */
function offersIn({ command: { input } }: Asked): readonly string[] {
  return [...new Set([...readLines(input['lines'] ?? '').map(({ offer }) => offer), input['offer'] ?? ''])].filter((id) => id !== '');
}

/** In the home of a customer of the document's company, whose relationship with it decides what of the rest may be told. */
async function servedBy(asked: Asked): Promise<ReadSet['served']> {
  const { deps, tenant, typed } = asked;
  const id = named(asked, 'customer');
  if (!id) return undefined;
  const provider = named(asked, 'provider');
  const [relationship, seller, customer, subscription] = await Promise.all([
    relationshipOf(deps, id, tenant.id), provider && relationshipOf(deps, id, provider), customerOf(deps, id), subscriptionOf(deps, id, typed('subscription') ?? ''),
  ]);
  return { relationship, seller, customer, subscription };
}

/** By its tenant, or by the MPN ID that it holds (ORD-04); else the one of the document. The partnership is with the actor's company. */
async function resellerFacts(asked: Asked): Promise<ReadSet['reseller']> {
  const { deps, command: { actor }, doc, typed } = asked;
  const mpnId = typed('mpnId');
  const id = named(asked, 'reseller') ?? (mpnId ? (await reservationOf(deps.store, mpnId))?.tenant : idIn(doc, 'reseller'));
  return id ? await resellerAt(deps, id, actor.kind === 'person' ? actor.tenant : undefined) : undefined;
}

/** A reseller as it is now in its own home. @param provider whose partnership with it counts. */
export async function resellerAt(deps: Deps, id: TenantId, provider: TenantId | undefined): Promise<ReadSet['reseller']> {
  const tenant = await deps.directory.tenant(id);
  if (!tenant) return undefined;
  const [enrolment, agreement, partnership] = await Promise.all([enrolmentOf(deps, id), agreementOf(deps, id), provider ? partnershipOf(deps, id, provider) : undefined]);
  return { tenant, enrolment, agreement, partnership };
}

/** [DESIGN] more are refused anyway (INV-52). */
const MOST_LOOKED_UP = 6;

/** Who holds each of the MPN IDs; one that nobody in the programme holds is left out: one that is only reserved is nobody's location yet (INV-45). */
async function holdersOf({ deps, command: { actor, input } }: Asked): Promise<NonNullable<ReadSet['additional']>> {
  const found = await Promise.all([...new Set((input['additional'] ?? '').split(/[\s,;]+/).filter((id) => id !== ''))].slice(0, MOST_LOOKED_UP).map(async (mpnId) => {
    const reserved = await reservationOf(deps.store, mpnId);
    const holder = reserved && await resellerAt(deps, reserved.tenant, actor.kind === 'person' ? actor.tenant : undefined);
    return holder && mpnIdOf(holder) === mpnId ? [{ mpnId, ...holder }] : [];
  }));
  return found.flat();
}

async function companyAt({ directory }: Deps, email: string | undefined): Promise<ReadSet['existing']> {
  const domain = email?.split('@')[1];
  const tenant = domain ? await directory.tenantAt(domain) : undefined;
  return tenant && await directory.tenant(tenant);
}
