/** The cards of orders in every shape they can have: the pages of a form, an order in each state, and the password of a new customer's admin. */

import type { CardName } from '../../bot/cards/load.ts';
import { newCustomerUi } from '../../bot/tasks/orders/newCustomer.ts';
import { unfinishedOrder } from '../../bot/tasks/orders/newCustomerScreens.ts';
import { addCustomer, customerOf, newCustomerLines, newCustomerRefused, reviewOf as newCustomerReview } from '../../bot/tasks/orders/newCustomerViews.ts';
import { orderUi } from '../../bot/tasks/orders/order.ts';
import { orderCard } from '../../bot/tasks/orders/orderCard.ts';
import { readDraft } from '../../bot/tasks/orders/orderForm.ts';
import type { Draft } from '../../bot/tasks/orders/orderForm.ts';
import { cancelled, orderLinesPage, orderRefused, ordersPage, reviewOf } from '../../bot/tasks/orders/orderViews.ts';
import type { TurnCtx } from '../../bot/turn/turnCtx.ts';
import type { SeenCustomer } from '../../src/app/customerSeen.ts';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { replaceOffers } from '../../src/app/offers.ts';
import type { NewCredentials } from '../../src/app/ports.ts';
import type { RawInput } from '../../src/core/decide.ts';
import type { DomainError } from '../../src/core/errors.ts';
import type { TenantId } from '../../src/core/ids.ts';
import type { AddressFinding } from '../../src/core/address.ts';
import { newCustomer } from '../../src/tasks/newCustomer.ts';
import { newCustomerLine } from '../../src/tasks/newCustomerDoc.ts';
import { order } from '../../src/tasks/order.ts';
import type { Order } from '../../src/tasks/orderDoc.ts';
import { orderLine, orderStates } from '../../src/tasks/orderDoc.ts';
import { NOBODY } from '../../src/tasks/orderRules.ts';
import { partnerLine } from '../../src/tasks/partnershipDoc.ts';
import { relationship, relationshipDocumentId } from '../../src/tasks/relationship.ts';
import { basic, catalogue, creating, intune, newCustomerIn, orderIn, selling, standing, typedCustomer, typedNew, typedOrder } from '../support/orders.ts';
import { iker, nuria, partnershipIn } from '../support/partners.ts';
import { NOW, adventure, agreementIn, cast, contoso, enrolmentIn, norte } from '../support/world.ts';
import type { Said, Sample } from './draw.ts';
import { suggestions } from './samplesAddress.ts';
import { clicked, put, refusal } from './stage.ts';

const ana = { ...cast.globalAdmin, tenant: norte.id, tenantKind: 'provider' } as const;
const TWO = 'M365-BASIC=10\nINTUNE_P1=3';

/** What the pages of a form read from inputs. */
export const formInputs: readonly string[] = [...Object.keys(typedNew), 'addressChoice', 'confirmWarnings', 'query', ...catalogue.map(({ id }) => `quantity.${id}`), ...Array.from({ length: 12 }, (_one, index) => `quantity.N${index}`)];

const numbered = Array.from({ length: 12 }, (_one, index) => ({ ...basic, id: `N${index}`, name: `${basic.name} ${index}` }));

/** Norte has a catalogue and one reseller, who may trade. */
async function opened(ctx: TurnCtx, said: Said, offers = catalogue): Promise<void> {
  await replaceOffers(ctx.deps, said(offers));
  await put(ctx, 'enrolment', said(enrolmentIn('Active')));
  await put(ctx, 'agreement', agreementIn('Accepted'));
  const partnership = partnershipIn('Active');
  await put(ctx, 'partnership', { ...partnership, id: norte.id });
  await put(ctx, 'customer', selling.customer);
  await put(ctx, 'relationship', standing);
  await ctx.deps.store.commit(lineWrites({ partition: homeOf(adventure.id), key: relationshipDocumentId(norte.id), before: undefined, after: relationship.line(standing) }));
  await ctx.deps.store.commit(lineWrites({ partition: homeOf(norte.id), key: `partner:${contoso.id}`, before: undefined, after: partnerLine(said(partnership), 'provider') }));
}

const draftOf = (ctx: TurnCtx, said: Said, form: RawInput, lines = ''): Draft => readDraft(ctx, { id: 'ORD-7K3F-9QXD', input: { ...said({ form }).form, started: NOW, lines } });

type More = { readonly lines?: string; readonly offers?: typeof catalogue; readonly further?: true; readonly input?: RawInput };
const sample = ({ offers, further }: More, reply: (ctx: TurnCtx, said: Said) => ReturnType<Sample['reply']>): Sample => ({
  viewer: iker,
  reply: async (ctx, said) => {
    await opened(ctx, said, offers);
    const { directory } = ctx.deps;
    const tenant = async (id: TenantId) => said(await directory.tenant(id));
    const rules = { ...ctx.deps.rules, order: { ...ctx.deps.rules.order, additionalResellers: further === true } };
    return await reply({ ...ctx, deps: { ...ctx.deps, rules, directory: { ...directory, tenant } } }, said);
  },
});

