/** What a decision needs to see, read before it decides: the document, and the facts its row names in `reads`. No decisions here. */

import type { MpnReservation, ReadName, ReadSet, TaskDef, TaskDoc, TenantFacts, World } from '../core/machine.ts';
import { taskOf } from '../tasks/catalog.ts';
import type { Enrolment } from '../tasks/enrolmentDoc.ts';
import { ENROLMENT_ID, enrolmentSchema } from '../tasks/enrolmentDoc.ts';
import type { Command } from './command.ts';
import type { Deps } from './deps.ts';
import { reservationSchema } from './documents.ts';
import { homeOf, reservationRef } from './homes.ts';
import type { Store, Stored } from './ports.ts';

export type Loaded = { readonly stored: Stored | undefined; readonly doc: TaskDoc | undefined };
export type Seen = { readonly world: World; readonly companion: Stored | undefined };

export async function loadDocument(store: Store, def: TaskDef<TaskDoc>, command: Pick<Command, 'tenant' | 'actor'>): Promise<Loaded> {
  const stored = await store.read({ partition: homeOf(command.tenant), id: def.documentId(command.actor) });
  return { stored, doc: stored && def.schema.parse(stored.body) };
}

/** The membership site or the maker of accounts did not answer; people hear GEN-04, and try again later. */
export class OutsideUnavailable extends Error {}

/** @returns undefined when the directory does not know the tenant. Throws OutsideUnavailable. */
export async function loadWorld(deps: Deps, command: Command, doc: TaskDoc | undefined): Promise<Seen | undefined> {
  const tenant = await deps.directory.tenant(command.tenant);
  if (!tenant) return undefined;
  const { facts, companion } = await readFacts(deps, command, { doc, tenant });
  const { actor } = command;
  return { world: { actor, now: deps.clock(), rules: deps.rules, newId: deps.newId, read: { tenant, ...facts } }, companion };
}

type Facts = Omit<ReadSet, 'tenant'>;

async function readFacts(deps: Deps, command: Command, { doc, tenant }: { readonly doc: TaskDoc | undefined; readonly tenant: TenantFacts }): Promise<{ readonly facts: Facts; readonly companion: Stored | undefined }> {
  const rows = taskOf(command.task).events[command.event] ?? [];
  const row = rows.find((candidate) => doc === undefined || candidate.from.includes(doc.state));
  /** An input as the row itself will read it: what is wrong needs no looking up. */
  const typed = (field: string): string | undefined => {
    const read = row?.fields?.[field]?.(command.input[field] ?? '', { rules: deps.rules, country: tenant.country, form: command.input });
    return read?.ok ? String(read.value) : undefined;
  };
  const wanted = new Set<ReadName>(row?.reads);
  const draft = command.task === 'enrolment' ? (doc as Enrolment | undefined) : undefined; // the document of an enrolment command is an enrolment
  const companion = wanted.has('enrolment') ? await deps.store.read({ partition: homeOf(command.tenant), id: ENROLMENT_ID }) : undefined;
  const account = draft?.membership?.account;
  const mpnId = typed('mpnId') ?? draft?.mpn?.mpnId;
  const prefix = typed('prefix');
  return {
    companion,
    facts: {
      ...(wanted.has('profiles') && account ? { profiles: await outside(async () => await deps.membership.profiles(account)) } : {}),
      ...(wanted.has('associated') ? { associated: await outside(async () => await deps.membership.associated(command.tenant)) } : {}),
      ...(wanted.has('reservation') && mpnId ? { reservation: await reservationOf(deps.store, mpnId) } : {}),
      ...(wanted.has('domainTaken') && prefix ? { domainTaken: await outside(async () => await deps.accounts.domainTaken(prefix)) } : {}),
      ...(companion ? { companion: enrolmentSchema.parse(companion.body) } : {}),
    },
  };
}

async function outside<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new OutsideUnavailable('A service outside did not answer', { cause: error });
  }
}

export async function reservationOf(store: Store, mpnId: string): Promise<MpnReservation | undefined> {
  const stored = await store.read(reservationRef(mpnId));
  return stored && reservationSchema.parse(stored.body);
}
