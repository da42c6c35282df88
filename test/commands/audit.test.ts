/** The audit log as its readers see it: whose it is, how it is searched and paged, and the file that is made of it. */

import { describe, expect, it } from '@jest/globals';
import { audit, showAudit } from '../../bot/commands/audit.ts';
import { answerFile, askToSave, makeFile } from '../../bot/commands/auditFile.ts';
import { about, whatHappened } from '../../bot/commands/auditWords.ts';
import { showExport } from '../../bot/http/exportPage.ts';
import { isUploadAllowed } from '../../bot/files/upload.ts';
import type { Reply } from '../../bot/turn/turnCtx.ts';
import { words } from '../../bot/words.ts';
import { auditDoc } from '../../src/app/audit.ts';
import type { AuditEntry } from '../../src/app/documents.ts';
import { auditSchema } from '../../src/app/documents.ts';
import { homeOf } from '../../src/app/homes.ts';
import { perform } from '../../src/app/perform.ts';
import type { Actor, PersonActor } from '../../src/core/actor.ts';
import { MINUTE } from '../../src/core/time.ts';
import { taskOf, tasks } from '../../src/tasks/catalog.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { buttonsOf, sheetOf } from '../cards/buttons.ts';
import { commanding, eachWorld } from '../support/deps.ts';
import { NOW, ago, cast, contoso, enrolmentIn, norte, personNamed } from '../support/world.ts';
import { ctxFor } from '../turn/support.ts';

const world = eachWorld();
const command = commanding(world);
const { adminAgent: ada, globalAdmin: ana, employee: eva } = cast;
const inside: PersonActor = { ...ada, language: 'en' };
const ctx = (actor: PersonActor = inside) => ctxFor(world().deps, actor);
const shown = (reply: Reply): string => (reply.kind === 'card' ? JSON.stringify(reply.card) : reply.text);
const buttonOf = (reply: Reply, verb: string) => (reply.kind === 'card' ? buttonsOf(sheetOf(reply.card)).find((button) => button.verb === verb)?.data ?? {} : {});

type Noted = { readonly event?: string; readonly actor?: Actor; readonly minutes?: number; readonly partition?: string };
async function noted(number: number, { event = 'leave', actor = ana, minutes = number, partition = homeOf(contoso.id) }: Noted = {}): Promise<void> {
  const doc = auditDoc({ partition, actor, task: 'enrolment', event, before: enrolmentIn('LegalProfile', { id: `ENR-0000-${number}` }), after: undefined, correlation: `c-${number}` }, ago(minutes * MINUTE), () => String(number));
  await world().deps.store.commit([{ op: 'create', doc }]);
}

describe('the log', () => {
  it('shows the newest first, ten at a time, and goes on where it ended', async () => {
    for (let number = 1; number <= 23; number++) await noted(number);
    const numbersOn = (reply: Reply) => [...shown(reply).matchAll(/ENR-0000-(\d+)/g)].map(([, number]) => Number(number));
    const first = await showAudit(ctx(), { search: '', cursor: undefined });
    const second = await showAudit(ctx(), { search: '', cursor: furtherOn(first) });
    const third = await showAudit(ctx(), { search: '', cursor: furtherOn(second) });
    expect([first, second, third].map(numbersOn)).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [11, 12, 13, 14, 15, 16, 17, 18, 19, 20], [21, 22, 23]]);
    expect(furtherOn(third)).toBe('');
  });

  it('finds what is rare without reading everything at once', async () => {
    for (let number = 1; number <= 450; number++) await noted(number, number === 430 ? { event: 'approve' } : {});
    world().quiet();
    const first = await showAudit(ctx(), { search: 'approved', cursor: undefined });
    expect(shown(first)).toContain('Nothing was found about this in the latest 400 entries.');
    const second = await showAudit(ctx(), { search: '', cursor: furtherOn(first) });
    expect(shown(second)).toContain('ENR-0000-430');
  });

  it('INV-56 is the own company\'s alone', async () => {
    await noted(1, { partition: homeOf(norte.id) });
    expect(shown(await showAudit(ctx(), { search: '', cursor: undefined }))).toContain('Nothing has been written down yet.');
    expect((await makeFile(world().deps, { tenant: contoso.id, about: '', format: 'json', language: 'en' })).excerpt.entries).toEqual([]);
  });

  it('INV-56 INV-58 GEN-06 of a stranger is written down at home, and seen there', async () => {
    await perform(world().deps, command('saveLegal', { tenant: norte.id, actor: ana, correlation: 'reached' }));
    const home = shown(await showAudit(ctx(), { search: '', cursor: undefined }));
    expect(home).toContain('Refused (GEN-06) · Enrolment: legal profile filled in');
    expect(home).toContain('reached');
    expect(shown(await showAudit(ctx({ ...inside, tenant: norte.id }), { search: '', cursor: undefined }))).not.toContain('reached');
  });

  it('a cursor of somebody else begins the log anew', async () => {
    for (let number = 1; number <= 12; number++) await noted(number);
    const cursor = furtherOn(await showAudit(ctx(), { search: '', cursor: undefined }));
    expect(shown(await showAudit(ctx({ ...inside, id: personNamed('other') }), { search: '', cursor }))).toMatch(/That page cannot be opened any more\.[^]*ENR-0000-1 /);
    expect(shown(await showAudit(ctx(), { search: '', cursor }))).not.toContain('any more');
  });
});

