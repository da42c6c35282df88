/** `/add-customer` and its pages (WF-23): each is checked when it is left, and nothing is stored before Submit (INV-41). What may be created is decided elsewhere. */

import { newCustomerAddress } from '../../../src/app/addresses.ts';
import { partnersOf } from '../../../src/app/partners.ts';
import { newCustomerOf } from '../../../src/app/orders.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { segments } from '../../../src/core/offer.ts';
import { searchTerm } from '../../../src/app/search.ts';
import { settledAddress } from '../../../src/rules/addressCheck.ts';
import { can } from '../../../src/rules/permissions.ts';
import { regionOf } from '../../../src/rules/regions.ts';
import { pageFields } from '../../../src/tasks/newCustomer.ts';
import { md } from '../../cards/escape.ts';
import { render } from '../../cards/render.ts';
import { refusalLine, refusalReply } from '../../errors.ts';
import type { CardData } from '../../turn/inbound.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import { customerFacts, customerPage, setupClosed, unfinishedOrder } from './newCustomerScreens.ts';
import type { Draft } from './orderForm.ts';
import { inputOf, kept, ofCustomer, ofReseller, readDraft } from './orderForm.ts';
import type { Page } from './orderScreens.ts';
import { linesPage, placeIn, resellerNamed, resellersKnown, resellersToChoose, reviewPage } from './orderScreens.ts';
import { told } from './orderViews.ts';
import { partnersPage } from '../partners/partnerViews.ts';

export const newCustomerViews = {
  'show.addCustomer': { needs: 'P18', where: 'personal', run: async (ctx, data) => await withDraft(ctx, data, (draft) => ifSeller(ctx, () => customerOf(ctx, draft))) },
  'show.addCustomerLines': { needs: 'P18', where: 'personal', run: async (ctx, data) => await withDraft(ctx, data, (draft) => toLines(ctx, draft, data.input)) },
  'show.addCustomerReview': { needs: 'P18', where: 'personal', run: async (ctx, data) => await withDraft(ctx, data, (draft) => toReview(ctx, draft)) },
} as const satisfies Record<string, View>;

/** `/add-customer`: for the only reseller that the words find, otherwise the list of them, whose cards lead here. Without words the form asks. */
export async function addCustomer(ctx: TurnCtx, words: string): Promise<Reply> {
  return await ifSeller(ctx, async () => {
    const { rows: [first, second], next } = await partnersOf(ctx.deps, ctx.actor, { search: words, after: undefined });
    const isSearch = searchTerm(words) !== '';
    if (isSearch && (!first || second || next)) return await partnersPage(ctx, { search: words, cursor: undefined });
    return await customerOf(ctx, readDraft(ctx, { id: '', input: isSearch && first ? { reseller: first.other } : {} }));
  });
}

/** Whose work it is not hears that before any page is filled in (ORD-10). */
async function ifSeller(ctx: TurnCtx, answer: () => Promise<Reply>): Promise<Reply> {
  const error = await told(ctx, { task: 'newCustomer', event: 'checkCustomer', tenant: ctx.actor.tenant, target: '', input: {} });
  if (!error || !isRole(error)) return await answer();
  return error.code === 'ORD-10' && can(ctx.actor, 'P07') ? askInstead(ctx, error) : refusalReply(ctx, error);
}

/** A reseller asks its provider, from the customer. */
function askInstead({ language, timeZone }: TurnCtx, error: DomainError): Reply {
  return cardReply(render('common/menu', language, {
    title: t(language, 'orders.notSeller'), intro: md(refusalLine(language, error, timeZone)), buttons: [{ title: t(language, 'customers.button.all'), verb: 'show.customers', data: {} }],
  }));
}

/** A card of before: its order is there already. */
async function withDraft(ctx: TurnCtx, { id, input }: CardData, answer: (draft: Draft) => Promise<Reply>): Promise<Reply> {
  const draft = readDraft(ctx, { id, input });
  const submitted = await newCustomerOf(ctx.deps, ctx.actor.tenant, draft.id);
  if (!submitted) return await answer(draft);
  return submitted.state === 'Created' ? setupClosed(ctx, submitted) : unfinishedOrder(ctx, submitted);
}

type Shown = Pick<Page, 'error' | 'banner'>;

