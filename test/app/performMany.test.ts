/** Load, decide, commit where a home holds many documents of a task: targets that somebody brought, names that only one may hold, companions, lines and what is owed later. */

import { describe, expect, it } from '@jest/globals';
import { accountRef } from '../../src/app/accounts.ts';
import type { Command } from '../../src/app/command.ts';
import { auditSchema } from '../../src/app/documents.ts';
import { claimRef, homeOf, lists } from '../../src/app/homes.ts';
import { pageOfLines } from '../../src/app/lines.ts';
import { perform } from '../../src/app/perform.ts';
import type { Write } from '../../src/app/ports.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import { SECOND, plus } from '../../src/core/time.ts';
import { accountSchema } from '../../src/tasks/account.ts';
import { requestDocumentId } from '../../src/tasks/requestDoc.ts';
import { USERS, userDocumentId, userSchema } from '../../src/tasks/userDoc.ts';
import { commanding, eachWorld, given } from '../support/deps.ts';
import { TRACE, draftText, iker, partnershipIn, requestIn } from '../support/partners.ts';
import { accountIn, newUserIn, userIn } from '../support/people.ts';
import { NOW, adventure, cast, contoso, enrolmentIn, fabrikam, norte, operator } from '../support/world.ts';

/** The directory has no Global admins, so that the account's own are the last (INV-63). */
const world = eachWorld([{ ...contoso, globalAdmins: [] }, fabrikam, norte, operator, adventure]);
const order = commanding(world);
const { globalAdmin, colleague, partnerGlobalAdmin: pia } = cast;
const home = homeOf(contoso.id);
const fay: PersonActor = { ...globalAdmin, tenant: fabrikam.id };

const run = async (command: Command) => await perform(world().deps, command);
const codeOf = (performed: Awaited<ReturnType<typeof perform>>) => (performed.kind === 'refused' ? performed.error.code : performed.kind);
const audit = async (tenant = contoso.id) => (await world().deps.store.page({ partition: homeOf(tenant), list: lists.audit, limit: 100 })).map(({ body }) => auditSchema.parse(body));
const kindOf = (write: Write) => (write.op === 'delete' ? `delete ${write.ref.id}` : `${write.op} ${write.doc.kind}`);
const usersNow = async () => (await pageOfLines(world().deps, { partition: home, list: USERS }, (body) => (body as { readonly name: string }).name)).rows; // the body of a user's line
const accountNow = async () => accountSchema.parse((await world().deps.store.read(accountRef(contoso.id)))?.body);
const userNow = async (id: string) => userSchema.parse((await world().deps.store.read({ partition: home, id: userDocumentId(id) }))?.body);

const opened = async (more: Parameters<typeof accountIn>[1] = {}) => {
  await given(world(), 'enrolment', enrolmentIn('Active'));
  await given(world(), 'account', accountIn('Open', more));
};
const nora = { name: 'Nora Núñez', email: 'nora@contoso.es', agent: 'salesAgent', admin: 'notAnAdmin' };
const answer = { link: TRACE, accept: 'true', version: '2026-11', language: 'es' };
const adding = (target: string, input: object = {}, more: Partial<Command> = {}) => order('add', { task: 'newUser', target, input: { ...nora, ...input }, ...more });
const made = (target: string, person: string, more: object = {}) => order('created', { task: 'newUser', target, input: { person, userName: `${person}@contoso.es`, ...more } });

