/** The pages of an order that every order has (WF-23 pages 2 and 3, WF-24): offers with their quantities, and the review. Whose order it is comes in as an argument. */

import { offersFor, offersNamed } from '../../../src/app/offers.ts';
import { partnersOf, partnershipWith, progressOf } from '../../../src/app/partners.ts';
import { companyName } from '../../../src/app/queries.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import type { TenantId } from '../../../src/core/ids.ts';
import type { Cloud } from '../../../src/core/machine.ts';
import type { Offer, Segment } from '../../../src/core/offer.ts';
import type { Seller } from '../../../src/rules/quantity.ts';
import { limitsOf } from '../../../src/rules/quantity.ts';
import { NOBODY, orderFields, quantityField } from '../../../src/tasks/orderRules.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import type { Banner, CardData } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { shortened } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { formData, problemsOf } from '../forms.ts';
import type { Draft } from './orderForm.ts';
import { about, withLines } from './orderForm.ts';
import { partnerIn } from '../partners/partnership.ts';
import { bannerOf } from '../banners.ts';

export type Fact = { readonly title: string; readonly value: string };
export type Named = { readonly id: string; readonly name: string };

export type Buyer = { readonly name: string; readonly country: string; readonly cloud: Cloud; readonly segment: Segment };

export type Page = {
  readonly draft: Draft;
  readonly buyer: Buyer;
  readonly step: string;
  /** What every button carries besides the number of the form. */
  readonly data: CardData;
  readonly error?: DomainError | undefined;
  readonly banner?: Banner | undefined;
};

export type LinesPage = Page & {
  readonly verbs: { readonly here: string; readonly next: string; readonly back: string };
  readonly kept: readonly JsonObject[];
  /** Whom it may be credited to, where this page asks for that. */
  readonly resellers: readonly Named[] | undefined;
  readonly search: string;
  /** How many of the offers found were shown on pages before. */
  readonly skipped: number;
};

/** Where in the offers a reader is, as the card says it. */
export const placeIn = ({ query = '', skipped = '' }: RawInput = {}): Pick<LinesPage, 'search' | 'skipped'> => ({ search: query.slice(0, 100), skipped: /^\d{1,4}$/.test(skipped) ? Number(skipped) : 0 });

/** Rows of offers besides those that are chosen, as long as there may be more of these: a card has room for no more, and a click sends no more inputs. */
const MOST_ROWS = 7;

export async function linesPage(ctx: TurnCtx, { draft, buyer, step, data, error, banner, verbs, kept, resellers, search, skipped }: LinesPage): Promise<Reply> {
  const { deps, language } = ctx;
  const chosen = draft.lines.map(({ offer }) => offer);
  const [offers, found, seller] = await Promise.all([offersNamed(deps, chosen), offersFound(ctx, buyer, { search, skipped, chosen }), deps.directory.tenant(ctx.actor.tenant)]);
  const problems = problemsOf(error);
  const said = formData(language, { reseller: orderFields.reseller, lines: orderFields.lines }, {}, problems).e;
  const e = said['lines'] && chosen.length === 0 ? { ...said, lines: t(language, 'orders.lines.needed') } : said;
  const rowOf = (id: string, offer: Offer | undefined, value: string): JsonObject => {
    const field = quantityField(id);
    return { id: field, label: offer ? offerWords(ctx, offer, seller) : shortened(id), value, error: formData(language, { [field]: orderFields.lines }, {}, problems).e[field] ?? '' };
  };
  const common = about(draft, data);
  return cardReply(render('orders/lines', language, {
    step, text: t(language, 'orders.lines.text', { customer: md(shortened(buyer.name)) }), kept, v: { reseller: draft.form['reseller'] ?? '', additional: draft.form['additional'] ?? '' }, e,
    resellers: resellers ? choicesOf(ctx, resellers) : [], asksMore: deps.rules.order.additionalResellers,
    rows: [...draft.lines.map(({ offer, quantity }) => rowOf(offer, offers.get(offer), quantity)), ...(found?.rows ?? []).map((offer) => rowOf(offer.id, offer, ''))],
    said: found ? found.said : t(language, 'orders.lines.notLoaded'), query: search, verbs, data: common,
    ...(found?.more ? { more: { ...common, skipped: skipped + MOST_ROWS } } : {}),
  }, { banner: banner ?? bannerOf(ctx, error) }));
}

/** §6.5: with the limits of who sells it. */
function offerWords({ language }: TurnCtx, offer: Offer, seller: Seller): string {
  const { name, term } = offer;
  const { min, max } = limitsOf(offer, seller);
  const range = t(language, min === max ? 'offers.quantity.fixed' : 'offers.quantity.range', { min, max });
  return t(language, 'orders.lines.row', { name: shortened(name), range, term: t(language, `offers.term.${term}`) });
}

type Wanted = { readonly search: string; readonly skipped: number; readonly chosen: readonly string[] };
type Found = { readonly rows: readonly Offer[]; readonly more: boolean; readonly said: string };

/** How far "more" leads: beyond that, a search finds it. */
const MOST_SKIPPED = 10 * MOST_ROWS;

