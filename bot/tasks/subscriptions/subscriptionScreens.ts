/** The card of a subscription as its partners' people see it (WF-25): what it is, until when what can be undone, and what this person may do. Nothing is written. */

import type { SeenSubscription, SubscriptionEvent } from '../../../src/app/subscriptionSeen.ts';
import { isOpenTo } from '../../../src/app/subscriptionSeen.ts';
import { can } from '../../../src/rules/permissions.ts';
import type { Subscription } from '../../../src/tasks/subscriptionDoc.ts';
import { decreasable } from '../../../src/tasks/subscriptionQuantity.ts';
import { goneAt, isLegacy, windowEnd } from '../../../src/tasks/subscriptionRules.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { date, dateTime } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import type { Key } from '../../words.ts';
import { t } from '../../words.ts';
import { reasonWords } from '../orders/orderCard.ts';

type Fact = { readonly title: string; readonly value: string };

/** What every button of a subscription carries; nothing of it is believed. */
export const buttonData = ({ id, rev, tenant }: Subscription): JsonObject => ({ id, rev, customer: tenant });

/** The customer and the number, above every card of a subscription. */
export const aboutLine = ({ customerName, id }: Subscription): string => `${md(customerName)} · ${id}`;

export function subscriptionReply(ctx: TurnCtx, seen: SeenSubscription, banner?: Banner): Reply {
  const { language, deps, actor } = ctx;
  const { doc, upgrades } = seen;
  const { state, channel } = doc;
  const isExternal = channel === 'external';
  const open = (event: SubscriptionEvent): boolean => isOpenTo(deps, actor, seen, event);
  return cardReply(render('subscriptions/subscription', language, {
    about: aboutLine(doc), name: md(doc.name), state: t(language, isExternal ? 'subscriptions.state.external' : `subscriptions.state.${state}`),
    means: meansOf(ctx, doc), suspending: t(language, `subscriptions.card.suspend.${commerceOf(ctx)}`), reactivating: t(language, `subscriptions.card.reactivate.${commerceOf(ctx)}`),
    facts: factsOf(ctx, doc), data: buttonData(doc), ways: waysFrom(ctx, seen),
    // What has one quantity only, or nothing to rise to, is not offered a way that leads nowhere.
    can: { changeQuantity: open('changeQuantity') && doc.offer.min < doc.offer.max, upgrade: open('upgrade') && upgrades.some(({ why }) => !why), suspend: open('suspend'), reactivate: open('reactivate'), cancel: open('cancel'), forget: open('forget') },
  }, { banner }));
}

/** Whose words count for what suspending means: those of new commerce or the traditional ones (§4.6). */
export const commerceOf = ({ deps }: Pick<TurnCtx, 'deps'>) => deps.rules.commerce.profile;

function meansOf(ctx: TurnCtx, { state, channel, trouble = 'unknown' }: Subscription): string {
  const { language } = ctx;
  if (channel === 'external') return t(language, 'subscriptions.card.external');
  return state === 'Suspended' ? t(language, `subscriptions.means.Suspended.${commerceOf(ctx)}`) : t(language, `subscriptions.means.${state}`, { trouble: reasonWords(ctx, trouble) });
}

/** INV-60: of what was bought elsewhere only what is known here. */
function externalFacts({ language, timeZone }: TurnCtx, { offer, quantity, boughtAt, endsElsewhere, provider, support }: Subscription): readonly Fact[] {
  const fact = (name: 'offer' | 'quantity' | 'recorded' | 'ends' | 'recorder' | 'support', value: string): Fact => ({ title: t(language, `subscriptions.fact.${name}`), value });
  return [
    fact('offer', md(offer.name)), fact('quantity', String(quantity)), ...(endsElsewhere ? [fact('ends', date(language, endsElsewhere, 'UTC'))] : []),
    fact('recorder', md(provider.name)), fact('recorded', date(language, boughtAt, timeZone)), fact('support', md(support.name)),
  ];
}

