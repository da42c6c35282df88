/** Everybody and everything of the authorisation tests: people with every pair of roles, strangers, a document of each kind, and what somebody hears who presses or writes something. No expectations here. */

import { commands } from '../../bot/commands/table.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { dispatch } from '../../bot/turn/dispatch.ts';
import { route } from '../../bot/turn/route.ts';
import type { CardData, Inbound } from '../../bot/turn/inbound.ts';
import { homeOf, linkRef } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import type { DirectoryTenant, Write } from '../../src/app/ports.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { RawInput } from '../../src/core/decide.ts';
import type { TaskDoc } from '../../src/core/machine.ts';
import { DAY, plus } from '../../src/core/time.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { isTaskKind, taskOf, tasks } from '../../src/tasks/catalog.ts';
import { customerIn } from '../support/customers.ts';
import type { TestWorld } from '../support/deps.ts';
import { pairs } from '../support/matrix.ts';
import { TOKEN, TRACE, partnershipIn, relationshipIn } from '../support/partners.ts';
import { documentAt } from '../support/rules.ts';
import { intune } from '../support/orders.ts';
import { ofNorte, subscriptionIn } from '../support/subscriptions.ts';
import { NOW, adventure, agreementIn, cast, contoso, enrolmentIn, fabrikam, norte, operator, personNamed, tenantNamed } from '../support/world.ts';
import { ctxFor } from '../turn/support.ts';

const faraway: DirectoryTenant = { ...norte, id: tenantNamed('faraway'), name: 'faraway', domains: ['faraway.es'] };
const elsewhere: DirectoryTenant = { ...adventure, id: tenantNamed('elsewhere'), name: 'elsewhere', domains: ['elsewhere.es'] };
export const companies = [contoso, fabrikam, norte, operator, adventure, faraway, elsewhere];

const personAt = ({ id: tenant, kind: tenantKind }: DirectoryTenant, more: Partial<PersonActor>): PersonActor => ({ ...cast.employee, tenant, tenantKind, ...more });

/** Every pair of roles, and the directory's Global admin who holds none. */
export const peopleOf = (company: DirectoryTenant): readonly PersonActor[] => [
  ...pairs.map((roles) => personAt(company, { roles, id: personNamed(`${roles.agent}-${roles.admin}`) })),
  personAt(company, { roles: undefined, id: personNamed('ga'), directoryRoles: ['globalAdmin'] }),
];

const mighty = { roles: { agent: 'adminAgent', admin: 'globalAdmin' }, directoryRoles: ['globalAdmin'] } as const satisfies Partial<PersonActor>;
/** Whose companies have nothing to do with any document; as mighty as one can be there. */
export const strangers: readonly PersonActor[] = [
  ...[fabrikam, faraway, elsewhere].flatMap((company) => [personAt(company, mighty), personAt(company, { roles: { agent: 'salesAgent', admin: 'notAnAdmin' } })]),
  { ...cast.employee, ...mighty, tenant: tenantNamed('nowhere'), tenantKind: undefined },
];

/** Contoso is enrolled and works with Norte; both serve Adventure Works; of everything else, one. */
const around: readonly TaskDoc[] = [enrolmentIn('Active'), agreementIn('Accepted'), partnershipIn('Active', { id: norte.id }), relationshipIn('Active'), ofNorte, customerIn('Known')];
const kinds = ['enrolment', 'agreement', 'partnership', 'relationship', 'relationship', 'customer'] as const;

export async function fill(world: TestWorld): Promise<void> {
  for (const [index, doc] of around.entries()) await put(world, kinds[index] ?? 'enrolment', doc);
  for (const task of Object.keys(tasks).filter(isTaskKind)) if (!kinds.some((kind) => kind === task)) await put(world, task, sampleFor(task, someState(task)));
  world.people.push(...peopleOf(contoso).map(({ tenant, id, name, email, roles }) => ({ tenant, id, name, email, roles, directoryRoles: ['globalAdmin' as const] }))); // who may set an account up
  await world.deps.store.commit([{ op: 'upsert', doc: { ...linkRef(TRACE), kind: 'link', body: { v: 1, tenant: norte.id, expiresAt: plus(NOW, DAY), about: documentAt(taskOf('request'), 'Issued').id } } }]);
}

