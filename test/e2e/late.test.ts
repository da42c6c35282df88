/** Turns that take too long: nobody waits for longer than the channel does, what was asked for is done once, and its answer comes afterwards. Time is rung by hand. */

import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import type { Alarm } from '../../bot/turn/inTime.ts';
import { FIRST_SIGN, INVOKE_DEADLINE } from '../../bot/turn/inTime.ts';
import { LEASE } from '../../src/app/outboxRows.ts';
import type { Write } from '../../src/app/ports.ts';
import { linkIn, textIn } from './drafts.ts';
import { activityOf, post } from './rawPost.ts';
import type { Story } from './support.ts';
import { faults, openStory } from './support.ts';
import { approved, audited, channel, codeFor, contoso, enrolmentIn, reviewers, walk } from './walk.ts';
import { carmen, iker, olivia } from './world.ts';

/** Rings when it is told to; `limits` are the times that are being waited for. */
function handAlarm() {
  const waiting = new Map<symbol, { readonly limit: number; readonly ring: () => void }>();
  const alarm: Alarm = (limit, ring) => {
    const key = Symbol('waiting');
    waiting.set(key, { limit, ring });
    return () => { waiting.delete(key); };
  };
  return { alarm, limits: () => [...waiting.values()].map(({ limit }) => limit), rings: () => { for (const { ring } of waiting.values()) ring(); } };
}

