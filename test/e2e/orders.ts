/** Orders as people make them in the tests: a provider with a catalogue, an enrolled reseller and a customer of both, and the forms filled in. No expectations here. */

import type { Desk } from '../../bot/local/desk.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { buttonsOf } from '../../bot/local/teamsPeer.ts';
import { homeOf, reservationRef } from '../../src/app/homes.ts';
import { replaceOffers } from '../../src/app/offers.ts';
import { perform } from '../../src/app/perform.ts';
import type { TaskDoc } from '../../src/core/machine.ts';
import type { Offer } from '../../src/core/offer.ts';
import type { Customer } from '../../src/tasks/customerDoc.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { taskOf } from '../../src/tasks/catalog.ts';
import { agreementIn, cast, enrolmentIn, NOW, tenantNamed } from '../support/world.ts';
import { customerIn } from '../support/customers.ts';
import { partnershipIn } from '../support/partners.ts';
import { catalogue } from '../support/orders.ts';
import type { Story, StoryOptions } from './support.ts';
import { openStory } from './support.ts';
import { iker } from './world.ts';

export const MPN = '4567890';
export const [contoso, norte, tailwind] = [tenantNamed('contoso'), tenantNamed('norte'), tenantNamed('tailwind')];

export async function put(story: Story, task: TaskKind, doc: TaskDoc): Promise<void> {
  await story.app.deps.store.commit([{ op: 'upsert', doc: { partition: homeOf(doc.tenant), id: taskOf(task).documentId(cast.globalAdmin, doc.id), kind: task, body: doc } }]);
}

export const inner = async (story: Story, task: TaskKind, event: string, more: { readonly tenant: typeof contoso; readonly target: string; readonly input: Record<string, string> }): Promise<void> => {
  await perform(story.app.deps, { task, event, ...more, commandId: JSON.stringify([task, event, more.tenant, more.target]), actor: cast.system, correlation: 'c0ffee' });
  await story.settle();
};

const { association: _none, ...known } = customerIn('Known', { tenant: tailwind, name: 'Tailwind Panaderías' });
const agreement = { how: 'accepted', firstName: 'Rosa', lastName: 'Figueras', email: '', phone: '', agreedOn: '2026-01-01', version: '1', by: 'Rosa', byId: cast.globalAdmin.id, byTenant: tailwind, at: NOW } as const;
export const unagreedCustomer: Customer = known;
const agreedCustomer: Customer = { ...known, agreement };

/** Contoso is enrolled, has signed the MPA and works with Norte; both serve Tailwind, which has agreed; Norte has a catalogue. */
export async function trading(options: StoryOptions = {}, offers: readonly Offer[] = catalogue): Promise<Story> {
  const story = await openStory(options);
  const { deps } = story.app;
  await replaceOffers({ ...deps }, offers);
  const madrid = { mpnId: MPN, name: 'Contoso Madrid', country: 'ES', active: true, type: 'location' } as const;
  await put(story, 'enrolment', enrolmentIn('Active', { tenant: contoso, mpn: madrid }));
  await put(story, 'agreement', agreementIn('Accepted', { tenant: contoso }));
  await deps.store.commit([{ op: 'create', doc: { ...reservationRef(MPN), kind: 'reservation', body: { v: 1, mpnId: MPN, tenant: contoso, at: NOW } } }]);
  const consent = { by: 'Carmen Ruiz', byId: 'carmen', roles: 'directory.globalAdmin', at: NOW, version: '2026-11', language: 'es', company: 'Contoso Iberia', request: 'REQ-0000-0001' };
  await inner(story, 'partnership', 'start', { tenant: contoso, target: norte, input: { providerName: 'Distribuciones Norte', providerCountry: 'ES', ...consent } });
  for (const [target, role] of [[norte, 'provider'], [contoso, 'reseller']] as const) await inner(story, 'relationship', 'imported', { tenant: tailwind, target, input: { role } });
  await put(story, 'customer', agreedCustomer);
  return story;
}

export const ended = partnershipIn('Removed', { tenant: contoso });

/** Page 1 of a new customer, as it should be. */
export const filled = {
  company: 'Panadería Sol', prefix: 'panaderiasol', country: 'ES', segment: 'commercial', line1: 'Calle Mayor 5', line2: '', city: 'Madrid', state: '', postalCode: '28013',
  firstName: 'Sol', lastName: 'Serra', email: 'sol@panaderiasol.example', phone: '', registrationId: '',
  signerFirstName: 'Sol', signerLastName: 'Serra', signerEmail: 'sol@panaderiasol.example', signerPhone: '', agreedOn: '2026-02-01', reseller: 'contoso',
};

/** In front of page 1, for Contoso. */
export async function opensForm(story: Story, who: Persona = iker): Promise<Desk> {
  const desk = story.desk(who);
  await desk.says('/agregar-cliente contoso');
  return desk;
}

/** In front of the review. */
export async function reviews(story: Story, { who = iker, typed = {}, lines = { 'quantity.M365-BASIC': '10' } }: { readonly who?: Persona; readonly typed?: Record<string, string>; readonly lines?: Record<string, string> } = {}): Promise<Desk> {
  const desk = await opensForm(story, who);
  await desk.presses('show.addCustomerLines', { ...filled, ...typed });
  await desk.presses('show.addCustomerReview', lines);
  return desk;
}

/** What the button with this verb would send. */
export const clickOn = (desk: Desk, verb: string) => ({ verb, data: buttonsOf(desk.card()).find((button) => button.verb === verb)?.data ?? {} });

/** So many offers of one name. */
export const offersNumbered = (count: number): readonly Offer[] => catalogue.slice(0, 1).flatMap((offer) => Array.from({ length: count }, (_one, index) => ({ ...offer, id: `O${String(index).padStart(2, '0')}`, name: `Offer ${String(index).padStart(2, '0')}` })));
