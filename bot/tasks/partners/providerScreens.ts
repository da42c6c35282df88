/** The card of one provider of the official list: what it offers, whom to talk to, and what comes next, for its own people and for others (WF-12, WF-13). */

import type { Listing } from '../../../src/app/listingDoc.ts';
import type { Shelf } from '../../../src/app/listingQueries.ts';
import { services } from '../../../src/rules/listing.ts';
import { md } from '../../cards/escape.ts';
import { render } from '../../cards/render.ts';
import { countryName } from '../../format.ts';
import { mailtoUrl } from '../../mail/mailto.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';

/** @param shelf of the reader: their own company. */
export function listingCard(ctx: TurnCtx, shelf: Shelf, listing: Listing): Reply {
  const { actor, language } = ctx;
  const { tenant, name, country, contact } = listing;
  const isOwn = tenant === actor.tenant;
  return cardReply(render('providers/provider', language, {
    name: md(name), country: md(countryName(language, country)), isOwn, facts: factsOf(ctx, listing),
    write: mailtoUrl(contact.email), webSite: contact.webSite ?? '',
    invite: actor.tenantKind === 'reseller' ? invitation(ctx, shelf, listing) : '', // INV-26: a request to be asked, which is sent by the reader and leaves no trace here
  }));
}

function factsOf({ language }: TurnCtx, { services: offered, support, countries, contact }: Listing) {
  const say = (key: 'yes' | 'no'): string => t(language, `providers.${key}`);
  const served = countries.map((code) => countryName(language, code)).join(', ');
  return [
    ...services.map((service) => ({ title: t(language, `providers.offer.${service}`), value: say(offered.includes(service) ? 'yes' : 'no') })),
    { title: t(language, 'providers.fact.support'), value: t(language, `providers.support.${support}`) },
    { title: t(language, 'providers.fact.countries'), value: md(served) },
    { title: t(language, 'providers.fact.contact'), value: md(contact.name) },
    { title: t(language, 'providers.fact.email'), value: md(contact.email) },
    ...(contact.phone === undefined ? [] : [{ title: t(language, 'providers.fact.phone'), value: md(contact.phone) }]),
  ];
}

function invitation({ language, actor }: TurnCtx, { company, country }: Shelf, { name, contact }: Listing): string {
  const about = { contact: contact.name, company, country: countryName(language, country), provider: name, person: actor.name };
  const body = (['hello', 'text', 'thanks'] as const).map((part) => t(language, `providers.invite.${part}`, about)).join('\n\n');
  return mailtoUrl(contact.email, { subject: t(language, 'providers.invite.subject', about), body: `${body}\n${actor.name}` });
}
