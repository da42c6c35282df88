/** What a decision needs to see, read before it decides: the document, and the facts its row names in `reads`. No decisions here. */

import type { Address } from '../core/address.ts';
import { contextOf } from '../core/decide.ts';
import type { ReadName, ReadSet, TaskDef, TaskDoc, World } from '../core/machine.ts';
import { suffixOf } from '../rules/clouds.ts';
import { can, reaches } from '../rules/permissions.ts';
import { accountSchema } from '../tasks/account.ts';
import { taskOf } from '../tasks/catalog.ts';
import type { Enrolment } from '../tasks/enrolmentDoc.ts';
import { ENROLMENT_ID, enrolmentSchema } from '../tasks/enrolmentDoc.ts';
import { isUnnamed } from '../tasks/enrolmentMembership.ts';
import { partnershipDocumentId, partnershipSchema } from '../tasks/partnershipDoc.ts';
import { emailClaim, userDocumentId, userSchema } from '../tasks/userDoc.ts';
import type { PersonId } from '../core/ids.ts';
import { openedAccount } from './accounts.ts';
import { checkAddress } from './addresses.ts';
import type { Command } from './command.ts';
import type { Deps } from './deps.ts';
import { claimRef, homeOf } from './homes.ts';
import type { Beside } from './loadCustomers.ts';
import { readCompanies, readCustomer } from './loadCustomers.ts';
import type { DirectoryTenant, Store, Stored } from './ports.ts';
import { agreementOf, reservationOf } from './queries.ts';

/** A copy comes with the etag of what was copied: good enough to say yes to, because the commit asks whether that still stands, and never to refuse on. */
export type Loaded = { readonly stored: Stored | undefined; readonly doc: TaskDoc | undefined; readonly isCopy?: true };

/** `stored`: the documents of the same home that were read for the decision, by id, for what changes along with it. */
export type Seen = { readonly world: World; readonly stored: ReadonlyMap<string, Stored> };

export const targetOf = (command: Pick<Command, 'target'>): string => command.target ?? '';

export async function loadDocument(store: Store, def: TaskDef<TaskDoc>, command: Pick<Command, 'tenant' | 'actor' | 'target'>): Promise<Loaded> {
  const stored = await store.read({ partition: homeOf(command.tenant), id: def.documentId(command.actor, targetOf(command)) });
  return { stored, doc: stored && def.schema.parse(stored.body) };
}

/** The membership site or the maker of accounts did not answer; people hear GEN-04, and try again later. */
export class OutsideUnavailable extends Error {}

/** @returns undefined when the directory does not know the tenant. Throws OutsideUnavailable. */
export async function loadWorld(deps: Deps, command: Command, doc: TaskDoc | undefined): Promise<Seen | undefined> {
  const tenant = await deps.directory.tenant(command.tenant);
  if (!tenant) return undefined;
  const rows = taskOf(command.task).events[command.event] ?? [];
  const row = rows.find((candidate) => doc === undefined || candidate.from.includes(doc.state)) ?? rows[0]; // as decide asks it
  const asked: Asked = {
    deps, command, doc, tenant,
    wanted: new Set<ReadName>(row?.reads),
    opensAccount: row !== undefined && reaches(command.actor, row.needs, tenant.id) && can(command.actor, row.needs),
    /** An input as the row itself will read it: what is wrong needs no looking up. */
    typed: (field) => {
      const read = row?.fields?.[field]?.(command.input[field] ?? '', contextOf(row, command.input, { rules: deps.rules, now: deps.clock(), tenant }));
      return read?.ok ? String(read.value) : undefined;
    },
  };
  const [enrolment, account, customer, ...groups] = await Promise.all([
    readEnrolment(asked), readAccount(asked), readCustomer(asked), readEnrolling(asked), readAddress(asked), readPartners(asked), readSiblings(asked), readCompanies(asked),
  ]);
  const beside = [enrolment, account, customer];
  const read = [...groups, ...beside.map(({ facts }) => facts)].reduce<ReadSet>((all, group) => ({ ...all, ...group }), { tenant });
  return { world: { actor: command.actor, now: deps.clock(), rules: deps.rules, newId: deps.newId, site: deps.site(), read }, stored: new Map(beside.flatMap(({ stored }) => stored.map((one) => [one.id, one]))) };
}

export type Asked = {
  readonly deps: Deps; readonly command: Command; readonly doc: TaskDoc | undefined; readonly tenant: DirectoryTenant;
  /** Whoever is refused anyway opens none (INV-56, INV-57). */
  readonly opensAccount: boolean;
  readonly wanted: ReadonlySet<ReadName>; readonly typed: (field: string) => string | undefined;
};

