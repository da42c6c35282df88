/** What a decision needs to see, read before it decides: the document, and the facts its row names in `reads`. No decisions here. */

import type { ReadName, ReadSet, TaskDef, TaskDoc, World } from '../core/machine.ts';
import { accountSchema } from '../tasks/account.ts';
import { taskOf } from '../tasks/catalog.ts';
import type { Enrolment } from '../tasks/enrolmentDoc.ts';
import { ENROLMENT_ID, enrolmentSchema } from '../tasks/enrolmentDoc.ts';
import { partnershipDocumentId, partnershipSchema } from '../tasks/partnershipDoc.ts';
import { emailClaim, userDocumentId, userSchema } from '../tasks/userDoc.ts';
import type { PersonId } from '../core/ids.ts';
import { dayOf } from '../core/time.ts';
import { openedAccount } from './accounts.ts';
import type { Command } from './command.ts';
import type { Deps } from './deps.ts';
import { claimRef, homeOf } from './homes.ts';
import { readCompanies, readCustomer } from './loadCustomers.ts';
import type { DirectoryTenant, Store, Stored } from './ports.ts';
import { reservationOf } from './queries.ts';

export type Loaded = { readonly stored: Stored | undefined; readonly doc: TaskDoc | undefined };

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
    /** An input as the row itself will read it: what is wrong needs no looking up. */
    typed: (field) => {
      const read = row?.fields?.[field]?.(command.input[field] ?? '', { rules: deps.rules, country: row.countryOf?.(command.input) ?? tenant.country, today: dayOf(deps.clock()), form: command.input });
      return read?.ok ? String(read.value) : undefined;
    },
  };
  const beside = await readBeside(asked); // it may open the account, whose users the others look at
  const customer = await readCustomer(asked);
  const read: ReadSet = {
    tenant, ...await readEnrolling(asked), ...await readPartners(asked), ...await readPeople(asked), ...await readCompanies(asked), ...customer.facts, ...beside.facts,
  };
  return { world: { actor: command.actor, now: deps.clock(), rules: deps.rules, newId: deps.newId, site: deps.site(), read }, stored: new Map([...beside.stored, ...customer.stored].map((stored) => [stored.id, stored])) };
}

export type Asked = {
  readonly deps: Deps; readonly command: Command; readonly doc: TaskDoc | undefined; readonly tenant: DirectoryTenant;
  readonly wanted: ReadonlySet<ReadName>; readonly typed: (field: string) => string | undefined;
};

/** What the membership site and the reservations say (WF-01 to WF-04). */
async function readEnrolling({ deps, command, doc, wanted, typed }: Asked): Promise<Partial<ReadSet>> {
  const draft = command.task === 'enrolment' ? (doc as Enrolment | undefined) : undefined; // the document of an enrolment command is an enrolment
  const account = draft?.membership?.account;
  const mpnId = typed('mpnId') ?? draft?.mpn?.mpnId;
  const prefix = typed('prefix');
  return {
    ...(wanted.has('profiles') && account ? { profiles: await outside(async () => await deps.membership.profiles(account)) } : {}),
    ...(wanted.has('associated') ? { associated: await outside(async () => await deps.membership.associated(command.tenant)) } : {}),
    ...(wanted.has('reservation') && mpnId ? { reservation: await reservationOf(deps.store, mpnId) } : {}),
    ...(wanted.has('domainTaken') && prefix ? { domainTaken: await outside(async () => await deps.accounts.domainTaken(prefix)) } : {}),
  };
}

/** The actor's own company, where the document is another's: read from its own home, never from what the other one knows of it. */
async function readPartners({ deps, command: { actor, tenant }, wanted }: Asked): Promise<Partial<ReadSet>> {
  if (actor.kind !== 'person') return {};
  const { store, directory } = deps;
  const own = homeOf(actor.tenant);
  const [facts, enrolment, partnership] = await Promise.all([
    wanted.has('own') ? directory.tenant(actor.tenant) : undefined,
    wanted.has('ownEnrolment') ? store.read({ partition: own, id: ENROLMENT_ID }) : undefined,
    wanted.has('partnership') ? store.read({ partition: own, id: partnershipDocumentId(tenant) }) : undefined,
  ]);
  return { own: facts, ownEnrolment: enrolment && enrolmentSchema.parse(enrolment.body), partnership: partnership && partnershipSchema.parse(partnership.body) };
}

async function readPeople({ deps, command, wanted, typed }: Asked): Promise<Partial<ReadSet>> {
  const { actor } = command;
  const email = typed('email') ?? (actor.kind === 'person' ? actor.email : undefined); // of the form, or of somebody who adds themselves
  return {
    ...(wanted.has('subject') ? { subject: await deps.directory.person(command.tenant, targetOf(command) as PersonId) } : {}), // the document of a user is found by the person's id
    ...(wanted.has('emailTaken') && email ? { emailTaken: await deps.store.read(claimRef(homeOf(command.tenant), emailClaim(email))) !== undefined } : {}),
  };
}

/** Task documents of the same home. A stranger's command opens no account: it is refused anyway (INV-56). */
async function readBeside({ deps, command: { actor }, tenant, wanted, typed }: Asked): Promise<{ readonly facts: Partial<ReadSet>; readonly stored: readonly Stored[] }> {
  const partition = homeOf(tenant.id);
  const person = typed('person');
  const isAtHome = actor.kind === 'system' || actor.tenant === tenant.id;
  const enrolment = wanted.has('enrolment') ? await deps.store.read({ partition, id: ENROLMENT_ID }) : undefined;
  const account = wanted.has('account') && isAtHome ? await openedAccount(deps, tenant) : undefined;
  const user = wanted.has('user') && person ? await deps.store.read({ partition, id: userDocumentId(person) }) : undefined;
  return {
    facts: {
      enrolment: enrolment && enrolmentSchema.parse(enrolment.body), account: account && accountSchema.parse(account.body), user: user && userSchema.parse(user.body),
    },
    stored: [enrolment, account, user].flatMap((stored) => (stored ? [stored] : [])),
  };
}

async function outside<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new OutsideUnavailable('A service outside did not answer', { cause: error });
  }
}

