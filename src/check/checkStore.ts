/** Everything that can be said about a store without asking anybody: its documents are readable, its audit log is whole, its lists and its invariants hold. Changes nothing. */

import type { Store } from '../app/ports.ts';
import type { Instant } from '../core/time.ts';
import { toInstant } from '../core/time.ts';
import type { Rules } from '../rules/settings.ts';
import { defaultRules } from '../rules/settings.ts';
import { brokenLinks } from './auditLog.ts';
import type { Check, Whole } from './check.ts';
import { companyChecks } from './companies.ts';
import { everywhereChecks } from './everywhere.ts';
import { figureChecks } from './figures.ts';
import { historyOf } from './history.ts';
import type { Finding, Inventory } from './inventory.ts';
import { takeInventory } from './inventory.ts';
import { listChecks } from './lines.ts';
import { logChecks } from './log.ts';
import { orderChecks } from './orders.ts';
import { outboxChecks } from './outbox.ts';
import { owedChecks } from './owed.ts';
import { partnerChecks } from './partners.ts';
import { subscriptionChecks } from './subscriptions.ts';
import { waitingIn } from './waiting.ts';

/** In the order in which they are told. */
export const checks: readonly Check[] = [
  { rule: 'WF-37', about: 'the audit log is one chain in each home', find: ({ inventory }) => brokenLinks(inventory) },
  ...logChecks, ...everywhereChecks, ...companyChecks, ...partnerChecks, ...orderChecks, ...subscriptionChecks, ...owedChecks, ...listChecks, ...outboxChecks, ...figureChecks,
];

/** Unless given: the rules of a programme without settings of its own, and the time of the newest entry of the audit log. */
export type Circumstances = { readonly now?: Instant; readonly rules?: Rules };

export type Checked = {
  readonly documents: number;
  readonly tried: readonly { readonly rule: string; readonly about: string; readonly findings: number }[];
  readonly findings: readonly Finding[];
};

/** @param counts which findings do; all of them unless said. */
export async function checkStore(store: Pick<Store, 'everything'>, circumstances: Circumstances = {}, counts: (finding: Finding) => boolean = () => true): Promise<Checked> {
  const { inventory, unread } = await takeInventory(store);
  const whole = wholeOf(inventory, circumstances);
  const results = [{ rule: 'schema', about: 'every document can be read', find: () => unread }, ...checks].map(({ rule, about, find }) =>
    ({ rule, about, found: find(whole).map(({ where: { partition, id }, what }): Finding => ({ rule, where: { partition, id }, what })).filter(counts) }));
  return {
    documents: inventory.count + unread.length,
    tried: results.map(({ rule, about, found }) => ({ rule, about, findings: found.length })),
    findings: results.flatMap(({ found }) => found),
  };
}

/** Beside a bot that runs: what is written while it is being read looks like a fault once, and is none when it is looked at again. */
export async function checkTwice(store: Pick<Store, 'everything'>, circumstances: Circumstances): Promise<Checked> {
  const first = await checkStore(store, circumstances);
  if (first.findings.length === 0) return first;
  const known = new Set(first.findings.map(sentence));
  return await checkStore(store, circumstances, (finding) => known.has(sentence(finding)));
}

export const sentence = ({ rule, where: { partition, id }, what }: Finding): string => `${rule}: ${id} in ${partition}: ${what}`;

function wholeOf(inventory: Inventory, { now, rules = defaultRules }: Circumstances): Whole {
  const history = historyOf(inventory);
  return { inventory, history, waiting: waitingIn(inventory), now: now ?? history.entries.at(-1)?.doc.at ?? toInstant(new Date(0)), rules };
}
