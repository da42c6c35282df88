/** `/audit` over a whole story: what was done and refused stands in it once, with everything that is needed and nothing secret; and how it leaves as a file. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Desk } from '../../bot/local/desk.ts';
import type { AuditEntry } from '../../src/app/documents.ts';
import { auditSchema } from '../../src/app/documents.ts';
import { homeOf } from '../../src/app/homes.ts';
import { tenantId } from '../../src/core/ids.ts';
import { activityOf, post, state } from './rawPost.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { adatum, approved, contoso, enrolmentIn, walk } from './walk.ts';
import { carmen, diego, ines } from './world.ts';

async function entriesOf(story: Story, tenant: string): Promise<readonly AuditEntry[]> {
  const rows = await story.app.deps.store.page({ partition: homeOf(tenantId.parse(tenant)), list: 'audit', limit: 500 });
  return rows.map(({ body }) => auditSchema.parse(body));
}

/** Diego reads the log. */
function reader(story: Story, who = diego): Desk {
  story.world.change(who, { roles: { agent: 'adminAgent', admin: 'notAnAdmin' } });
  return story.desk(who);
}

describe('INV-58 after a story', () => {
  it('every change and every refusal stands in the log once, with who, as what, from where to where, and its correlation id', async () => {
    const story = await openStory();
    const desk = await walk(story, contoso, 'SupportInfo');
    await desk.presses('enrolment.saveSupport', { ...contoso.support, supportEmail: 'nowhere' });
    await desk.presses('enrolment.saveSupport', contoso.support);
    story.world.change(carmen, { directoryRoles: [] });
    await desk.presses('enrolment.enrolNow');
    const { id } = await enrolmentIn(story, contoso);
    const entries = (await entriesOf(story, 'contoso')).filter(({ task, actor }) => task === 'enrolment' && actor.kind === 'person');
    expect(entries.map(({ event, outcome, code, before, after }) => `${event} ${outcome} ${code ?? ''} ${before} ${after}`)).toEqual([
      'signIn done  NotStarted MpnSignIn', 'sendCode done  MpnSignIn MpnSignIn', 'enterCode done  MpnSignIn MpnSelection', 'continue done  MpnSelection LegalProfile',
      'saveLegal done  LegalProfile PrimaryContact', 'saveContact done  PrimaryContact SupportInfo',
      'saveSupport refused GEN-05 SupportInfo SupportInfo', 'saveSupport done  SupportInfo Confirmation', 'enrolNow refused ENR-01 Confirmation Confirmation',
    ]);
    expect(new Set(entries.map(({ correlation }) => correlation)).size).toBe(entries.length);
    for (const { actor, roles, document, event } of entries) {
      expect(actor).toEqual({ kind: 'person', tenant: 'contoso', id: 'carmen', name: 'Carmen Ruiz' });
      expect({ event, roles }).toEqual({ event, roles: event === 'enrolNow' ? [] : ['directory.globalAdmin'] }); // at that time
      expect(document).toBe(id);
    }
  });

  it('each revision of each document has one entry, those of the program and of companions too, and each begins where the last one ended', async () => {
    const story = await openStory();
    await approved(story, contoso);
    const done = (await entriesOf(story, 'contoso')).filter(({ outcome }) => outcome === 'done');
    const documents = (await story.content()).filter(({ partition, kind }) => partition === homeOf(tenantId.parse('contoso')) && (kind === 'enrolment' || kind === 'agreement'));
    expect(documents.map(({ kind }) => kind).toSorted()).toEqual(['agreement', 'enrolment']);
    for (const { kind, body } of documents) {
      const own = done.filter(({ task }) => task === kind);
      expect({ kind, entries: own.length }).toEqual({ kind, entries: body['rev'] });
      expect(own.slice(1).map(({ before }) => before)).toEqual(own.slice(0, -1).map(({ after }) => after));
      expect(own.at(-1)?.after).toBe(body['state']);
    }
  });

  it('no secret of any mail stands in it', async () => {
    const story = await openStory();
    await approved(story, contoso);
    const written = JSON.stringify(await entriesOf(story, 'contoso'));
    const secrets = story.mails.flatMap(({ text }) => [...text.matchAll(/\b\d{6}\b|\/verify\/([\w-]{20,})/g)].map(([all, token]) => token ?? all));
    expect(secrets.length).toBeGreaterThan(1);
    expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
  });
});

