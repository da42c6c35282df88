/** What leaves the bot when the way out is closed: waiting, obeying, giving up, and what timers do on their own. */

import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { Persona, Refusal } from '../../bot/local/teamsPeer.ts';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { MailRefused } from '../../bot/mail/message.ts';
import { deadRows, retryRow } from '../../src/app/deadRows.ts';
import { homeOf, lists } from '../../src/app/homes.ts';
import { bornRow } from '../../src/app/outboxRows.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { DAY, MINUTE, SECOND } from '../../src/core/time.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { adatum, approved, channel, confirms, contoso, enrolmentIn, has, input, linkFor, mailTo, opensAgreement, reviewers, visit, walk } from './walk.ts';
import { carmen, luis, martin } from './world.ts';

const home = homeOf(tenantId.parse('contoso'));
const owed = async (story: Story) => (await story.content()).filter(({ kind }) => kind === 'outbox');
/** Rows that were given up, with why. */
const dead = async (story: Story) => (await story.app.deps.store.page({ partition: home, list: lists.dead, limit: 50 })).map(({ body }) => [body['kind'], body['lastError']]);
const cards = (story: Story): number => story.teams.inConversation(channel.conversation).length;
/** A programme admin, as a turn of theirs would have them. */
const actorOf = async ({ app }: Story, { tenant, id, name }: Persona): Promise<PersonActor> => ({
  kind: 'person', tenant: tenantId.parse(tenant), id: personId.parse(id), name, email: undefined, language: 'en', tenantKind: undefined, directoryRoles: [], roles: undefined,
  programmeAdmin: await app.deps.directory.isProgrammeAdmin(tenantId.parse(tenant), personId.parse(id)),
});
/** What comes to Carmen on its own. */
const notices = (story: Story, words: string): number => story.teams.inConversation('chat:contoso:carmen').filter(({ card }) => textOf(card).includes(words)).length;

/** The channel, and only the channel, answers the bot with this. */
function refuses(story: Story, refusal: Refusal | undefined): void {
  story.teams.refuse = ({ path }) => (path.includes(channel.conversation) ? refusal : undefined);
}

/** A review is open, and its card meets this answer. */
async function posting(refusal: Refusal): Promise<Story> {
  const story = await openStory();
  await reviewers(story);
  await walk(story, contoso, 'EmailVerificationPending');
  refuses(story, refusal);
  await confirms(story, contoso);
  expect(cards(story)).toBe(0);
  return story;
}

