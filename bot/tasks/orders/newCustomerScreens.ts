/** The cards that only a new customer has (WF-23): page 1, the credentials of its admin once, what is left of them, and what is not finished. */

import type { NewCredentials } from '../../../src/app/ports.ts';
import { segments } from '../../../src/core/offer.ts';
import { toInstant } from '../../../src/core/time.ts';
import type { AddressGiven } from '../../../src/rules/addressCheck.ts';
import { addressOutcome } from '../../../src/rules/addressCheck.ts';
import { suffixOf, withoutSuffix } from '../../../src/rules/clouds.ts';
import { countryOf } from '../../../src/rules/countries.ts';
import { isNear, supportedCountries } from '../../../src/rules/regions.ts';
import { pageFields } from '../../../src/tasks/newCustomer.ts';
import type { NewCustomer } from '../../../src/tasks/newCustomerDoc.ts';
import { NOBODY } from '../../../src/tasks/orderRules.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { countryName, date, shortened } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { credentialsData } from '../credentials.ts';
import { addressChoices, addressNote } from '../addresses.ts';
import { formData, joined, problemsOf } from '../forms.ts';
import { segmentName } from './offerScreens.ts';
import type { Draft } from './orderForm.ts';
import { kept, withLines } from './orderForm.ts';
import type { Fact, Named, Page } from './orderScreens.ts';
import { choicesOf } from './orderScreens.ts';
import { bannerOf } from '../banners.ts';

/** INV-42: a reseller that came with the form stands chosen, and nobody does not. */
export function customerPage(ctx: TurnCtx, { draft, buyer, step, error, banner, resellers }: Omit<Page, 'data'> & { readonly resellers: readonly Named[] }): Reply {
  const { language } = ctx;
  const form = formData(language, pageFields, { country: buyer.country, segment: buyer.segment, ...draft.form }, problemsOf(error));
  const asked = addressChoices(language, problemsOf(error));
  const needed = countryOf(buyer.country).registrationIdRequired ? 'needed' : 'free';
  return cardReply(render('orders/customer', language, {
    step, ...form, suffix: suffixOf(buyer.cloud, ctx.deps.rules), addressChoices: asked, resellers: choicesOf(ctx, resellers), countries: countriesNear(ctx, buyer.country), segments: segments.map((value) => ({ title: segmentName(language, value), value })),
    registration: t(language, `orders.customer.registration.${needed}`, { country: countryName(language, buyer.country) }), kept: kept(draft, draft.form['addressChoice'] && asked.length === 0 ? ['additional', 'addressChoice'] : ['additional']), data: withLines(draft),
  }, { banner: banner ?? (error?.code === 'CUS-12' ? { style: 'attention', text: t(language, 'orders.banner.unsigned') } : bannerOf(ctx, error)) })); // the agreement of a new customer is told on this page, and nowhere else
}

/** INV-29: those of the region; another one would be refused. */
const countriesNear = ({ language, deps }: TurnCtx, country: string): readonly JsonObject[] =>
  supportedCountries.filter((code) => isNear({ country: code, cloud: 'public' }, { country, cloud: 'public' }, deps.rules)).map((value) => ({ title: countryName(language, value), value })).toSorted((one, other) => one.title.localeCompare(other.title, language));

/** What the review says of the customer. */
export function customerFacts({ language, deps: { rules } }: TurnCtx, { draft: { id, form }, buyer: { cloud } }: Page, address: AddressGiven | undefined): readonly Fact[] {
  const note = addressNote(language, address && addressOutcome(address));
  const fact = (name: 'number' | 'customer' | 'domain' | 'segment' | 'address' | 'contact' | 'registration' | 'agreement', value: string): Fact => ({ title: t(language, `orders.fact.${name}`), value });
  const segment = segments.find((known) => known === form['segment']);
  const { signerFirstName = '', signerLastName = '', signerEmail = '', agreedOn = '', country = '' } = form;
  return [
    fact('number', id),
    fact('customer', md(form['company'] ?? '')),
    fact('domain', md(`${withoutSuffix(form['prefix'] ?? '', cloud, rules)}${suffixOf(cloud, rules)}`)),
    ...(segment ? [fact('segment', segmentName(language, segment))] : []),
    fact('address', `${joined(form, 'line1', 'line2', 'postalCode', 'city', 'state')} · ${countryName(language, country)}`),
    ...(note === '' ? [] : [{ title: t(language, 'common.address.check'), value: note }]),
    fact('contact', joined({ ...form, name: `${form['firstName'] ?? ''} ${form['lastName'] ?? ''}` }, 'name', 'email', 'phone')),
    ...(form['registrationId'] ? [fact('registration', md(form['registrationId']))] : []),
    ...(signerEmail === '' ? [] : [fact('agreement', t(language, 'orders.fact.signed', { person: md(`${signerFirstName} ${signerLastName}`), email: md(signerEmail), date: dayWords(language, agreedOn) }))]),
  ];
}

const dayWords = (language: TurnCtx['language'], day: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? date(language, toInstant(new Date(day)), 'UTC') : md(day));

/** The form that an order was made of, to be corrected. */
export function formOf({ profile, reseller, additional, lines, agreement }: NewCustomer): Pick<Draft, 'form' | 'lines'> {
  const { domain = '', ...fields } = profile ?? {};
  const [prefix = ''] = domain.split('.');
  const signer = agreement ? { signerFirstName: agreement.firstName, signerLastName: agreement.lastName, signerEmail: agreement.email, signerPhone: agreement.phone, agreedOn: agreement.agreedOn } : {};
  return {
    form: { ...fields, ...signer, prefix, reseller: reseller?.id ?? NOBODY, additional: additional.map(({ mpnId }) => mpnId).join(', '), confirmWarnings: 'true' },
    lines: lines.map(({ offer, quantity }) => ({ offer: offer.id, quantity: String(quantity) })),
  };
}

/** The only place where the password of a customer's admin is ever shown (INV-43, INV-06). */
export function setupInfo(ctx: TurnCtx, { id, rev, profile, disclosure }: NewCustomer, credentials: NewCredentials): Reply {
  return cardReply(render('orders/credentials', ctx.language, { id, rev, at: disclosure?.at ?? '', company: md(profile?.company ?? ''), number: id, ...credentialsData(ctx, credentials) }));
}

/** After closing, reloading, repeating or waiting (INV-64). */
export const setupClosed = ({ language }: TurnCtx, { id, userName = '' }: NewCustomer): Reply => cardReply(render('orders/credentialsClosed', language, { userName: md(userName), search: id }));

/** Submitted, but the account could not be made: go on with it, or drop it. */
export function unfinishedOrder({ language }: TurnCtx, { id, rev, profile, reseller, lines }: NewCustomer, banner?: Banner): Reply {
  const facts: readonly Fact[] = [
    { title: t(language, 'orders.fact.number'), value: id },
    { title: t(language, 'orders.fact.domain'), value: md(profile?.domain ?? '') },
    { title: t(language, 'orders.fact.reseller'), value: reseller ? md(shortened(reseller.name)) : t(language, 'orders.nobody') },
    ...lines.map(({ offer, quantity }): Fact => ({ title: String(quantity), value: md(shortened(offer.name)) })),
  ];
  return cardReply(render('orders/unfinished', language, { id, rev, company: md(profile?.company ?? ''), facts }, { banner }));
}