describe('/audit', () => {
  it('WF-37 has the commands and buttons that were refused for want of a role, with who, as what, and the correlation id', async () => {
    const story = await openStory();
    const desk = story.desk(diego);
    await desk.says('/usuarios');
    await desk.speaker.clicks({ verb: 'show.audit' });
    await desk.says('/quiensoy');
    const entries = (await entriesOf(story, 'contoso')).filter(({ task }) => task === 'command');
    expect(entries).toMatchObject(['/users', 'show.audit'].map((document) => ({
      document, event: 'refused', outcome: 'refused', code: 'GEN-01', actor: { kind: 'person', tenant: 'contoso', id: 'diego' }, correlation: expect.stringMatching(/./),
    })));
    expect(new Set(entries.map(({ correlation }) => correlation)).size).toBe(2);
    const read = reader(story);
    await read.says('/auditoría');
    expect(read.reads()).toContain('Rechazado (GEN-01) · Comando');
  });

  it('INV-56 shows an admin agent what happened in the own company, in their words and time zone', async () => {
    const story = await openStory();
    await walk(story, contoso, 'MpnSignIn');
    await walk(story, adatum, 'MpnSelection');
    const desk = reader(story);
    await desk.says('/auditoría');
    expect(desk.reads()).toContain('Inscripción: empezada');
    expect(desk.reads()).toContain('13:00 CET · Carmen Ruiz (Administrador global del directorio)');
    expect(desk.reads()).toContain((await enrolmentIn(story, contoso)).id);
    expect(desk.reads()).not.toContain('Inés');
    const other = reader(story, ines);
    await other.says('/auditoría');
    expect(other.reads()).toContain('Inscripción: código introducido');
    expect(other.reads()).not.toContain('Carmen');
  });

  it('P25 INV-57 is for admin agents, a Global admin alone is none, and the role counts when the button is pressed', async () => {
    const story = await openStory();
    const admin = story.desk(carmen);
    await admin.says('/audit');
    expect(admin.reads()).toContain('(GEN-01)');
    const desk = reader(story);
    await desk.says('/audit');
    story.world.change(diego, { roles: { agent: 'salesAgent', admin: 'notAnAdmin' } });
    for (const verb of ['show.audit', 'show.auditExport']) expect((await desk.presses(verb)).text).toContain('(GEN-01)');
    expect((await desk.speaker.clicks({ verb: 'show.auditFile', data: { id: 'x' } })).text).toContain('(GEN-01)');
  });

  it('is searched by number, person or event, and says what it found nothing about', async () => {
    const story = await openStory();
    await walk(story, contoso, 'MpnSelection');
    const desk = reader(story);
    await desk.says('/audit código introducido');
    expect(desk.reads()).toContain('Inscripción: código introducido');
    expect(desk.reads()).not.toContain('Inscripción: empezada');
    await desk.presses('show.audit', { query: 'fabrikam' });
    expect(desk.reads()).toContain('No se encontró nada sobre esto.');
    await desk.presses('show.auditExport');
    expect(desk.reads()).toContain('así que no hay archivo');
  });
});

type Drive = { readonly url: string; readonly received: { readonly range: string; readonly body: string }[]; status: number };
let closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

/** OneDrive, as far as an upload is concerned. */
async function openDrive(): Promise<Drive> {
  const received: Drive['received'] = [];
  const server = createServer((req, res) => void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
    received.push({ range: String(req.headers['content-range']), body: Buffer.concat(chunks).toString('utf8') });
    res.statusCode = drive.status;
    res.end();
  })());
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => { server.close(resolve); });
  });
  const drive: Drive = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, status: 201 }; // it listens on a TCP port
  return drive;
}

/** Diego asks for a file, and Teams asks him whether it may be saved. @returns what Teams keeps of the question. */
async function asked(story: Story, desk: Desk): Promise<Readonly<Record<string, unknown>>> {
  await desk.says('/audit --csv');
  await desk.presses('show.auditFile');
  const question = story.teams.inConversation(desk.speaker.conversation).at(-1)?.card as unknown as { readonly acceptContext: Record<string, unknown> }; // the content of the newest attachment
  return question.acceptContext;
}