/** The cursor on the card's "Look further back", or nothing. */
function furtherOn(reply: Reply): string {
  const further = reply.kind === 'card' ? buttonsOf(sheetOf(reply.card)).find(({ verb, data }) => verb === 'show.audit' && 'cursor' in data) : undefined;
  return String(further?.data['cursor'] ?? '');
}

const entry = (more: Partial<AuditEntry>): AuditEntry => ({
  v: 1, at: NOW, actor: { kind: 'person', tenant: 'contoso', id: 'ana', name: 'Ana García' }, roles: ['directory.globalAdmin'], task: 'enrolment', document: 'ENR-7K3F-9QXD', event: 'approve', outcome: 'done',
  before: 'UnderReview', after: 'Qualified', changed: { company: { before: null, after: { name: 'Fabrikam Nórdica' } } }, correlation: 'c0ffee', ...more,
});

describe('a search', () => {
  it.each(['ENR-7K3F-9QXD', 'enr 7k3f', 'Ana', 'garcia', 'ana garcía', 'review approved', 'revisión', 'aprobada', 'enrolment.approve', 'approve', 'fabrikam', 'nordica fabrikam', 'c0ffee', ''])('"%s" finds the entry', (search) => {
    expect(about(search)(entry({}))).toBe(true);
  });

  it.each(['ENR-0000-0000', 'rcía', 'rejected', 'directory', 'ana fabrikam rejected'])('"%s" does not', (search) => {
    expect(about(search)(entry({}))).toBe(false);
  });

  it('every event that a task knows has words', () => {
    const events = (Object.keys(tasks) as TaskKind[]).flatMap((task) => Object.keys(taskOf(task).events).map((event) => `event.${task}.${event}`)); // the keys of the catalogue
    expect(events.filter((key) => !words['reports']?.[key])).toEqual([]);
    expect(whatHappened('es', entry({ task: 'thing', event: 'happened' }))).toBe('thing.happened');
  });
});

