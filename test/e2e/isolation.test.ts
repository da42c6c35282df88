/** INV-56 at the real door: whatever somebody presses, writes or opens, with whatever in it, nothing of another company changes or is told, and nothing breaks. */

import { describe, expect, it } from '@jest/globals';
import { commands } from '../../bot/commands/table.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { views } from '../../bot/views.ts';
import { homeOf } from '../../src/app/homes.ts';
import { perform } from '../../src/app/perform.ts';
import { readVerb, tasks } from '../../src/tasks/catalog.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import { NOW, cast, tenantNamed } from '../support/world.ts';
import { linkIn, textIn } from './drafts.ts';
import { adds } from './people.ts';
import type { Story } from './support.ts';
import { faults, openStory } from './support.ts';
import { carmen, gala, gwen, iker, ines, olivia, pablo, rosa, uma } from './world.ts';

const stranger: Persona = { tenant: 'nowhere', id: 'nobody', name: 'Nadie', locale: 'es-ES' };
const events = Object.entries(tasks).flatMap(([task, def]) => Object.keys(def.events).map((event) => `${task}.${event}`));
const verbs = [...Object.keys(views), ...events.filter((verb) => readVerb(verb))];

/** Norte and Contoso are partners and both serve Tailwind; Norte asks another company; Este has users. @returns the names of all that there is. */
async function settled(story: Story): Promise<readonly string[]> {
  const { deps } = story.app;
  const consent = { by: carmen.name, byId: carmen.id, roles: 'directory.globalAdmin', at: NOW, version: '2026-11', language: 'es', company: 'contoso', request: 'REQ-0000-0001' };
  const order = { actor: cast.system, correlation: 'c0ffee' };
  await perform(deps, { ...order, task: 'partnership', event: 'start', tenant: tenantNamed('contoso'), target: 'norte', input: { providerName: 'Distribuciones Norte', providerCountry: 'ES', ...consent }, commandId: 'begins' });
  for (const [partner, role] of [['norte', 'provider'], ['contoso', 'reseller']] as const) {
    await perform(deps, { ...order, task: 'relationship', event: 'imported', tenant: tenantNamed('tailwind'), target: partner, input: { role }, commandId: partner });
  }
  const desk = story.desk(iker);
  await desk.says('/solicitar secreta@adatum.es');
  await desk.presses('request.done');
  await adds(story);
  await story.settle();
  const docs = (await story.content()).filter(({ kind }) => ['request', 'partnership', 'user', 'relationship'].includes(kind));
  return [...new Set(docs.map(({ id }) => id.split(':').at(-1) ?? ''))].filter((id) => !['gus', 'uma', 'iker', 'irene', 'nuria'].includes(id)); // more of the same
}

const hostile = ['', '__proto__', 'constructor', 'tailwind', 'tenant:norte', '../account?a#b\\c', '💥'.repeat(3_000), '[x](http://evil.example)'.repeat(400), '\u{202e}\u{0}\u{d800}', '%E0%A4%A'];
const everything = Object.fromEntries([...attestations, 'confirmed', 'accept', 'confirmWarnings'].map((name) => [name, 'true']));
const places = ['with', 'about', 'cursor', 'customer', 'link', 'token', 'person', 'query', 'who', 'permission', 'mpnId', 'country', 'service', 'email', 'language', 'text', 'name', 'agent', 'admin'];

const homesOf = async (story: Story, tenants: readonly string[]) =>
  (await story.content()).filter(({ partition }) => tenants.some((tenant) => partition === homeOf(tenantNamed(tenant)))).toSorted((one, other) => (one.id < other.id ? -1 : 1));

const secrets = /secreta@|Iker Zubia|Nora Núñez|nora@este|Carmen Ruiz|PAR-\w{4}-\w{4}|Panaderías/;

