/** Many customers invited at once: a CSV file sent to the bot or pasted, the preview, the card that follows the rows, a file of results with personal links, and what happens when something fails on the way. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Desk } from '../../bot/local/desk.ts';
import { invitationBehind } from '../../src/app/invitations.ts';
import { SECOND } from '../../src/core/time.ts';
import { invitationSchema } from '../../src/tasks/invitationDoc.ts';
import { enrolmentIn } from '../support/world.ts';
import { puts } from './invitations.ts';
import { activityOf, post, state } from './rawPost.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { sells, sold, withAdatum, wrote } from './links.ts';
import { MPN, trading } from './orders.ts';
import { channel, verbsOn } from './walk.ts';
import { carmen, diego, iker, ines, irene, luis } from './world.ts';

const HEADER = 'email,language,company';
const rows = (count: number): string => [HEADER, ...Array.from({ length: count }, (_one, index) => `customer${index}@shop.example,es,Shop ${index}`)].join('\n');

const closing: (() => Promise<void>)[] = [];
afterEach(async () => { for (const close of closing.splice(0)) await close(); });

/** A OneDrive of this machine: gives `file`, and takes what is saved. */
async function drive(file: string | Buffer): Promise<{ readonly url: string; readonly saved: string[]; asked: number }> {
  const found = { url: '', saved: [] as string[], asked: 0 };
  const server = createServer((req, res) => void (async () => {
    const body: Buffer[] = [];
    for await (const chunk of req) body.push(chunk as Buffer); // no encoding is set, so chunks are buffers
    if (req.method === 'PUT') found.saved.push(Buffer.concat(body).toString('utf8'));
    else found.asked += 1;
    res.end(req.method === 'PUT' ? '' : file);
  })());
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => { server.close(resolve); });
  });
  found.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`; // it listens on a TCP port
  return found;
}

/** Luis of Contoso, which is enrolled, in front of his chat. */
async function sits(): Promise<{ readonly story: Story; readonly desk: Desk }> {
  const story = await openStory();
  await puts(story, 'enrolment', enrolmentIn('Active'));
  const desk = story.desk(luis);
  await desk.arrives();
  return { story, desk };
}

/** Sends a file as Teams does. */
async function sends(story: Story, desk: Desk, downloadUrl: string, id = 'a-file'): Promise<void> {
  const attachments = [
    { contentType: 'text/html', content: '<p>the customers</p>' },
    { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'customers.csv', contentUrl: 'https://contoso-my.sharepoint.com/customers.csv', content: { downloadUrl, uniqueId: '1150', fileType: 'csv' } },
  ];
  await post(story, JSON.stringify({ ...await activityOf(story, luis), id, text: 'the customers', attachments }));
  desk.looks();
}

async function pastes(desk: Desk, csv: string): Promise<void> {
  await desk.says('/import');
  await desk.presses('show.newImport', { csv });
}

const invitationsIn = async (story: Story) => (await story.content()).filter(({ kind }) => kind === 'invitation').map(({ body }) => invitationSchema.parse(body));
const linkOn = (desk: Desk): string => /http:\/\/127\.0\.0\.1:\d+\/import\/[\w-]+/.exec(JSON.stringify(desk.card()))?.[0] ?? '';

type Line = Readonly<Record<'line' | 'email' | 'company' | 'result' | 'invitation' | 'subject' | 'text', string>>;
/** The file of results, from the page in the browser. */
async function results(desk: Desk): Promise<readonly Line[]> {
  await desk.presses('show.importResults');
  const response = await fetch(linkOn(desk), { method: 'POST' });
  expect(response.status).toBe(200);
  return parse(await response.text(), { columns: true, bom: true }) as Line[]; // the columns are asked for by name below
}

describe('WF-20 a file that is sent to the bot', () => {
  it('is shown, confirmed, done row by row, and told in a file with a personal link for each customer', async () => {
    const { story, desk } = await sits();
    const { url, asked } = await drive(`${rows(25)}\nnobody@,es,Wrong\n`);
    expect(asked).toBe(0);
    await sends(story, desk, url);
    expect(desk.reads()).toContain('File: customers.csv');
    expect(desk.reads()).toContain('Rows that can be done: 25');
    expect(desk.reads()).toContain('Line 27, email: This is not one complete e-mail address.');
    await expect(invitationsIn(story)).resolves.toEqual([]);

    await desk.presses('importJob.confirm');
    expect(desk.reads()).toContain('0 of 25 rows');
    await story.settle();
    await story.passes(2 * SECOND);
    desk.looks();
    expect(desk.reads()).toContain('The invitations are made');
    expect(desk.reads()).toContain('25 of 25 rows');
    expect(desk.reads()).toContain('█'.repeat(20));
    const made = await invitationsIn(story);
    expect(made.map(({ state: at, requester, language }) => [at, requester.id, language])).toEqual(made.map(() => ['Issued', 'luis', 'es']));
    expect(new Set(made.map(({ email }) => email)).size).toBe(25);

    const lines = await results(desk);
    expect(lines.map(({ line }) => Number(line))).toEqual(Array.from({ length: 26 }, (_one, index) => index + 2));
    expect(lines.at(-1)).toMatchObject({ email: 'nobody@', result: 'Left out', text: expect.stringContaining('not one complete e-mail address') });
    for (const { email, text, invitation, result } of lines.slice(0, -1)) {
      const token = /\/invitation\/([\w-]+)/.exec(text)?.[1] ?? '';
      await expect(invitationBehind(story.app.deps, token)).resolves.toMatchObject({ email, id: invitation });
      expect(result).toBe('Invitation made');
      expect(JSON.stringify(await story.content())).not.toContain(token);
    }
  });

  it('INV-24 its results are behind a page that changes nothing by itself, and nothing for a page of somebody else\'s', async () => {
    const { story, desk } = await sits();
    await pastes(desk, rows(2));
    await desk.presses('importJob.confirm');
    await story.settle();
    await story.passes(2 * SECOND);
    desk.looks();
    await desk.presses('show.importResults');
    const link = linkOn(desk);
    const before = await state(story);
    const page = await fetch(link);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<form method="post">')]);
    expect((await fetch(link, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(404);
    expect((await fetch(`${link}x`, { method: 'POST' })).status).toBe(404);
    expect(await state(story)).toEqual(before);
    story.world.change(luis, { directoryRoles: [] });
    expect((await fetch(link, { method: 'POST' })).status).toBe(404); // INV-57
    story.world.change(luis, { directoryRoles: ['globalAdmin'] });
    story.clock.move(11 * 60 * SECOND);
    expect((await fetch(link, { method: 'POST' })).status).toBe(404);
    expect(await state(story)).toEqual(before);
  });

  it('may be saved through the question of Teams', async () => {
    const { story, desk } = await sits();
    const { url: uploadUrl, saved } = await drive('');
    await pastes(desk, rows(3));
    await desk.presses('importJob.confirm');
    await story.settle();
    await story.passes(2 * SECOND);
    desk.looks();
    await desk.presses('show.importResults');
    await desk.presses('show.importFile');
    const question = story.teams.inConversation(desk.speaker.conversation).at(-1)?.card as unknown as { readonly sizeInBytes: number; readonly acceptContext: Record<string, unknown> }; // the content of the newest attachment
    const uploadInfo = { uploadUrl, contentUrl: 'https://contoso-my.sharepoint.com/a.csv', name: 'a.csv', uniqueId: '1150D938', fileType: 'csv' };
    await post(story, JSON.stringify({ ...await activityOf(story, luis), type: 'invoke', name: 'fileConsent/invoke', value: { type: 'fileUpload', action: 'accept', context: question.acceptContext, uploadInfo } }));
    expect(saved).toHaveLength(1);
    expect(Buffer.byteLength(saved[0] ?? '')).toBe(question.sizeInBytes);
    expect(parse(saved[0] ?? '', { columns: true, bom: true })).toHaveLength(3);
  });
});

describe('a file that is no good', () => {
  it.each([
    ['is a spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'This is no CSV file in UTF-8.'],
    ['lacks a column', 'name,language\nAna,es\n', 'This one is missing: email.'],
    ['has only a header', HEADER, 'nothing below it'],
    ['is too long', rows(501), 'One file can have 500 rows at most, and this one has more.'],
    ['is too large', 'x'.repeat(600 * 1024), 'The file is too large: 512 KB at most.'],
  ])('because it %s', async (_why, file, sentence) => {
    const { story, desk } = await sits();
    await sends(story, desk, (await drive(file)).url);
    expect(desk.reads()).toContain(sentence);
    expect(verbsOn(desk.card())).toEqual(['show.newImport']);
  });

  it.each(['https://evil.example/a.csv', 'http://contoso-my.sharepoint.com/a.csv', 'https://contoso-my.sharepoint.com:8443/a.csv', 'file:///etc/passwd', 'http://127.0.0.1:9/a.csv'])('or is not fetched from %s', async (url) => {
    const { story, desk } = await sits();
    await sends(story, desk, url);
    expect(desk.reads()).toContain('The file could not be fetched from OneDrive.');
  });

  it('or is not fetched from a machine beside ours', async () => {
    const { story, desk } = await sits();
    const found = await drive(rows(2));
    await sends(story, desk, found.url.replace('127.0.0.1', '0.0.0.0'));
    expect([desk.reads(), found.asked]).toEqual([expect.stringContaining('could not be fetched'), 0]);
  });

  it('what was pasted stays in the form, with the reason; and rows that are all wrong cannot be confirmed', async () => {
    const { desk } = await sits();
    await pastes(desk, 'name\nAna');
    expect(desk.reads()).toContain('These are missing: email, language.');
    expect(JSON.stringify(desk.card())).toContain('"value":"name\\nAna"');
    await desk.presses('show.newImport', { csv: `${HEADER}\nx,es,` });
    expect(desk.reads()).toContain('There is nothing to confirm.');
    expect(verbsOn(desk.card())).toEqual(['show.newImport', 'importJob.stop']);
    await pastes(desk, 'x'.repeat(2_450));
    expect(desk.reads()).toContain('too long for this box');
  });
});

describe('on the way', () => {
  it('a second click, a stop and a stranger each have their own answer', async () => {
    const { story, desk } = await sits();
    await pastes(desk, rows(2));
    const { id, rev } = { id: '', rev: '', ...desk.card()?.actions?.map((action) => (action as { readonly data?: Record<string, string> }).data)[0] }; // data of our own card
    for (const [who, words] of [[ines, 'GEN-06'], [diego, 'GEN-01']] as const) {
      const other = story.desk(who);
      await other.arrives();
      expect((await other.speaker.clicks({ verb: 'importJob.confirm', data: { id, rev } })).text).toContain(words);
    }
    await desk.presses('importJob.stop');
    expect(desk.reads()).toContain('Nothing was done.');
    const late = await desk.speaker.clicks({ verb: 'importJob.confirm', data: { id, rev } });
    expect(JSON.stringify(late.card)).toContain('Nothing was done.');
    await story.settle();
    await expect(invitationsIn(story)).resolves.toEqual([]);
  });

  it('a file that is delivered twice is one import; rows that were under way when it was stopped are in its results', async () => {
    const { story, desk } = await sits();
    const { url } = await drive(rows(25));
    await sends(story, desk, url);
    story.trouble.commit = async (writes) => {
      if (!writes.some((write) => 'doc' in write && write.doc.kind === 'importResults')) return;
      story.trouble.commit = () => {};
      await desk.presses('importJob.stop');
    };
    await desk.presses('importJob.confirm');
    await story.settle();
    await story.passes(2 * SECOND);
    desk.looks();
    expect(desk.reads()).toContain('10 of 25 rows. What was done until then stays.');
    await expect(invitationsIn(story)).resolves.toHaveLength(10);
    expect((await results(desk)).map(({ result }) => result)).toEqual([...Array.from({ length: 10 }, () => 'Invitation made'), ...Array.from({ length: 15 }, () => 'Not done')]);
    story.trouble.commit = (writes) => expect(writes.filter((write) => 'doc' in write && write.doc.kind === 'importRows')).toEqual([]);
    await sends(story, desk, url);
    expect(desk.reads()).toContain('10 of 25 rows. What was done until then stays.');
  });

  it('survives a crash between any two commits: every customer is invited once', async () => {
    const { story, desk } = await sits();
    await pastes(desk, rows(12));
    let commits = 0;
    story.trouble.commit = (writes) => {
      const isRow = writes.some((write) => 'doc' in write && ['invitation', 'importResults', 'import', 'importJob'].includes(write.doc.kind));
      if (isRow && (commits += 1) % 5 === 0) throw new Error('The store is gone');
    };
    await desk.presses('importJob.confirm');
    await story.settle();
    for (let sweep = 0; sweep < 25; sweep++) await story.passes(70 * SECOND);
    story.trouble.commit = () => {};
    await story.passes(3_600 * SECOND);
    const made = await invitationsIn(story);
    expect(made.map(({ state: at }) => at)).toEqual(made.map(() => 'Issued'));
    expect([made.length, new Set(made.map(({ email }) => email)).size]).toEqual([12, 12]);
    desk.looks();
    expect(desk.reads()).toContain('12 of 12 rows');
    expect((await results(desk)).map(({ result }) => result)).toEqual(made.map(() => 'Invitation made'));
  });

  it('INV-57 rows after the role was lost are refused, and the file says why', async () => {
    const { story, desk } = await sits();
    await pastes(desk, rows(15));
    let done = 0;
    story.trouble.commit = (writes) => {
      if (writes.some((write) => 'doc' in write && write.doc.kind === 'importResults') && (done += 1) === 1) story.world.change(luis, { directoryRoles: [] });
    };
    await desk.presses('importJob.confirm');
    await story.settle();
    await story.passes(2 * SECOND);
    story.world.change(luis, { directoryRoles: ['globalAdmin'] });
    desk.looks();
    expect(desk.reads()).toContain('Refused, with the reason in the file of results: 5');
    expect((await results(desk)).slice(10).map(({ result, text }) => [result, text.includes('GEN-01')])).toEqual(Array.from({ length: 5 }, () => ['Refused', true]));
  });

  it('a text that would be a formula is none in the file', async () => {
    const { story, desk } = await sits();
    await pastes(desk, `${HEADER}\na@shop.example,es,"=HYPERLINK(""http://evil.example"")"`);
    await desk.presses('importJob.confirm');
    await story.settle();
    await story.passes(2 * SECOND);
    desk.looks();
    expect((await results(desk))[0]?.company).toBe("'=HYPERLINK(\"http://evil.example\")");
  });
});

describe('who may', () => {
  it.each([
    ['P04 who may invite', carmen, 'Invitar a muchos clientes'], ['P19 a provider\'s person who may credit', iker, 'Acreditar muchas suscripciones'], ['GEN-01 somebody without a role', diego, 'GEN-01'],
    ['PAR-04 a company that is not enrolled', ines, 'PAR-04'],
  ])('%s', async (_which, who, words) => {
    const { story } = await sits();
    const desk = story.desk(who);
    await desk.arrives();
    await desk.says('/importar');
    expect(desk.reads()).toContain(words);
  });

  it('customers are not talked about in a channel', async () => {
    const { story } = await sits();
    const there = story.desk(luis, channel);
    await there.says('/import');
    expect(there.reads()).not.toContain('Invite many customers');
  });
});

describe('WF-26 subscriptions to credit', () => {
  it('are credited one by one, under the rules of each', async () => {
    const story = await trading();
    await withAdatum(story, { signed: false });
    await sells(story);
    await sells(story, { id: 'SUB-0000-0002' });
    const desk = await wrote(story, irene, '/import');
    await desk.presses('show.newImport', { csv: [
      'subscription,customer,reseller,mpnId', 'SUB-7K3F-9QXD,Tailwind Panaderías,Contoso Iberia,', 'SUB-0000-0002,tailwind,,5550001', 'SUB-0000-0003,tailwind,Contoso Iberia,', 'SUB-0000-0004,tailwind,Nobody,',
    ].join('\n') });
    expect(desk.reads()).toContain('Subscriptions to credit');
    expect(desk.reads()).toContain('Line 5, reseller: No company in your list is called so.');
    await desk.presses('importJob.confirm');
    await story.settle();
    await story.passes(2 * SECOND);
    desk.looks();
    expect(desk.reads()).toContain('All rows have had their turn');
    expect((await sold(story)).record).toMatchObject({ id: 'contoso', mpnId: MPN });
    expect((await sold(story, 'SUB-0000-0002')).record).toBeUndefined();
    const told = await results(desk);
    expect(told.map(({ result, text }) => [result, /\b[A-Z]{3}-\d{2}\b/.exec(text)?.[0]])).toEqual([['Credited', undefined], ['Refused', 'ORD-03'], ['Refused', 'GEN-06'], ['Left out', undefined]]);
  });
});