export async function customerOf(ctx: TurnCtx, draft: Draft, shown: Shown = {}): Promise<Reply> {
  const [page, named, known] = await Promise.all([pageOf(ctx, draft, 1), resellerNamed(ctx, draft), resellersKnown(ctx)]);
  return customerPage(ctx, { ...page, ...shown, resellers: resellersToChoose([named], known) });
}

async function toLines(ctx: TurnCtx, draft: Draft, input: RawInput): Promise<Reply> {
  const error = await told(ctx, { task: 'newCustomer', event: 'checkCustomer', tenant: ctx.actor.tenant, target: draft.id, input: inputOf(draft) });
  if (!error) return await newCustomerLines(ctx, await withSettledAddress(ctx, draft), {}, input);
  return isRole(error) ? refusalReply(ctx, error) : await customerOf(ctx, draft, { error });
}

/** §6.3: a suggestion that was chosen stands in the form from here on, so that the review shows what will be stored. */
async function withSettledAddress({ deps, correlation }: TurnCtx, draft: Draft): Promise<Draft> {
  const address = draft.form['addressChoice'] ? await newCustomerAddress(deps, draft.form, correlation) : undefined;
  return address ? { ...draft, form: { ...draft.form, ...settledAddress(address) } } : draft;
}

export async function newCustomerLines(ctx: TurnCtx, draft: Draft, shown: Shown = {}, input: RawInput = {}): Promise<Reply> {
  return await linesPage(ctx, {
    ...await pageOf(ctx, draft, 2), ...shown, verbs: { here: 'show.addCustomerLines', next: 'show.addCustomerReview', back: 'show.addCustomer' }, kept: kept(draft, ofCustomer), resellers: undefined, ...placeIn(input),
  });
}

/** Everything that Submit will ask, but for what only the review can say. */
async function toReview(ctx: TurnCtx, draft: Draft): Promise<Reply> {
  const input = { ...inputOf(draft), attest: 'true', started: ctx.deps.clock() };
  const error = await told(ctx, { task: 'newCustomer', event: 'submit', tenant: ctx.actor.tenant, target: draft.id, input });
  return error ? await newCustomerRefused(ctx, draft, error) : await reviewOf(ctx, draft);
}

export async function reviewOf(ctx: TurnCtx, draft: Draft, { attested = false, ...shown }: Shown & { readonly attested?: boolean } = {}): Promise<Reply> {
  const page = await pageOf(ctx, draft, 3);
  return await reviewPage(ctx, {
    ...page, ...shown, attested, verbs: { submit: 'newCustomer.submit', back: 'show.addCustomerLines' }, facts: customerFacts(ctx, page, await newCustomerAddress(ctx.deps, draft.form, ctx.correlation)), created: true,
    kept: kept(draft, [...ofCustomer, ...ofReseller.filter((name) => name === 'additional')]),
  });
}

/** The page that can mend it, with everything that was typed. */
export async function newCustomerRefused(ctx: TurnCtx, draft: Draft, error: DomainError, attested = false): Promise<Reply> {
  if (isRole(error)) return refusalReply(ctx, error);
  if (error.code === 'ORD-09') return await reviewOf(ctx, draft, { error, attested });
  const isAboutCustomer = error.fields.length > 0 ? error.fields.some(({ field }) => Object.hasOwn(pageFields, field)) : !isAboutLines(error);
  return isAboutCustomer ? await customerOf(ctx, draft, { error }) : await newCustomerLines(ctx, draft, { error });
}

const isRole = ({ code }: DomainError): boolean => code === 'GEN-01' || code === 'GEN-06' || code === 'ORD-10';
const isAboutLines = ({ code }: DomainError): boolean => ['ORD-04', 'ORD-07', 'ORD-08', 'ORD-11', 'ORD-12'].includes(code);

/** The cloud is the provider's (INV-61). The country is the provider's own until another is chosen, and stays so while the chosen one is none. */
async function pageOf({ deps, actor, language }: TurnCtx, draft: Draft, step: number): Promise<Page> {
  const { country = '', segment, company = '' } = draft.form;
  const own = await deps.directory.tenant(actor.tenant);
  return {
    draft, data: {}, step: t(language, 'orders.step', { step, of: 3 }),
    buyer: { name: company, country: regionOf(country) ? country.toUpperCase() : own?.country ?? '', cloud: own?.cloud ?? 'public', segment: segments.find((known) => known === segment) ?? 'commercial' },
  };
}