/** What the membership site and the reservations say (WF-01 to WF-04). */
async function readEnrolling({ deps, command, doc, tenant, wanted, typed }: Asked): Promise<Partial<ReadSet>> {
  const draft = command.task === 'enrolment' ? (doc as Enrolment | undefined) : undefined; // the document of an enrolment command is an enrolment
  const account = draft?.membership?.account;
  const mpnId = typed('mpnId') ?? draft?.mpn?.mpnId;
  const prefix = typed('prefix');
  return {
    ...(wanted.has('profiles') && account ? { profiles: await outside(async () => await deps.membership.profiles(account)) } : {}),
    ...(wanted.has('associated') ? { associated: await outside(async () => await deps.membership.associated(command.tenant)) } : {}),
    ...((wanted.has('reservation') || (wanted.has('unnamedReservation') && isUnnamed(draft?.mpn))) && mpnId ? { reservation: await reservationOf(deps.store, mpnId) } : {}),
    ...(wanted.has('domainTaken') && prefix ? { domainTaken: await outside(async () => await deps.accounts.domainTaken(`${prefix}${suffixOf(tenant.cloud, deps.rules)}`)) } : {}),
  };
}

/** What the checker says of the address that was typed (§6.3); one with a part that is wrong by itself needs no asking. */
async function readAddress(asked: Asked): Promise<Partial<ReadSet>> {
  const address = asked.wanted.has('address') ? addressIn(asked) : undefined;
  return address ? { address: await checkAddress(asked.deps, address, asked.command.correlation) } : {};
}

/** Forms call the lines by one of two names. */
function addressIn({ typed, tenant }: Asked): Address | undefined {
  const line1 = typed('addressLine1') ?? typed('line1');
  const line2 = typed('addressLine2') ?? typed('line2');
  const [city, state, postalCode] = [typed('city'), typed('state'), typed('postalCode')];
  const isWhole = line1 !== undefined && line2 !== undefined && city !== undefined && state !== undefined && postalCode !== undefined;
  return isWhole ? { country: typed('country') ?? tenant.country, line1, line2, city, state, postalCode } : undefined;
}

/** The actor's own company, where the document is another's: read from its own home, never from what the other one knows of it. */
async function readPartners({ deps, command: { actor, tenant }, wanted }: Asked): Promise<Partial<ReadSet>> {
  if (actor.kind !== 'person') return {};
  const { store, directory } = deps;
  const own = homeOf(actor.tenant);
  const [facts, enrolment, agreement, partnership] = await Promise.all([
    wanted.has('own') ? directory.tenant(actor.tenant) : undefined,
    wanted.has('ownEnrolment') ? store.read({ partition: own, id: ENROLMENT_ID }) : undefined,
    wanted.has('ownAgreement') ? agreementOf(deps, actor.tenant) : undefined,
    wanted.has('partnership') ? store.read({ partition: own, id: partnershipDocumentId(tenant) }) : undefined,
  ]);
  return { own: facts, ownEnrolment: enrolment && enrolmentSchema.parse(enrolment.body), ownAgreement: agreement, partnership: partnership && partnershipSchema.parse(partnership.body) };
}

/** WF-08: what the company's other accounts have signed. */
async function readSiblings({ deps, tenant, wanted }: Asked): Promise<Partial<ReadSet>> {
  if (!wanted.has('siblings')) return {};
  const found = await Promise.all((tenant.siblings ?? []).map(async (id) => ({ tenant: await deps.directory.tenant(id), agreement: await agreementOf(deps, id) })));
  return { siblings: found.flatMap(({ tenant: sibling, agreement }) => (sibling ? [{ tenant: sibling, agreement }] : [])) };
}

async function readEnrolment({ deps, tenant, wanted }: Asked): Promise<Beside> {
  const stored = wanted.has('enrolment') ? await deps.store.read({ partition: homeOf(tenant.id), id: ENROLMENT_ID }) : undefined;
  return { facts: { enrolment: stored && enrolmentSchema.parse(stored.body) }, stored: stored ? [stored] : [] };
}

/** The account, which may have to be opened before its users can be looked at. */
async function readAccount(asked: Asked): Promise<Beside> {
  const { deps, tenant, opensAccount, wanted, typed } = asked;
  const partition = homeOf(tenant.id);
  const person = typed('person');
  const account = wanted.has('account') && opensAccount ? await openedAccount(deps, tenant) : undefined;
  const [user, people] = await Promise.all([
    wanted.has('user') && person ? deps.store.read({ partition, id: userDocumentId(person) }) : undefined, readPeople(asked),
  ]);
  return {
    facts: { ...people, account: account && accountSchema.parse(account.body), user: user && userSchema.parse(user.body) },
    stored: [account, user].flatMap((stored) => (stored ? [stored] : [])),
  };
}

async function readPeople({ deps, command, wanted, typed }: Asked): Promise<Partial<ReadSet>> {
  const { actor } = command;
  const email = typed('email') ?? (actor.kind === 'person' ? actor.email : undefined); // of the form, or of somebody who adds themselves
  const [subject, claim] = await Promise.all([
    wanted.has('subject') ? deps.directory.person(command.tenant, targetOf(command) as PersonId) : undefined, // the document of a user is found by the person's id
    wanted.has('emailTaken') && email ? deps.store.read(claimRef(homeOf(command.tenant), emailClaim(email))) : undefined,
  ]);
  return { subject, ...(wanted.has('emailTaken') ? { emailTaken: claim !== undefined } : {}) };
}

async function outside<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new OutsideUnavailable('A service outside did not answer', { cause: error });
  }
}