describe('INV-56 a target that somebody brought', () => {
  const forged: readonly (readonly [string, Partial<Command> & { readonly actor: PersonActor }])[] = [
    ['update', { task: 'user', target: 'eva', actor: fay }],
    ['remove', { task: 'user', target: 'eva', actor: fay }],
    ['drop', { task: 'newUser', target: 'new-1', actor: fay }],
    ['done', { task: 'request', target: 'REQ-7K3F-9QXD', tenant: norte.id, actor: fay }],
    ['revoke', { task: 'request', target: 'REQ-7K3F-9QXD', tenant: norte.id, actor: globalAdmin }],
    ['remove', { task: 'partnership', target: norte.id, actor: fay }],
    ['remove', { task: 'partnership', target: norte.id, actor: globalAdmin }],
    ['removeAdminAccess', { task: 'partnership', target: norte.id, actor: iker }],
  ];

  it.each(forged)('GEN-06 %s %j: refused, written down at home, nothing written there and nothing shown', async (event, more) => {
    await opened();
    await given(world(), 'user', userIn('Active'));
    await given(world(), 'newUser', newUserIn('Requested'));
    await given(world(), 'request', requestIn('Issued'));
    await given(world(), 'partnership', { ...partnershipIn('Active'), id: norte.id }); // it is stored under the provider's id
    expect(await run(order(event, more))).toEqual({ kind: 'refused', doc: undefined, error: expect.objectContaining({ code: 'GEN-06' }) });
    const partitions = world().traffic.commits.flat().map((write) => (write.op === 'delete' ? write.ref : write.doc).partition);
    expect(partitions).toEqual([homeOf(more.actor.tenant)]);
    expect(await audit(more.actor.tenant)).toMatchObject([{ event, code: 'GEN-06', outcome: 'refused', document: '', changed: {} }]);
  });

  it.each<[string, Partial<Command>]>([
    ['update', { task: 'user', target: 'nobody', input: { agent: 'notAnAgent', admin: 'notAnAdmin' } }], ['drop', { task: 'newUser', target: 'nobody' }], ['removeAdminAccess', { task: 'partnership', target: 'nowhere' }],
    ['revoke', { task: 'request', target: 'REQ-0000-0000', tenant: norte.id, actor: iker }], ['remove', { task: 'partnership', target: norte.id, actor: iker }],
  ])('GEN-06 %s of what is not there is as good as somebody else\'s', async (event, more) => {
    await opened();
    expect(codeOf(await run(order(event, more)))).toBe('GEN-06');
  });

  it('INV-56 a stranger does not even open the account of a company', async () => {
    await given(world(), 'enrolment', enrolmentIn('Active'));
    expect(codeOf(await run(adding('new-1', {}, { actor: fay })))).toBe('GEN-06');
    expect(await world().deps.store.read(accountRef(contoso.id))).toBeUndefined();
  });

  it('USR-08 a company without an account hears that, and no fault', async () => {
    expect(codeOf(await run(adding('new-1')))).toBe('USR-08');
  });

  it('INV-23 INV-56 a reseller answers in the provider\'s home, and its own rights are read from its own', async () => {
    await given(world(), 'request', requestIn('Issued'));
    const answering = order('authorise', { task: 'request', tenant: norte.id, target: 'REQ-7K3F-9QXD', input: answer });
    expect(codeOf(await run(answering))).toBe('PAR-04');
    await given(world(), 'enrolment', enrolmentIn('Active'));
    expect(codeOf(await run({ ...answering, commandId: 'again' }))).toBe('done');
    expect(await world().deps.store.read({ partition: homeOf(norte.id), id: requestDocumentId('REQ-7K3F-9QXD') })).toMatchObject({ body: { state: 'Accepted', answer: { reseller: 'contoso' } } });
    expect(new Set(world().traffic.commits.flat().map((write) => (write.op === 'delete' ? write.ref : write.doc).partition))).toEqual(new Set([homeOf(norte.id)]));
  });

  it('INV-21 the beginning of a partnership writes to the reseller\'s partners and to no list of customers', async () => {
    const input = {
      providerName: 'norte', providerCountry: 'ES', by: 'Ana García', byId: 'ana', roles: '', at: NOW, version: '2026-11', language: 'es', company: 'Contoso Iberia', request: 'REQ-7K3F-9QXD',
    };
    expect(codeOf(await run(order('start', { task: 'partnership', target: norte.id, actor: cast.system, input })))).toBe('done');
    const docs = world().traffic.commits.flat().flatMap((write) => (write.op === 'delete' ? [] : [write.doc]));
    expect([...new Set(docs.map(({ partition, list }) => `${partition} ${list}`))]).toEqual(['tenant:contoso undefined', 'tenant:contoso partners', 'tenant:contoso partners/terms', 'tenant:contoso audit']);
    expect(docs.filter(({ list }) => list === undefined).map(({ kind }) => kind)).toEqual(['partnership', 'command', 'outbox', 'outbox']);
  });

  it('INV-23 two companies that answer at the same moment: one is accepted, the other hears that the link is used up', async () => {
    await given(world(), 'request', requestIn('Issued'));
    for (const tenant of [contoso.id, fabrikam.id]) await given(world(), 'enrolment', enrolmentIn('Active', { tenant }));
    const answering = (actor: PersonActor) => order('authorise', { task: 'request', tenant: norte.id, target: 'REQ-7K3F-9QXD', input: answer, actor });
    world().meanwhile.push(async () => await run(answering(fay)));
    expect(await run(answering(globalAdmin))).toMatchObject({ kind: 'refused', error: { code: 'PAR-06', params: { why: 'accepted' } } });
  });
});