/** The next commit of a document of this kind waits until it is let go, or fails then. */
function held(story: Story, kind: string) {
  const [reached, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const isMeant = (write: Write): boolean => write.op !== 'delete' && write.doc.kind === kind;
  story.trouble.commit = async (writes) => {
    if (!writes.some(isMeant)) return;
    story.trouble.commit = () => {};
    reached.resolve();
    await over.promise;
  };
  return { reached: reached.promise, letGo: () => over.resolve(), breaks: () => over.reject(new Error('The connection is gone')) };
}

const shown = (story: Story, who = carmen): string => {
  const last = story.teams.inConversation(`chat:${who.tenant}:${who.id}`).at(-1);
  return last?.card ? textOf(last.card) : (last?.text ?? '');
};

async function begun() {
  const hand = handAlarm();
  const story = await openStory({ alarm: hand.alarm });
  return { hand, story };
}

/** Presses while the store holds on to documents of a kind, until the time is over. */
async function late<T>({ hand, story }: Awaited<ReturnType<typeof begun>>, kind: string, press: () => Promise<T>) {
  const hold = held(story, kind);
  const pressed = press();
  await hold.reached;
  expect(hand.limits()).toEqual([INVOKE_DEADLINE]);
  hand.rings();
  return { hold, answer: await pressed };
}

/** The work that goes on is bound to no request; a row of the outbox is its end. */
async function answered(story: Story, before: number): Promise<void> {
  while (story.teams.posted.length === before) {
    await new Promise(setImmediate);
    await story.settle();
  }
}

describe('a click that takes too long', () => {
  it('is answered in words, is done once, and the present card comes as a message of its own', async () => {
    const { hand, story } = await begun();
    const desk = await walk(story, contoso, 'LegalProfile');
    const before = story.teams.posted.length;
    const { hold, answer } = await late({ hand, story }, 'enrolment', () => desk.presses('enrolment.saveLegal', contoso.legal));
    expect(answer).toMatchObject({ http: 200, status: 200, text: expect.stringContaining('sigo con ello') });
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'LegalProfile' });
    hold.letGo();
    await answered(story, before);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'PrimaryContact' });
    expect(story.teams.posted.length).toBe(before + 1);
    desk.looks();
    expect(desk.reads()).toContain('Paso 3 de 5');
    await desk.presses('enrolment.saveContact', contoso.contact);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'SupportInfo' });
    expect((await story.content()).filter(({ kind }) => kind === 'outbox')).toEqual([]);
    expect(faults(story)).toEqual([]);
  });

  it('that is pressed again meanwhile happens once, and both are answered', async () => {
    const { hand, story } = await begun();
    const desk = await walk(story, contoso, 'LegalProfile');
    const before = story.teams.posted.length;
    const press = () => desk.presses('enrolment.saveLegal', contoso.legal);
    const { hold } = await late({ hand, story }, 'enrolment', press);
    const again = await press();
    expect(textOf(again.card)).toContain('Paso 3 de 5');
    hold.letGo();
    await answered(story, before);
    expect(shown(story)).toContain('Paso 3 de 5');
    expect((await audited(story, contoso)).filter((entry) => entry === 'enrolment.saveLegal done')).toHaveLength(1);
  });

  it('GEN-05 and is refused: the refusal comes as words', async () => {
    const { hand, story } = await begun();
    const desk = await walk(story, contoso, 'LegalProfile');
    const before = story.teams.posted.length;
    const { hold } = await late({ hand, story }, 'audit', () => desk.presses('enrolment.saveLegal', { ...contoso.legal, city: '' }));
    hold.letGo();
    await answered(story, before);
    expect(shown(story)).toContain('(GEN-05)');
  });

  it('and fails: nothing half happened, and the person hears that it did, with the id that the log has', async () => {
    const { hand, story } = await begun();
    const desk = await walk(story, contoso, 'LegalProfile');
    const [before, was] = [story.teams.posted.length, await enrolmentIn(story, contoso)];
    const { hold } = await late({ hand, story }, 'enrolment', () => desk.presses('enrolment.saveLegal', contoso.legal));
    hold.breaks();
    await answered(story, before);
    const failure = story.logs.find(({ level }) => level === 'error');
    expect(shown(story)).toContain(`indica ${String(failure?.fields['correlation'])}`);
    expect(await enrolmentIn(story, contoso)).toEqual(was);
  });

  it('and ends with its instance: what was committed is there, nothing else is, and pressing again shows it', async () => {
    const { hand, story } = await begun();
    const desk = await walk(story, contoso, 'LegalProfile');
    const { hold } = await late({ hand, story }, 'enrolment', () => desk.presses('enrolment.saveLegal', contoso.legal));
    const lost = held(story, 'outbox');
    hold.letGo();
    await lost.reached;
    const restarted = story.restarts();
    lost.breaks(); // the click was done; the answer is never written down
    await restarted;
    await story.passes(LEASE);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'PrimaryContact' });
    expect(textOf((await desk.presses('enrolment.saveLegal', contoso.legal)).card)).toContain('Paso 3 de 5');
  });

  it('is waited for by an instance that is told to end: what was asked for is done, and answered', async () => {
    const { hand, story } = await begun();
    const desk = await walk(story, contoso, 'LegalProfile');
    const before = story.teams.posted.length;
    const { hold } = await late({ hand, story }, 'enrolment', () => desk.presses('enrolment.saveLegal', contoso.legal));
    let isOver = false;
    const closing = story.app.close().finally(() => { isOver = true; });
    while (await fetch(story.url).then(() => true, () => false)) await story.content();
    for (let times = 0; times < 5; times++) await story.content(); // whatever else it would do is done by now
    expect(isOver).toBe(false);
    hold.letGo();
    await closing;
    expect(story.teams.posted.length).toBe(before + 1);
    expect(shown(story)).toContain('Paso 3 de 5');
  });

  it('in a channel, by an admin: the answer comes to their own chat, or waits for it', async () => {
    const { hand, story } = await begun();
    const admin = await reviewers(story);
    await walk(story, contoso, 'UnderReview');
    admin.looks();
    const { hold } = await late({ hand, story }, 'enrolment', () => admin.presses('enrolment.approve'));
    hold.letGo();
    await answeredOrOwed(story, async () => {});
    expect(story.teams.inConversation('chat:programa:olivia')).toEqual([]);
    await story.desk(olivia).arrives();
    await story.settle();
    const told = story.teams.inConversation('chat:programa:olivia').map(({ card }) => textOf(card)); // whichever comes first
    expect(told.toSorted()).toEqual([expect.stringMatching(/^Contoso Iberia, S\.A\. · Approved\nOlivia Prado/), expect.stringContaining('What would you like to do?')]);
    expect(story.teams.inConversation(channel.conversation)).toHaveLength(1);
  });

  it('and only shows something: it is shown again, as it is by then', async () => {
    const { hand, story } = await begun();
    await story.desk(iker).arrives();
    const seller = story.desk(iker);
    await seller.says('/solicitar carmen@contoso.es');
    await seller.says('/asociaciones');
    const before = story.teams.posted.length;
    const { hold } = await late({ hand, story }, 'link', () => seller.presses('show.request'));
    hold.letGo();
    await answered(story, before);
    seller.looks();
    expect(linkIn(story, textIn(seller.card()))).toContain('/partner/');
  });

  it('INV-41 and draws from what was typed: that is kept nowhere, so its reader presses again', async () => {
    const { hand, story } = await begun();
    const admin = await approved(story, contoso);
    await admin.says('/invitar');
    const before = story.teams.posted.length;
    const { hold } = await late({ hand, story }, 'invitation', () => admin.presses('show.newInvitation', { email: 'wanda@woodgrove.example' }));
    hold.letGo();
    await answered(story, before);
    expect(shown(story)).toContain('vuelve a pulsar el botón');
  });

  it('on the question whether a file may be saved is answered with nothing, as always, and then in words', async () => {
    const { hand, story } = await begun();
    await story.desk(carmen).says('hola');
    const before = story.teams.posted.length;
    const refusing = { type: 'invoke', name: 'fileConsent/invoke', locale: 'en-GB', value: { action: 'decline', context: { id: 'none' } } };
    // Who speaks is not known yet when the time is over.
    const { hold, answer } = await late({ hand, story }, 'person', async () => await post(story, JSON.stringify({ ...await activityOf(story, carmen), ...refusing })));
    expect(answer).toMatchObject({ status: 200 });
    hold.letGo();
    await answered(story, before);
    expect(shown(story)).toMatch(/\w{3}/);
  });

  it('leaves no code in the store', async () => {
    const { hand, story } = await begun();
    const secrets: string[] = [];
    const texts: string[] = [];
    const keeps = async () => void texts.push(JSON.stringify(await story.content()));
    const desk = await walk(story, contoso, 'MpnSignIn');
    await desk.presses('enrolment.sendCode', { account: contoso.account });
    await story.settle();
    secrets.push(codeFor(story, contoso.account));
    const before = story.teams.posted.length;
    const { hold } = await late({ hand, story }, 'enrolment', () => desk.presses('enrolment.enterCode', { code: codeFor(story, contoso.account) }));
    const owing = held(story, 'outbox');
    hold.letGo();
    await owing.reached;
    owing.letGo();
    story.teams.refuse = () => ({ status: 503 });
    await answeredOrOwed(story, keeps);
    story.teams.refuse = () => undefined;
    await story.passes(LEASE);
    expect(story.teams.posted.length).toBeGreaterThan(before);
    expect(texts.at(-1)).toContain('lateAnswer');
    for (const secret of secrets) expect(texts.join('\n')).not.toContain(`"${secret}"`);
  });

  it('and answers a request: the personal link is in no row, and the reader sees their providers', async () => {
    const { hand, story } = await begun();
    const admin = await approved(story, contoso);
    const seller = story.desk(iker);
    await seller.says('/solicitar carmen@contoso.es');
    const link = linkIn(story, textIn(seller.card()));
    await seller.presses('request.done');
    await admin.says(`/aceptar ${link}`);
    const texts: string[] = [];
    const { hold } = await late({ hand, story }, 'request', () => admin.presses('request.authorise', { accept: 'true' }));
    story.teams.refuse = () => ({ status: 503 });
    hold.letGo();
    await answeredOrOwed(story, async () => void texts.push(JSON.stringify(await story.content())));
    expect(texts.at(-1)).toContain('lateAnswer');
    expect(texts.join('\n')).not.toContain(link.split('/').at(-1));
    story.teams.refuse = () => undefined;
    await story.passes(LEASE);
    await story.passes(LEASE);
    expect(story.teams.inConversation('chat:contoso:carmen').some(({ card }) => textOf(card).includes('Distribuciones Norte') && textOf(card).includes('Proveedores indirectos'))).toBe(true);
  });
});

