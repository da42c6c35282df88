/** The cards of the catalogue: a page of offers with its filters, and one offer with its limits and what it can be upgraded to (WF-23, WF-25). */

import type { CataloguePage } from '../../../src/app/offers.ts';
import type { Language } from '../../../src/core/actor.ts';
import type { Offer, Segment } from '../../../src/core/offer.ts';
import { segments } from '../../../src/core/offer.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { countryName, shortened } from '../../format.ts';
import type { Reply } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';

/** As a choice on the card has it; "all" is no filter. */
export const ALL = 'all';
/** `country` as it was typed. */
export type Wanted = { readonly query: string; readonly country: string; readonly segment: Segment | typeof ALL };

export const segmentName = (language: Language, segment: Segment | typeof ALL): string => t(language, `offers.segment.${segment}`);

/** No page: the country that was typed is none. */
type ListShown = { readonly wanted: Wanted; readonly page?: CataloguePage; readonly isFirst?: boolean; readonly next?: string | undefined; readonly banner?: Banner | undefined };

export function offersCard(language: Language, { wanted, page, isFirst = true, next, banner }: ListShown): Reply {
  const { query, ...filters } = wanted;
  return cardReply(render('offers/list', language, {
    ...wanted, segments: ([ALL, ...segments] as const).map((value) => ({ title: segmentName(language, value), value })),
    badCountry: page ? '' : t(language, 'offers.list.badCountry'),
    empty: page && page.rows.length === 0 ? t(language, page.isLoaded ? page.next ? 'offers.list.notYet' : 'offers.list.empty' : 'offers.list.none') : '',
    rows: page?.rows.map((offer) => rowOf(language, offer)) ?? [],
    ...(isFirst ? {} : { previous: { ...filters, query } }), ...(next ? { next: { ...filters, cursor: next } } : {}),
  }, { banner }));
}

/** @param higher what it can be upgraded to, the next step first. */
export function offerCard(language: Language, offer: Offer, higher: readonly Offer[]): Reply {
  const { id, name, segment, countries, office365, onePerCustomer, addOn, term, billing } = offer;
  const facts = [
    { title: t(language, 'offers.fact.id'), value: md(id) },
    { title: t(language, 'offers.fact.quantity'), value: quantityOf(language, offer) },
    { title: t(language, 'offers.fact.term'), value: t(language, `offers.term.${term}`) },
    { title: t(language, 'offers.fact.billing'), value: t(language, `offers.billing.${billing}`) },
    { title: t(language, 'offers.fact.countries'), value: countries.length === 0 ? t(language, 'offers.countries.all') : md(countries.map((code) => countryName(language, code)).join(', ')) },
  ];
  return cardReply(render('offers/offer', language, {
    name: md(name), subtitle: `${kindOf(language, offer)} · ${segmentName(language, segment)}`, facts, once: onePerCustomer, office365, multiGeo: addOn === 'multiGeo', higher: higher.map((better) => rowOf(language, better)),
  }));
}

const quantityOf = (language: Language, { min, max }: Offer): string => t(language, min === max ? 'offers.quantity.fixed' : 'offers.quantity.range', { min, max });

const kindOf = (language: Language, { trial, kind }: Offer): string => t(language, trial ? 'offers.kind.trial' : `offers.kind.${kind}`);

/** 25 of them have to fit on one card (28 KB, teams-platform §1); the offer itself shows the whole name. */
function rowOf(language: Language, offer: Offer): JsonObject {
  const { id, name, segment, term, billing } = offer;
  const about = [kindOf(language, offer), segmentName(language, segment), t(language, `offers.term.${term}`), t(language, `offers.billing.${billing}`), quantityOf(language, offer)];
  return { id, title: md(shortened(name)), subtitle: about.join(' · ') };
}
