/** Load, decide, commit: all or nothing, once, decided again after a lost race, written down, and within the company. Over the real embedded store. */

import { describe, expect, it } from '@jest/globals';
import type { Command } from '../../src/app/command.ts';
import type { AuditEntry } from '../../src/app/documents.ts';
import { auditSchema } from '../../src/app/documents.ts';
import { homeOf, lists } from '../../src/app/homes.ts';
import type { Doc, Write } from '../../src/app/ports.ts';
import { perform } from '../../src/app/perform.ts';
import { agreementOf, enrolmentOf } from '../../src/app/queries.ts';
import type { Actor } from '../../src/core/actor.ts';
import { MINUTE, plus } from '../../src/core/time.ts';
import type { EnrolmentState } from '../../src/tasks/enrolmentDoc.ts';
import { commanding, eachWorld, given } from '../support/deps.ts';
import { CODE, LINK, NOW, accountForm, agreementIn, cast, contactPage, contoso, enrolmentIn, fabrikam, legal, madrid, norte, ours, support, tenantNamed } from '../support/world.ts';

const world = eachWorld();
const order = commanding(world);
const { globalAdmin, colleague, reviewer, contact, system } = cast;
const reservation: Doc = { partition: 'mpn:1234567', id: 'reservation', kind: 'reservation', body: { v: 1, mpnId: madrid.mpnId, tenant: contoso.id, at: NOW, choice: ours.choice } };

const run = async (command: Command) => await perform(world().deps, command);
const starting = async (state: EnrolmentState) => {
  await world().deps.store.commit([{ op: 'create', doc: reservation }]);
  await given(world(), 'enrolment', enrolmentIn(state));
};
const codeOf = (performed: Awaited<ReturnType<typeof perform>>) => (performed.kind === 'refused' ? performed.error.code : performed.kind);
const kindOf = (write: Write) => (write.op === 'delete' ? `delete ${write.ref.id}` : `${write.op} ${write.doc.kind}`);
const audit = async (tenant = contoso.id): Promise<readonly AuditEntry[]> =>
  (await world().deps.store.page({ partition: homeOf(tenant), list: lists.audit, limit: 100 })).map(({ body }) => auditSchema.parse(body));

describe('a commit', () => {
  it('holds document, command, audit and outbox rows together', async () => {
    await starting('Confirmation');
    expect(codeOf(await run(order('enrolNow')))).toBe('done');
    expect(world().traffic.commits.map((writes) => writes.map(kindOf))).toEqual([['replace enrolment', 'create command', 'create audit', 'create outbox', 'create outbox', 'create outbox']]);
  });

  it('names outbox rows by their reason, leases them, and hands them on', async () => {
    await starting('Confirmation');
    await run(order('enrolNow'));
    expect(world().nudged).toMatchObject([
      { id: 'outbox:ENR-7K3F-9QXD:enrolNow:5:verificationMail:', due: plus(NOW, MINUTE), body: { attempts: 1, tenant: 'contoso', correlation: 'c0ffee', payload: { round: 1 } } },
      { id: 'outbox:ENR-7K3F-9QXD:enrolNow:5:reviewSync:' },
      { id: 'outbox:ENR-7K3F-9QXD:enrolNow:5:enrolmentCounted:' },
    ]);
  });

  it('holds the companion document', async () => {
    await starting('UnderReview');
    await run(order('approve', { actor: reviewer }));
    expect(world().traffic.commits[0]?.map(kindOf)).toEqual(['replace enrolment', 'create agreement', 'create audit', 'create command', 'create audit', 'create outbox', 'create outbox', 'create outbox', 'create outbox']);
    expect(await agreementOf(world().deps, contoso.id)).toMatchObject({ state: 'PendingSignature', id: 'MPA-7K3F-9QXD' });
    await run(order('accept', { task: 'agreement', input: { accept: 'true' } }));
    expect((await enrolmentOf(world().deps, contoso.id))?.state).toBe('Active');
  });

  it('removes a draft that is given up', async () => {
    await starting('LegalProfile');
    expect(await run(order('abandon'))).toMatchObject({ kind: 'done', doc: undefined });
    expect(await enrolmentOf(world().deps, contoso.id)).toBeUndefined();
  });

  it('writes nothing at all when one of its writes cannot be made', async () => {
    await starting('Confirmation');
    await world().deps.store.commit([{ op: 'create', doc: { partition: homeOf(contoso.id), id: 'outbox:ENR-7K3F-9QXD:enrolNow:5:reviewSync:', kind: 'outbox', body: {} } }]);
    const command = order('enrolNow');
    expect(codeOf(await run(command))).toBe('GEN-03');
    expect(await enrolmentOf(world().deps, contoso.id)).toEqual(enrolmentIn('Confirmation'));
    expect(await world().deps.store.read({ partition: homeOf(contoso.id), id: `command:${command.commandId}` })).toBeUndefined();
    expect(world().nudged).toEqual([]);
  });

  it('leaves the revision where bookkeeping is all', async () => {
    await starting('EmailVerificationPending');
    expect(await run(order('linkIssued', { actor: system, input: { round: '1', hash: 'h' } }))).toMatchObject({ kind: 'done', doc: { rev: 4, lastCommand: 'earlier' } });
    expect(await audit()).toEqual([]);
    expect(codeOf(await run(order('resend', { seen: { id: 'ENR-7K3F-9QXD', rev: 4 } })))).toBe('done');
  });
});

