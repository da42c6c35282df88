/** Invariants of what was done, as the audit log tells it: who did it might, each step is one of the tables', and every revision was written down (INV-57, INV-58, INV-59). */

import type { AuditEntry } from '../app/documents.ts';
import { homeOf } from '../app/homes.ts';
import type { Actor, AdminRole, AgentRole } from '../core/actor.ts';
import { adminRoles, agentRoles } from '../core/actor.ts';
import { personId, tenantId } from '../core/ids.ts';
import type { TaskDoc } from '../core/machine.ts';
import { NOBODY } from '../app/links.ts';
import { can } from '../rules/permissions.ts';
import type { TaskKind } from '../tasks/catalog.ts';
import { isTaskKind, taskOf, tasks } from '../tasks/catalog.ts';
import { orderDocumentId } from '../tasks/orderDoc.ts';
import { subscriptionDocumentId } from '../tasks/subscriptionDoc.ts';
import type { Check, Seen, Whole } from './check.ts';
import { seen } from './check.ts';
import type { Logged } from './history.ts';

const isDone = ({ doc }: Logged): boolean => doc.outcome === 'done';
const rowsFor = ({ task, event }: AuditEntry) => (isTaskKind(task) && Object.hasOwn(tasks[task].events, event) ? taskOf(task).events[event] : undefined);
const eachDone = (judge: (logged: Logged, whole: Whole) => string | undefined) => (whole: Whole): readonly Seen[] => whole.history.entries.filter(isDone).flatMap((logged) => seen(logged.stored, judge(logged, whole)));

// --- who ---

const among = <T extends string>(known: readonly T[], roles: readonly string[]): T | undefined => known.find((role) => roles.includes(role));

/** Somebody with the roles that an entry or a consent tells of (rolesOf in core/actor.ts). */
export function withRoles(roles: readonly string[]): Actor {
  const agent: AgentRole = among(agentRoles, roles) ?? 'notAnAgent';
  const admin: AdminRole = among(adminRoles, roles) ?? 'notAnAdmin';
  const directoryRoles = (['globalAdmin', 'userAdmin'] as const).filter((role) => roles.includes(`directory.${role}`));
  return { kind: 'person', tenant: tenantId.parse('-'), id: personId.parse('-'), name: '', email: undefined, language: 'en', tenantKind: undefined, directoryRoles, roles: { agent, admin }, programmeAdmin: roles.includes('programmeAdmin') };
}

function actorOf({ actor, roles }: AuditEntry): Actor {
  if (actor.kind === 'system') return { kind: 'system', part: '' };
  return actor.kind === 'link' ? { kind: 'link', tenant: tenantId.parse('-'), email: '' } : withRoles(roles);
}

/** INV-02, INV-03, INV-10, INV-57: by the same function that let them through. What changed along with something else was let through there. */
function unpermitted({ doc }: Logged): string | undefined {
  const rows = rowsFor(doc);
  return rows && !rows.some(({ needs }) => can(actorOf(doc), needs)) ? `${doc.task}.${doc.event} was done by somebody with the roles ${doc.roles.join(', ') || 'none'}` : undefined;
}

// --- what ---

const isStep = (entry: AuditEntry): boolean => rowsFor(entry)?.some(({ from, to }) => {
  const ends = new Set([to].flat());
  return from.includes(entry.before) && (ends.has(entry.after) || (ends.has('same') && entry.after === entry.before) || (ends.has('erased') && entry.after === 'NotStarted'));
}) ?? false;

/** §4: what changed along with another document is explained by that one's step. */
function impossible({ history }: Whole): readonly Seen[] {
  const together = Map.groupBy(history.entries.filter(isDone), ({ stored: { partition }, doc: { correlation, event, at } }) => [partition, correlation, event, at].join('\n'));
  return [...together.values()].flatMap((entries) => (entries.some(({ doc }) => isStep(doc)) ? [] : entries.filter(({ doc }) => rowsFor(doc)))
    .flatMap(({ stored, doc }) => seen(stored, `${doc.task}.${doc.event} does not lead from ${doc.before} to ${doc.after}`)));
}

