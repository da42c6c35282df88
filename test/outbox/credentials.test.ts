/** A temporary password leaves the screen when its time is over, and not before. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { PostRefused } from '../../bot/outbox/refused.ts';
import { auditPage } from '../../src/app/auditLog.ts';
import { lists } from '../../src/app/homes.ts';
import { userOf } from '../../src/app/users.ts';
import { MINUTE, SECOND, plus } from '../../src/core/time.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { eachWorld, given } from '../support/deps.ts';
import { userIn } from '../support/people.ts';
import { NOW, cast, contoso } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf, passes } from './support.ts';

const world = eachWorld();
let outbox: Instance;
beforeEach(() => { outbox = instanceOf(world()); });

const address = { serviceUrl: 'http://127.0.0.1:1', conversation: 'chat:ana', channelId: 'msteams', bot: '28:enlace', user: '29:ana' };
const close = { ...outgoing('credentialsClose', { address, activity: 'card-7', userName: 'n_n*@contoso.es', language: 'es' }, 'card-7'), at: plus(NOW, 5 * MINUTE) };
const owes = async () => await outbox.owes(contoso.id, close);

describe('the closing of a password', () => {
  it('INV-06 comes after five minutes, over the very card that showed it, in its language', async () => {
    const row = await owes();
    await passes(world(), outbox, 5 * MINUTE - SECOND);
    expect(outbox.said).toEqual([]);
    await passes(world(), outbox, SECOND);
    expect(outbox.said).toMatchObject([{ conversation: 'chat:ana', over: 'card-7' }]);
    expect(outbox.said[0]?.text).toContain('La contraseña ya no se muestra');
    expect(outbox.said[0]?.text).toContain('n_n\\*@contoso.es');
    expect(await world().deps.store.read(row)).toBeUndefined();
  });

  it('INV-06 INV-64 is done by any instance, also by one that began later, and once', async () => {
    await owes();
    const [one, other] = [instanceOf(world()), instanceOf(world())];
    world().clock.move(5 * MINUTE);
    await Promise.all([one.pump.sweep(), other.pump.sweep()]);
    await Promise.all([one.pump.idle(), other.pump.idle()]);
    expect([...outbox.said, ...one.said, ...other.said]).toHaveLength(1);
  });

  it('INV-06 of a user leaves alone what its reader closed before, but no card of another disclosure', async () => {
    const closing = { ...outgoing('credentialsClose', { address, activity: 'card-8', userName: 'eva@contoso.es', language: 'en', person: 'eva' }, 'card-8'), at: plus(NOW, 5 * MINUTE) };
    await given(world(), 'user', userIn('PendingFirstSignIn', { disclosure: { to: cast.globalAdmin.id, at: NOW, closedAt: plus(NOW, MINUTE) } }));
    await outbox.owes(contoso.id, closing, 'this one');
    world().clock.move(MINUTE);
    await outbox.owes(contoso.id, closing, 'a later one');
    await passes(world(), outbox, 4 * MINUTE);
    expect(outbox.said.map(({ text }) => text.split('\n')[0])).toEqual(['The password is no longer shown']);
  });

  it('INV-06 WF-37 of a user is written down when its time is over, with the correlation id of the showing; a later disclosure stays open', async () => {
    const closing = { ...outgoing('credentialsClose', { address, activity: 'card-9', userName: 'eva@contoso.es', language: 'en', person: 'eva' }, 'card-9'), at: plus(NOW, 5 * MINUTE) };
    await given(world(), 'user', userIn('PendingFirstSignIn', { disclosure: { to: cast.globalAdmin.id, at: NOW } }));
    await outbox.owes(contoso.id, closing, 'this one');
    await passes(world(), outbox, 5 * MINUTE);
    const closedAt = plus(NOW, 5 * MINUTE);
    expect((await userOf(world().deps, contoso.id, 'eva'))?.disclosure).toEqual({ to: cast.globalAdmin.id, at: NOW, closedAt });
    const { rows: [entry] } = await auditPage(world().deps, { tenant: contoso.id, matches: () => true }, undefined);
    expect(entry).toMatchObject({ event: 'timedOut', outcome: 'done', actor: { kind: 'system' }, document: 'eva', correlation: 'c0ffee', changed: { disclosure: { before: { at: NOW }, after: { closedAt } } } });
    await outbox.owes(contoso.id, { ...closing, at: plus(NOW, 10 * MINUTE) }, 'of another showing');
    await passes(world(), outbox, 5 * MINUTE);
    expect((await auditPage(world().deps, { tenant: contoso.id, matches: () => true }, undefined)).rows).toHaveLength(1);
  });

  it('is over when somebody has deleted the message', async () => {
    const row = await owes();
    outbox.trouble = () => { throw new PostRefused(404, 'never', undefined); };
    await passes(world(), outbox, 5 * MINUTE);
    expect(await world().deps.store.read(row)).toBeUndefined();
  });

  it('INV-06 is tried again while the channel is away, and seen by staff when the channel will not have it', async () => {
    const row = await owes();
    outbox.trouble = () => { throw new PostRefused(503, 'backoff', undefined); };
    await passes(world(), outbox, 5 * MINUTE);
    expect(await world().deps.store.read(row)).toMatchObject({ due: plus(NOW, 5 * MINUTE + SECOND) });
    outbox.trouble = () => { throw new PostRefused(403, 'never', undefined); };
    await passes(world(), outbox, SECOND);
    expect(await world().deps.store.read(row)).toMatchObject({ list: lists.dead });
  });
});