describe('the channel', () => {
  it.each([408, 412, 500, 502, 503, 504])('that answers %i is tried again, with longer and longer waits, and gets one card', async (status) => {
    const story = await posting({ status });
    await story.passes(SECOND); // after the first second comes a wait of two
    refuses(story, undefined);
    await story.passes(SECOND);
    expect(cards(story)).toBe(0);
    await story.passes(SECOND);
    expect([cards(story), await owed(story)]).toEqual([1, []]);
    expect(notices(story, 'El contacto principal ha confirmado')).toBe(1); // nobody else had to wait
  });

  it('that asks for patience is given as much as it asks for', async () => {
    const story = await posting({ status: 429, headers: { 'retry-after': '40' } });
    refuses(story, undefined);
    await story.passes(40 * SECOND - 1);
    expect(cards(story)).toBe(0);
    await story.passes(1);
    expect(cards(story)).toBe(1);
  });

  it('that asks for patience without saying how much is asked again after a moment', async () => {
    const story = await posting({ status: 429 });
    refuses(story, undefined);
    await story.passes(SECOND);
    expect(cards(story)).toBe(1);
  });

  it.each([400, 403, 404, 413])('that answers %i is not asked again; the row is kept for staff, and the review goes on', async (status) => {
    const story = await posting({ status });
    expect(await dead(story)).toEqual([['reviewCard', `The channel answered ${status}`]]);
    expect(story.logs.filter(({ level }) => level === 'error')).toHaveLength(1);
    refuses(story, undefined);
    await story.passes(2 * 60 * MINUTE);
    expect(cards(story)).toBe(0);
    const admin = story.desk(martin);
    await admin.says(`/review ${(await enrolmentIn(story, contoso)).id}`);
    await admin.presses('enrolment.approve');
    await story.settle();
    expect(notices(story, 'aprobada')).toBe(1);
  });

  it('that nobody answers at all is tried again', async () => {
    const story = await openStory();
    await reviewers(story);
    await walk(story, contoso, 'EmailVerificationPending');
    const place = (await story.content()).find(({ kind }) => kind === 'place');
    if (!place) throw new Error('No place was chosen');
    const address = place.body['address'] as Readonly<Record<string, unknown>>; // a place has one
    const at = async (serviceUrl: unknown) => await story.app.deps.store.commit([{ op: 'upsert', doc: { ...place, body: { ...place.body, address: { ...address, serviceUrl } } } }]);
    await at(`http://127.0.0.1:${await closedPort()}/`);
    await confirms(story, contoso);
    expect((await owed(story)).map(({ body }) => body['kind'])).toEqual(['reviewCard']);
    await at(address['serviceUrl']);
    await story.passes(SECOND);
    expect([cards(story), await owed(story)]).toEqual([1, []]);
  });

  it('that is down while a decision is made shows it afterwards, on the card that is there', async () => {
    const story = await openStory();
    const admin = await reviewers(story);
    await walk(story, contoso, 'UnderReview');
    admin.looks();
    refuses(story, { status: 503 });
    expect((await admin.presses('enrolment.approve')).http).toBe(200);
    await story.settle();
    refuses(story, undefined);
    await story.passes(SECOND);
    expect(story.teams.inConversation(channel.conversation).map(({ card, updates }) => [textOf(card).split('\n')[0], updates])).toEqual([['Contoso Iberia, S.A. · Approved', 1]]);
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo; // it listens on a TCP port
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

describe('mail', () => {
  it('that fails for now is sent later, once, with the same key', async () => {
    const story = await openStory();
    const keys: string[] = [];
    story.trouble.mail = ({ to, key }) => {
      if (to === contoso.account) return;
      keys.push(key);
      if (keys.length < 3) throw new Error('The mail server is away');
    };
    const desk = await walk(story, contoso, 'EmailVerificationPending');
    expect(desk.reads()).toContain('A la espera del contacto principal');
    await story.passes(SECOND);
    await story.passes(2 * SECOND);
    await story.passes(MINUTE);
    expect(story.mails.filter(({ to }) => to === 'diego@contoso.es')).toHaveLength(1);
    expect(new Set(keys).size).toBe(1);
    await confirms(story, contoso);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'UnderReview' });
  });

  it('that will never be taken is given up at once, and can be corrected by naming another contact', async () => {
    const story = await openStory();
    story.trouble.mail = ({ to }) => { if (to === 'diego@contoso.es') throw new MailRefused('no such mailbox'); };
    const desk = await walk(story, contoso, 'EmailVerificationPending');
    expect(await dead(story)).toEqual([['verificationMail', expect.stringContaining('no such mailbox')]]);
    story.clock.move(2 * MINUTE);
    await desk.presses('show.changeContact');
    await desk.presses('enrolment.changeContact', { contactEmail: 'luis@contoso.es' });
    await story.settle();
    expect(linkFor(story, 'luis@contoso.es')).toContain('/verify/');
  });

  it('that fails for a day is given up, and does not keep others waiting', async () => {
    const story = await openStory();
    story.trouble.mail = ({ to }) => { if (to === 'diego@contoso.es') throw new Error('away'); };
    await walk(story, contoso, 'EmailVerificationPending');
    for (let hour = 0; hour < 40; hour++) await story.passes(60 * MINUTE);
    expect(await dead(story)).toEqual([['verificationMail', 'away']]);
    await walk(story, adatum, 'UnderReview');
  });

  it('INV-13 to a contact who was replaced meanwhile is not sent any more', async () => {
    const story = await openStory();
    story.trouble.mail = ({ to }) => { if (to !== contoso.account) throw new Error('away'); };
    const desk = await walk(story, contoso, 'EmailVerificationPending');
    story.clock.move(2 * MINUTE);
    await desk.presses('show.changeContact');
    await desk.presses('enrolment.changeContact', { contactEmail: 'luis@contoso.es' });
    await story.settle();
    story.trouble.mail = () => {};
    await story.passes(MINUTE);
    expect(story.mails.map(({ to }) => to)).toEqual([contoso.account, 'luis@contoso.es']);
    expect(await owed(story)).toEqual([]);
  });

  it('ENR-07 holds a link that is worth nothing after its seven days', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'EmailVerificationPending');
    const link = linkFor(story, 'diego@contoso.es');
    await story.passes(7 * DAY - 1);
    expect((await visit(link)).status).toBe(200);
    await story.passes(1);
    expect((await visit(link, { decision: 'confirm', signedUp: 'true', companyAddress: 'true' })).status).toBe(410);
    await desk.presses('enrolment.resend');
    await story.settle();
    await confirms(story, contoso);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'UnderReview' });
  });
});