async function answers(story: Story, value: Readonly<Record<string, unknown>>): Promise<number> {
  return (await post(story, JSON.stringify({ ...await activityOf(story, diego), type: 'invoke', name: 'fileConsent/invoke', value }))).status;
}

const accepting = (context: Readonly<Record<string, unknown>>, uploadUrl: string) =>
  ({ type: 'fileUpload', action: 'accept', context, uploadInfo: { uploadUrl, contentUrl: 'https://contoso-my.sharepoint.com/audit.csv', name: 'audit.csv', uniqueId: '1150D938', fileType: 'csv' } });

describe('a file of the log', () => {
  it('is saved where Teams says, once the person has accepted', async () => {
    const story = await openStory();
    await walk(story, contoso, 'MpnSelection');
    const drive = await openDrive();
    const desk = reader(story);
    const context = await asked(story, desk);
    expect(drive.received).toEqual([]);
    expect(await answers(story, accepting(context, drive.url))).toBe(200);
    const [file] = drive.received;
    expect(file?.body).toContain('Inscripción: código introducido');
    const size = Buffer.byteLength(file?.body ?? '');
    expect(file?.range).toBe(`bytes 0-${size - 1}/${size}`);
    const [words, saved] = story.teams.inConversation(desk.speaker.conversation).slice(-2);
    expect(words?.text).toContain('El archivo está en tu OneDrive.');
    expect(saved?.card).toEqual({ uniqueId: '1150D938', fileType: 'csv' });
  });

  it('is not made when the person declines, when OneDrive does not take it, or for an address that is none of OneDrive\'s', async () => {
    const story = await openStory();
    await walk(story, contoso, 'MpnSelection');
    const drive = await openDrive();
    const desk = reader(story);
    const context = await asked(story, desk);
    const hears = async (value: Readonly<Record<string, unknown>>): Promise<string> => {
      expect(await answers(story, value)).toBe(200);
      desk.looks();
      return desk.reads();
    };
    expect(await hears({ type: 'fileUpload', action: 'decline', context })).toContain('El archivo no se ha guardado.');
    expect(drive.received).toEqual([]);
    drive.status = 507;
    expect(await hears(accepting(context, drive.url))).toContain('OneDrive no aceptó el archivo.');
    expect(await hears(accepting(context, 'https://evil.example/up'))).toContain('OneDrive no aceptó el archivo.');
    expect(drive.received).toHaveLength(1);
  });

  it('INV-57 is not saved when the role is gone, when it is too late, or for something made up', async () => {
    const story = await openStory();
    await walk(story, contoso, 'MpnSelection');
    const drive = await openDrive();
    const desk = reader(story);
    const context = await asked(story, desk);
    story.world.change(diego, { roles: { agent: 'salesAgent', admin: 'notAnAdmin' } });
    expect(await answers(story, accepting(context, drive.url))).toBe(200);
    reader(story);
    story.clock.move(11 * 60_000);
    expect(await answers(story, accepting(context, drive.url))).toBe(200);
    expect(await answers(story, accepting({ id: 'made-up' }, drive.url))).toBe(200);
    expect(await answers(story, { action: 'accept' })).toBe(200);
    expect(drive.received).toEqual([]);
  });

  it('INV-24 is behind a link too, which changes nothing and works without Teams', async () => {
    const story = await openStory();
    await walk(story, contoso, 'MpnSelection');
    const desk = reader(story);
    await desk.says('/audit --json');
    const link = /http:\/\/127\.0\.0\.1:\d+\/export\/[\w-]+/.exec(JSON.stringify(desk.card()))?.[0] ?? '';
    const before = await state(story);
    const response = await fetch(link);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-.*\.jsonl"$/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    for (const line of (await response.text()).trimEnd().split('\n')) expect(auditSchema.parse(JSON.parse(line)).document).not.toBe('');
    expect(await state(story)).toEqual(before);
    expect((await fetch(`${link}x`)).status).toBe(404);
    expect(JSON.stringify(before)).not.toContain(link.split('/').at(-1));
  });
});
