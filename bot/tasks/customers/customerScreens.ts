/** The card of a customer as its partner's people see it: facts, subscriptions, and what this person may do. What is shown is read elsewhere; nothing is written. */

import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import { subscriptionsOf } from '../../../src/app/subscriptions.ts';
import { toInstant } from '../../../src/core/time.ts';
import { can } from '../../../src/rules/permissions.ts';
import type { CustomerAgreement } from '../../../src/tasks/customerDoc.ts';
import type { PartnerSide } from '../../../src/tasks/relationship.ts';
import { adminOf, fewOf, isActive } from '../../../src/tasks/relationship.ts';
import type { Subscription } from '../../../src/tasks/subscriptionDoc.ts';
import { md } from '../../cards/escape.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { countryName, date, list, shortened } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import type { Key } from '../../words.ts';
import { t } from '../../words.ts';
import type { Detail } from './customerDetails.ts';
import { detailsOf } from './customerDetails.ts';

type Fact = { readonly title: string; readonly value: string };

/** Subscriptions on the card itself; all of them are a list of their own. */
const MOST_SHOWN = 5;

export async function customerReply(ctx: TurnCtx, seen: SeenCustomer, banner?: Banner): Promise<Reply> {
  const { deps, actor, language, timeZone } = ctx;
  const { own, tenant } = seen;
  const active = isActive(own);
  const { rows, next } = await subscriptionsOf(deps, actor, { customer: own.tenant });
  const [buttons, others] = waysFrom(ctx, seen);
  return cardReply(render('customers/customer', language, {
    name: md(tenant.name), isActive: active,
    since: t(language, active ? 'customers.card.active' : 'customers.card.removed', { since: date(language, own.since, timeZone) }),
    warning: adminOf(own) === 'Retained' ? t(language, 'customers.card.retained') : '',
    facts: active ? factsOf(ctx, seen) : [],
    subscriptions: rows.slice(0, MOST_SHOWN).map((one) => subscriptionRow(ctx, one)), hasMore: rows.length > MOST_SHOWN || next !== undefined,
    buttons, others,
  }, { banner }));
}

function factsOf({ actor, language, timeZone }: TurnCtx, { own, tenant, customer, partners, association }: SeenCustomer): readonly Fact[] {
  const fact = (name: 'country' | 'domain' | 'tenant' | 'role' | 'origin' | 'admin' | 'providers' | 'resellers' | 'association' | 'agreement' | 'verification' | 'tags' | Detail[0], value: string): Fact =>
    ({ title: t(language, `customers.fact.${name}`), value });
  const names = partners.map(({ name }) => shortened(name));
  return [
    fact('country', countryName(language, tenant.country)),
    ...(own.customer.domain === '' ? [] : [fact('domain', md(own.customer.domain))]),
    fact('tenant', md(own.tenant)),
    fact('role', t(language, `customers.role.${own.role}`)),
    fact('origin', t(language, `customers.origin.${own.origin}`)),
    fact('admin', t(language, `customers.admin.${own.delegatedAdmin}`)),
    ...(names.length > 0 ? [fact(own.role === 'provider' ? 'resellers' : 'providers', md(list(language, names)))] : []),
    ...(association ? [fact('association', md(association.name))] : []),
    fact('agreement', agreementWords({ actor, language, timeZone }, customer?.agreement)),
    fact('verification', t(language, `common.verification.${tenant.verification ?? 'authorised'}`)),
    ...(customer?.profile ? detailsOf(customer.profile).map(([name, value]) => fact(name, value)) : []),
    ...(own.tags ? [fact('tags', md(fewOf(own.tags)))] : []),
  ];
}

