/** Who is this, at this moment: the authenticated ids joined with the directory's roles and the person's own document (INV-57). Also remembers where to reach them. */

import type { PersonActor } from '../../src/core/actor.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { Address, Person } from '../../src/app/documents.ts';
import { personSchema } from '../../src/app/documents.ts';
import { guarded } from '../../src/app/guarded.ts';
import { homeOf, lists, personRef } from '../../src/app/homes.ts';
import { readRow, revived } from '../../src/app/outboxRows.ts';
import { changePerson, standingOf } from '../../src/app/people.ts';
import { perform } from '../../src/app/perform.ts';
import type { Stored, Write } from '../../src/app/ports.ts';
import { languageOf } from './locale.ts';
import type { Inbound, Where, Who } from './inbound.ts';

export type Known = { readonly actor: PersonActor; readonly person: Person; readonly timeZone: string };
type Arrival = Extract<Inbound, { readonly who: Who }>;

export async function identify(deps: Deps, inbound: Arrival): Promise<Known> {
  const { who } = inbound;
  const [stored, standing] = await Promise.all([deps.store.read(personRef(who.tenant, who.id)), standingOf(deps, who.tenant, who.id)]);
  const { entry, user, tenantKind, directoryRoles, roles, programmeAdmin } = standing;
  const before = stored && personSchema.parse(stored.body);
  const language = before?.language ?? languageOf(inbound.locale) ?? before?.lastLanguage ?? 'en';
  const person: Person = {
    ...before,
    v: 1, tenant: who.tenant, id: who.id, name: entry?.name ?? (who.name || who.id), lastLanguage: language,
    ...(inbound.timeZone !== before?.timeZone && isTimeZone(inbound.timeZone) ? { timeZone: inbound.timeZone } : {}),
    ...(inbound.where.kind === 'personal' ? { address: addressOf(inbound.where, who), awaySince: undefined } : {}),
  };
  await remember(deps, person, before, stored);
  if (isBack(inbound, person, before)) await release(deps, person);
  if (user?.state === 'PendingFirstSignIn') await firstSignIn(deps, who);
  const actor: PersonActor = {
    kind: 'person', tenant: who.tenant, id: who.id, name: person.name, email: entry?.email, language,
    tenantKind, directoryRoles, roles, programmeAdmin,
  };
  return { actor, person, timeZone: person.timeZone ?? deps.rules.display.timeZone };
}

/** Who installs us anew may have the conversation of old: what was owed meanwhile waits for nothing else. */
function isBack({ kind, where }: Arrival, { address }: Person, before: Person | undefined): boolean {
  if (!address || where.kind !== 'personal') return false;
  return kind === 'installed' || before?.awaySince !== undefined || address.conversation !== before?.address?.conversation;
}

/** Whoever takes the bot out of their chat is away until they are back; what is owed to them waits. A chat that they have left before says nothing of the present one. */
export async function takeLeave(deps: Deps, { who, where }: Arrival): Promise<void> {
  const stored = await deps.store.read(personRef(who.tenant, who.id));
  const address = stored && personSchema.parse(stored.body).address;
  if (address?.conversation === where.conversation) await changePerson(deps, who, { awaySince: deps.clock() });
}

export function addressOf(where: Where, who: Pick<Who, 'channelUser'>): Address {
  return { serviceUrl: where.serviceUrl, conversation: where.conversation, channelId: where.channelId, bot: where.bot, user: who.channelUser };
}

/** Written only when something changed: an ordinary turn writes nothing here. A lost race is made good by the next turn. */
async function remember(deps: Deps, person: Person, before: Person | undefined, stored: Stored | undefined): Promise<void> {
  if (before && JSON.stringify(before) === JSON.stringify(personSchema.parse(person))) return;
  const doc = { ...personRef(person.tenant, person.id), kind: 'person', body: person };
  await deps.store.commit([guarded(stored, doc)]);
}

/** Whoever speaks to us has signed in: the temporary password has done its work (WF-10 step 7). */
async function firstSignIn(deps: Deps, { tenant, id }: Who): Promise<void> {
  await perform(deps, { task: 'user', event: 'signedIn', tenant, target: id, input: {}, commandId: deps.newId(), actor: { kind: 'system', part: 'signIn' }, correlation: deps.newId() });
}

/** What was owed to somebody whom nobody could reach goes out now (design.md §3). */
async function release(deps: Deps, person: Person): Promise<void> {
  const waiting = await deps.store.page({ partition: homeOf(person.tenant), list: lists.waiting, prefix: `${person.id}|`, limit: 50 });
  const writes: Write[] = waiting.map((row) => revived(readRow(row), deps.clock()));
  if (writes.length === 0) return;
  if (await deps.store.commit(writes) === 'saved') deps.nudge(writes.flatMap((write) => (write.op === 'replace' ? [write.doc] : [])));
}

function isTimeZone(name: string | undefined): name is string {
  if (!name) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // the client sent a name that this machine does not know: the setting's zone is used
  }
}
