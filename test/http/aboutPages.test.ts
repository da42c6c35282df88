/** The public pages to which the Teams app leads: in the reader's language, about what this program really stores, and open to everybody. */

import { describe, expect, it } from '@jest/globals';
import { ABOUT, PRIVACY, TERMS, aboutPage, privacyPage, termsPage } from '../../bot/http/aboutPages.ts';
import { markupOf, html } from '../../bot/http/html.ts';
import type { Deps } from '../../src/app/deps.ts';
import { openStory } from '../e2e/support.ts';
import { stage } from './support.ts';

const pages = [[ABOUT, aboutPage], [PRIVACY, privacyPage], [TERMS, termsPage]] as const;
const headings: Readonly<Record<string, readonly [en: string, es: string]>> = { [ABOUT]: ['About Enlace', 'Acerca de Enlace'], [PRIVACY]: ['Privacy', 'Privacidad'], [TERMS]: ['Terms of use', 'Condiciones de uso'] };

/** With an operator of this name. */
function runBy(deps: Deps, name: string): Deps {
  const { directory } = deps;
  const tenant: Deps['directory']['tenant'] = async (id) => {
    const found = await directory.tenant(id);
    return found && id === directory.operatorTenant ? { ...found, name } : found;
  };
  return { ...deps, directory: { ...directory, tenant } };
}

describe.each(pages)('%s', (path, show) => {
  it.each(['en', 'es'] as const)('is a page in %s, and says who runs this Enlace', async (language) => {
    const { status, body } = await show(runBy((await stage()).deps, 'Programa Enlace'), language);
    expect(status).toBe(200);
    expect(body).toContain(`<html lang="${language}">`);
    expect(/<h1>(.*?)<\/h1>/.exec(body)?.[1]).toBe(headings[path]?.[language === 'en' ? 0 : 1]);
    expect(body).toContain('Programa Enlace');
  });

  it('escapes the operator\'s name', async () => {
    const name = '<b onload="x">R&D</b>';
    const { body } = await show(runBy((await stage()).deps, name), 'en');
    expect(body).not.toContain(name);
    expect(body).toContain(markupOf(html`${name}`));
  });

  it('is answered to whoever asks, in the language of the browser or of the address, and sets no cookie', async () => {
    const { url } = await openStory();
    const asked = async (address: string, accepted: string) => await fetch(`${url}${address}`, { headers: { 'accept-language': accepted } });
    const [spanish, english, chosen] = [await asked(path, 'es-MX,es;q=0.9'), await asked(path, 'fr'), await asked(`${path}?lang=es`, 'en')];
    expect(await Promise.all([spanish, english, chosen].map(async (answer) => /<html lang="(..)">/.exec(await answer.text())?.[1]))).toEqual(['es', 'en', 'es']);
    expect([spanish.status, spanish.headers.get('set-cookie'), spanish.headers.get('content-type')]).toEqual([200, null, 'text/html; charset=utf-8']);
  });

  it('INV-24 changes nothing', async () => {
    const on = await stage();
    const before = await on.content();
    await show(on.deps, 'en');
    expect(await on.content()).toEqual(before);
  });
});

describe('the pages', () => {
  it('lead to each other, and nowhere else', async () => {
    const { deps } = await stage();
    const leads = async (show: (typeof pages)[number][1]): Promise<readonly string[]> =>
      [...(await show(deps, 'es')).body.matchAll(/<a href="([^"]*)"/g)].flatMap(([, to = '']) => (to.startsWith('?') ? [] : [to]));
    expect(await leads(aboutPage)).toEqual(['https://enlace.example/about/privacy?lang=es', 'https://enlace.example/about/terms?lang=es']);
    expect(await leads(privacyPage)).toEqual(['https://enlace.example/about/terms?lang=es', 'https://enlace.example/about?lang=es']);
    expect(await leads(termsPage)).toEqual(['https://enlace.example/about/privacy?lang=es', 'https://enlace.example/about?lang=es']);
  });

  it('are there for whoever has only the name of the place, and for whoever lost a part of an address; programs hear of it in JSON', async () => {
    const { url } = await openStory();
    const asked = async (path: string, accept: string) => await fetch(`${url}${path}`, { headers: { accept, 'accept-language': 'es' } });
    expect(await (await asked('/', 'text/html')).text()).toContain('<h1>Acerca de Enlace</h1>');
    const nowhere = await asked('/invitacion/x<b>', 'text/html,*/*;q=0.8');
    expect([nowhere.status, nowhere.headers.get('content-type'), nowhere.headers.get('content-security-policy')]).toEqual([404, 'text/html; charset=utf-8', expect.stringContaining("default-src 'none'")]);
    const body = await nowhere.text();
    expect(body).toContain('<h1>Aquí no hay ninguna página</h1>');
    expect(body).toMatch(/<a href="[^"]*\/about\?lang=es">Acerca de Enlace/);
    expect(body).not.toContain('invitacion');
    expect(await (await asked('/nothing', '*/*')).json()).toMatchObject({ code: 'ResourceNotFound' });
  });

  it('WF-37 say for how long things are kept by the rules in force, what is never stored, and who erases the rest', async () => {
    const { deps } = await stage();
    const { rules } = deps;
    const { body } = await privacyPage({ ...deps, rules: { ...rules, enrolment: { ...rules.enrolment, draftDays: 77 }, imports: { ...rules.imports, keepDays: 88 }, customer: { ...rules.customer, sessionMinutes: 99 } } }, 'en');
    expect([...body.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, what, long]) => `${what}: ${long}`)).toEqual([
      'Sign-ins on web pages: 99 minutes', 'Drafts that nobody goes on with: 77 days', 'Files that you had imported: 88 days',
      'You, your chat, your user: Until you are erased', 'The log: For good; once you are erased, without your name',
    ]);
    expect(body).toContain('Passwords, codes and links are not stored.');
    expect(body).toContain('Whoever operates Enlace erases everything about a person when asked.');
  });
});
