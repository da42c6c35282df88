/** INV-56, WF-29 at the real door: companies that serve the same customer, or none of it, press every button with the name of everything that another company has there. */

import { describe, expect, it } from '@jest/globals';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { views } from '../../bot/views.ts';
import { homeOf } from '../../src/app/homes.ts';
import { perform } from '../../src/app/perform.ts';
import { readVerb, tasks } from '../../src/tasks/catalog.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import { cast, tenantNamed } from '../support/world.ts';
import { contoso, norte, reviews, trading } from './orders.ts';
import type { Story } from './support.ts';
import { faults } from './support.ts';
import { carmen, ines, pablo, petra, rosa } from './world.ts';

const events = Object.entries(tasks).flatMap(([task, def]) => Object.keys(def.events).map((event) => `${task}.${event}`));
const shared: ReadonlySet<string> = new Set(['invitation', 'order', 'subscription', 'change', 'newCustomer', 'importJob', 'relationship', 'gdap', 'access', 'customer', 'partnership']);
const verbs = [...Object.keys(views), ...events.filter((verb) => readVerb(verb) && shared.has(verb.split('.')[0] ?? ''))];

/** What Norte, Contoso and their customers have between them, and what Sur and Adatum have with one of these. @returns the names of all that there is. */
async function settled(story: Story): Promise<readonly string[]> {
  const provider = await reviews(story);
  await provider.presses('newCustomer.submit', { attest: 'true' });
  await story.settle();
  await provider.says('/agregar-suscripción tailwind');
  await provider.presses('show.orderReview', { 'quantity.M365-BASIC': '10', 'quantity.INTUNE_P1': '5', reseller: 'contoso' });
  await provider.presses('order.submit', { attest: 'true' });
  await story.settle();
  const reseller = story.desk(carmen);
  await reseller.says('/invitar secreta@proseware.example --proveedor norte');
  await reseller.presses('invitation.done');
  await reseller.says('/importar');
  await reseller.presses('show.newImport', { csv: 'email,language\nsecreta@wingtip.example,es' });
  const ids = (await story.content()).filter(({ kind }) => shared.has(kind)).map(({ id }) => id.split(':').slice(1).join(':'));
  for (const [target, role] of [['sur', 'provider'], ['adatum', 'reseller']] as const) {
    await perform(story.app.deps, { task: 'relationship', event: 'imported', tenant: tenantNamed('tailwind'), target, input: { role }, commandId: target, actor: cast.system, correlation: 'c0ffee' });
  }
  await story.settle();
  return [...new Set(ids)].filter((id) => id !== '');
}

const places = ['with', 'about', 'link', 'token', 'person', 'who', 'provider', 'reseller', 'subscription', 'offer', 'lines', 'quantity', 'what', 'words', 'email', 'language', 'name', 'autoRenew', 'started', 'cursor', 'mpnId', 'additional'];
const everything = Object.fromEntries([...attestations, 'confirmed', 'accept', 'attest', 'manage', 'azure', 'credit', 'support', 'confirmWarnings'].map((name) => [name, 'true']));

/** All that is not about the stranger: of the customer that both serve, what others sold, and how they stand with it. */
const othersIn = async (story: Story, who: Persona) => (await story.content())
  .filter(({ partition, kind, id }) => partition !== homeOf(tenantNamed(who.tenant)) && shared.has(kind) && id !== `relationship:${who.tenant}` && id !== `access:${who.tenant}`)
  .map(({ partition, id, body }) => JSON.stringify([partition, id, body])).toSorted();

/** Whoever reaches for what is not theirs leaves the trace at home. */
const tracesOf = async (story: Story, { id }: Persona) => (await story.content())
  .filter(({ partition, kind, body }) => kind === 'audit' && [norte, contoso].some((tenant) => partition === homeOf(tenant)) && JSON.stringify(body['actor']).includes(`"${id}"`));

/** Whose customers they are, who sells and earns there, and what. */
const secrets = /secreta@|Panadería Sol|panaderiasol\.|Contoso Iberia|Contoso Madrid|Distribuciones Norte|Iker|Carmen|4567890|(?:ORD|SUB|INV|IMP)-\w{4}-\w{4}/;

describe('strangers', () => {
  it.each<[string, Persona, readonly string[]]>([
    ['another provider of the customer', pablo, ['tailwind', 'tenant-panaderiasol']], ['another reseller of the customer', ines, ['tailwind']], ['the customer itself', rosa, ['tailwind']], ['another customer', petra, ['tailwind']],
  ])('INV-56 INV-59 WF-29 of %s press every button with every name there is, and nothing of others changes or is told', async (_what, who, customers) => {
    const story = await trading();
    const ids = await settled(story);
    const { speaker } = story.desk(who);
    const before = await othersIn(story, who);
    for (const verb of verbs) {
      for (const customer of customers) {
        for (const id of ids) {
          const data = { ...Object.fromEntries(places.map((place) => [place, id])), ...everything, id, rev: '1', customer };
          const { http, status, card, text = '' } = await speaker.clicks({ verb, data });
          const said = (card ? textOf(card) : text).replaceAll(id, '').replaceAll('ORD-7K3F-9QXD', ''); // which help has for an example
          expect([verb, id, http, status]).toEqual([verb, id, 200, 200]);
          expect(JSON.stringify(card ?? '').length * 2).toBeLessThan(28 * 1_024); // as Teams counts
expect([verb, id, secrets.exec(said)?.[0]]).toEqual([verb, id, undefined]);
        }
      }
    }
    await story.settle();
    expect(await othersIn(story, who)).toEqual(before);
    expect(await tracesOf(story, who)).toEqual([]);
    expect(faults(story)).toEqual([]);
  }, 60_000);
});
