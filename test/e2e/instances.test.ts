/** Two instances on one Cosmos DB: any of them takes any turn, the outbox is drained once, and who dies is stood in for after the lease. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDesk } from '../../bot/local/desk.ts';
import type { TeamsPeer } from '../../bot/local/teamsPeer.ts';
import { openTeamsPeer, textOf } from '../../bot/local/teamsPeer.ts';
import { LEASE, bornRow } from '../../src/app/outboxRows.ts';
import { homeOf } from '../../src/app/homes.ts';
import { tenantId } from '../../src/core/ids.ts';
import { SECOND } from '../../src/core/time.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import type { CosmosServer } from '../store/supportCosmos.ts';
import { startCosmos } from '../store/supportCosmos.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { audited, channel, confirms, contoso, enrolmentIn, reviewers, walk } from './walk.ts';
import { carmen } from './world.ts';

let server: CosmosServer;
let peers: TeamsPeer[] = [];
beforeAll(async () => { server = await startCosmos(); });
afterAll(async () => {
  await Promise.all(peers.map((peer) => peer.close()));
  peers = [];
  await server.close();
});

let stories = 0;
async function openTwo() {
  stories += 1;
  const story = await openStory({ store: { kind: 'cosmos', endpoint: server.endpoint, key: server.key, database: `instances-${stories}` } });
  const other = await story.another();
  const elsewhere = await openTeamsPeer(other.url);
  peers.push(elsewhere);
  return { story, other, elsewhere };
}

const owed = async (story: Story) => (await story.content()).filter(({ kind }) => kind === 'outbox');
const chat = 'chat:contoso:carmen';

describe('two instances', () => {
  it('share a form: each page is saved by the other one, and what is typed leads back to it', async () => {
    const { story, other, elsewhere } = await openTwo();
    const here = await walk(story, contoso, 'PrimaryContact');
    const there = openDesk(elsewhere, elsewhere.person(carmen));
    await there.says('sigo aquí');
    expect(there.reads()).toContain('Tu formulario sigue abierto');
    await there.presses('enrolment.saveContact', contoso.contact);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'SupportInfo' });
    await here.says('¿por dónde iba?');
    await here.presses('enrolment.saveSupport', contoso.support);
    await there.says('hola');
    await there.presses('show.enrolment');
    await there.presses('enrolment.enrolNow');
    await other.pump.idle();
    await confirms(story, contoso);
    expect(await enrolmentIn(story, contoso)).toMatchObject({ state: 'UnderReview' });
    expect((await audited(story, contoso)).filter((entry) => /save(?:Legal|Contact|Support) done|enrolNow done/.test(entry))).toHaveLength(4);
  });

  it('that take the same click at the same moment do it once, and both answer with the next page', async () => {
    const { story, elsewhere } = await openTwo();
    await walk(story, contoso, 'LegalProfile');
    const { id, rev } = await enrolmentIn(story, contoso);
    const click = { verb: 'enrolment.saveLegal', data: { id, rev, ...contoso.legal } };
    const answers = await Promise.all([story.desk(carmen).speaker.clicks(click), elsewhere.person(carmen).clicks(click), story.desk(carmen).speaker.clicks(click)]);
    for (const { card } of answers) expect(textOf(card)).toContain('Paso 3 de 5');
    expect((await audited(story, contoso)).filter((entry) => entry === 'enrolment.saveLegal done')).toHaveLength(1);
  });

  it('drain the outbox together, each row once', async () => {
    const { story, other } = await openTwo();
    const home = tenantId.parse('contoso');
    const names = Array.from({ length: 30 }, (_, number) => `person-${number}@contoso.es`);
    for (const to of names) {
      const mail = outgoing('statusMail', { news: 'approved', to, name: 'Diego', language: 'es', company: 'Contoso', caseId: 'ENR-7K3F-9QXD', text: '' }, to);
      const birth = { partition: homeOf(home), tenant: home, reason: 'ENR-7K3F-9QXD:approve:9', correlation: 'c0ffee', now: story.clock() };
      await story.app.deps.store.commit([{ op: 'create', doc: bornRow(mail, birth) }]);
    }
    story.clock.move(LEASE);
    await Promise.all([story.app.sweep(), other.sweep(), story.app.sweep(), other.sweep()]);
    await Promise.all([story.app.pump.idle(), other.pump.idle()]);
    expect(story.mails.map(({ to }) => to).toSorted()).toEqual(names.toSorted());
    expect(await owed(story)).toEqual([]);
  });

  it('survive one of them that dies with its leases: the other one waits for them to run out, and then delivers each row once', async () => {
    const { story, other } = await openTwo();
    await reviewers(story);
    await walk(story, contoso, 'EmailVerificationPending');
    await story.app.pump.close(); // from here on this one commits and leases, and delivers nothing any more
    await confirms(story, contoso);
    const rows = (await owed(story)).length;
    expect(rows).toBeGreaterThan(2);
    const passes = async (milliseconds: number) => {
      story.clock.move(milliseconds);
      await other.sweep();
      await other.pump.idle();
    };
    await passes(LEASE - SECOND);
    expect((await owed(story)).length).toBe(rows);
    await passes(SECOND);
    await passes(LEASE);
    expect(story.teams.inConversation(channel.conversation)).toHaveLength(1);
    expect(story.mails.filter(({ subject }) => subject.includes('review has begun'))).toHaveLength(1);
    expect(story.teams.inConversation(chat).filter(({ card }) => textOf(card).includes('ha confirmado'))).toHaveLength(1);
    expect(await owed(story)).toEqual([]);
  });

  it('survive one of them that is slower than its lease: what the other one has delivered meanwhile is not owed again', async () => {
    const { story, other } = await openTwo();
    const desk = await walk(story, contoso, 'Confirmation');
    const [isSending, fails] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    story.trouble.mail = async () => {
      story.trouble.mail = () => {};
      isSending.resolve();
      await fails.promise;
    };
    await desk.presses('enrolment.enrolNow');
    await isSending.promise;
    story.clock.move(LEASE);
    await other.sweep();
    await other.pump.idle();
    fails.reject(new Error('The mail server has hung up'));
    await story.settle();
    await story.passes(LEASE);
    await story.passes(60 * LEASE);
    expect(story.mails.filter(({ to }) => to === contoso.contact.contactEmail)).toHaveLength(1);
  });
});