describe('a row that is poison', () => {
  const birth = (story: Story) => ({ partition: home, tenant: tenantId.parse('contoso'), reason: 'poison', correlation: 'poison', now: story.clock() });

  it.each([
    ['of a kind that nobody sends', (story: Story) => bornRow({ kind: 'smokeSignal', key: '', payload: {} }, birth(story))],
    ['whose payload does not fit', (story: Story) => bornRow({ kind: 'codeMail', key: '', payload: { round: 'x' } }, birth(story))],
    ['that is no row at all', (story: Story) => ({ ...bornRow(outgoing('codeMail', { round: 1 }), birth(story)), body: { v: 7 } })],
  ])('%s holds nothing up', async (_what, rowOf) => {
    const story = await openStory();
    await story.app.deps.store.commit([{ op: 'create', doc: rowOf(story) }]);
    await story.passes(MINUTE);
    story.trouble.mail = () => { throw new Error('away'); };
    const desk = await walk(story, contoso, 'MpnSignIn');
    await desk.presses('enrolment.sendCode', { account: contoso.account });
    await story.settle();
    story.trouble.mail = () => {};
    await story.passes(MINUTE);
    expect(mailTo(story, contoso.account).subject).toBeTruthy();
    expect(story.logs.some(({ level, fields }) => level !== 'info' && JSON.stringify(fields).includes('outbox:poison'))).toBe(true);
    for (let hour = 0; hour < 40; hour++) await story.passes(60 * MINUTE);
    expect(await dead(story)).toHaveLength(1);
  });

  it('a task document that cannot be read does not stop the timers of the others', async () => {
    const story = await openStory();
    await walk(story, contoso, 'PrimaryContact');
    await story.app.deps.store.commit([{ op: 'create', doc: { partition: 'tenant:broken', id: 'enrolment', kind: 'enrolment', due: story.clock(), body: { v: 7 } } }]);
    await story.passes(30 * DAY);
    expect(await has(story, contoso)).toBe(false);
    expect(story.logs.some(({ level }) => level === 'error')).toBe(true);
  });
});