/** Refused, and stored all the same: a wrong code uses up an attempt (WF-03). */
const isStored = ({ outcome, event, code = '' }: AuditEntry): boolean => outcome === 'done' || (event === 'enterCode' && ['ENR-03', 'ENR-11', 'ENR-12'].includes(code));

/** What ended and began anew counts from its last beginning; what only counts along is written down where it is counted (perform.ts). */
function unwritten({ inventory, history }: Whole): readonly Seen[] {
  const kinds = (Object.keys(tasks) as TaskKind[]).filter((kind) => kind !== 'account'); // Object.keys forgets them
  return kinds.flatMap((kind) => inventory.all(kind).flatMap(({ stored, doc }) => {
    const { tenant, id, rev, state } = doc as TaskDoc; // every task's
    const entries = history.of(homeOf(tenant), kind, id).filter(isStored);
    const began = entries.findLastIndex(({ after, before }) => after === 'NotStarted' && before !== after) + 1;
    const written = entries.slice(began);
    const last = written.at(-1)?.after;
    if (written.length !== rev) return seen(stored, `it is at revision ${rev}, and the audit log knows ${written.length}`);
    return seen(stored, last === state ? undefined : `it is ${state}, and the audit log ends with ${last ?? 'nothing'}`);
  }));
}

// --- whose ---

/** INV-59, INV-44: orders and subscriptions are their provider's, a relationship its partner's or the customer's own. */
function anothers({ stored: { partition }, doc: { actor, task, document, event } }: Logged, { inventory }: Whole): string | undefined {
  if (actor.kind !== 'person') return undefined;
  const owners: Readonly<Record<string, readonly (string | undefined)[]>> = {
    order: [inventory.one('order', { partition, id: orderDocumentId(document) })?.provider.id],
    subscription: [inventory.one('subscription', { partition, id: subscriptionDocumentId(document) })?.provider.id],
    relationship: [document, partition.slice(homeOf(NOBODY).length)],
  };
  const known = owners[task]?.filter((owner) => owner !== undefined) ?? [];
  return known.length === 0 || known.includes(actor.tenant) ? undefined : `${task}.${event} was done by ${actor.tenant}, and it is ${known[0]}'s`;
}

/** INV-38: nobody else's relationship ends with one. */
const removedTogether = ({ history }: Whole): readonly Seen[] =>
  [...Map.groupBy(history.entries.filter(({ doc }) => doc.outcome === 'done' && doc.task === 'relationship' && doc.after === 'Removed'), ({ stored, doc }) => `${stored.partition}\n${doc.correlation}`).values()]
    .flatMap((entries) => entries.slice(1).flatMap(({ stored }) => seen(stored, 'another relationship was removed along with it')));

/** INV-47: what each event leaves as it was. Who manages the account is in another document. */
const others: Readonly<Record<string, string>> = { 'subscription.credit': 'support', 'subscription.support': 'record' };
const merged = ({ doc }: Logged): string | undefined => {
  const other = [others[`${doc.task}.${doc.event}`]].find((field) => field !== undefined && field in doc.changed);
  return other && `${doc.event} changed its ${other} too`;
};

export const logChecks: readonly Check[] = [
  { rule: 'INV-57', about: 'whoever did something held the role for it (INV-02, INV-03, INV-10)', find: eachDone(unpermitted) },
  { rule: 'INV-58', about: 'every revision is in the audit log', find: unwritten },
  { rule: '§4', about: 'every step is one of the state machines\'', find: impossible },
  { rule: 'INV-59', about: 'nobody changed what is another partner\'s', find: eachDone(anothers) },
  { rule: 'INV-38', about: 'relationships are removed one by one', find: removedTogether },
  { rule: 'INV-47', about: 'association, credit and support contact changed apart', find: eachDone(merged) },
];