/** Until the answer is written down and waits for a channel that does not take it. */
async function answeredOrOwed(story: Story, look: () => Promise<void>): Promise<void> {
  while (!(await story.content()).some(({ body }) => body['kind'] === 'lateAnswer')) await new Promise(setImmediate);
  await look();
  await story.settle();
  await look();
}

describe('a message that takes too long', () => {
  it('shows that it was heard, and is answered', async () => {
    const { hand, story } = await begun();
    const desk = await walk(story, contoso, 'LegalProfile');
    const posts: string[] = [];
    story.teams.refuse = ({ path }) => void posts.push(path);
    const hold = held(story, 'person');
    const said = desk.says('/idioma en');
    await hold.reached;
    expect(hand.limits()).toEqual([FIRST_SIGN]);
    hand.rings();
    while (posts.length === 0) await new Promise(setImmediate);
    expect(shown(story)).not.toContain('English');
    hold.letGo();
    await said;
    expect([posts.length, shown(story)]).toEqual([2, expect.stringContaining('What would you like to do?')]);
  });

  it('that is answered in time shows nothing else', async () => {
    const { hand, story } = await begun();
    const posts: string[] = [];
    story.teams.refuse = ({ path }) => void posts.push(path);
    await story.desk(carmen).says('hola');
    hand.rings();
    expect([posts.length, hand.limits()]).toEqual([1, []]);
  });
});