/** A state in which there is a document, and something can be done with it. */
const someState = (task: TaskKind): string => Object.values(taskOf(task).events).flat().flatMap(({ from }) => from).find((state) => exists(task, state)) ?? 'Open';
const exists = (task: TaskKind, state: string): boolean => documentAt(taskOf(task), state).rev > 0;

/** INV-04 has its own tests: here no licences are of Office 365. */
export const sampleFor = (task: TaskKind, state: string): TaskDoc =>
  (task === 'subscription' ? subscriptionIn(state as 'Active', { offer: intune }) : documentAt(taskOf(task), state)); // a state of this task

/** A state in which an event is taken, of each of its rows; all the others are in test/tasks/machine.test.ts. */
export const statesFor = (task: TaskKind, event: string): readonly string[] => [...new Set((taskOf(task).events[event] ?? []).flatMap(({ from }) => from.slice(0, 1)))];

export async function put({ deps }: TestWorld, task: TaskKind, doc: TaskDoc): Promise<void> {
  const def = taskOf(task);
  const [partition, id] = [homeOf(doc.tenant), def.documentId(cast.globalAdmin, doc.id)];
  await deps.store.commit(doc.rev === 0 ? [{ op: 'delete', ref: { partition, id } }]
    : [{ op: 'upsert', doc: { partition, id, kind: task, body: doc } }, ...lineWrites({ partition, key: id, before: undefined, after: def.line?.(doc) })]);
}

/** What a button would carry that names this document; who presses it names the other side. */
export function dataOf(actor: PersonActor, doc: Pick<TaskDoc, 'id' | 'rev'>): CardData {
  const other = actor.tenant === contoso.id ? norte.id : contoso.id;
  const input: RawInput = {
    id: doc.id, rev: String(doc.rev), customer: adventure.id, reseller: contoso.id, provider: norte.id, with: other, link: TOKEN, about: doc.id, subscription: doc.id, person: doc.id, query: doc.id,
    case: doc.id, list: 'customers',
  };
  return { id: doc.id, rev: doc.rev, input };
}

export type Heard = { readonly said: string; /** What was written beside the record of a refusal. */ readonly written: readonly string[] };

const harmless: ReadonlySet<string> = new Set(['audit', 'cursor']);
const written = (commits: readonly (readonly Write[])[]): readonly string[] =>
  commits.flat().flatMap((write) => (write.op === 'delete' ? [`delete ${write.ref.id}`] : harmless.has(write.doc.kind) ? [] : [`${write.op} ${write.doc.kind} in ${write.doc.partition}`]));

/** The ids drawn follow from `turn`, so that two worlds draw the same. */
async function hear(world: TestWorld, actor: PersonActor, { inbound, turn }: { readonly inbound: Inbound; readonly turn: number }): Promise<Heard> {
  let drawn = 0;
  const newId = (): string => `${turn.toString(16).padStart(8, '0')}-0000-4000-8000-${String(++drawn).padStart(12, '0')}`;
  world.quiet();
  const ctx = ctxFor({ ...world.deps, newId, randomBytes: (size) => Buffer.alloc(size, turn) }, actor, { activityId: `activity-${turn}` });
  const replies = await dispatch(ctx, route(inbound, commands), { v: 1, tenant: actor.tenant, id: actor.id, name: actor.name, lastLanguage: 'en', toldNoPlace: true });
  const said = replies.map((reply) => (reply.kind === 'card' ? textOf(reply.card) : reply.text)).join('\n');
  return { said, written: written(world.traffic.commits) };
}

const arrival = { id: 'activity', repliesTo: undefined, locale: undefined, timeZone: undefined } as const;
type Turn = { readonly turn: number };

export async function presses(world: TestWorld, actor: PersonActor, { verb, data, turn }: Turn & { readonly verb: string; readonly data: CardData }): Promise<Heard> {
  const { who, where } = ctxFor(world.deps, actor);
  return await hear(world, actor, { turn, inbound: { ...arrival, kind: 'click', by: 'invoke', automatic: false, who, where, verb, data } });
}

export async function writes(world: TestWorld, actor: PersonActor, { text, turn }: Turn & { readonly text: string }): Promise<Heard> {
  const { who, where } = ctxFor(world.deps, actor);
  return await hear(world, actor, { turn, inbound: { ...arrival, kind: 'text', who, where, text } });
}
