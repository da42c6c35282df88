/** What a turn asks of Cosmos DB, counted on the wire. What the store makes of its own calls is in test/store. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import { resellers } from '../../bench/seed.ts';
import { homeOf } from '../../src/app/homes.ts';
import type { Write } from '../../src/app/ports.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { StoreSettings } from '../../src/store/open.ts';
import type { CosmosServer } from '../store/supportCosmos.ts';
import { startCosmos } from '../store/supportCosmos.ts';
import { partnersNow } from './drafts.ts';
import { trading } from './orders.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { approved, codeFor, contoso, linkFor, opensAgreement, reviewers, visit, walk } from './walk.ts';
import { iker } from './world.ts';

let server: CosmosServer;
beforeAll(async () => { server = await startCosmos(); });
afterAll(async () => await server.close());

let stories = 0;
const cosmos = (): StoreSettings => ({ kind: 'cosmos', endpoint: server.endpoint, key: server.key, database: `counted-${++stories}` });
const opened = async (): Promise<Story> => await openStory({ store: cosmos() });

/** Everything that a turn asks for, its answer included: nothing of what is owed afterwards is delivered meanwhile. */
async function asked(story: Story, turn: () => Promise<unknown>): Promise<readonly string[]> {
  await story.settle();
  await story.app.pump.close();
  server.requests();
  await turn();
  return server.requests();
}

/** Requests that do not wait for each other come in any order. */
const countOf = (requests: readonly string[]) => ({ reads: requests.filter((one) => one !== 'batch').length, batches: requests.filter((one) => one === 'batch').length });

type Begun = (story: Story) => Promise<Desk>;
const at = (state: Parameters<typeof walk>[2]): Begun => async (story) => await walk(story, contoso, state);

const unsigned: Begun = async (story) => {
  const desk = story.desk(contoso.who);
  await desk.arrives();
  await desk.presses('show.signIn');
  return desk;
};

const coded: Begun = async (story) => {
  const desk = await walk(story, contoso, 'MpnSignIn');
  await desk.presses('enrolment.sendCode', { account: contoso.account });
  return desk;
};

const reviewing: Begun = async (story) => {
  const admin = await reviewers(story);
  await walk(story, contoso, 'UnderReview');
  admin.looks();
  return admin;
};

const agreeing: Begun = async (story) => {
  const desk = await approved(story, contoso);
  await opensAgreement(desk);
  return desk;
};

/** Who presses, their roles and the document are of one home. */
const ONE = ['query', 'batch'];

type Step = readonly [what: string, begun: Begun, press: (desk: Desk, story: Story) => Promise<unknown>, asks: readonly string[]];
const steps: readonly Step[] = [
  ['signIn is one read and one batch', unsigned, async (desk) => await desk.presses('enrolment.signIn'), ONE],
  ['sendCode is one read and one batch', at('MpnSignIn'), async (desk) => await desk.presses('enrolment.sendCode', { account: contoso.account }), ONE],
  ['enterCode is one read and one batch', coded, async (desk, story) => await desk.presses('enrolment.enterCode', { code: codeFor(story, contoso.account) }), ONE],
  ['continue is one read and one batch, and a second read, because the reservation of the MPN ID has a home of its own (INV-09)', at('MpnSelection'),
    async (desk) => await desk.presses('enrolment.continue', { mpnId: contoso.mpnId }), ['query', 'GET document', 'batch']],
  ['saveLegal is one read and one batch', at('LegalProfile'), async (desk) => await desk.presses('enrolment.saveLegal', contoso.legal), ONE],
  ['saveContact is one read and one batch', at('PrimaryContact'), async (desk) => await desk.presses('enrolment.saveContact', contoso.contact), ONE],
  ['saveSupport is one read and one batch', at('SupportInfo'), async (desk) => await desk.presses('enrolment.saveSupport', contoso.support), ONE],
  ['enrolNow is one read and one batch, and a second read of the reservation (INV-09); its answer, the status, looks for an agreement', at('Confirmation'),
    async (desk) => await desk.presses('enrolment.enrolNow'), ['query', 'GET document', 'batch', 'GET document']],
  ['contactConfirmed on the web page is one batch and two reads: the link has a home of its own', at('EmailVerificationPending'),
    async (_desk, story) => await visit(linkFor(story, contoso.contact.contactEmail), { decision: 'confirm', signedUp: 'true', companyAddress: 'true' }), ['GET document', 'GET document', 'batch']],
  ['askMore is one read and one batch: the case carries the enrolment beside who decides (INV-57)', reviewing, async (admin) => await admin.presses('enrolment.askMore', { question: 'Who?' }), ONE],
  ['reject is one read and one batch', reviewing, async (admin) => await admin.presses('enrolment.reject', { reason: 'Unknown name.' }), ONE],
  ['approve is one read and one batch: what was sent is reserved (INV-09)', reviewing, async (admin) => await admin.presses('enrolment.approve'), ONE],
  ['agreement.accept is one read and one batch; its answer, the status, reads what is so now', agreeing, async (desk) => await desk.presses('agreement.accept', { accept: 'true' }), ['query', 'batch', 'query']],
];