/** WF-35. Which person of another partner stated it is that partner's business (INV-56). */
export function agreementWords({ actor, language, timeZone }: Pick<TurnCtx, 'actor' | 'language' | 'timeZone'>, agreement: CustomerAgreement | undefined): string {
  if (!agreement) return t(language, 'customers.agreement.none');
  const { how, firstName, lastName, agreedOn, by, byTenant, at } = agreement;
  const params = { signer: md(`${firstName} ${lastName}`.trim()), day: date(language, toInstant(new Date(agreedOn)), 'UTC'), by: md(by), at: date(language, at, timeZone) };
  if (how === 'accepted') return t(language, 'customers.agreement.accepted', params);
  return t(language, byTenant === actor.tenant ? 'customers.agreement.attested' : 'customers.agreement.attestedElsewhere', params);
}

function subscriptionRow({ language }: TurnCtx, { name, quantity, state, channel, record, support }: Subscription): { readonly title: string; readonly about: string } {
  const credited = record ? t(language, 'customers.subscription.credited', { reseller: md(shortened(record.name)) }) : t(language, 'customers.subscription.uncredited');
  const standing = channel === 'external' ? [t(language, 'subscriptions.state.external')] : [t(language, `customers.state.${state}`), credited]; // nobody earns with it here
  return {
    title: t(language, 'customers.subscription.title', { quantity, name: md(shortened(name)) }),
    about: [...standing, t(language, 'customers.subscription.support', { support: md(shortened(support.name)) })].join(' · '),
  };
}

type Way = { readonly key: Key; readonly verb: string; readonly side?: PartnerSide };

/** What a partner's person may go on to, the most wanted first. Who may is asked of the view that each leads to. */
const ways: readonly Way[] = [
  { key: 'customers.button.subscriptions', verb: 'show.subscriptions' },
  { key: 'customers.button.addSubscription', verb: 'show.addSubscription', side: 'provider' },
  { key: 'customers.button.access', verb: 'show.access' },
  { key: 'customers.button.why', verb: 'show.why' },
  { key: 'customers.button.gdap', verb: 'show.gdap' },
  { key: 'customers.button.edit', verb: 'show.customerDetails' },
  { key: 'customers.button.tags', verb: 'show.customerTags' },
  { key: 'customers.button.remove', verb: 'show.removeCustomer' },
];

const attest: Way = { key: 'customers.button.attest', verb: 'show.attest', side: 'provider' };

/** INV-39: a reseller begins again with an invitation. */
const anew: Way = { key: 'customers.button.invite', verb: 'show.newInvitation', side: 'reseller' };

/** A reseller does not order itself (ORD-10). */
const ask: Way = { key: 'customers.button.askProvider', verb: 'show.askChange' };

/** WF-35: without an agreement it is what comes first; what the customer itself has accepted needs nobody's word. */
function waysAt({ own, customer, partners }: SeenCustomer): readonly Way[] {
  if (!isActive(own)) return [anew];
  if (own.role === 'reseller') return partners.length > 0 ? [ask, ...ways] : ways;
  switch (customer?.agreement?.how) {
    case undefined: return [attest, ...ways];
    case 'attested': return [...ways, attest];
    case 'accepted': return ways;
  }
}

type Button = { readonly title: string; readonly verb: string; readonly data: { readonly customer?: string } };

/** A card has room for six buttons, one of which is the way back; the others are rows of it. */
const MOST_BUTTONS = 5;

function waysFrom({ actor, language, viewNeeds }: TurnCtx, seen: SeenCustomer): readonly [buttons: readonly Button[], others: readonly Button[]] {
  const { own } = seen;
  const isOpen = ({ verb, side }: Way): boolean => {
    const needs = viewNeeds(verb);
    return (side === undefined || side === own.role) && (needs === undefined || can(actor, needs));
  };
  const data = isActive(own) ? { customer: own.tenant } : {};
  const open = waysAt(seen).filter(isOpen).map(({ key, verb }): Button => ({ title: t(language, key), verb, data }));
  const back: Button = { title: t(language, 'customers.button.all'), verb: 'show.customers', data: {} };
  return [[...open.slice(0, MOST_BUTTONS), back], open.slice(MOST_BUTTONS)];
}
