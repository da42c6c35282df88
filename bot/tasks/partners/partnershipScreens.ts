/** What the cards of a partnership show to each side: the card itself, and the two forms that end something. Nothing is read from lists and nothing is written here. */

import type { Removal } from '../../../src/app/partners.ts';
import { removalsOpenTo, sideOf, progressOf } from '../../../src/app/partners.ts';
import { can } from '../../../src/rules/permissions.ts';
import type { Partnership } from '../../../src/tasks/partnershipDoc.ts';
import { md } from '../../cards/escape.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { refusalLine } from '../../errors.ts';
import { countryName, date, dateTime } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import type { Ticked } from '../removalCard.ts';
import { removalCard } from '../removalCard.ts';

type Fact = { readonly title: string; readonly value: string };

/** The other company, as the reader's side sees it. */
export const otherOf = ({ actor }: Pick<TurnCtx, 'actor'>, doc: Partnership) =>
  (sideOf(actor) === 'provider' ? { id: doc.tenant, ...doc.reseller } : doc.provider);

/** The partnership as it is now. */
export async function partnerReply(ctx: TurnCtx, doc: Partnership, banner?: Banner): Promise<Reply> {
  const { actor, deps, language, timeZone } = ctx;
  const side = sideOf(actor);
  const isActive = doc.state === 'Active';
  const [open, facts] = await Promise.all([removalsOpenTo(deps, actor, doc), isActive ? factsOf(ctx, doc) : []]);
  return cardReply(render('partnership/partner', language, {
    ...about(ctx, doc),
    role: t(language, `partnership.role.${side}`), caseId: doc.id, list: t(language, `partnership.list.${side}`),
    since: t(language, isActive ? 'partnership.partner.active' : 'partnership.partner.removed', { since: date(language, doc.since, timeZone) }),
    access: accessWords(ctx, doc), facts, isActive,
    canSeeCustomers: isActive && can(actor, 'P07'), canAddCustomer: isActive && side === 'provider' && can(actor, 'P18'), canInvite: isActive && side === 'reseller' && can(actor, 'P04'), canRemoveAccess: open.includes('removeAdminAccess'), canRemove: open.includes('remove'),
  }, { banner }));
}

/** Who is on the other side, and what every button carries. */
function about(ctx: TurnCtx, doc: Partnership) {
  const { id, name } = otherOf(ctx, doc);
  return { id: doc.id, rev: doc.rev, with: id, name: md(name) };
}

async function factsOf(ctx: TurnCtx, doc: Partnership): Promise<readonly Fact[]> {
  const { language } = ctx;
  const country = { title: t(language, 'partnership.fact.country'), value: countryName(language, otherOf(ctx, doc).country) };
  return [country, ...(sideOf(ctx.actor) === 'provider' ? await progressFacts(ctx, doc) : consentFacts(ctx, doc))];
}

/** Who authorised is the business of the reseller's own people. */
function consentFacts({ language, timeZone }: TurnCtx, { consent }: Partnership): readonly Fact[] {
  if (!consent) return [];
  return [
    { title: t(language, 'partnership.fact.authorisedBy'), value: md(consent.by) },
    { title: t(language, 'partnership.fact.authorisedAt'), value: dateTime(language, consent.at, timeZone) },
    { title: t(language, 'partnership.fact.consent'), value: md(consent.version) },
  ];
}

async function progressFacts({ deps, actor, language }: TurnCtx, doc: Partnership): Promise<readonly Fact[]> {
  const progress = await progressOf(deps, actor, doc.tenant);
  if (!progress) return [];
  return [
    ...(progress.mpnId ? [{ title: t(language, 'partnership.fact.mpn'), value: md(progress.mpnId) }] : []),
    { title: t(language, 'partnership.fact.agreement'), value: t(language, `agreement.answer.${progress.agreement}`) },
  ];
}

/** INV-25: it ends apart from the partnership, which does not end it either. */
function accessWords(ctx: TurnCtx, doc: Partnership): string {
  const isLeft = doc.state === 'Removed' && doc.adminAccess === 'Granted';
  const access = isLeft ? 'left' : doc.adminAccess;
  return t(ctx.language, `partnership.access.${access}.${sideOf(ctx.actor)}`, { name: md(otherOf(ctx, doc).name) });
}

/** The form of a removal, with what was ticked still ticked. */
export function removalReply(ctx: TurnCtx, doc: Partnership, { event, typed = {}, error }: Ticked & { readonly event: Removal }): Reply {
  const { language, timeZone, actor } = ctx;
  const { name, ...data } = about(ctx, doc);
  if (event === 'removeAdminAccess') {
    const v = { confirmed: String(typed['confirmed'] === 'true') };
    return cardReply(render('partnership/removeAdminAccess', language, { name, ...data, v, error: error ? md(refusalLine(language, error, timeZone)) : '' }));
  }
  const side = sideOf(actor);
  const consequences = [
    `partnership.remove.list.${side}`, `partnership.remove.orders.${side}`, 'partnership.remove.customers',
    ...(doc.adminAccess === 'Granted' ? [`partnership.remove.access.${side}`] as const : []), 'partnership.remove.invitations', 'partnership.remove.again',
  ] as const;
  return removalCard(ctx, {
    title: t(language, 'partnership.remove.title', { name }), consequences: consequences.map((key) => t(language, key, { name })), tell: t(language, 'partnership.remove.tell', { name }),
    confirm: { title: t(language, 'partnership.button.remove'), verb: 'partnership.remove', data }, back: { verb: 'show.partner', data },
  }, { typed, ...(error ? { error } : {}) });
}
