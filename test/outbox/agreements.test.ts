/** Two accounts of one company: the signature of one covers the agreement of the other, whichever is enrolled first (WF-08); and a new version that nobody has noticed yet. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { agreementOpened } from '../../src/app/agreements.ts';
import type { Command } from '../../src/app/command.ts';
import { homeOf, lists } from '../../src/app/homes.ts';
import { perform } from '../../src/app/perform.ts';
import { agreementOf, enrolmentOf } from '../../src/app/queries.ts';
import { sweepDeadlines } from '../../src/app/sweep.ts';
import { DAY } from '../../src/core/time.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { eachWorld, given } from '../support/deps.ts';
import { agreementIn, cast, contoso, enrolmentIn, fabrikam, operator, personNamed, tenantNamed } from '../support/world.ts';
import type { Instance } from './support.ts';
import { instanceOf, listIn, reachable } from './support.ts';

const portugal = { ...contoso, id: tenantNamed('contoso-pt'), name: 'Contoso Portugal', country: 'PT', siblings: [contoso.id] };
const world = eachWorld([{ ...contoso, siblings: [portugal.id] }, portugal, fabrikam, operator]);
let outbox: Instance;
beforeEach(() => { outbox = instanceOf(world()); });

const rui = { ...cast.globalAdmin, tenant: portugal.id, id: personNamed('rui'), name: 'Rui Reis' };
const says = async (command: Pick<Command, 'task' | 'event' | 'tenant' | 'actor' | 'input'>) => {
  const performed = await perform(outbox.deps, { ...command, commandId: world().deps.newId(), correlation: 'c0ffee' });
  await outbox.pump.idle();
  return performed.kind;
};
const signs = async () => await says({ task: 'agreement', event: 'accept', tenant: portugal.id, actor: rui, input: { accept: 'true' } });
const here = async () => await agreementOf(world().deps, contoso.id);
const whose = { state: 'Covered', covered: { tenant: 'contoso-pt', company: 'Contoso Portugal', signature: { by: 'Rui Reis', version: '2020-02' } } };

describe('the signature of one account', () => {
  beforeEach(async () => {
    await given(world(), 'enrolment', enrolmentIn('Qualified', { id: 'ENR-PT', tenant: portugal.id, company: { name: portugal.name, country: 'PT' } }));
    await given(world(), 'agreement', agreementIn('PendingSignature', { tenant: portugal.id }));
  });

  it('WF-08 covers another that waits for its own', async () => {
    await given(world(), 'enrolment', enrolmentIn('Qualified'));
    await given(world(), 'agreement', agreementIn('PendingSignature'));
    expect(await signs()).toBe('done');
    expect(await here()).toMatchObject(whose);
    expect(await enrolmentOf(world().deps, contoso.id)).toMatchObject({ state: 'Active' });
  });

  it('WF-08 covers another that is approved afterwards, and its enrolment is active at once', async () => {
    await given(world(), 'enrolment', enrolmentIn('UnderReview'));
    await world().deps.store.commit([{ op: 'create', doc: { partition: 'mpn:1234567', id: 'reservation', kind: 'reservation', body: { v: 1, mpnId: '1234567', tenant: contoso.id, at: world().clock() } } }]);
    await signs();
    expect(await here()).toBeUndefined();
    expect(await says({ task: 'enrolment', event: 'approve', tenant: contoso.id, actor: cast.reviewer, input: {} })).toBe('done');
    expect(await here()).toMatchObject(whose);
    expect(await enrolmentOf(world().deps, contoso.id)).toMatchObject({ state: 'Active' });
  });

  it('WF-08 leaves another that has signed itself as it is', async () => {
    await given(world(), 'enrolment', enrolmentIn('Active'));
    await given(world(), 'agreement', agreementIn('Accepted'));
    await signs();
    expect(await here()).toEqual(agreementIn('Accepted'));
    expect(await world().deps.store.due('outbox', world().clock(), 10)).toEqual([]);
  });
});

describe('a new version', () => {
  const anew = rulesSchema.parse({ mpa: { version: '2026-11' } });
  beforeEach(async () => {
    await given(world(), 'enrolment', enrolmentIn('Active'));
    await given(world(), 'agreement', agreementIn('Accepted', { checkedAt: world().clock() }));
    outbox = instanceOf({ ...world(), deps: { ...world().deps, rules: anew } });
  });

  it('§4.2 is noticed by whoever opens the agreement to sign it, once', async () => {
    expect(await agreementOpened(outbox.deps, cast.globalAdmin, 'c0ffee')).toMatchObject({ state: 'PendingSignature', signature: { version: '2020-02' } });
    expect(await agreementOpened(outbox.deps, cast.globalAdmin, 'c0ffee')).toMatchObject({ rev: 2 });
    expect((await listIn(world().deps, contoso.id, lists.audit)).map(({ event }) => event)).toEqual(['newVersionPublished']);
  });

  it('§4.2 M10 is noticed by the timer, which tells the person who enrolled the company', async () => {
    await reachable(world().deps, contoso.id, cast.globalAdmin.id);
    world().clock.move(DAY);
    await sweepDeadlines(outbox.deps);
    await outbox.pump.idle();
    expect(await here()).toMatchObject({ state: 'PendingSignature' });
    expect(outbox.said.map(({ text }) => text)).toEqual([expect.stringContaining('Hay un contrato nuevo por firmar')]);
    expect(outbox.said[0]?.text).toContain('Quién puede firmarla: Ana García y Luis Gil');
  });

  it('§4.2 asks nothing where the signed version is the published one', async () => {
    expect(await agreementOpened(world().deps, cast.globalAdmin, 'c0ffee')).toEqual(agreementIn('Accepted', { checkedAt: world().clock() }));
    expect(await world().deps.store.page({ partition: homeOf(contoso.id), list: lists.audit, limit: 5 })).toEqual([]);
  });
});
