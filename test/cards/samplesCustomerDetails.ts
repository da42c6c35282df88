/** The forms of a customer's details and of its tags (P08, §6.5), and the list of customers with a tag: Adventure Works is Contoso's and Norte's. */

import { customerUi } from '../../bot/tasks/customers/customer.ts';
import { detailsReply } from '../../bot/tasks/customers/customerDetails.ts';
import { tagsReply } from '../../bot/tasks/customers/customerTags.ts';
import { customersPage } from '../../bot/tasks/customers/customerViews.ts';
import { relationshipUi } from '../../bot/tasks/customers/relationship.ts';
import type { CustomerLine } from '../../src/app/customers.ts';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { AddressFinding } from '../../src/core/address.ts';
import type { RawInput } from '../../src/core/decide.ts';
import { customer } from '../../src/tasks/customer.ts';
import type { Customer } from '../../src/tasks/customerDoc.ts';
import { taggedWith } from '../../src/tasks/customerTags.ts';
import { relationship } from '../../src/tasks/relationship.ts';
import { customerIn } from '../support/customers.ts';
import { details, typedDetails } from '../support/details.ts';
import { adventure, cast, contoso, tenantNamed } from '../support/world.ts';
import type { Sample } from './draw.ts';
import { asContoso, asNorte, card, seen } from './samplesCustomers.ts';
import { clicked, refusal } from './stage.ts';

const { adminAgent: ada, salesAgent: sal, helpdeskAgent: hal } = cast;
const known = customerIn('Known', { profile: details, rev: 4 });
const spelt: AddressFinding = { result: 'InteractionRequired', suggestions: [{ country: 'ES', line1: 'Calle Mayor 5', line2: '', city: 'Madrid', state: '', postalCode: '28013' }] };
/** More than a card names. */
const many = Array.from({ length: 12 }, (_none, index) => `tag of many words ${index}`);

const editing = (doc: Customer, typed?: RawInput, address?: AddressFinding): Sample => {
  const read = { tenant: adventure, own: contoso, relationships: [asContoso()], address };
  const error = typed && refusal(customer, doc, 'edit', { actor: sal, input: typed, read });
  return seen(sal, doc, { own: asContoso(), other: asNorte(), customer: doc }, (ctx, found, said) => detailsReply(ctx, found, error ? said({ typed, error }) : {}));
};
const overtaken = seen(sal, known, { own: asContoso(), customer: known }, async (ctx) => {
  const error = refusal(customer, known, 'edit', { actor: sal, input: typedDetails, rev: 3, read: { tenant: adventure, own: contoso, relationships: [asContoso()] } });
  return await customerUi.answer(ctx, clicked('edit', { kind: 'refused', doc: known, error }, { ...typedDetails, city: 'Getafe', customer: adventure.id }));
});

/** The form comes back for the revision that was decided on: a save over the newer one is refused, not made unseen. */
const refusedAsOthersWrote = seen(sal, known, { own: asContoso(), customer: { ...known, rev: 5 } }, async (ctx) => {
  const input = { ...typedDetails, city: '' };
  const error = refusal(customer, known, 'edit', { actor: sal, input, read: { tenant: adventure, own: contoso, relationships: [asContoso()] } });
  return await customerUi.answer(ctx, clicked('edit', { kind: 'refused', doc: known, error }, { ...input, customer: adventure.id }));
});

const withTags = (...tags: string[]) => asContoso('Active', { tags, rev: 2 });
const tagging = (own = withTags('gold', 'Madrid'), typed?: string): Sample => {
  const error = typed === undefined ? undefined : refusal(relationship, own, 'tag', { actor: ada, input: { tags: typed }, read: { tenant: adventure } });
  return seen(ada, own, { own }, (ctx, found, said) => tagsReply(ctx, found, error ? said({ typed: { tags: typed ?? '' }, error }) : {}));
};
const colleagueWasFaster = seen(ada, withTags('gold'), { own: withTags('gold') }, async (ctx) => {
  const error = refusal(relationship, withTags('gold'), 'tag', { actor: ada, input: { tags: 'silver' }, rev: 1, read: { tenant: adventure } });
  return await relationshipUi.answer(ctx, clicked('tag', { kind: 'refused', doc: withTags('gold'), error }, { tags: 'silver', customer: adventure.id }));
});

export const detailSamples = {
  'customers/details': {
    'as they are': editing(known), 'none yet': editing(customerIn('None')), 'overtaken by somebody else': overtaken, 'refused while somebody else wrote': refusedAsOthersWrote,
    'everything is wrong': editing(known, { company: '', line1: '', line2: 'x'.repeat(201), city: '', state: 'x'.repeat(51), postalCode: '1', firstName: '', lastName: 'x'.repeat(51), email: 'olga', phone: '12', registrationId: 'x'.repeat(51) }),
    'an address that is written otherwise': editing(known, { ...typedDetails, line1: 'c/ mayor 5' }, spelt),
    'a doubtful name': editing(known, { ...typedDetails, company: 'adventure.com' }),
  },
  'customers/tags': {
    'a few': tagging(), 'none yet': tagging(asContoso()), 'many': tagging(withTags(...many)),
    'one is too long': tagging(withTags('gold'), `gold\n${'long '.repeat(11)}`), 'a colleague was faster': colleagueWasFaster,
  },
} as const;

export const detailedCustomers = {
  'with details, for a sales agent': card(sal, { own: withTags('gold', 'Madrid'), customer: known }),
  'with more tags than fit, for an admin agent': card(ada, { own: withTags(...many), other: asNorte(), customer: customerIn('Known', { profile: { ...details, phone: '+34912345678', registrationId: 'B12345678' } }) }),
  'with details, for a helpdesk agent': card(hal, { own: asContoso(), customer: known }),
} as const;

/** So many customers that Contoso calls gold. */
const tagged = (viewer: PersonActor, count: number, search = ''): Sample => ({
  viewer,
  reply: async (ctx, said) => {
    for (let place = 1; place <= count; place++) {
      const body: CustomerLine = { customer: tenantNamed(`customer-${place}`), name: said('Adventure Works'), country: 'ES', role: 'reseller' };
      await ctx.deps.store.commit(lineWrites({ partition: homeOf(viewer.tenant), key: body.customer, before: undefined, after: { list: taggedWith(said('gold')), sort: body.name, terms: [body.name, body.customer], body } }));
    }
    return await customersPage(ctx, { search: said(search), cursor: undefined }, `#${said('gold')}`);
  },
});

export const taggedLists = {
  'customers with a tag': tagged(sal, 2), 'more customers with a tag than fit': tagged(sal, 27), 'no customers with a tag': tagged(sal, 0), 'no customer with a tag found': tagged(sal, 1, 'fabrikam'),
} as const;
