/** The ways into the programme that are not the whole form: a company without a work account, one that is in CSP already, one that only has an MPN ID. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../bot/local/teamsPeer.ts';
import { SECOND } from '../../src/core/time.ts';
import type { Story } from './support.ts';
import { openStory } from './support.ts';
import { audited, contoso, enrolmentIn, has, input, reviewers, verbsOn, walk } from './walk.ts';
import { carmen, iker, lucia, rosa } from './world.ts';

const asked = { company: 'Panadería Rosa', country: 'ES', prefix: 'panaderiarosa', userName: 'rosa', firstName: 'Rosa', lastName: 'Figueras', contactEmail: 'rosa@gmail.com' };

/** A person who has asked for a work account, and what they were shown. */
async function creating(story: Story) {
  const desk = story.desk(rosa);
  await desk.arrives();
  await desk.presses('show.signIn');
  await desk.presses('show.workAccount');
  const answer = await desk.presses('workAccount.request', asked);
  const lines = textOf(answer.card).split('\n');
  return { desk, password: lines[lines.indexOf('Contraseña temporal') + 1] ?? '' };
}

/** Everything that stays: documents, log, mails, messages, and the directory's own file. */
async function traces(story: Story): Promise<string> {
  const errors = story.logs.map(({ fields }) => String(fields['err'] ?? ''));
  const file = await readFile(join(story.folder, 'created-tenants.json'), 'utf8');
  return [JSON.stringify([await story.content(), story.logs, story.mails, story.teams.posted]), ...errors, file].join('\n');
}

describe('a company without a work account', () => {
  it('WF-02 CUS-05 GEN-05 asks for what the account needs, and keeps what was typed', async () => {
    const story = await openStory();
    const desk = story.desk(rosa);
    await desk.arrives();
    await desk.presses('show.signIn');
    await desk.presses('show.workAccount');
    await desk.presses('workAccount.request', { ...asked, prefix: 'pan rosa', userName: '', country: 'XX' });
    expect(input(desk.card(), 'prefix')).toEqual({ value: 'pan rosa', says: expect.stringContaining('sin espacios') });
    expect(input(desk.card(), 'company')).toEqual({ value: 'Panadería Rosa', says: undefined });
    await story.world.accounts.createTenant({ domain: 'panaderiarosa.onmicrosoft.com', cloud: 'public', company: 'Otra', country: 'ES', adminUserName: 'x', adminName: 'X', adminEmail: 'x@otra.es', kind: 'reseller', key: 'WA-1:1' });
    await desk.presses('workAccount.request', asked);
    expect(desk.reads()).toMatch(/panaderiarosa\.onmicrosoft\.com pertenece a otra compañía.*\(CUS-05\)/);
    expect(input(desk.card(), 'prefix').value).toBe('panaderiarosa');
    await desk.presses('workAccount.request', { prefix: 'panaderiarosa2' });
    expect(desk.reads()).toContain('rosa@panaderiarosa2.onmicrosoft.com');
  });

  it('WF-02 INV-06 shows the password once, to one person, and it stays nowhere', async () => {
    const story = await openStory();
    const { desk, password } = await creating(story);
    expect(password).toMatch(/^\S{16}$/);
    await desk.presses('show.credentialsClosed');
    expect(desk.reads()).toContain('La contraseña ya no se muestra');
    await desk.says('/inscribir');
    await desk.says('/estado');
    await story.passes(400 * SECOND);
    const everything = await traces(story);
    expect(everything).toContain('rosa@panaderiarosa.onmicrosoft.com');
    expect(everything).not.toContain(password);
    expect(await audited(story, { who: rosa })).toEqual(['workAccount.request done', 'workAccount.created done']);
  });

  it('WF-02 INV-06 INV-64 answers the same click, a reload and another device with the reset only', async () => {
    const story = await openStory();
    const { desk, password } = await creating(story);
    const repeats = [
      await desk.speaker.clicks({ verb: 'workAccount.request', data: { id: '', rev: 0, ...asked }, id: 'again' }),
      await desk.speaker.clicks({ verb: 'show.workAccount' }),
      await desk.speaker.clicks({ verb: 'show.credentialsClosed' }),
    ];
    for (const { card } of repeats) expect(textOf(card)).not.toContain(password);
    for (const { card } of repeats.slice(1)) expect(textOf(card)).toContain('restableciéndola');
    expect((await readFile(join(story.folder, 'created-tenants.json'), 'utf8')).match(/"panaderiarosa\.onmicrosoft\.com"/g)).toHaveLength(1);
  });

  it('WF-02 INV-06 one delivery that arrives three times makes one account and shows one password', async () => {
    const story = await openStory();
    const { speaker } = story.desk(rosa);
    const click = { verb: 'workAccount.request', data: { id: '', rev: 0, ...asked }, id: 'the-same' };
    const answers = await Promise.all([speaker.clicks(click), speaker.clicks(click), speaker.clicks(click)]);
    expect(answers.map(({ http }) => http)).toEqual([200, 200, 200]);
    expect(answers.filter(({ card }) => textOf(card).includes('Copia ahora la contraseña'))).toHaveLength(1);
    expect((await readFile(join(story.folder, 'created-tenants.json'), 'utf8')).match(/"panaderiarosa\.onmicrosoft\.com"/g)).toHaveLength(1);
  });

  it('WF-02 lets the new Global admin enrol with the new account', async () => {
    const story = await openStory();
    await creating(story);
    const desk = story.desk({ tenant: 'tenant-panaderiarosa', id: 'tenant-panaderiarosa-rosa', name: 'Rosa', locale: 'es-ES' });
    await desk.arrives();
    await desk.presses('show.signIn');
    await desk.presses('enrolment.signIn');
    expect(desk.reads()).toContain('Vincula tu id. de MPN');
  });

  it('INV-06 makes no account where others read along', async () => {
    const story = await openStory();
    const { speaker } = story.desk(rosa, { kind: 'groupChat', conversation: '19:family@thread.v2' });
    const answer = await speaker.clicks({ verb: 'workAccount.request', data: { id: '', rev: 0, ...asked } });
    expect(answer).toMatchObject({ http: 200, text: expect.stringContaining('chat personal') });
    expect(await story.world.accounts.domainTaken('panaderiarosa.onmicrosoft.com')).toBe(false);
  });
});

