/** `/outbox`: who sees what was given up, and what the button does the first and the second time. */

import { describe, expect, it } from '@jest/globals';
import { outboxPage, retry, showDeadRow } from '../../bot/commands/outbox.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import type { Reply } from '../../bot/turn/turnCtx.ts';
import { words } from '../../bot/words.ts';
import { deadRowOf, listedEverywhere, listedHere } from '../../src/app/deadRows.ts';
import type { DeadWhy } from '../../src/app/documents.ts';
import { deadWhys } from '../../src/app/documents.ts';
import { homeOf, lists } from '../../src/app/homes.ts';
import { bornRow, dead, readRow } from '../../src/app/outboxRows.ts';
import type { DirectoryTenant } from '../../src/app/ports.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import { HOUR } from '../../src/core/time.ts';
import { outgoing, outgoingSchemas } from '../../src/tasks/outgoing.ts';
import { buttonsOf, sheetOf } from '../cards/buttons.ts';
import { eachWorld } from '../support/deps.ts';
import { NOW, ago, cast, contoso, norte } from '../support/world.ts';
import { ctxFor } from '../turn/support.ts';

const world = eachWorld();
const ada: PersonActor = { ...cast.adminAgent, language: 'en' };
const rut: PersonActor = { ...cast.reviewer, language: 'en' };
const other: PersonActor = { ...ada, tenant: norte.id };
const ctx = (actor: PersonActor) => ctxFor(world().deps, actor);
const shown = (reply: Reply): string => (reply.kind === 'card' ? JSON.stringify(reply.card) : reply.text);
/** What stands below the heading. */
const sentence = (reply: Reply): string => (reply.kind === 'card' ? textOf(reply.card.body[1]) : '');
const list = async (actor: PersonActor, search = ''): Promise<string> => shown(await outboxPage(ctx(actor), { search, cursor: undefined }));

/** A row that was given up two hours ago. @returns what a button about it carries. */
async function givenUp({ id, name }: DirectoryTenant, reason = 'The channel answered 403', why: DeadWhy = 'away') {
  const { deps } = world();
  const born = bornRow(outgoing('importCustomers', {}), { partition: homeOf(id), tenant: id, reason: name, correlation: 'c0ffee', now: ago(2 * HOUR) });
  const stored = { ...born, etag: '' };
  const row = deadRowOf(stored, { reason, now: NOW });
  await deps.store.commit([dead(readRow(stored), { reason, why }), ...listedHere(row)]);
  await deps.store.commit(listedEverywhere(deps, row));
  return { id: '', rev: undefined, input: { partition: born.partition, id: born.id } };
}

describe('the list', () => {
  it('INV-56 shows an admin agent the own company\'s rows, and programme admins everybody\'s', async () => {
    await givenUp(contoso);
    await givenUp(norte);
    expect(await list(ada)).toContain('Contoso Iberia · 2 hours ago');
    expect(await list(ada)).not.toContain('norte');
    expect(await list(other)).not.toContain('Contoso');
    for (const company of ['Contoso Iberia', 'norte']) expect(await list(rut)).toContain(company);
  });

  it('says so when everything was delivered', async () => {
    expect(await list(ada)).toContain('Everything has been delivered.');
    expect(await list(ada, 'customers')).toContain('Nothing that begins like that was given up.');
  });

  it.each(['customers from', 'clientes de otros', 'Customers', 'importcustomers'])('INV-65 is searched by the words that people see, in either language: %s', async (search) => {
    await givenUp(contoso);
    expect(await list(ada, search)).toContain('Contoso Iberia · 2 hours ago');
    expect(await list(ada, 'status mail')).not.toContain('Contoso Iberia');
  });

  it('each kind of delivery has words', () => {
    expect(Object.keys(outgoingSchemas).filter((kind) => !words['reports']?.[`outbox.kind.${kind}`])).toEqual([]);
  });
});

describe('a row', () => {
  it('tells what it is, since when, how often, and why, as it was written', async () => {
    const reply = await showDeadRow(ctx(ada), await givenUp(contoso, 'refused: *no* [such] address'));
    for (const text of ['Customers from other portals', 'Contoso Iberia', '10:00 UTC', 'refused: \\\\*no\\\\* \\\\[such\\\\] address']) expect(shown(reply)).toContain(text);
    expect(reply.kind === 'card' && buttonsOf(sheetOf(reply.card)).map(({ verb }) => verb)).toEqual(['set.retry', 'show.outbox']);
  });

  it('says in words of its own what each reason means and what to do, also one that is not known', async () => {
    const told = new Set<string>();
    for (const why of deadWhys) told.add(sentence(await showDeadRow(ctx(ada), await givenUp({ ...contoso, name: why }, '', why))));
    expect([...told].filter((text) => text.length > 60)).toHaveLength(deadWhys.length);
    expect(words['reports']?.['outbox.why.unknown']).toBeDefined();
    expect(deadWhys.filter((why) => !words['reports']?.[`outbox.why.${why}`]?.es)).toEqual([]);
  });

  it('is sent again by the button, once, and is off every list', async () => {
    const data = await givenUp(contoso);
    expect(shown(await retry(ctx(ada), data))).toContain('It goes out again now.');
    expect(shown(await retry(ctx(rut), data))).toContain('It was tried again already');
    expect(world().nudged).toHaveLength(1);
    expect(await list(ada)).toContain('Everything has been delivered.');
    expect(await list(rut)).toContain('Everything has been delivered.');
    expect(shown(await showDeadRow(ctx(ada), data))).toContain('It was tried again already');
  });

  it('INV-56 of another company is not there', async () => {
    const data = await givenUp(norte);
    for (const reply of [await showDeadRow(ctx(ada), data), await retry(ctx(ada), data)]) expect(shown(reply)).toContain('It was tried again already');
    expect(world().nudged).toEqual([]);
  });

  it('INV-58 that it was tried again is written down in its home', async () => {
    await retry(ctx(rut), await givenUp(contoso));
    const [entry] = await world().deps.store.page({ partition: homeOf(contoso.id), list: lists.audit, limit: 5 });
    expect(entry?.body).toMatchObject({ actor: { id: rut.id }, task: 'outbox', event: 'retry', correlation: 'c0ffee' });
  });

  it('made-up data leads nowhere', async () => {
    for (const input of [{}, { partition: 'tenant:contoso', id: 'account' }]) expect(shown(await retry(ctx(rut), { id: '', rev: undefined, input }))).toContain('It was tried again already');
  });
});