describe('a race', () => {
  const winning = (event: string, more: Partial<Command> = {}) => async () => await run(order(event, more));

  it('that was lost is decided again', async () => {
    await starting('Confirmation');
    world().meanwhile.push(winning('leave'));
    expect(codeOf(await run(order('enrolNow')))).toBe('done');
    expect(await enrolmentOf(world().deps, contoso.id)).toMatchObject({ state: 'EmailVerificationPending', rev: 6 });
  });

  it('INV-57 that was lost may have changed the answer', async () => {
    await starting('Confirmation');
    world().meanwhile.push(winning('takeOver', { actor: colleague }));
    expect(await run(order('enrolNow'))).toMatchObject({ kind: 'refused', error: { code: 'ENR-14' }, doc: { requester: { id: 'luis' } } });
  });

  it('GEN-03 is given up after three times, shows what there is now, and is written down', async () => {
    await starting('Confirmation');
    const inner = world().meanwhile;
    const overtake = async () => { await winning('leave')(); };
    inner.push(overtake, async () => undefined, overtake, async () => undefined, overtake, async () => undefined);
    expect(await run(order('enrolNow'))).toMatchObject({ kind: 'refused', error: { code: 'GEN-03' }, doc: { state: 'Confirmation', rev: 7 } });
    expect((await audit()).map(({ event, code }) => [event, code])).toEqual([['leave', undefined], ['leave', undefined], ['leave', undefined], ['enrolNow', 'GEN-03']]);
  });

  it('is none with a copy: after a stale one and two lost races the third attempt still decides', async () => {
    await starting('Confirmation');
    const stored = await world().deps.store.read({ partition: homeOf(contoso.id), id: 'enrolment' });
    const overtake = async () => { await winning('leave')(); };
    world().meanwhile.push(async () => undefined, overtake, async () => undefined, overtake);
    expect(codeOf(await run(order('enrolNow', { found: { stored: stored && { ...stored, etag: 'of before' }, doc: enrolmentIn('Confirmation'), isCopy: true } })))).toBe('done');
    expect((await audit()).map(({ event }) => event)).toEqual(['leave', 'leave', 'enrolNow']);
  });
});

describe('a repeat', () => {
  it('of the last command happens once', async () => {
    await starting('Confirmation');
    const command = order('enrolNow');
    expect(codeOf(await run(command))).toBe('done');
    world().quiet();
    expect(codeOf(await run(command))).toBe('repeated');
    expect([world().traffic.reads.length, world().traffic.commits]).toEqual([1, []]);
    expect(world().nudged).toHaveLength(3);
  });

  it('of an older command is no refusal, and answers with the present state', async () => {
    await starting('Confirmation');
    const command = order('enrolNow', { seen: { id: 'ENR-7K3F-9QXD', rev: 4 } });
    await run(command);
    await run(order('withdraw'));
    expect(await run(command)).toMatchObject({ kind: 'repeated', doc: { state: 'Withdrawn' } });
    expect((await audit()).map(({ event }) => event)).toEqual(['enrolNow', 'withdraw']);
  });

  it('of bookkeeping is found by the command\'s id', async () => {
    await starting('EmailVerificationPending');
    const command = order('linkIssued', { actor: system, input: { round: '1', hash: 'h' } });
    expect([codeOf(await run(command)), codeOf(await run(command))]).toEqual(['done', 'repeated']);
    expect((await enrolmentOf(world().deps, contoso.id))?.verification?.links).toHaveLength(2);
  });

  it('of a draft that was given up does not begin a new one', async () => {
    await starting('LegalProfile');
    const command = order('abandon');
    expect([codeOf(await run(command)), codeOf(await run(command))]).toEqual(['done', 'repeated']);
  });
});