describe('INV-05 a name that only one may hold', () => {
  it('USR-01 two people add the same address at the same moment: one of them hears that it is taken', async () => {
    await opened();
    world().meanwhile.push(async () => await run(adding('new-2', { email: 'NORA@contoso.es' }, { actor: pia })));
    expect(await run(adding('new-1'))).toMatchObject({ kind: 'refused', error: { code: 'USR-01', params: { email: 'nora@contoso.es' } } });
    expect(await usersNow()).toEqual(['Nora Núñez']);
    expect(await world().deps.store.read(claimRef(home, 'email:nora@contoso.es'))).toMatchObject({ body: { by: 'new-2' } });
  });

  it('INV-05 USR-01 also while the first one is being made, and once it is made', async () => {
    await opened();
    await run(adding('new-1'));
    expect(codeOf(await run(adding('new-2', { email: 'Nora@Contoso.es' })))).toBe('USR-01');
    await run(made('new-1', 'nora'));
    expect(codeOf(await run(adding('new-3')))).toBe('USR-01');
  });

  it('INV-05 is free again when the request is given up', async () => {
    await opened();
    await run(adding('new-1'));
    await run(order('drop', { task: 'newUser', target: 'new-1' }));
    expect([codeOf(await run(adding('new-2'))), await usersNow()]).toEqual(['done', ['Nora Núñez']]);
  });

  it('INV-05 is free again when the user is removed, and the same person comes back with it', async () => {
    await opened();
    await run(adding('new-1'));
    await run(made('new-1', 'nora'));
    expect(codeOf(await run(order('remove', { task: 'user', target: 'nora' })))).toBe('done');
    expect(await usersNow()).toEqual([]);
    expect(codeOf(await run(adding('new-2', { name: 'Nora N.' })))).toBe('done');
    expect(codeOf(await run(made('new-2', 'nora', { existed: 'true' })))).toBe('done');
    expect([await userNow('nora'), await usersNow()]).toMatchObject([{ state: 'Active', name: 'Nora N.', rev: 3 }, ['Nora N.']]);
  });
});