function factsOf(ctx: TurnCtx, doc: Subscription): readonly Fact[] {
  if (doc.channel === 'external') return externalFacts(ctx, doc);
  const { language, timeZone } = ctx;
  const { offer, quantity, boughtAt, termEndsAt, autoRenew, provider, record, support, dataUntil, state } = doc;
  const fact = (name: 'offer' | 'quantity' | 'bought' | 'renews' | 'ends' | 'gone' | 'provider' | 'credited' | 'support' | 'autoRenew' | 'data', value: string): Fact => ({ title: t(language, `subscriptions.fact.${name}`), value });
  const runs = state === 'Active' || state === 'Suspended';
  const isTraditional = isLegacy(ctx.deps.rules);
  return [
    fact('offer', md(offer.name)), fact('quantity', String(quantity)),
    fact('bought', date(language, boughtAt, timeZone)),
    ...(runs && (!isTraditional || offer.trial) ? [fact(autoRenew ? 'renews' : 'ends', date(language, termEndsAt, timeZone))] : []),
    ...(runs && !isTraditional ? [fact('autoRenew', autoRenewWords(ctx, doc))] : []),
    ...(state === 'Suspended' && isTraditional ? [fact('gone', date(language, goneAt(doc, ctx.deps.rules), timeZone))] : []),
    ...(isTraditional ? [] : windowsOf(ctx, doc)),
    ...(dataUntil && state === 'Disabled' ? [fact('data', t(language, 'subscriptions.until', { until: date(language, dataUntil, timeZone) }))] : []),
    fact('provider', md(provider.name)), fact('credited', record ? md(`${record.name} (${record.mpnId})`) : t(language, 'subscriptions.nobody')), fact('support', md(support.name)),
  ];
}

export const autoRenewWords = ({ language }: Pick<TurnCtx, 'language'>, { autoRenew }: Subscription): string => t(language, autoRenew ? 'subscriptions.autoRenew.on' : 'subscriptions.autoRenew.off');

/** INV-50: until when licences can be taken back and the whole be cancelled, as dates; a window that is over is not there. */
function windowsOf({ language, timeZone, deps }: TurnCtx, doc: Subscription): readonly Fact[] {
  const { state, quantity, boughtAt, offer } = doc;
  const at = { now: deps.clock(), rules: deps.rules };
  const { lowest, until } = decreasable(doc, at);
  const cancelUntil = windowEnd(boughtAt, deps.rules);
  const decrease = { title: t(language, 'subscriptions.fact.decrease'), value: t(language, 'subscriptions.downTo', { lowest, until: until ? dateTime(language, until, timeZone) : '' }) };
  const cancel = { title: t(language, 'subscriptions.fact.cancel'), value: t(language, 'subscriptions.until', { until: dateTime(language, cancelUntil, timeZone) }) };
  return [
    ...(state === 'Active' && lowest < quantity && !offer.trial ? [decrease] : []),
    ...((state === 'Active' || state === 'Suspended') && at.now <= cancelUntil ? [cancel] : []),
  ];
}

/** `needs` of a view says who may go there. */
export type Way = { readonly key: Key; readonly verb: string; readonly data: JsonObject };
export const openWays = ({ actor, language, viewNeeds }: TurnCtx, ways: readonly Way[]) => ways.filter(({ verb }) => {
  const needs = viewNeeds(verb);
  return needs === undefined || can(actor, needs);
}).map(({ key, verb, data }) => ({ title: t(language, key), verb, data }));

/** A provider's people do, a reseller's people ask. */
function waysFrom(ctx: TurnCtx, { doc, own }: SeenSubscription) {
  const { id, tenant: customer, channel, state, order } = doc;
  const isSeller = ctx.actor.tenant === doc.provider.id;
  const isOrderSeen = isSeller || ctx.actor.tenant === doc.record?.id; // WF-29
  return openWays(ctx, [
    ...(state === 'Pending' && order && isOrderSeen ? [{ key: 'subscriptions.button.order', verb: 'show.order', data: { id: order, customer } } as const] : []),
    ...(isSeller ? [{ key: 'subscriptions.button.more', verb: 'show.subscriptionMore', data: { id, customer } } as const] : []),
    ...(own.role === 'reseller' && channel === 'csp' ? [{ key: 'subscriptions.button.ask', verb: 'show.askChange', data: { id, customer } }, { key: 'subscriptions.button.changes', verb: 'show.changes', data: {} }] as const : []),
    { key: 'subscriptions.button.all', verb: 'show.subscriptions', data: { customer } },
  ]);
}