describe('INV-58 the audit', () => {
  it.each<[string, EnrolmentState, string, Actor, string]>([
    ['role', 'Confirmation', 'enrolNow', cast.employee, 'ENR-01'],
    ['state', 'UnderReview', 'enrolNow', globalAdmin, 'GEN-07'],
    ['owner', 'Confirmation', 'enrolNow', colleague, 'ENR-14'],
    ['input', 'LegalProfile', 'saveLegal', globalAdmin, 'GEN-05'],
  ])('INV-58 a refusal (%s) writes one entry and nothing else', async (_why, state, event, actor, code) => {
    await starting(state);
    expect(codeOf(await run(order(event, { actor })))).toBe(code);
    expect(world().traffic.commits.map((writes) => writes.map(kindOf))).toEqual([['create audit']]);
    expect(await audit()).toMatchObject([{ outcome: 'refused', code, event, before: state, after: state, changed: {}, actor: { id: actor.kind === 'person' ? actor.id : '' } }]);
    expect(await enrolmentOf(world().deps, contoso.id)).toEqual(enrolmentIn(state));
  });

  it('INV-56 INV-58 who reaches for another company leaves the trace at home, and none there', async () => {
    await starting('Confirmation');
    expect(codeOf(await run(order('enrolNow', { actor: cast.providerAdmin })))).toBe('GEN-06');
    expect([await audit(), await enrolmentOf(world().deps, contoso.id)]).toEqual([[], enrolmentIn('Confirmation')]);
    expect(await audit(norte.id)).toMatchObject([{ outcome: 'refused', code: 'GEN-06', event: 'enrolNow', before: 'NotStarted', after: 'NotStarted', document: '', actor: { id: 'noa', tenant: 'norte' } }]);
  });

  it('INV-58 says who did what in which role, from where to where, and when', async () => {
    await starting('UnderReview');
    await run(order('reject', { actor: reviewer, input: { reason: 'Unknown name.' } }));
    expect(await audit()).toMatchObject([{
      at: NOW, actor: { kind: 'person', tenant: 'operator', id: 'rut', name: 'Rut Ríos' }, roles: ['notAnAgent', 'notAnAdmin', 'programmeAdmin'], task: 'enrolment',
      document: 'ENR-7K3F-9QXD', event: 'reject', outcome: 'done', before: 'UnderReview', after: 'Rejected', correlation: 'c0ffee',
      changed: { review: { after: { decision: { kind: 'rejected', text: 'Unknown name.' } } } },
    }]);
  });

  it('INV-58 has an entry for each document that changed', async () => {
    await starting('Qualified');
    await given(world(), 'agreement', agreementIn('PendingSignature'));
    await run(order('accept', { task: 'agreement', input: { accept: 'true' } }));
    expect((await audit()).map(({ task, document, before, after }) => [task, document, before, after])).toEqual([
      ['enrolment', 'ENR-7K3F-9QXD', 'Qualified', 'Active'], ['agreement', 'MPA-7K3F-9QXD', 'PendingSignature', 'Accepted'],
    ]);
  });

  it('INV-58 a wrong code counts as a refusal, although it uses up an attempt', async () => {
    await starting('MpnSignIn');
    await run(order('enterCode', { input: { code: '000000' } }));
    expect(await audit()).toMatchObject([{ event: 'enterCode', outcome: 'refused', code: 'ENR-11' }]);
  });
});

/** The way from sign-in to approval, as commands. */
const way: readonly (readonly [event: string, actor: Actor, input: Record<string, string>])[] = [
  ['signIn', globalAdmin, {}], ['sendCode', globalAdmin, { account: 'ana@contoso.es' }],
  ['codeSent', system, { round: '1', hash: 'kklvjqsGDZrSZYpeaMeM_ScJngfYIoMBhoP_uo8Kiww', salt: 'salt' }], ['enterCode', globalAdmin, { code: CODE }],
  ['continue', globalAdmin, { mpnId: '123 4567' }], ['saveLegal', globalAdmin, legal], ['saveContact', globalAdmin, contactPage],
  ['saveSupport', globalAdmin, { ...support, password: 'hunter2' }], ['enrolNow', globalAdmin, {}], ['linkIssued', system, { round: '1', hash: LINK }],
  ['contactConfirmed', contact, { link: LINK, signedUp: 'true', companyAddress: 'true' }], ['askMore', reviewer, { question: 'Who?' }],
  ['answer', globalAdmin, { documentType: 'other', comment: 'We.' }], ['approve', reviewer, {}],
];

/** What the outbox does with each choice of an MPN ID. */
async function reserved(): Promise<void> {
  const choice = (await enrolmentOf(world().deps, contoso.id))?.mpn?.choice;
  if (choice) await world().deps.store.commit([{ op: 'upsert', doc: { ...reservation, body: { ...reservation.body, choice } } }]);
}

