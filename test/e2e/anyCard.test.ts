/** Card data as nobody would fill it in, drawn from a seed, over every button there is, by people who may press most of them: each click has an answer that fits, and nothing breaks. */

import { expect, it } from '@jest/globals';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import { buttonsOf } from '../../bot/local/teamsPeer.ts';
import { views } from '../../bot/views.ts';
import { readVerb, tasks } from '../../src/tasks/catalog.ts';
import { seeded } from '../support/seeded.ts';
import { filled, reviews, trading } from './orders.ts';
import { faults } from './support.ts';
import { carmen, diego, iker, irene } from './world.ts';

const events = Object.entries(tasks).flatMap(([task, def]) => Object.keys(def.events).map((event) => `${task}.${event}`));
const verbs = [...Object.keys(views), ...events.filter((verb) => readVerb(verb))];

const inputs = [
  ...Object.keys(filled), 'customer', 'with', 'about', 'cursor', 'provider', 'subscription', 'offer', 'lines', 'quantity', 'quantity.M365-BASIC', 'what', 'words', 'text', 'name', 'autoRenew', 'started', 'mpnId', 'additional', 'attest',
  'confirmed', 'csv', 'query', 'skipped', 'email', 'language', 'source', 'days', 'roles', 'token', 'restore', 'reason', 'at', 'goodFaith', 'businessPurpose', 'agreement', 'harmless', 'confirmWarnings', 'step', 'segment', 'person', 'manage', 'credit',
];
const odd = [
  '', ' ', '0', '-1', '1e3', '٣', '1,5', '9'.repeat(400), 'true', 'nobody', 'notListed', '*', 'es', 'ES', 'HU', 'XX', '__proto__', 'constructor', 'toString', '2026-02-30', '2026-02-01', '9999-12-31', 'a@b', 'ana@ejemplo.es', '=1+1', '\u0000', '\u{e000}',
  '\ud800', '\u202e', '${name}', '@{1}', '{"a":1}', '[x](https://evil.example)', '<b>x</b>', '<at>Enlace</at>', 'M365-BASIC=1', 'M365-BASIC=1\nM365-BASIC=2', '=\n=\n=', 'email,language\na@b.es,es', '💥'.repeat(300), "'; drop table", '%E0%A4%A', '../..', 'x'.repeat(2_600),
];

const busy: readonly (readonly [Persona, string, string])[] = [[iker, 'adminAgent', 'globalAdmin'], [irene, 'helpdeskAgent', 'billingAdmin'], [carmen, 'adminAgent', 'globalAdmin'], [diego, 'salesAgent', 'userManagementAdmin']];

it.each([1, 2, 3])('GEN-05 INV-56 WF-23 whatever a card says (seed %i), every click is answered, and nothing breaks', async (seed) => {
  const story = await trading();
  const draw = seeded(seed);
  const one = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T; // never past the end
  for (const [who, agent, admin] of busy) story.world.change(who, { roles: { agent, admin } as never }); // names of roles
  const form = await reviews(story);
  await form.presses('newCustomer.submit', { attest: 'true' });
  await form.says('/agregar-suscripción tailwind');
  await form.presses('show.orderReview', { 'quantity.M365-BASIC': '10', reseller: 'contoso' });
  await form.presses('order.submit', { attest: 'true' });
  const asked = story.desk(carmen);
  await asked.says('/invitar ana@proseware.example --proveedor norte');
  await story.settle();
  const ids = [...new Set((await story.content()).map(({ id }) => id.split(':').slice(1).join(':')).filter((id) => id !== '' && id.length < 40)), 'tailwind', 'norte', 'contoso', 'tenant-panaderiasol', 'customer'];
  const value = (): string => one(draw() < 0.4 ? ids : odd);
  const desks = busy.map(([who]) => story.desk(who));
  let pressed: readonly { readonly verb: string; readonly data: Readonly<Record<string, unknown>> }[] = [];
  for (let count = 0; count < 700; count++) {
    const { speaker } = one(desks);
    const real = pressed.length > 0 && draw() < 0.5 ? one(pressed) : undefined;
    const verb = real?.verb ?? one(verbs);
    const typed = Object.fromEntries(Array.from({ length: Math.floor(draw() * 14) }, () => [one(inputs), value()]));
    const data = { id: one(ids), rev: one([0, 1, 2, '1', 'x', -1, 1e99]), customer: one(['tailwind', 'tenant-panaderiasol', value()]), ...(draw() < 0.3 ? filled : {}), ...typed, ...(real && draw() < 0.8 ? real.data : {}) };
    const { http, status, card, text } = await speaker.clicks({ verb, data });
    expect([seed, count, verb, http, status, card !== undefined || text !== undefined]).toEqual([seed, count, verb, 200, 200, true]);
    expect([verb, JSON.stringify(card ?? '').length * 2 < 28 * 1_024]).toEqual([verb, true]); // as Teams counts
    if (card) pressed = [...pressed.slice(-60), ...buttonsOf(card)];
    if (faults(story).length > 0) expect([verb, data, faults(story)]).toEqual([verb, data, []]);
  }
  await story.settle();
  expect([faults(story), story.logs.filter(({ level, message }) => level === 'warn' && message === 'outbox delivery failed').map(({ fields }) => `${String(fields['kind'])}: ${String(fields['err'])}`)]).toEqual([[], []]);
}, 60_000);