describe('a step of the enrolment on Cosmos DB', () => {
  it.each(steps)('%s', async (_what, begun, press, asks) => {
    const story = await opened();
    const desk = await begun(story);
    expect(await asked(story, async () => await press(desk, story))).toEqual(asks);
  });
});

describe('an order on Cosmos DB', () => {
  /** On the form, with the reads of documents noted. */
  async function ordering(): Promise<{ readonly story: Story; readonly desk: Desk; readonly reads: string[] }> {
    const story = await trading({ store: cosmos() });
    const desk = story.desk(iker);
    await desk.says('/cliente tailwind');
    await story.settle();
    const reads: string[] = [];
    story.trouble.read = ({ partition, id }) => { reads.push(`${partition} ${id}`); };
    return { story, desk, reads };
  }

  it('has a form of nine reads: who asks, the customer, its lists of partners and of subscriptions, the other partner and the partnership with it, own partners, and the catalogue', async () => {
    const { story, desk, reads } = await ordering();
    expect(countOf(await asked(story, async () => await desk.presses('show.addSubscription')))).toEqual({ reads: 9, batches: 0 });
    expect(reads).toHaveLength(new Set(reads).size);
    expect(desk.reads()).toContain('Microsoft 365 Business Basic');
  });

  it('has a review of eight reads, and is submitted with eight and one batch: nothing is read twice, and what decides is of five homes and two lists (INV-16, INV-19, INV-44)', async () => {
    const { story, desk, reads } = await ordering();
    await desk.presses('show.addSubscription');
    reads.length = 0;
    expect(countOf(await asked(story, async () => await desk.presses('show.orderReview', { reseller: 'contoso', 'quantity.M365-BASIC': '10' })))).toEqual({ reads: 8, batches: 0 });
    expect(reads).toHaveLength(new Set(reads).size);
    reads.length = 0;
    expect(countOf(await asked(story, async () => await desk.presses('order.submit', { attest: 'true' })))).toEqual({ reads: 8, batches: 1 });
    expect(reads).toHaveLength(new Set(reads).size);
    expect(desk.reads()).toContain('El pedido se ha enviado.');
  });

  it('begins with a page of customers, of three reads: who asks, the page, and the partners to choose from', async () => {
    const { story, desk } = await ordering();
    expect(await asked(story, async () => await desk.says('/clientes'))).toEqual(['query', 'query', 'query']);
    expect(desk.reads()).toContain('Tailwind Panaderías');
  });
});

describe('a list on Cosmos DB', () => {
  it('that shows a page of a list is one read and one query: who asks, and the page', async () => {
    const story = await opened();
    const admin = await approved(story, contoso);
    const seller = story.desk(iker);
    await partnersNow(story, { admin, seller });
    await story.settle();
    server.requests();
    await seller.says('/revendedores');
    expect(seller.reads()).toContain('Contoso');
    expect(server.requests()).toEqual(['query', 'query']);
  });

  it.each([30, 600])('that shows a page of a list of %d is two reads and the batch that remembers where it goes on', async (length) => {
    const story = await opened();
    const seller = story.desk(iker);
    await seller.says('hola');
    const lines = [...resellers(length)].map((doc): Write => ({ op: 'upsert', doc: { ...doc, partition: homeOf(tenantId.parse('norte')) } }));
    for (let from = 0; from < lines.length; from += 100) await story.app.deps.store.commit(lines.slice(from, from + 100));
    server.requests();
    await seller.says('/revendedores');
    expect(seller.reads()).toContain('Reseller 0');
    expect(server.requests()).toEqual(['query', 'query', 'batch']);
  });
});