describe('companions', () => {
  it('INV-63 the last two Global admins cannot remove each other at the same moment', async () => {
    await opened({ globalAdmins: ['eva', 'pia'] });
    await given(world(), 'user', userIn('Active', { admin: 'globalAdmin' }));
    await given(world(), 'user', userIn('Active', { id: pia.id, name: pia.name, email: 'pia@contoso.es', admin: 'globalAdmin' }));
    world().meanwhile.push(async () => await run(order('remove', { task: 'user', target: 'eva', actor: pia })));
    expect(codeOf(await run(order('remove', { task: 'user', target: 'pia', actor: { ...pia, id: cast.employee.id } })))).toBe('USR-05');
    expect([(await accountNow()).globalAdmins, (await userNow('pia')).state]).toEqual([['pia'], 'Active']);
  });

  it('INV-63 nor demote each other', async () => {
    await opened({ globalAdmins: ['eva', 'pia'] });
    await given(world(), 'user', userIn('Active', { admin: 'globalAdmin' }));
    await given(world(), 'user', userIn('Active', { id: pia.id, admin: 'globalAdmin' }));
    const demoting = (target: string) => order('update', { task: 'user', target, actor: colleague, input: { agent: 'notAnAgent', admin: 'notAnAdmin' } });
    world().meanwhile.push(async () => await run(demoting('eva')));
    expect([codeOf(await run(demoting('pia'))), (await accountNow()).globalAdmins]).toEqual(['USR-05', ['pia']]);
  });

  it('WF-06 INV-58 changes user, account and list in one commit; the audit names the user once', async () => {
    await opened();
    await given(world(), 'user', userIn('Active', { id: globalAdmin.id, name: globalAdmin.name, admin: 'globalAdmin' }));
    expect(codeOf(await run(order('becomeAdminAgent', { task: 'user', target: globalAdmin.id, seen: { id: 'ana', rev: 1 } })))).toBe('done');
    expect(world().traffic.commits).toHaveLength(1);
    expect([...new Set(world().traffic.commits.flat().map(kindOf))]).toEqual(['replace user', 'upsert line', 'upsert term', 'replace account', 'create command', 'create audit']);
    expect((await audit()).map(({ task, document, event, changed }) => [task, document, event, changed])).toEqual([['user', 'ana', 'becomeAdminAgent', { agent: { before: 'notAnAgent', after: 'adminAgent' } }]]);
    expect((await accountNow()).adminAgents).toEqual(['ana']);
  });

  it('WF-10 a user takes the request\'s place in the list, in one commit of bounded size', async () => {
    await opened();
    const name = 'Nora de la Vega y Núñez del Prado y Gómez';
    await run(adding('new-1', { name }));
    world().quiet();
    expect(await run(made('new-1', 'nora'))).toMatchObject({ kind: 'done', doc: undefined });
    expect([await usersNow(), world().traffic.commits.length, (world().traffic.commits[0]?.length ?? 0) < 50]).toEqual([[name], 1, true]);
    expect(await userNow('nora')).toMatchObject({ state: 'PendingFirstSignIn', disclosure: { to: 'ana', at: NOW } });
  });
});

describe('what is owed later', () => {
  it('INV-06 the end of a password\'s time is committed, due then, and handed to nobody now', async () => {
    await opened();
    await run(adding('new-1'));
    await run(made('new-1', 'nora', { activity: 'act-1' }));
    expect(world().nudged).toEqual([]);
    const due = plus(NOW, 300 * SECOND);
    const { store } = world().deps;
    expect([await store.due('outbox', plus(due, -1), 9), await store.due('outbox', due, 9)]).toMatchObject([[], [{ due, body: { kind: 'credentialsClose', attempts: 0 } }]]);
  });
});

describe('INV-58 the audit', () => {
  it('INV-58 of a draft holds neither its link nor the trace of it', async () => {
    const command = order('draft', { task: 'request', tenant: norte.id, target: 'REQ-7K3F-9QXD', actor: iker, input: { email: 'ana@contoso.es', language: 'es', text: draftText, link: TRACE } });
    expect(codeOf(await run(command))).toBe('done');
    expect((await audit(norte.id)).filter(({ event }) => event !== 'opened')).toMatchObject([{ event: 'draft', outcome: 'done', after: 'Draft', changed: { email: { after: 'ana@contoso.es' } } }]);
    expect(JSON.stringify(await audit(norte.id))).not.toContain(TRACE);
  });
});