describe('a file', () => {
  const offer = async (actor: PersonActor = inside) => await audit(ctx(actor), { about: '', format: 'csv' });
  const tokenOn = (reply: Reply): string => /\/export\/([\w-]+)/.exec(shown(reply))?.[1] ?? '';
  const idOn = (reply: Reply): string => String(buttonOf(reply, 'show.auditFile')['id']);
  const knowing = (more: Partial<PersonActor> = {}) => world().people.push({ tenant: contoso.id, id: ada.id, name: ada.name, email: ada.email, directoryRoles: [], roles: ada.roles, ...more });

  it('is text that no spreadsheet takes for a formula, with accents that Excel reads', async () => {
    await noted(1, { actor: { ...ana, name: '=HYPERLINK("https://evil.example")' } });
    const { file } = await makeFile(world().deps, { tenant: contoso.id, about: '', format: 'csv', language: 'es' });
    const [header = '', line = ''] = file.text.split('\r\n');
    expect(header.startsWith('\u{feff}Hora (UTC),Nombre,')).toBe(true);
    expect(line).toContain(`,"'=HYPERLINK(""https://evil.example"")",`);
  });

  it('is a line of JSON for each entry, as it was written down', async () => {
    await noted(1);
    await noted(2);
    const { file } = await makeFile(world().deps, { tenant: contoso.id, about: '', format: 'json', language: 'en' });
    const entries = file.text.trimEnd().split('\n').map((line) => auditSchema.parse(JSON.parse(line)));
    expect(entries.map(({ document }) => document)).toEqual(['ENR-0000-1', 'ENR-0000-2']);
  });

  it('ends where the setting says, and says so', async () => {
    for (let number = 1; number <= 5; number++) await noted(number);
    const { deps } = world();
    const few = { ...deps, rules: { ...deps.rules, audit: { ...deps.rules.audit, exportEntries: 3 } } };
    expect(shown(await audit({ ...ctx(), deps: few }, { about: '', format: 'csv' }))).toContain('3 entries. Only the newest 3 entries of the log were looked at.');
  });

  it('INV-24 is fetched by a link as often as wanted for its minutes, and fetching changes nothing', async () => {
    await noted(1);
    knowing();
    const token = tokenOn(await offer());
    world().quiet();
    for (let time = 0; time < 2; time++) expect(await showExport(world().deps, { token })).toMatchObject({ status: 200, headers: { 'Cache-Control': 'no-store', 'Content-Disposition': expect.stringMatching(/^attachment; filename="audit-.*\.csv"$/) } });
    expect(world().traffic.commits).toEqual([]);
    world().clock.move(10 * MINUTE);
    expect(await showExport(world().deps, { token })).toMatchObject({ status: 404 });
  });

  it('INV-57 is not given to who may not read the log any more, nor for a token that is none', async () => {
    await noted(1);
    knowing({ roles: { agent: 'salesAgent', admin: 'notAnAdmin' } });
    const offered = await offer();
    expect(await showExport(world().deps, { token: tokenOn(offered) })).toMatchObject({ status: 404 });
    expect(await showExport(world().deps, { token: 'A'.repeat(43) })).toMatchObject({ status: 404 });
    const without: PersonActor = { ...inside, roles: { agent: 'salesAgent', admin: 'notAnAdmin' } };
    expect(await askToSave(ctx(without), idOn(offered))).not.toHaveProperty('file');
    expect(shown(await answerFile(ctx(without), { context: idOn(offered), upload: { uploadUrl: 'http://127.0.0.1:9/', contentUrl: 'http://127.0.0.1:9/', name: 'a', uniqueId: 'a', fileType: 'csv' } }))).toContain('no longer on offer');
  });

  it('INV-56 is for the one who asked', async () => {
    await noted(1);
    const offered = await offer();
    expect(await askToSave(ctx({ ...inside, id: eva.id }), idOn(offered))).not.toHaveProperty('file');
    expect(await askToSave(ctx(), idOn(offered))).toMatchObject({ file: { contentType: 'application/vnd.microsoft.teams.card.file.consent', content: { acceptContext: { id: idOn(offered) }, declineContext: { id: idOn(offered) } } } });
  });

  it('INV-58 that somebody took it out is written down', async () => {
    await noted(1);
    await offer();
    expect(shown(await showAudit(ctx(), { search: '', cursor: undefined }))).toContain('Audit log: file asked for');
  });
});

describe('where a file may be saved', () => {
  const teams = 'https://smba.trafficmanager.net/emea/';
  const local = 'http://127.0.0.1:56150/_connector';

  it.each([
    ['https://contoso-my.sharepoint.com/personal/upload?x=1', teams, true], ['https://my.microsoftpersonalcontent.com/up', teams, true], ['http://127.0.0.1:4000/up', local, true], ['https://contoso-my.sharepoint.com/up', local, true],
    ['http://contoso-my.sharepoint.com/up', teams, false], ['https://sharepoint.com.evil.example/up', teams, false], ['https://evilsharepoint.com/up', teams, false], ['https://contoso.sharepoint.com:8443/up', teams, false],
    ['https://user@contoso.sharepoint.com/up', teams, false], ['http://127.0.0.1:4000/up', teams, false], ['http://169.254.169.254/latest', local, false], ['file:///etc/passwd', local, false],
  ])('%s, asked through %s: %s', (address, serviceUrl, isAllowed) => {
    expect(isUploadAllowed(address, serviceUrl)).toBe(isAllowed);
  });
});