async function travels(looks = async (_event: string): Promise<void> => {}): Promise<void> {
  world().accounts.set('ana@contoso.es', [madrid]);
  for (const [event, actor, input] of way) {
    await reserved();
    world().quiet();
    expect([event, codeOf(await run(order(event, { actor, input })))]).toEqual([event, 'done']);
    await looks(event);
  }
}

describe('the whole way', () => {
  it('takes one commit and at most three reads a step', async () => {
    await travels(async (event) => {
      const { reads, commits } = world().traffic;
      expect([event, commits.length, reads.length <= 3]).toEqual([event, 1, true]);
    });
  });

  it('INV-58 leaves no secret in the audit, nor in the outbox, nor in clear anywhere', async () => {
    const writes: Write[] = [];
    await travels(async () => { writes.push(...world().traffic.commits.flat()); });
    const docs = writes.flatMap((write) => (write.op === 'delete' ? [] : [write.doc]));
    const spoken = JSON.stringify(docs.filter(({ kind }) => kind === 'audit' || kind === 'outbox'));
    expect([LINK, 'kklvjqsG', '"salt"', CODE, 'hunter2'].filter((secret) => spoken.includes(secret))).toEqual([]);
    expect([CODE, 'hunter2'].filter((secret) => JSON.stringify(docs).includes(secret))).toEqual([]);
  });
});

describe('INV-56 companies', () => {
  const twin = { ...globalAdmin, tenant: fabrikam.id };

  it('INV-56 never meet, though their people and commands have the same ids', async () => {
    const commandId = 'the same';
    expect(codeOf(await run(order('signIn', { commandId })))).toBe('done');
    expect(codeOf(await run(order('signIn', { commandId, actor: twin, tenant: fabrikam.id })))).toBe('done');
    expect(new Set(world().traffic.commits[1]?.map((write) => (write.op === 'delete' ? '' : write.doc.partition)))).toEqual(new Set(['tenant:fabrikam']));
    expect([await enrolmentOf(world().deps, contoso.id), await enrolmentOf(world().deps, fabrikam.id)]).toMatchObject([{ tenant: 'contoso' }, { tenant: 'fabrikam' }]);
  });

  it('INV-56 GEN-06 somebody of another company changes nothing and is shown nothing', async () => {
    await starting('Confirmation');
    expect(await run(order('abandon', { actor: twin }))).toMatchObject({ kind: 'refused', doc: undefined, error: { code: 'GEN-06' } });
    expect(await enrolmentOf(world().deps, contoso.id)).toBeDefined();
  });

  it('GEN-06 a company that the directory does not know', async () => {
    const nowhere = tenantNamed('nowhere');
    expect(codeOf(await run(order('signIn', { tenant: nowhere, actor: { ...globalAdmin, tenant: nowhere } })))).toBe('GEN-06');
    expect(world().traffic.commits).toEqual([]);
  });
});

describe('what a decision sees', () => {
  it('GEN-02 a card of another document is as stale as an older one', async () => {
    await starting('Confirmation');
    for (const seen of [{ id: 'ENR-0000-0000', rev: 4 }, { id: 'ENR-7K3F-9QXD', rev: 3 }]) expect(codeOf(await run(order('enrolNow', { seen })))).toBe('GEN-02');
  });

  it('GEN-04 a service outside that does not answer is a refusal, written down and reported, and changes nothing', async () => {
    await starting('MpnSignIn');
    const deps = { ...world().deps, membership: { ...world().deps.membership, profiles: async () => { throw new Error('no route'); } } };
    const before = await enrolmentOf(world().deps, contoso.id);
    expect(codeOf(await perform(deps, order('enterCode', { input: { code: CODE } })))).toBe('GEN-04');
    expect(await enrolmentOf(world().deps, contoso.id)).toEqual(before);
    expect(await audit()).toMatchObject([{ event: 'enterCode', outcome: 'refused', code: 'GEN-04', before: 'MpnSignIn', after: 'MpnSignIn' }]);
    expect(world().failures).toHaveLength(1);
  });

  it('CUS-05 the domain is looked up as the form reads it', async () => {
    world().taken.add('contosoiberia.onmicrosoft.com');
    const command = order('request', { task: 'workAccount', actor: cast.employee, input: { ...accountForm, prefix: ' ContosoIberia.onmicrosoft.com' } });
    expect(codeOf(await run(command))).toBe('CUS-05');
  });

  it('INV-09 ENR-08 so is the MPN ID', async () => {
    await world().deps.store.commit([{ op: 'create', doc: { ...reservation, body: { ...reservation.body, tenant: fabrikam.id } } }]);
    await given(world(), 'enrolment', enrolmentIn('MpnSelection'));
    expect(codeOf(await run(order('continue', { input: { mpnId: '\u{200B}123 45\t67' } })))).toBe('ENR-08');
  });
});
