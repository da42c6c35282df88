/** Forgetting a person: nothing of them is left anywhere, everything of everybody else is, and the audit log is still whole. */

import { describe, expect, it } from '@jest/globals';
import { linkAudit } from '../../src/app/auditChain.ts';
import { auditSchema } from '../../src/app/documents.ts';
import { homeOf, lists, personRef } from '../../src/app/homes.ts';
import { showLine } from '../../src/app/shownLines.ts';
import { orderLines } from '../../src/app/orders.ts';
import { bornRow } from '../../src/app/outboxRows.ts';
import { perform } from '../../src/app/perform.ts';
import type { Doc, Stored } from '../../src/app/ports.ts';
import { openSession } from '../../src/app/sessions.ts';
import { usersOf } from '../../src/app/users.ts';
import { checkStore } from '../../src/check/checkStore.ts';
import { eraserOf } from '../../src/forget/erase.ts';
import { forget } from '../../src/forget/forget.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { instanceOf } from '../outbox/support.ts';
import { commanding, eachWorld, given } from '../support/deps.ts';
import { orderIn } from '../support/orders.ts';
import { userIn } from '../support/people.ts';
import { NOW, cast, contoso, enrolmentIn, fabrikam, operator } from '../support/world.ts';

const world = eachWorld();
const command = commanding(world);
const HOME = homeOf(contoso.id);
const ana = cast.globalAdmin;
const asked = { tenant: contoso.id, person: ana.id };
const where = { home: operator.id };

const everything = async (): Promise<readonly Stored[]> => (await Array.fromAsync(world().deps.store.everything())).flat();
const put = async (...docs: readonly Doc[]): Promise<unknown> => await world().deps.store.commit(docs.map((doc) => ({ op: 'create', doc })));

const met = ({ id, name }: { readonly id: string; readonly name: string }): Doc => ({
  partition: HOME, id: `person:${id}`, kind: 'person',
  body: { v: 1, tenant: contoso.id, id, name, lastLanguage: 'es', address: { serviceUrl: 'https://teams.example', conversation: `19:${id}-chat`, channelId: 'msteams', bot: 'bot', user: `29:${id}` } },
});

/** Ana was a user who ordered and enrolled; Luis, who works on, did the same. */
async function story(): Promise<void> {
  await put(met({ id: ana.id, name: ana.name }), met({ id: 'luis', name: 'Luis Gil' }));
  await given(world(), 'user', userIn('Removed', { id: ana.id, name: ana.name, email: 'ana@contoso.es' }));
  await given(world(), 'user', userIn('Active', { id: 'luis', name: 'Luis Gil', email: 'luis.ana@contoso.es' }));
  await given(world(), 'enrolment', enrolmentIn('Active'));
  const ordered = orderIn('Completed', { submittedBy: { id: ana.id, name: ana.name } });
  await given(world(), 'order', ordered);
  for (const line of orderLines(ordered)) await showLine(world().deps, line);
  await perform(world().deps, command('signIn'));
  await perform(world().deps, command('signIn', { actor: cast.colleague }));
  await perform(world().deps, command('signIn', { tenant: fabrikam.id, actor: { ...ana, tenant: fabrikam.id, id: cast.colleague.id, name: 'Otra Ana' } }));
  await linkAudit(world().deps);
  await openSession(world().deps, { tenant: contoso.id, person: ana.id });
  const birth = { partition: HOME, tenant: contoso.id, reason: 'news', correlation: 'c', now: NOW };
  await put(bornRow(outgoing('orderNotice', { person: ana.id, order: 'ORD', customer: 'adventure', name: 'Adventure', state: 'Error' }, ana.id), birth));
  await put(bornRow(outgoing('orderNotice', { person: 'luis', order: 'ORD', customer: 'adventure', name: 'Adventure', state: 'Error' }, 'luis'), birth));
}

