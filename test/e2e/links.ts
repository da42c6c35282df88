/** What Norte sold to Tailwind, and partners of Norte's beside Contoso, for the tests of who manages, who earns and who answers. No expectations here. */

import { homeOf, reservationRef } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { perform } from '../../src/app/perform.ts';
import { subscriptionOf } from '../../src/app/subscriptions.ts';
import type { Desk } from '../../bot/local/desk.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import type { Subscription } from '../../src/tasks/subscriptionDoc.ts';
import { subscriptionDocumentId, subscriptionLine } from '../../src/tasks/subscriptionDoc.ts';
import { relationshipOf } from '../../src/app/customers.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import { subscriptionIn } from '../support/subscriptions.ts';
import { NOW, agreementIn, cast, enrolmentIn, tenantNamed } from '../support/world.ts';
import { norte, put, tailwind } from './orders.ts';
import type { Story } from './support.ts';

export const adatum = tenantNamed('adatum');
export const ADATUMS = '5550001';

/** In the list of Tailwind's subscriptions too; credited to nobody. */
export async function sells(story: Story, more: Parameters<typeof subscriptionIn>[1] = {}): Promise<Subscription> {
  const seller = { id: norte, name: 'Distribuciones Norte' };
  const doc = subscriptionIn('Active', { tenant: tailwind, customerName: 'Tailwind Panaderías', provider: seller, support: seller, record: undefined, ...more });
  const [partition, key] = [homeOf(tailwind), subscriptionDocumentId(doc.id)];
  await story.app.deps.store.commit([{ op: 'create', doc: { partition, id: key, kind: 'subscription', body: doc } }, ...lineWrites({ partition, key, before: undefined, after: subscriptionLine(doc) })]);
  return doc;
}

export async function sold(story: Story, id = 'SUB-7K3F-9QXD'): Promise<Subscription> {
  const doc = await subscriptionOf(story.app.deps, tailwind, id);
  if (!doc) throw new Error(`Norte sold no ${id}`);
  return doc;
}

/** The relationship of a partner with Tailwind, with these rights or in this state. */
export async function changes(story: Story, partner: typeof norte, more: Partial<Pick<Relationship, 'state' | 'delegatedAdmin'>>): Promise<void> {
  const doc = await relationshipOf(story.app.deps, tailwind, partner);
  if (!doc) throw new Error(`${partner} does not serve Tailwind`);
  const changed: Relationship = { ...doc, id: partner, ...more };
  await put(story, 'relationship', changed);
}

/** Adatum is enrolled, has signed, and works with Norte; it does not serve Tailwind. */
export async function withAdatum(story: Story, { signed = true, partnered = true } = {}): Promise<void> {
  await put(story, 'enrolment', enrolmentIn('Active', { tenant: adatum, mpn: { mpnId: ADATUMS, name: 'Adatum Bilbao', country: 'ES', active: true, type: 'location' } }));
  await put(story, 'agreement', agreementIn(signed ? 'Accepted' : 'PendingSignature', { tenant: adatum }));
  await story.app.deps.store.commit([{ op: 'create', doc: { ...reservationRef(ADATUMS), kind: 'reservation', body: { v: 1, mpnId: ADATUMS, tenant: adatum, at: NOW } } }]);
  if (!partnered) return;
  const consent = { by: 'Inés Mora', byId: 'ines', roles: '', at: NOW, version: '2026-11', language: 'es', company: 'Adatum', request: 'REQ-0000-0002' };
  await perform(story.app.deps, {
    task: 'partnership', event: 'start', tenant: adatum, target: norte, input: { providerName: 'Distribuciones Norte', providerCountry: 'ES', ...consent },
    commandId: 'adatum with norte', actor: cast.system, correlation: 'c0ffee',
  });
  await story.settle();
}

/** Somebody who wrote a command. */
export async function wrote(story: Story, who: Persona, text: string): Promise<Desk> {
  const desk = story.desk(who);
  await desk.arrives();
  await desk.says(text);
  return desk;
}
