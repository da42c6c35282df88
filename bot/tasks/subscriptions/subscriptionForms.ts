/** The forms that open from a subscription's card: how many licences, the upgrade, and what else there is to set (WF-25). What was typed stays, whatever was wrong with it. */

import type { SeenSubscription } from '../../../src/app/subscriptionSeen.ts';
import { isOpenTo } from '../../../src/app/subscriptionSeen.ts';
import { subscriptionFacts } from '../../../src/app/subscriptions.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { limitsOf } from '../../../src/rules/quantity.ts';
import { renameFields } from '../../../src/tasks/subscriptionLife.ts';
import { decreasable, leastOf, licenceFields, upgradeFields } from '../../../src/tasks/subscriptionQuantity.ts';
import type { Subscription } from '../../../src/tasks/subscriptionDoc.ts';
import { isLegacy } from '../../../src/tasks/subscriptionRules.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { dateTime } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { links } from '../access/accessLinks.ts';
import { formData, problemsOf } from '../forms.ts';
import { bannerOf } from '../banners.ts';
import { aboutLine, autoRenewWords, buttonData, subscriptionReply } from './subscriptionScreens.ts';

export type Typed = { readonly typed?: RawInput; readonly error?: DomainError | undefined; readonly banner?: Banner | undefined };

export async function licencesReply(ctx: TurnCtx, { doc }: SeenSubscription, { typed = {}, error }: Typed = {}): Promise<Reply> {
  const { language, deps } = ctx;
  const { quantity, offer } = doc;
  const [seller, facts] = await Promise.all([deps.directory.tenant(doc.provider.id), offer.addOn === 'multiGeo' ? subscriptionFacts(deps, doc.tenant) : []]);
  const { min, max } = limitsOf(offer, seller); // §6.5
  return cardReply(render('subscriptions/licences', language, {
    about: `${aboutLine(doc)} · ${md(doc.name)}`, data: buttonData(doc),
    now: t(language, 'subscriptions.licences.now', { quantity }), limits: t(language, 'subscriptions.licences.limits', { min, max }), fewer: fewerWords(ctx, doc, leastOf(doc, facts)),
    ...formData(language, licenceFields, { quantity: typed['quantity'] ?? '' }, problemsOf(error)),
  }, { banner: bannerOf(ctx, error) }));
}

/** INV-50, as dates; §6.5: and never below so many. */
function fewerWords({ language, timeZone, deps }: TurnCtx, doc: Subscription, least: number): string {
  const { lowest, until } = decreasable(doc, { now: deps.clock(), rules: deps.rules });
  if (doc.quantity <= doc.offer.min) return t(language, 'subscriptions.licences.atMin');
  if (doc.quantity <= least) return t(language, 'subscriptions.licences.inProportion', { least });
  const params = { lowest: Math.max(lowest, least), until: until ? dateTime(language, until, timeZone) : '' };
  if (!until) return t(language, 'subscriptions.licences.fewerAlways', params);
  return t(language, lowest < doc.quantity ? 'subscriptions.licences.fewer' : 'subscriptions.licences.noFewer', params);
}

/** Where the customer can have nothing higher there is no form, and the reason. */
export function upgradeReply(ctx: TurnCtx, seen: SeenSubscription, { typed = {}, error }: Typed = {}): Reply {
  const { language } = ctx;
  const { doc, upgrades } = seen;
  const { quantity, offer } = doc;
  const offers = upgrades.filter(({ why }) => !why).map(({ offer: { id, name } }): JsonObject => ({ title: name, value: id }));
  if (offers.length === 0) return subscriptionReply(ctx, seen, bannerOf(ctx, error ?? upgrades[0]?.why) ?? { style: 'accent', text: t(language, 'subscriptions.upgrade.none') });
  const values = { offer: String(offers[0]?.['value'] ?? ''), quantity: String(quantity), ...typed, confirmed: String(typed['confirmed'] === 'true') };
  return cardReply(render('subscriptions/upgrade', language, {
    about: `${aboutLine(doc)} · ${md(doc.name)}`, data: buttonData(doc), now: t(language, 'subscriptions.upgrade.now', { quantity, offer: md(offer.name) }), offers,
    ...formData(language, upgradeFields, values, problemsOf(error)),
  }, { banner: bannerOf(ctx, error) }));
}

/** INV-60; §4.6: by the traditional rules nothing is renewed. */
function renewalWords(ctx: TurnCtx, doc: Subscription): string {
  const { language, deps } = ctx;
  if (doc.channel === 'external') return t(language, 'subscriptions.card.external');
  return isLegacy(deps.rules) ? t(language, 'subscriptions.more.noTerm') : t(language, 'subscriptions.more.autoRenew', { value: autoRenewWords(ctx, doc) });
}

export function moreReply(ctx: TurnCtx, seen: SeenSubscription, { typed = {}, error, banner }: Typed = {}): Reply {
  const { language, deps, actor } = ctx;
  const { doc } = seen;
  const { id, tenant: customer, name, autoRenew } = doc;
  const toggle = { title: t(language, autoRenew ? 'subscriptions.button.renewOff' : 'subscriptions.button.renewOn'), verb: 'subscription.setAutoRenew', data: { ...buttonData(doc), autoRenew: autoRenew ? 'off' : 'on' } };
  return cardReply(render('subscriptions/more', language, {
    about: `${aboutLine(doc)} · ${md(doc.offer.name)}`, title: t(language, 'subscriptions.more.title', { name: md(name) }), data: buttonData(doc),
    renewal: renewalWords(ctx, doc),
    canRename: isOpenTo(deps, actor, seen, 'rename'),
    // A reseller has nobody to choose: what it put on record (WF-30), it supports itself.
    ways: [
      ...(isOpenTo(deps, actor, seen, 'setAutoRenew') ? [toggle] : []),
      ...(seen.own.role === 'provider' ? links : []).filter((link) => isOpenTo(deps, actor, seen, link)).map((link) => ({ title: t(language, `subscriptions.button.${link}`), verb: `show.${link}`, data: { id, customer } })),
      { title: t(language, 'subscriptions.button.changes'), verb: 'show.changes', data: {} },
    ],
    ...formData(language, renameFields, { name, ...typed }, problemsOf(error)),
  }, { banner: banner ?? bannerOf(ctx, error) }));
}
