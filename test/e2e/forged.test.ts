/** Cards that nobody drew: numbers, lines and files as a hostile client could send them. Whoever sends them gets an answer, and nobody else reads anything of it. */

import { describe, expect, it } from '@jest/globals';
import { columns } from '../../bot/import/inviteRows.ts';
import { readCsv } from '../../bot/listings/csv.ts';
import type { Card } from '../../bot/local/teamsPeer.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { commandOf } from '../../bot/tasks/clicks.ts';
import type { TurnCtx } from '../../bot/turn/turnCtx.ts';
import { changesOf } from '../../src/app/changes.ts';
import { cast } from '../support/world.ts';
import { contoso, norte, offersNumbered, tailwind, trading } from './orders.ts';
import { faults } from './support.ts';
import { carmen, diego, iker } from './world.ts';

/** As Teams counts. */
const size = (card: Card | undefined): number => JSON.stringify(card ?? '').length * 2;
const MOST = 28 * 1_024;

describe('the number of a request that a reseller makes up', () => {
  it.each(['[Factura](https://evil.example)', '__proto__', 'CHG--', 'chg-0000-0001', 'x'.repeat(2_000), '../account', 'CHG-0000-0001\u0000'])('WF-25 INV-56 is none: %.40s', async (id) => {
    const story = await trading();
    story.world.change(diego, { roles: { agent: 'salesAgent', admin: 'notAnAdmin' } });
    await story.desk(iker).says('hola');
    const { status, text } = await story.desk(diego).speaker.clicks({ verb: 'change.ask', data: { id, rev: 0, customer: tailwind, provider: norte, what: 'other', words: 'Hola', subscription: '' } });
    await story.settle();
    expect([status, text?.includes('(GEN-06)')]).toEqual([200, true]);
    for (const tenant of [contoso, norte]) expect((await changesOf(story.app.deps, tenant, { search: '', after: undefined })).rows).toEqual([]);
    expect(faults(story)).toEqual([]);
  });
});

describe('lines of an order without end', () => {
  const many = Array.from({ length: 800 }, (_one, index) => `${index}=1`).join('\n');
  const wide = Object.fromEntries(Array.from({ length: 30 }, (_one, index) => [`quantity.${'X'.repeat(2_000)}${index}`, '1']));

  it.each<[string, Record<string, unknown>]>([
    ['in one input', { lines: many }], ['each with a name without end', wide], ['with quantities without end', Object.fromEntries(Array.from({ length: 30 }, (_one, index) => [`quantity.O${index}`, '9'.repeat(3_000)]))],
  ])('INV-49 fit on every card of the form, cost no more than a few reads, and order nothing: %s', async (_what, lines) => {
    const story = await trading({}, offersNumbered(30));
    const { speaker } = story.desk(iker);
    let reads = 0;
    story.trouble.read = ({ partition }) => { reads += partition.startsWith('offers:') ? 1 : 0; };
    for (const verb of ['show.addSubscription', 'show.orderReview', 'order.submit', 'show.addCustomer', 'show.addCustomerLines', 'show.addCustomerReview', 'newCustomer.submit']) {
      reads = 0;
      const { status, card } = await speaker.clicks({ verb, data: { id: 'ORD-0000-0001', rev: 0, customer: tailwind, reseller: contoso, attest: 'true', started: story.clock(), ...lines } });
      expect([verb, status, size(card) < MOST, reads < 40]).toEqual([verb, 200, true, true]);
    }
    expect([(await story.content()).filter(({ kind }) => kind === 'order' || kind === 'newCustomer'), faults(story)]).toEqual([[], []]);
  });
});

describe('a file of rows that is a trap', () => {
  it.each<[string, string]>([
    ['one column many times', Array.from({ length: 400 }, () => 'email').join(',')], ['nothing but columns', ','.repeat(2_300)], ['names that objects have', '__proto__,constructor,email,language\nx,y,ana@ejemplo.es,es'],
    ['one cell', `email,language\n"${'x'.repeat(2_300)}",es`], ['quotes that do not end', 'email,language\n"ana@ejemplo.es'],
  ])('is answered on a card that fits: %s', async (_what, csv) => {
    const story = await trading();
    const { status, card } = await story.desk(carmen).speaker.clicks({ verb: 'show.newImport', data: { id: 'form', csv } });
    expect([status, size(card) < MOST, faults(story)]).toEqual([200, true, []]);
    expect(textOf(card)).not.toMatch(/undefined|\[object|native code/);
  });

  it('is read no further than to the first row too many, and its columns are told once', () => {
    const long = readCsv(Buffer.from(`email,language\n${'a,es\n'.repeat(50_000)}`), columns, 500);
    const wide = readCsv(Buffer.from(`language,${'email,'.repeat(50_000)}`), columns, 500);
    expect(['rows' in long && long.rows.length, wide]).toEqual([501, { unreadable: 'twice', params: { columns: 'email' } }]);
  });
});

describe('a link of one kind', () => {
  it('INV-56 INV-L5 is none of another: nothing is told behind it, and nothing is given out', async () => {
    const story = await trading();
    const desk = story.desk(carmen);
    await desk.says('/importar');
    await desk.presses('show.newImport', { csv: 'email,language\nana@proseware.example,es' });
    await desk.presses('importJob.confirm');
    await story.settle();
    const { id } = (await story.content()).find(({ kind }) => kind === 'importJob')?.body ?? {};
    const { card } = await desk.speaker.clicks({ verb: 'show.importResults', data: { id } });
    const [, results = ''] = /\/import\/([\w-]+)/.exec(JSON.stringify(card)) ?? [];
    const made = await (await fetch(`${story.url}/import/${results}`, { method: 'POST' })).text();
    const [, invitation = ''] = /\/invitation\/([\w-]+)/.exec(made) ?? [];
    expect([results, invitation].includes('')).toBe(false);
    for (const [path, token] of [['invitation', results], ['partner', results], ['verify', results], ['export', results], ['import', invitation], ['partner', invitation], ['verify', invitation], ['export', invitation]]) {
      const page = await fetch(`${story.url}/${path}/${token}`);
      expect([path, page.status, /Contoso|proseware/.test(await page.text())]).toEqual([path, path === 'export' || path === 'import' ? 404 : 410, false]); // a link that was good for something once, and not here
    }
  });
});

describe('two people with one id, of two companies', () => {
  it('INV-56 INV-58 are two people: what one of them did is not taken for what the other does', async () => {
    const click = { task: 'order', event: 'cancel', located: { tenant: tailwind, target: 'ORD-0000-0001' }, data: { id: 'ORD-0000-0001', rev: 1, input: { customer: tailwind } } } as const;
    const commandIds = [cast.salesAgent, { ...cast.salesAgent, tenant: norte }].map((actor) => commandOf({ actor, correlation: 'c0ffee' } as unknown as TurnCtx, click).commandId); // all of a turn that it reads
    expect(new Set(commandIds).size).toBe(2);
  });
});
