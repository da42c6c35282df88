/** Who manages, who earns and who answers, side by side, and the steps that change each (WF-28): three links that never merge (INV-47). Nothing is written here. */

import { accessOf } from '../../../src/app/access.ts';
import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import { subscriptionsOf } from '../../../src/app/subscriptions.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { can } from '../../../src/rules/permissions.ts';
import type { Access } from '../../../src/tasks/access.ts';
import type { Subscription } from '../../../src/tasks/subscriptionDoc.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { date, dateTime, shortened } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';

/** The four rows of WF-28, cumulative and independent. */
export const wants = ['manage', 'azure', 'credit', 'support'] as const;
export type Want = (typeof wants)[number];

/** Subscriptions on one card, however long their names (28 KB). */
const MOST_SHOWN = 8;

export type Shown = { readonly typed?: RawInput; readonly banner?: Banner | undefined };

/** What the forms of the two links of a subscription are drawn from (credit.ts, supportContact.ts). */
export type LinkForm = { readonly doc: Subscription; readonly typed?: RawInput; readonly error?: DomainError; readonly banner?: Banner };

/** For a provider with the four questions; for a reseller to read. */
export async function accessReply(ctx: TurnCtx, seen: SeenCustomer, { typed = {}, banner }: Shown = {}): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const { own, tenant } = seen;
  const isProvider = own.role === 'provider';
  const canSee = can(actor, 'P07'); // who credits may be no more than billing admin
  const buttons = [
    ...(isProvider || !can(actor, 'P06') ? [] : [{ title: t(language, 'access.button.askChange'), verb: 'show.askChange', data: { customer: own.tenant } }]),
    ...(canSee ? [{ title: t(language, 'access.button.customer'), verb: 'show.customer', data: { customer: own.tenant } }] : []),
  ];
  const [{ rows, next }, told] = await Promise.all([subscriptionsOf(deps, actor, { customer: own.tenant }), accessOf(deps, own.tenant, actor.tenant)]);
  return cardReply(render('access/access', language, {
    customer: own.tenant, name: md(tenant.name), manages: managerWords(ctx, seen),
    rows: rows.slice(0, MOST_SHOWN).map((one) => ({ title: md(shortened(one.name)), earns: earnerWords(ctx, one), answers: md(shortened(one.support.name)) })),
    hasMore: rows.length > MOST_SHOWN || next !== undefined,
    ...(isProvider ? { azure: azureWords(ctx, told) } : {}),
    ...(isProvider && canSee ? { form: Object.fromEntries(wants.map((want) => [want, String(typed[want] === 'true')])) } : {}),
    isReader: !isProvider, buttons,
  }, { banner }));
}

/** Only what the reader's own company is part of (INV-56). */
export function managerWords({ language, timeZone }: TurnCtx, { own: { role }, association }: Pick<SeenCustomer, 'own' | 'association'>): string {
  return association ? t(language, 'access.access.manages', { name: md(association.name), since: date(language, association.at, timeZone) }) : t(language, `access.access.managesNot.${role}`);
}

export function earnerWords({ language, timeZone }: TurnCtx, { record }: Pick<Subscription, 'record'>): string {
  return record ? t(language, 'access.access.record', { name: md(shortened(record.name)), mpnId: md(record.mpnId), since: date(language, record.since, timeZone) }) : t(language, 'access.access.recordNobody');
}

/** §11.8: told, never done. */
function azureWords({ language, timeZone }: TurnCtx, told: Access | undefined): string {
  const last = told?.azureTold.at(-1);
  return last ? t(language, 'access.access.azureTold', { by: md(last.by), at: dateTime(language, last.at, timeZone) }) : t(language, 'access.access.azureNever');
}

type Step = { readonly name: Want; readonly verb: string; readonly data: JsonObject; readonly present?: string; readonly lines?: readonly string[] };

/** What was ticked, each with the way to do it. Azure takes the association too (S004). Whoever sees customers may take every step (P07, P08, P19, P20: §2.3). */
export async function stepsReply(ctx: TurnCtx, seen: SeenCustomer, ticked: readonly Want[]): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const { own: { tenant: customer }, tenant } = seen;
  const told = await accessOf(deps, customer, actor.tenant);
  const steps: readonly Step[] = [
    { name: 'manage', verb: 'show.associate', data: { customer }, present: managerWords(ctx, seen) },
    { name: 'azure', verb: 'access.azureTold', data: { id: actor.tenant, rev: told?.rev ?? 0, customer }, present: azureWords(ctx, told), lines: azureLines.map((key, place) => md(`${place + 1}. ${t(language, key)}`)) },
    { name: 'credit', verb: 'show.credit', data: { customer } },
    { name: 'support', verb: 'show.support', data: { customer } },
  ];
  const isAsked = ({ name }: Step): boolean => ticked.includes(name) || (name === 'manage' && ticked.includes('azure'));
  return cardReply(render('access/steps', language, {
    name: md(tenant.name), steps: steps.filter(isAsked).map((step) => shownStep(ctx, step)),
    back: { customer, ...Object.fromEntries(ticked.map((want) => [want, 'true'])) },
  }));
}

const azureLines = ['access.step.azure.1', 'access.step.azure.2', 'access.step.azure.3', 'access.step.azure.4'] as const;

const shownStep = ({ language }: TurnCtx, { name, verb, data, present = '', lines = [] }: Step): JsonObject => ({
  title: t(language, `access.step.${name}.title`), text: t(language, `access.step.${name}.text`), lines: lines.map((line) => ({ line })), present,
  button: t(language, `access.step.${name}.button`), verb, data,
});