// --- a new customer ---

const blank = newCustomerIn('NotStarted');
const wrongNew = (input: RawInput, address?: AddressFinding): DomainError => refusal(newCustomer, blank, 'submit', { actor: iker, input: { ...typedNew, ...input }, read: { ...creating, address } });
const page1 = (form: RawInput, error?: DomainError): Sample => sample({}, async (ctx, said) => await customerOf(ctx, draftOf(ctx, said, form, TWO), error ? { error: said(error) } : {}));
const page2 = (more: More, error?: DomainError): Sample => sample(more, async (ctx, said) => {
  const draft = draftOf(ctx, said, { ...typedCustomer, reseller: contoso.id }, more.lines);
  return error ? await newCustomerRefused(ctx, draft, error) : await newCustomerLines(ctx, draft, {}, more.input);
});
const review = (form: RawInput, attested = false): Sample => sample({}, async (ctx, said) => await newCustomerReview(ctx, draftOf(ctx, said, { ...typedCustomer, ...form }, TWO), attested ? { error: wrongNew({ attest: '' }), attested: false } : {}));

const nothing = Object.fromEntries(Object.keys(typedCustomer).map((name) => [name, '']));
const allWrong = { ...nothing, line2: 'x'.repeat(201), city: 'x'.repeat(101), state: 'x'.repeat(51), postalCode: '1', phone: '12', registrationId: 'x'.repeat(51), signerEmail: 'x', signerPhone: '1', agreedOn: 'tomorrow' };

// --- an existing customer ---

const seen: SeenCustomer = { own: standing, tenant: adventure, customer: selling.customer, partners: [{ id: contoso.id, name: contoso.name }], association: undefined };
const wrong = (input: RawInput): DomainError => refusal(order, orderIn('NotStarted'), 'submit', { actor: iker, input: { ...typedOrder, ...input }, read: selling });
const lines = (form: RawInput, more: More, error?: DomainError): Sample => sample(more, async (ctx, said) => {
  const draft = draftOf(ctx, said, form, more.lines);
  return error ? await orderRefused(ctx, said(seen), { draft, error }) : await orderLinesPage(ctx, said(seen), draft, { data: { input: more.input ?? {} } });
});
const reviewed = (form: RawInput): Sample => sample({}, async (ctx, said) => await reviewOf(ctx, said(seen), draftOf(ctx, said, form, TWO)));

// --- what became of it ---

const one = (doc: Order, viewer: Sample['viewer'] = iker): Sample => ({ viewer, about: doc, reply: async (ctx, said) => orderCard(ctx, said(doc)) });
const unfit = (typed: RawInput): Sample => {
  const doc = orderIn('PendingPoUpload');
  const error = refusal(order, doc, 'purchaseOrderGiven', { actor: iker, input: typed });
  return { viewer: iker, about: doc, reply: async (ctx, said) => await orderUi.answer(ctx, clicked('purchaseOrderGiven', { kind: 'refused', doc: said(doc), error: said(error) }, said({ typed }).typed)) };
};
const further = orderIn('Completed', { additional: [{ id: adventure.id, name: 'Fabrikam', mpnId: '7654321' }] });
const direct = (): Order => {
  const { reseller: _none, ...doc } = orderIn('Submitted');
  return doc;
};

const made = (said: Said): NewCredentials => ({ tenant: adventure.id, person: cast.employee.id, ...said({ userName: 'admin@panaderiasol.onmicrosoft.com', temporaryPassword: '(shown once)' }) });
const setup = (about = newCustomerIn('Created')): Sample => ({
  viewer: ana, about,
  reply: async (ctx, said) => {
    const doc = said(newCustomerIn('Submitted'));
    await put(ctx, 'newCustomer', doc);
    return await newCustomerUi.answer({ ...ctx, deps: { ...ctx.deps, accounts: { ...ctx.deps.accounts, createTenant: async () => made(said) } } }, clicked('submit', { kind: 'done', doc, complaint: undefined }));
  },
});
const closed: Sample = { viewer: ana, about: newCustomerIn('Created'), reply: async (ctx, said) => await newCustomerUi.answer(ctx, clicked('submit', { kind: 'repeated', doc: said(newCustomerIn('Created')) })) };
const unfinished = newCustomerIn('Submitted');

const listed = (count: number): Sample => ({
  viewer: iker,
  reply: async (ctx, said) => {
    for (let index = 0; index < count; index++) {
      const doc = said(orderIn('Completed', { id: `ORD-0000-000${index}` }));
      await ctx.deps.store.commit(lineWrites({ partition: homeOf(norte.id), key: `order-${index}`, before: undefined, after: orderLine(doc) }));
    }
    return await ordersPage(ctx, { search: '', cursor: undefined });
  },
});