describe('forgetting somebody', () => {
  it('leaves nothing of them: no id, no name, no address, in no document', async () => {
    await story();
    expect(JSON.stringify(await everything())).toMatch(/Ana García/);
    const done = await forget(world().deps, asked, where);
    expect(done).toMatchObject({ kind: 'done', left: [] });
    expect(JSON.stringify(await everything())).not.toMatch(/Ana García|"ana"|[^.]ana@contoso|29:ana|ana-chat/);
  });

  it('leaves everybody else as they were, also those who are nearly called the same', async () => {
    await story();
    await forget(world().deps, asked, where);
    const after = await everything();
    expect(after.filter(({ kind, body }) => kind === 'person' || (kind === 'user' && body['state'] === 'Active')).map(({ body }) => body['name']).toSorted()).toEqual(['Luis Gil', 'Luis Gil']);
    expect((await usersOf(world().deps, contoso.id, { search: '' })).rows.map(({ email }) => email)).not.toContain('ana@contoso.es');
    expect(after.filter(({ kind }) => kind === 'outbox').map(({ body }) => JSON.stringify(body['payload']))).toEqual([expect.stringContaining('"begun"'), expect.stringContaining('"person":"luis"')]);
    expect(after.filter(({ kind }) => kind === 'session')).toEqual([]);
  });

  it('WF-37 the audit log still says what happened and when, its chain holds, and it says that somebody was forgotten', async () => {
    await story();
    await forget(world().deps, asked, where);
    await linkAudit(world().deps);
    expect((await checkStore(world().deps.store)).findings.filter(({ rule }) => ['WF-37', 'schema'].includes(rule))).toEqual([]);
    const entries = (await world().deps.store.page({ partition: HOME, list: lists.audit, limit: 20 })).map(({ body }) => auditSchema.parse(body));
    const hers = entries.find(({ actor }) => actor.id.startsWith('forgotten-'));
    expect(hers).toMatchObject({ event: 'signIn', task: 'enrolment', actor: { kind: 'person', tenant: contoso.id, name: '—' } });
    expect(hers?.link?.salt).toBeUndefined();
    const noted = (await world().deps.store.page({ partition: homeOf(operator.id), list: lists.audit, limit: 20 })).map(({ body }) => auditSchema.parse(body));
    expect(noted).toEqual([expect.objectContaining({ event: 'forgotten', actor: { kind: 'system', tenant: '', id: '', name: 'Enlace' } })]);
  });

  it('may be run again, and finds nobody any more', async () => {
    await story();
    await forget(world().deps, asked, where);
    expect(await forget(world().deps, asked, where)).toEqual({ kind: 'refused', sentence: expect.stringContaining('Nobody with the id ana') });
  });

  it('counts only, when asked to', async () => {
    await story();
    const before = await everything();
    const counted = await forget(world().deps, asked, { ...where, dryRun: true });
    expect(counted).toMatchObject({ kind: 'done', changed: expect.any(Map) });
    expect(await everything()).toEqual(before);
  });

  it('refuses for somebody who is a user still, and says what to do first', async () => {
    await story();
    expect(await forget(world().deps, { tenant: contoso.id, person: cast.colleague.id }, where)).toEqual({ kind: 'refused', sentence: expect.stringContaining('/user luis.ana@contoso.es') });
    expect(await forget(world().deps, { email: 'LUIS.ANA@contoso.es' }, where)).toMatchObject({ kind: 'refused' });
  });

  it('INV-13 a primary contact who is in no directory is forgotten by their address', async () => {
    await story();
    expect(JSON.stringify(await everything())).toMatch(/marta@contoso\.es/);
    expect(await forget(world().deps, { email: 'Marta@contoso.es' }, where)).toMatchObject({ kind: 'done', left: [] });
    expect(JSON.stringify(await everything())).not.toMatch(/marta|ruiz/i);
  });

  it('WF-05 goes into the copy that an open case carries, which stays the same as the enrolment', async () => {
    await given(world(), 'enrolment', enrolmentIn('UnderReview'));
    await instanceOf(world()).owes(contoso.id, outgoing('reviewSync', { caseId: enrolmentIn('UnderReview').id }));
    expect(JSON.stringify(await everything())).toMatch(/marta@contoso\.es/);
    expect(await forget(world().deps, { email: 'marta@contoso.es' }, where)).toMatchObject({ kind: 'done', left: [] });
    const all = await everything();
    const copy = all.find(({ kind }) => kind === 'case')?.body['file'] as { readonly body: unknown }; // a case under review has one
    expect(copy.body).toEqual(all.find(({ kind }) => kind === 'enrolment')?.body);
    expect(JSON.stringify(copy)).not.toMatch(/marta|ruiz/i);
  });

  it('leaves a bare name where somebody else is called the same, and says so', async () => {
    await story();
    await put(met({ id: 'ana-2', name: 'Ana García' }));
    expect(await forget(world().deps, asked, where)).toMatchObject({ kind: 'done', hasNamesake: true, left: [] });
    expect((await world().deps.store.read(personRef(contoso.id, 'ana-2' as typeof ana.id)))?.body).toMatchObject({ name: 'Ana García' }); // the brand is the test's
  });
});

describe('erasing from a text', () => {
  const { erase, names } = eraserOf({ ids: ['ana'], addresses: ['ana@contoso.es'], names: ['Ana García'], hasNamesake: false }, 'gone');
  it.each([
    ['ana', 'gone'], ['user:ana', 'user:gone'], ['ana|2026', 'gone|2026'], ['banana', 'banana'], ['Mariana García', 'Mariana García'], ['luis.ana@contoso.es', 'luis.ana@contoso.es'],
    ['ANA@Contoso.es', '—'], ['write to ana@contoso.es, please', 'write to —, please'], ['ana@contoso.es.example', 'ana@contoso.es.example'], ['signed by Ana García.', 'signed by —.'],
  ])('makes of %j %j', (text, erased) => {
    expect(erase(text)).toBe(erased);
    expect(names(text)).toBe(text !== erased);
  });

  it('takes name and telephone of a form with the address that they belong to, and nobody else\'s', () => {
    const form = { contactEmail: 'ana@contoso.es', contactFirstName: 'Ana', contactLastName: 'García', contactPhone: '+34600000000', supportEmail: 'help@contoso.es', supportPhone: '+34912345678' };
    expect(erase(form)).toEqual({ ...form, contactEmail: '—', contactFirstName: '—', contactLastName: '—', contactPhone: '—' });
    expect(erase({ email: 'ana@contoso.es', firstName: 'Ana', lastName: 'García' })).toEqual({ email: '—', firstName: '—', lastName: '—' });
  });

  it('goes into lists, objects and keys', () => {
    expect(erase({ ana: [{ by: 'Ana García' }, 7, null] })).toEqual({ gone: [{ by: '—' }, 7, null] });
  });
});
