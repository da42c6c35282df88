/** The primary contact's link (WF-05): what it shows, what it does, and what it does not. */

import { describe, expect, it } from '@jest/globals';
import { actOnVerification, showVerification } from '../../bot/http/verification.ts';
import type { PageAnswer } from '../../bot/http/html.ts';
import { issueLink } from '../../src/app/links.ts';
import { homeOf, lists } from '../../src/app/homes.ts';
import type { Language } from '../../src/core/actor.ts';
import { tenantId } from '../../src/core/ids.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { NOW } from '../store/support.ts';
import type { Stage } from './support.ts';
import { CONTACT, TENANT, stage } from './support.ts';

const both = { signedUp: 'true', companyAddress: 'true' };

const show = ({ deps, token }: Stage, language?: Language) => showVerification(deps, { token, language });
const act = ({ deps, token }: Stage, form: Record<string, unknown>, language?: Language) => actOnVerification(deps, { token, language, form, correlation: 'c-1' });
const confirm = (on: Stage) => act(on, { decision: 'confirm', ...both });
const deny = (on: Stage) => act(on, { decision: 'deny' });

const heading = ({ body }: PageAnswer): string | undefined => /<h1>(.*?)<\/h1>/.exec(body)?.[1];
const isTicked = ({ body }: PageAnswer, name: string): boolean => new RegExp(`name="${name}" value="true" checked`).test(body);

async function audited({ deps }: Stage): Promise<readonly unknown[]> {
  const entries = await deps.store.page({ partition: homeOf(TENANT), list: lists.audit, limit: 10 });
  return entries.map(({ body }) => `${String(body['event'])} ${String(body['outcome'])} ${String(body['code'] ?? '')}`.trim());
}

describe('showing', () => {
  it.each([
    ['es', 'Confirma la inscripción de Contoso Iberia', 'Carmen Ruiz está inscribiendo', `La dirección ${CONTACT} pertenece a la compañía.`],
    ['en', 'Confirm the enrolment of Contoso Iberia', 'Carmen Ruiz is enrolling', `The address ${CONTACT} belongs to the company.`],
  ] as const)('asks for both facts, in %s', async (language, title, intro, fact) => {
    const answer = await show(await stage(), language);
    expect([answer.status, heading(answer)]).toEqual([200, title]);
    expect(answer.body).toContain(`<html lang="${language}">`);
    expect(answer.body).toContain(intro);
    expect(answer.body).toContain(`<label for="companyAddress">${fact}</label>`);
  });

  it('INV-24 changes nothing, in no state of the link', async () => {
    const on = await stage();
    const steps = [
      () => Promise.resolve(),
      () => on.change(() => ({ state: 'Confirmation', amendedFrom: 'EmailVerificationPending' })),
      () => on.change(({ verification }) => ({ state: 'UnderReview', verification: verification && { ...verification, links: [], confirmedAt: NOW } })),
      async () => on.clock.move(8 * DAY),
    ];
    for (const step of steps) {
      await step();
      const before = await on.content();
      expect(before).toHaveLength(2);
      await show(on);
      await show({ ...on, token: `${on.token}x` });
      expect(await on.content()).toEqual(before);
    }
  });

  it('INV-24 a POST without a decision shows as well', async () => {
    const on = await stage();
    const before = await on.content();
    expect(heading(await act(on, { ...both, decision: ['confirm'] }))).toBe('Confirma la inscripción de Contoso Iberia');
    expect(await on.content()).toEqual(before);
  });

  it('speaks what ?lang asks for, else the language chosen for the contact; to strangers, what the browser accepts', async () => {
    const { deps, token } = await stage();
    const lang = async (visit: { token: string; language?: Language; accepted?: Language }) => /<html lang="(..)">/.exec((await showVerification(deps, visit)).body)?.[1];
    await expect(lang({ token, language: 'en', accepted: 'es' })).resolves.toBe('en');
    await expect(lang({ token, accepted: 'en' })).resolves.toBe('es');
    await expect(lang({ token: 'unknown', accepted: 'es' })).resolves.toBe('es');
    await expect(lang({ token: 'unknown' })).resolves.toBe('en');
  });

  it('names of company, requester and address are inert', async () => {
    const on = await stage();
    const hostile = '"><script>alert(1)</script>';
    await on.change(({ requester, company, verification }) => ({
      company: { ...company, name: `Company ${hostile}` }, requester: { ...requester, name: `Name 'x' ${hostile}` },
      verification: verification && { ...verification, email: `a${hostile}@contoso.es` },
    }));
    for (const answer of [await show(on), await act(on, { decision: 'confirm' }), await confirm(on), await show(on)]) {
      expect(answer.body).not.toContain('<script');
      expect(answer.body).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    }
  });
});

