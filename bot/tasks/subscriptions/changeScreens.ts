/** The cards of a change that a reseller asks its provider for (WF-25): the form, and what became of it. Nothing is read or decided here. */

import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import type { TenantId } from '../../../src/core/ids.ts';
import { can } from '../../../src/rules/permissions.ts';
import { askFields, declineFields } from '../../../src/tasks/change.ts';
import type { Change } from '../../../src/tasks/changeDoc.ts';
import { changeKinds, isOpen } from '../../../src/tasks/changeDoc.ts';
import type { Subscription } from '../../../src/tasks/subscriptionDoc.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { dateTime } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { formData, problemsOf } from '../forms.ts';
import { bannerOf } from '../banners.ts';
import type { Way } from './subscriptionScreens.ts';
import { openWays } from './subscriptionScreens.ts';

/** What a request is about. `number`: its own, from the form on, so that a form sent twice is one request. */
export type Asking = {
  readonly number: string;
  readonly customer: { readonly id: TenantId; readonly name: string };
  readonly subscription: Subscription | undefined;
  readonly providers: readonly { readonly id: TenantId; readonly name: string }[];
};
export type Typed = { readonly typed?: RawInput; readonly error?: DomainError | undefined };

export function askReply(ctx: TurnCtx, { number, customer, subscription, providers }: Asking, { typed = {}, error }: Typed = {}): Reply {
  const { language } = ctx;
  const first = { provider: providers[0]?.id ?? '', what: subscription ? 'more' : 'newSubscription' };
  const kinds = changeKinds.filter((kind) => subscription !== undefined || kind === 'newSubscription' || kind === 'other');
  return cardReply(render('subscriptions/ask', language, {
    about: [md(customer.name), ...(subscription ? [md(subscription.name), subscription.id] : [])].join(' · '),
    data: { id: number, rev: 0, customer: customer.id, subscription: subscription?.id ?? '' },
    now: subscription ? t(language, 'subscriptions.ask.now', { quantity: subscription.quantity }) : '',
    providers: providers.map(({ id, name }) => ({ title: name, value: id })), kinds: kinds.map((kind) => ({ title: t(language, `subscriptions.what.${kind}`), value: kind })),
    ...formData(language, askFields, { ...first, ...typed }, problemsOf(error)),
  }, { banner: bannerOf(ctx, error) }));
}

export function changeReply(ctx: TurnCtx, doc: Change, { typed = {}, error, banner }: Typed & { readonly banner?: Banner | undefined } = {}): Reply {
  const { language, timeZone, actor } = ctx;
  const { id, rev, tenant, state, what, words, reason, ended, history } = doc;
  const mayAnswer = isOpen(doc) && actor.tenant === doc.provider.id && can(actor, 'P19');
  const [perform] = openWays(ctx, mayAnswer ? [wayTo(doc)] : seenBy(doc));
  return cardReply(render('subscriptions/change', language, {
    about: t(language, 'subscriptions.change.about', { number: id }), what: t(language, `subscriptions.what.${what}`), state: t(language, `subscriptions.change.state.${state}`),
    facts: factsOf(ctx, doc), words: md(words), reason: ended ? t(language, `subscriptions.change.ended.${ended}`) : md(reason ?? ''), data: { id, rev, reseller: tenant },
    steps: history.map((step) => [t(language, `subscriptions.change.state.${step.state}`), dateTime(language, step.at, timeZone), md(step.by)].filter((part) => part !== '').join(' · ')),
    ...(perform ? { perform } : {}), canAccept: mayAnswer && state === 'Requested', canDecline: mayAnswer,
    canWithdraw: isOpen(doc) && actor.tenant === tenant && can(actor, 'P06'),
    ...formData(language, declineFields, { reason: typed['reason'] ?? '' }, problemsOf(error)),
  }, { banner: banner ?? bannerOf(ctx, error) }));
}

function factsOf({ language }: TurnCtx, { customer, subscription, quantity, reseller, requester, provider }: Change): readonly JsonObject[] {
  const fact = (name: 'customer' | 'subscription' | 'quantity' | 'reseller' | 'provider', value: string) => ({ title: t(language, `subscriptions.change.${name}`), value });
  return [
    fact('customer', md(customer.name)),
    ...(subscription ? [fact('subscription', `${md(subscription.name)} (${subscription.id})`)] : []),
    ...(quantity === undefined ? [] : [fact('quantity', String(quantity))]),
    fact('reseller', `${md(requester.name)}, ${md(reseller.name)}`),
    fact('provider', md(provider.name)),
  ];
}

/** Where the provider's people do what is asked for: the form with the wanted number in it, where there is one. */
function wayTo({ what, customer: { id: customer }, subscription, quantity }: Change): Way {
  const key = 'subscriptions.button.perform';
  if (!subscription) return { key, verb: what === 'newSubscription' ? 'show.addSubscription' : 'show.customer', data: { customer } };
  const data = { id: subscription.id, customer };
  switch (what) {
    case 'more': case 'fewer': return { key, verb: 'show.licences', data: { ...data, quantity: String(quantity ?? '') } };
    case 'upgrade': return { key, verb: 'show.upgrade', data };
    default: return { key, verb: 'show.subscription', data };
  }
}

const seenBy = ({ subscription, customer: { id: customer } }: Change): readonly Way[] =>
  (subscription ? [{ key: 'subscriptions.button.toOne', verb: 'show.subscription', data: { id: subscription.id, customer } }] : []);