describe('strangers', () => {
  it.each([['another provider', pablo], ['another reseller', ines], ['a customer', rosa], ['no company that anybody knows', stranger]] as const)(
    'INV-56 of %s press every button with every name there is', async (_what, who) => {
      const story = await openStory();
      const ids = await settled(story);
      const { speaker } = story.desk(who);
      const others = ['norte', 'contoso', 'tailwind', 'este'].filter((tenant) => tenant !== who.tenant);
      const before = await homesOf(story, others);
      for (const verb of verbs) {
        for (const id of [...ids, ...hostile.slice(0, 3)]) {
          const data = { id, rev: '1', partition: 'tenant:norte', ...Object.fromEntries(places.map((place) => [place, id])), ...everything };
          const { http, status, card, text = '' } = await speaker.clicks({ verb, data });
          const said = card ? textOf(card) : text;
          expect([verb, http, status]).toEqual([verb, 200, 200]);
          expect(JSON.stringify(card ?? '').length * 2).toBeLessThan(28 * 1_024); // as Teams counts
          if (who !== rosa) expect(said.replaceAll(id || ' ', '')).not.toMatch(secrets); // her own company is the bakery
        }
      }
      expect(await homesOf(story, others)).toEqual(before);
      expect(faults(story)).toEqual([]);
    }, 60_000,
  );

  it.each([['people of a provider', uma], ['somebody whom nobody knows', stranger], ['staff', olivia]] as const)('INV-56 %s write and open whatever they like', async (_what, who) => {
    const story = await openStory();
    await settled(story);
    const desk = story.desk(who);
    await desk.arrives();
    for (const { name } of commands) {
      for (const words of [...hostile, '--agent __proto__', '--constructor=1', '"', 'a'.repeat(9_000), '\u{ad}']) {
        expect([name, await desk.speaker.says(`/${name} ${words}`)]).toEqual([name, 200]);
        desk.looks();
        expect(JSON.stringify(desk.card() ?? '').length * 2).toBeLessThan(28 * 1_024);
        expect(desk.reads()).not.toMatch(/undefined|\[object|native code/);
      }
    }
    for (const path of ['partner', 'export', 'verify', 'invitation', 'import', 'sign-in/local']) {
      for (const token of [...hostile.map((text) => encodeURIComponent(text.toWellFormed())), '%E0%A4%A', 'x?lang=constructor']) {
        expect((await fetch(`${story.url}/${path}/${token}`)).status).toBeLessThan(500);
        expect((await fetch(`${story.url}/${path}/${token}`, { method: 'POST', body: new URLSearchParams({ decision: 'accept', nonce: token, state: token, who: token }) })).status).toBeLessThan(500);
      }
    }
    expect(faults(story)).toEqual([]);
  }, 60_000);
});

describe('a link in other hands', () => {
  it('INV-56 PAR-03 does not tell somebody of no known company who the Global admins of the provider are', async () => {
    const story = await openStory();
    const desk = story.desk(gwen);
    await desk.says('/request ana@contoso.com');
    const nobody = story.desk(stranger);
    const link = linkIn(story, textIn(desk.card()));
    await desk.presses('request.done');
    await nobody.says(`/aceptar ${link}`);
    const [refusal = '', asked] = nobody.reads().split('(PAR-03)');
    expect([refusal.includes(gwen.name), asked?.includes(gwen.name)]).toEqual([false, true]); // who asks is named below
  });

  it('INV-56 PAR-06 of an export is no request, and does not say whose it is', async () => {
    const story = await openStory();
    const desk = story.desk(uma);
    await adds(story, gala);
    await desk.says('/auditoría --csv');
    const [, link = ''] = /\/export\/([\w-]+)/.exec(JSON.stringify(desk.card())) ?? [];
    const { text } = await story.desk(ines).speaker.clicks({ verb: 'request.authorise', data: { id: 'x', rev: 1, link } });
    expect(text).toContain('(PAR-06)');
    expect(text).not.toContain(uma.tenant);
  });
});