describe('confirming', () => {
  it.each([
    ['none', {}], ['signedUp', { signedUp: 'true' }], ['companyAddress', { companyAddress: 'true' }], ['signedUp', { signedUp: 'true', companyAddress: 'yes' }],
  ])('INV-12 with %s ticked nothing is confirmed, and the tick is kept', async (ticked, form) => {
    const on = await stage();
    const answer = await act(on, { decision: 'confirm', ...form });
    expect([answer.status, heading(answer)]).toEqual([400, 'Confirma la inscripción de Contoso Iberia']);
    expect(answer.body.indexOf('role="alert"')).toBeGreaterThan(0);
    expect(answer.body.indexOf('role="alert"')).toBeLessThan(answer.body.indexOf('<h1>'));
    for (const name of ['signedUp', 'companyAddress']) {
      expect(isTicked(answer, name)).toBe(name === ticked);
      expect(answer.body.includes(`<a href="#${name}">`)).toBe(name !== ticked);
    }
    expect(await on.doc()).toMatchObject({ state: 'EmailVerificationPending', rev: 12, verification: { links: [{}] } });
    expect(await audited(on)).toEqual(['contactConfirmed refused ENR-18']);
    expect((await confirm(on)).status).toBe(200);
  });

  it.each([
    ['es', 'Hay que confirmar los dos hechos'], ['en', 'Both facts need your confirmation'],
  ] as const)('ENR-18 says why, in %s', async (language, sentence) => {
    expect((await act(await stage(), { decision: 'confirm' }, language)).body).toContain(sentence);
  });

  it('INV-12 both facts start the review', async () => {
    const on = await stage();
    const answer = await confirm(on);
    expect([answer.status, heading(answer)]).toEqual([200, 'Gracias, queda confirmado']);
    expect(await on.doc()).toMatchObject({ state: 'UnderReview', verification: { confirmedAt: NOW } });
    expect(await audited(on)).toEqual(['contactConfirmed done']);
  });

  it('the repeat of a confirmation happens once and is told so', async () => {
    const on = await stage();
    await confirm(on);
    const before = await on.content();
    const again = await confirm(on);
    expect([again.status, heading(again)]).toEqual([200, 'Esto ya está confirmado']);
    expect(await on.content()).toEqual(before);
    expect(heading(await show(on, 'en'))).toBe('This is already confirmed');
  });

  it('a repeat long after is told the same', async () => {
    const on = await stage();
    await confirm(on);
    await on.change(() => ({ state: 'Qualified', lastCommand: 'approve' }));
    const again = await confirm(on);
    expect([again.status, heading(again)]).toEqual([200, 'Esto ya está confirmado']);
    expect(await on.doc()).toMatchObject({ state: 'Qualified' });
  });

  it('a double click at the same moment is one effect', async () => {
    const on = await stage();
    const answers = await Promise.all([confirm(on), confirm(on)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await audited(on)).toEqual(['contactConfirmed done']);
  });
});

describe('denying', () => {
  it.each([['es', 'Gracias por avisarnos'], ['en', 'Thank you for telling us']] as const)('leads back to the contact page, flagged, in %s', async (language, title) => {
    const on = await stage();
    const answer = await act(on, { decision: 'deny' }, language);
    expect([answer.status, heading(answer)]).toEqual([200, title]);
    expect(await on.doc()).toMatchObject({ state: 'PrimaryContact', donePages: ['LegalProfile', 'SupportInfo'], verification: { deniedAt: NOW } });
  });

  it('stays denied: the repeat is told so, and a confirmation comes too late', async () => {
    const on = await stage();
    await deny(on);
    const [again, late] = [await deny(on), await confirm(on)];
    expect([again.status, heading(again)]).toEqual([200, 'La respuesta fue «No es cosa nuestra»']);
    expect([late.status, heading(late)]).toEqual([409, 'La respuesta fue «No es cosa nuestra»']);
    expect(await on.doc()).toMatchObject({ state: 'PrimaryContact' });
  });

  it('of two people who confirm and deny at the same moment, one has an effect and both see it', async () => {
    const on = await stage();
    const answers = await Promise.all([confirm(on), deny(on)]);
    const { state } = await on.doc();
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const [won, lost] = state === 'UnderReview' ? ['contactConfirmed', 'contactDenied'] : ['contactDenied', 'contactConfirmed'];
    expect((await audited(on)).toSorted()).toEqual([`${won} done`, `${lost} refused GEN-07`].toSorted());
    expect(answers.map(heading).toSorted()).toEqual(state === 'UnderReview'
      ? ['Esto ya está confirmado', 'Gracias, queda confirmado'] : ['Gracias por avisarnos', 'La respuesta fue «No es cosa nuestra»']);
  });
});

const dead: readonly (readonly [string, number, (on: Stage) => Promise<unknown>])[] = [
  ['expired, while the store still remembers it', 410, (on) => on.change(({ verification }) => (
    { verification: verification && { ...verification, links: verification.links.map((link) => ({ ...link, expiresAt: NOW })) } }))],
  ['expired', 410, async (on) => on.clock.move(7 * DAY)],
  ['replaced by a changed contact', 410, (on) => on.change(({ verification }) => (
    { verification: verification && { ...verification, round: 2, email: 'luis@contoso.es', links: [{ hash: 'other', expiresAt: plus(NOW, DAY) }] } }))],
  ['used, and the form sent anew', 410, async (on) => {
    await deny(on);
    await on.change(({ verification }) => ({ state: 'EmailVerificationPending', verification: { round: 2, email: CONTACT, sentAt: verification?.sentAt ?? [], links: [] } }));
  }],
  ['of an enrolment that was withdrawn', 410, (on) => on.change(() => ({ state: 'Withdrawn' }))],
];

describe('a dead link', () => {
  it.each(dead)('ENR-07 %s: %i, decides nothing', async (_why, status, kill) => {
    const on = await stage();
    await kill(on);
    const before = await on.doc();
    for (const answer of [await show(on, 'es'), await act(on, { decision: 'confirm', ...both }, 'es'), await act(on, { decision: 'deny' }, 'es')]) {
      expect([answer.status, heading(answer)]).toEqual([status, 'Este enlace ya no sirve']);
      expect(answer.body).toContain('pide a quien inscribe tu compañía que envíe otra vez el correo');
    }
    expect(await on.doc()).toEqual(before);
  });

  it('ENR-07 says nothing that an unknown link does not say', async () => {
    const on = await stage();
    const unknown = await show({ ...on, token: 'never-issued' });
    await on.change(() => ({ state: 'Withdrawn' }));
    const withdrawn = await show(on);
    expect([unknown.status, withdrawn.status]).toEqual([410, 410]);
    expect(withdrawn.body).toBe(unknown.body);
    expect(heading(unknown)).toBe('This link no longer works');
  });

  it('ENR-07 one that points to nothing is dead', async () => {
    const { deps } = await stage();
    const { token } = await issueLink(deps, tenantId.parse('fabrikam'), plus(NOW, DAY));
    expect((await showVerification(deps, { token })).status).toBe(410);
  });

  it.each([['es', 'El formulario se está cambiando en este momento'], ['en', 'The form is being changed at the moment']] as const)(
    'while the company changes its data the link rests, in %s, and works again when nothing was changed', async (language, title) => {
      const on = await stage();
      await on.change(() => ({ state: 'PrimaryContact', amendedFrom: 'EmailVerificationPending' }));
      for (const answer of [await show(on, language), await act(on, { decision: 'confirm', ...both }, language)]) {
        expect([answer.status, heading(answer)]).toEqual([409, title]);
      }
      await on.change(() => ({ state: 'EmailVerificationPending', amendedFrom: undefined }));
      expect(heading(await confirm(on))).toBe('Gracias, queda confirmado');
    });
});