/** @returns undefined as long as there is no catalogue. */
async function offersFound({ deps, language }: TurnCtx, { country, segment }: Buyer, { search, skipped, chosen }: Wanted): Promise<Found | undefined> {
  const max = deps.rules.order.maxLines;
  if (chosen.length >= max) return { rows: [], more: false, said: t(language, 'orders.lines.full', { max }) };
  const wanted = Math.min(skipped, MOST_SKIPPED) + MOST_ROWS;
  const found: Offer[] = [];
  let after: string | undefined;
  do {
    const page = await offersFor(deps, { country, segment, search, after });
    if (!page) return undefined;
    found.push(...page.rows.filter(({ id }) => !chosen.includes(id)));
    after = page.next;
  } while (after && found.length <= wanted);
  const rows = found.slice(wanted - MOST_ROWS, wanted);
  const isMore = found.length > wanted || after !== undefined;
  const isEnd = wanted >= MOST_SKIPPED + MOST_ROWS;
  return { rows, more: isMore && !isEnd, said: rows.length === 0 ? t(language, search === '' ? 'orders.lines.none' : 'orders.lines.empty') : isMore && isEnd ? t(language, 'orders.lines.narrow') : '' };
}

/** INV-46: nobody is a choice too, and never what is left when none was made. */
export const choicesOf = ({ language }: TurnCtx, resellers: readonly Named[]): readonly JsonObject[] =>
  [...resellers.map(({ id, name }) => ({ title: shortened(name), value: id })), { title: t(language, 'orders.nobody'), value: NOBODY }];

/** On one card. Others are found by words behind the command, or from their own cards. */
const MOST_CHOICES = 10;

/** The first page of those whom it may be credited to. */
export async function resellersKnown({ deps, actor }: TurnCtx): Promise<readonly Named[]> {
  const { rows } = await partnersOf(deps, actor, { search: '', after: undefined });
  return rows.map(({ other, name }) => ({ id: other, name }));
}

/** Each once. @param first those who are to be seen in any case. */
export function resellersToChoose(first: readonly (Named | undefined)[], known: readonly Named[]): readonly Named[] {
  const isNew = ({ id }: Named, index: number, all: readonly Named[]): boolean => all.findIndex((one) => one.id === id) === index;
  const certain = first.filter((one) => one !== undefined).filter(isNew);
  return [...certain, ...known].filter(isNew).slice(0, Math.max(MOST_CHOICES, certain.length));
}

/** Somebody, as far as the form says it. */
export const resellerIn = ({ reseller }: RawInput): TenantId | undefined => (reseller === NOBODY ? undefined : partnerIn(reseller));

/** The reseller that a form names, whoever that is (INV-42): what is wrong with it is said when the page is left. INV-56: by its name if it is or was a partner. */
export async function resellerNamed({ deps, actor }: TurnCtx, { form }: Draft): Promise<Named | undefined> {
  const id = resellerIn(form);
  return id && { id, name: await partnershipWith(deps, actor, id) ? await companyName(deps, id) : id };
}

export type ReviewPage = Page & {
  readonly verbs: { readonly submit: string; readonly back: string };
  readonly facts: readonly Fact[];
  readonly kept: readonly JsonObject[];
  readonly created: boolean;
  readonly attested: boolean;
};

export async function reviewPage(ctx: TurnCtx, { draft, step, data, error, banner, verbs, facts, kept, created, attested }: ReviewPage): Promise<Reply> {
  const { deps, language } = ctx;
  const [offers, reseller] = await Promise.all([offersNamed(deps, draft.lines.map(({ offer }) => offer)), resellerNamed(ctx, draft)]);
  const named = { reseller: md(shortened(reseller?.name ?? '')) };
  const whose = reseller ? 'reseller' : 'nobody';
  return cardReply(render('orders/review', language, {
    step, facts: [...facts, ...await creditFacts(ctx, draft, reseller)],
    lines: draft.lines.map(({ offer, quantity }) => t(language, 'orders.review.line', { quantity: md(quantity), name: md(shortened(offers.get(offer)?.name ?? offer)) })),
    warning: reseller ? '' : t(language, 'orders.noReseller'), sees: t(language, `orders.sees.${whose}`, named), created: created ? t(language, 'orders.created') : '',
    attest: t(language, `orders.attest.${whose}`, { reseller: shortened(reseller?.name ?? '') }), attested: String(attested), kept, verbs, data: withLines(draft, data),
  }, { banner: banner ?? bannerOf(ctx, error) }));
}

/** Whom incentives go to, by name and MPN ID. */
async function creditFacts({ deps, actor, language }: TurnCtx, { form }: Draft, reseller: Named | undefined): Promise<readonly Fact[]> {
  const id = partnerIn(reseller?.id);
  const progress = id && await progressOf(deps, actor, id);
  return [
    { title: t(language, 'orders.fact.reseller'), value: reseller ? md(shortened(reseller.name)) : t(language, 'orders.nobody') },
    ...(progress?.mpnId ? [{ title: t(language, 'orders.fact.mpnId'), value: md(progress.mpnId) }] : []),
    ...(form['additional'] ? [{ title: t(language, 'orders.fact.additional'), value: md(form['additional']) }] : []),
  ];
}