describe('a company that is in CSP already', () => {
  const support = { supportEmail: 'ayuda@aventura.example', supportPhone: '81 8123 4567', supportWebSite: 'aventura.example' };

  it('WF-04 INV-14 is asked for its support information only, and is enrolled without mail or review', async () => {
    const story = await openStory();
    const admin = await reviewers(story);
    const desk = story.desk(lucia);
    await desk.arrives();
    await desk.presses('show.signIn');
    await desk.presses('enrolment.signIn');
    await story.settle();
    expect(desk.reads()).toContain('Solo falta el soporte técnico al cliente');
    expect(desk.reads()).toContain('5203311');
    await desk.presses('enrolment.enrolNow', { ...support, supportPhone: '12' });
    expect(input(desk.card(), 'supportPhone')).toEqual({ value: '12', says: expect.stringContaining('prefijo del país') });
    await desk.presses('enrolment.enrolNow', support);
    await story.settle();
    expect(await enrolmentIn(story, { who: lucia })).toMatchObject({ state: 'Qualified', short: true, submitted: { form: { companyName: 'Aventura Nube', supportPhone: '+528181234567' } } });
    expect(story.mails).toEqual([]);
    admin.looks();
    expect(verbsOn(admin.card())).not.toContain('enrolment.approve');
  });

  it('WF-04 INV-14 falls back to the missing steps when its profile cannot be linked', async () => {
    const story = await openStory();
    const alone = story.desk(lucia);
    await alone.arrives();
    await alone.presses('show.signIn');
    story.world.membership.associated = async () => ({ mpnId: '5203311', name: 'Aventura', country: 'MX', active: false, type: 'location' });
    await alone.presses('enrolment.signIn');
    expect(await enrolmentIn(story, { who: lucia })).toMatchObject({ state: 'MpnSignIn', short: true });
  });
});

describe('somebody who only asks', () => {
  it('WF-07 INV-17 learns that an MPN ID is no enrolment, and nothing about other companies', async () => {
    const story = await openStory();
    await walk(story, contoso, 'EmailVerificationPending');
    const desk = story.desk(rosa);
    await desk.arrives();
    for (const mpnId of ['4567890', '9999999']) {
      await desk.presses('show.mpnStatus', { mpnId });
      expect(desk.reads()).toContain('Tener un id. de MPN no es lo mismo que estar en el programa');
      await desk.arrives();
    }
    expect((await desk.presses('show.mpnStatus', { mpnId: 'abc' })).text).toContain('solo tiene números');
    expect(await has(story, { who: rosa })).toBe(false);
  });

  it.each([
    ['/mpa 4567890', 'no está inscrita en CSP'],
    ['/mpa contoso', 'no está inscrita en CSP'],
    ['/mpa 1111111', 'No conocemos ninguna compañía'],
    ['/mpa aventura', 'región de CSP distinta'],
  ])('WF-09 a provider asks %s', async (said, words) => {
    const story = await openStory();
    await walk(story, contoso, 'LegalProfile');
    const desk = story.desk(iker);
    await desk.says(said);
    expect(desk.reads()).toMatch(new RegExp(words));
  });

  it('INV-56 WF-09 nobody but a provider asks about another company', async () => {
    const story = await openStory();
    const desk = story.desk(carmen);
    await desk.says('/mpa aventura');
    expect(desk.reads()).toContain('(GEN-01)');
  });
});