const halfMade: Sample = {
  viewer: iker,
  reply: async (ctx, said) => {
    await ctx.deps.store.commit(lineWrites({ partition: homeOf(norte.id), key: 'newCustomer', before: undefined, after: newCustomerLine(said(unfinished)) }));
    return await ordersPage(ctx, { search: '', cursor: undefined });
  },
};
export const orderLists: Readonly<Record<string, Sample>> = { 'no orders': listed(0), 'a few orders': listed(3), 'an order whose customer is not created yet': halfMade };
export const orderMenus: Readonly<Record<string, Sample>> = {
  'an order that was cancelled before it was one': { viewer: iker, reply: async (ctx) => cancelled(ctx, 'cancelled') }, 'a new customer that was dropped': { viewer: iker, reply: async (ctx) => cancelled(ctx, 'dropped') },
  'a new customer, wanted by a reseller': { viewer: cast.salesAgent, reply: async (ctx) => await addCustomer(ctx, '') },
};

export const orderSamples = {
  'orders/customer': {
    'fresh': page1({}), 'only the address is wrong': page1({ ...typedCustomer, postalCode: '1' }, wrongNew({ postalCode: '1' })), 'with a reseller': page1({ reseller: contoso.id }), 'back again': page1({ ...typedCustomer, reseller: contoso.id }),
    'which address is meant': page1({ ...typedCustomer, line1: 'C/ Mayr 5' }, wrongNew({ line1: 'C/ Mayr 5' }, { result: 'StreetPartial', suggestions })),
    'all is wrong': page1({ ...allWrong, reseller: '', country: 'XQ', segment: 'x' }, wrongNew({ ...allWrong, reseller: '', country: 'XQ', segment: 'x' })),
    'a doubt': page1({ ...typedCustomer, company: 'contoso.com' }, wrongNew({ company: 'contoso.com' })), 'where a number is needed': page1({ ...typedCustomer, country: 'HU', postalCode: '1' }, wrongNew({ country: 'HU', postalCode: '1' })),
  },
  'orders/lines': {
    'of a new customer': page2({}), 'with chosen ones': page2({ lines: TWO }), 'quantities are wrong': page2({ lines: 'M365-BASIC=1.000\nINTUNE_P1=-3' }, wrongNew({ lines: 'M365-BASIC=1.000\nINTUNE_P1=-3' })),
    'nothing is chosen': page2({}, wrongNew({ lines: '' })), 'a long catalogue': page2({ offers: numbered }), 'its next part': page2({ offers: numbered, input: { skipped: '7' } }),
    'none is found': page2({ input: { query: 'xyz' } }), 'with all that there may be': page2({ offers: numbered, lines: numbered.slice(0, 7).map(({ id }) => `${id}=1`).join('\n') }),
    'of a customer': lines({ reseller: contoso.id }, {}), 'without a reseller': lines({ reseller: '' }, {}, wrong({ reseller: '' })), 'with further resellers': lines({ reseller: contoso.id, additional: '7654321' }, { further: true, lines: `${intune.id}=3` }),
  },
  'orders/review': { 'of a new customer': review({ reseller: contoso.id }), 'for nobody': review({ reseller: NOBODY, signerEmail: '' }), 'the box was not ticked': review({ reseller: contoso.id }, true), 'of a customer': reviewed({ reseller: contoso.id, additional: '7654321' }) },
  'orders/order': {
    ...Object.fromEntries(orderStates.filter((state) => state !== 'NotStarted').map((state) => [state, one(orderIn(state))])),
    'a purchase order that is wrong': unfit({ number: '', document: 'http://adventure.example/po' }), 'a purchase order without a number': unfit({ number: '', document: '' }),
    'a purchase order whose number is long': unfit({ number: 'x'.repeat(51), document: 'https://adventure.example/po' }), 'a purchase order without a document': one(orderIn('PoUploadComplete', { purchaseOrder: { number: '17', document: '' } })),
    'needs a purchase order, for the credited reseller': one(orderIn('PendingPoUpload'), cast.salesAgent), 'has one, for the credited reseller': one(orderIn('PoUploadComplete'), cast.salesAgent),
    'needs a purchase order, for somebody who may not give it': one(orderIn('PendingPoUpload'), nuria),
    'cancelled while it was being set up': one(orderIn('Cancelled', { lines: orderIn('Cancelled').lines.map((line, place) => (place === 0 ? { ...line, outcome: 'kept' } : line)) })),
    'taken back': one(orderIn('Cancelled', { lines: orderIn('Completed').lines })),
    'through nobody': one(direct()), 'with further resellers': one(further), 'for the credited reseller': one(orderIn('PartialSuccess'), cast.salesAgent),
  },
  'orders/credentials': { 'shown once': setup() },
  'orders/credentialsClosed': { repeated: closed },
  'orders/unfinished': { 'the account is not made': { viewer: iker, about: unfinished, reply: async (ctx, said) => unfinishedOrder(ctx, said(unfinished)) } },
} as const satisfies Partial<Record<CardName, Readonly<Record<string, Sample>>>>;