describe('a notice', () => {
  it('to somebody whom nobody can reach waits until they write, and then comes once', async () => {
    const story = await openStory();
    const admin = await reviewers(story);
    const desk = await walk(story, contoso, 'UnderReview');
    const { id, rev } = await enrolmentIn(story, contoso);
    const elsewhere = story.desk(luis, { kind: 'groupChat', conversation: '19:contoso@thread.v2' });
    await elsewhere.speaker.clicks({ verb: 'enrolment.takeOver', data: { id, rev } });
    await story.settle();
    desk.looks();
    expect(desk.reads()).toContain('Luis Gil');
    admin.looks();
    await admin.presses('enrolment.approve');
    await story.passes(DAY);
    expect((await owed(story)).map(({ list }) => list)).toEqual([lists.waiting]);
    const alone = story.desk(luis);
    await alone.says('hello');
    await story.settle();
    await alone.says('hello');
    await story.settle();
    const told = story.teams.inConversation(alone.speaker.conversation).filter(({ card }) => textOf(card).includes('approved'));
    expect([told.length, await owed(story)]).toEqual([1, []]);
  });

  it.each([403, 404])('to somebody who uninstalled the bot (%i) waits, and comes when they are back', async (status) => {
    const story = await openStory();
    const admin = await reviewers(story);
    await walk(story, contoso, 'UnderReview');
    story.teams.refuse = ({ path }) => (path.includes('chat:contoso:carmen') ? { status } : undefined);
    admin.looks();
    await admin.presses('enrolment.approve');
    await story.settle();
    expect([notices(story, 'aprobada'), (await owed(story)).map(({ list }) => list), await dead(story)]).toEqual([0, [lists.waiting], []]);
    story.teams.refuse = () => undefined;
    await story.passes(6 * 60 * MINUTE);
    expect(notices(story, 'aprobada')).toBe(0);
    await story.desk(carmen).says('hola');
    await story.settle();
    expect([notices(story, 'aprobada'), await owed(story)]).toEqual([1, []]);
  });
});

describe('what was given up', () => {
  it('is found by programme admins and by the company, and goes out when one of them asks for it', async () => {
    const story = await posting({ status: 413 });
    const { deps } = story.app;
    const whose = async (tenant: TenantId | 'all') => (await deadRows(deps, { tenant, search: '', after: undefined })).rows;
    const [row] = await whose('all');
    expect([row, await whose(tenantId.parse('contoso')), await whose(tenantId.parse('adatum'))]).toMatchObject([{ kind: 'reviewCard', reason: 'The channel answered 413' }, [row], []]);
    refuses(story, undefined);
    expect(row && await retryRow(deps, await actorOf(story, martin), { ...row, correlation: 'c0ffee' })).toBe('retried');
    await story.settle();
    expect([cards(story), await whose('all'), await owed(story)]).toEqual([1, [], []]);
  });
});

describe('time', () => {
  it('WF-01 erases a draft that nobody touched for 30 days, and frees its MPN ID', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'PrimaryContact');
    await story.passes(29 * DAY);
    await desk.presses('enrolment.leave', { contactFirstName: 'Diego' });
    await story.passes(29 * DAY);
    await desk.says('/inscribir');
    expect(input(desk.card(), 'contactFirstName').value).toBe('Diego');
    await story.passes(DAY);
    expect(await has(story, contoso)).toBe(false);
    expect((await story.content()).filter(({ kind }) => ['reservation', 'outbox'].includes(kind))).toEqual([]);
    const late = await desk.presses('enrolment.saveContact', contoso.contact);
    expect(textOf(late.card)).toContain('Inscribe tu compañía en CSP');
    await walk(story, contoso, 'Confirmation', story.desk(carmen));
  });

  it('WF-08 reminds of an agreement that is not signed, four times at most (M10), saying who can sign, and never of one that is', async () => {
    const story = await openStory();
    const desk = await approved(story, contoso);
    const reminders = (): number => notices(story, 'El contrato todavía no está firmado');
    await story.passes(7 * DAY - 1);
    expect(reminders()).toBe(0);
    await story.passes(1);
    expect([reminders(), notices(story, 'Quién puede firmarlo: Carmen Ruiz')]).toEqual([1, 1]);
    for (let week = 0; week < 8; week++) await story.passes(7 * DAY);
    expect(reminders()).toBe(4);
    await opensAgreement(desk);
    await desk.presses('agreement.accept', { accept: 'true' });
    await story.passes(365 * DAY);
    expect([reminders(), (await enrolmentIn(story, contoso)).state]).toEqual([4, 'Active']);
  });
});
