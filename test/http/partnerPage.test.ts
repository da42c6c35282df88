/** The page behind a partnership request's link (WF-15): what it explains, what it keeps to itself, and that it decides nothing. */

import { describe, expect, it } from '@jest/globals';
import type { PageAnswer } from '../../bot/http/html.ts';
import { pageHeaders } from '../../bot/http/html.ts';
import type { PartnerVisit } from '../../bot/http/partnerPage.ts';
import { showPartnerRequest } from '../../bot/http/partnerPage.ts';
import { issueLink } from '../../src/app/links.ts';
import { DAY, plus } from '../../src/core/time.ts';
import type { PartnershipRequest, RequestState } from '../../src/tasks/requestDoc.ts';
import { eachWorld, given } from '../support/deps.ts';
import { requestIn } from '../support/partners.ts';
import { NOW, contoso, norte } from '../support/world.ts';

const world = eachWorld();

/** A request that is stored with one good link. */
async function asked(state: RequestState = 'Issued', more: Partial<PartnershipRequest> = {}): Promise<string> {
  const doc = requestIn(state, more);
  const { token, trace } = await issueLink(world().deps, norte.id, plus(NOW, 120 * DAY), doc.id);
  const linked: PartnershipRequest = { ...doc, links: [trace] };
  await given(world(), 'request', linked);
  return token;
}

const show = async (token: string, more: Partial<PartnerVisit> = {}): Promise<PageAnswer> => await showPartnerRequest(world().deps, { token, botId: undefined, ...more });
const heading = ({ body }: PageAnswer): string | undefined => /<h1>(.*?)<\/h1>/.exec(body)?.[1];
const languages = ({ body }: PageAnswer): readonly (string | undefined)[] => [/<html lang="(..)">/.exec(body)?.[1], ...[...body.matchAll(/<section lang="(..)">/g)].map(([, language]) => language)];
const section = ({ body }: PageAnswer, language: string): string => new RegExp(`<section lang="${language}">(.*?)</section>`, 's').exec(body)?.[1] ?? '';

const provider = { name: 'Distribuciones Norte', country: 'ES' };

describe('the page of an open request', () => {
  it('WF-15 says in both languages who asks, what an acceptance allows, who may accept, and what to write', async () => {
    const token = await asked('Issued', { provider });
    const answer = await show(token, { language: 'en' });
    expect([answer.status, heading(answer)]).toEqual([200, 'Distribuciones Norte asks your company for a partnership']);
    for (const [language, ...sentences] of [
      ['en', 'Distribuciones Norte (Spain) is an indirect provider', 'may send orders', 'may add subscriptions', 'administrator access', 'take that back later', 'No customer moves', 'A Global admin of a company that is enrolled', `<code>/accept ${token}</code>`],
      ['es', 'Distribuciones Norte (España) es un proveedor indirecto', 'enviar pedidos', 'agregar suscripciones', 'acceso de administrador', 'retirarlo más adelante', 'Ningún cliente cambia de manos', 'el rol de administrador global', `<code>/aceptar ${token}</code>`],
    ] as const) for (const sentence of sentences) expect(section(answer, language)).toContain(sentence);
  });

  it('begins with the language that ?lang asks for, else with that of the request', async () => {
    const token = await asked('Issued', { language: 'es' });
    expect(languages(await show(token, { accepted: 'en' }))).toEqual(['es', 'es', 'en']);
    expect(languages(await show(token, { language: 'en', accepted: 'es' }))).toEqual(['en', 'en', 'es']);
  });

  it('leads into the chat with the words already written, where there is a bot to lead to', async () => {
    const token = await asked();
    const { body } = await show(token, { language: 'es', botId: '7c1f&"' });
    const chats = [...body.matchAll(/href="(https:[^"]+)"/g)].map(([, href = '']) => new URL(href.replaceAll('&amp;', '&')));
    expect(chats.map(({ origin, pathname, searchParams }) => [origin, pathname, searchParams.get('users'), searchParams.get('message')])).toEqual([
      ['https://teams.microsoft.com', '/l/chat/0/0', '28:7c1f&"', `/aceptar ${token}`],
      ['https://teams.microsoft.com', '/l/chat/0/0', '28:7c1f&"', `/accept ${token}`],
    ]);
    expect((await show(token)).body).not.toContain('teams.microsoft.com');
  });

  it('has no script, form or button, and keeps the headers of every page', async () => {
    const answer = await show(await asked());
    expect(answer.body).not.toMatch(/<(?:script|form|button|input)/);
    expect(answer.headers).toEqual(pageHeaders);
  });

  it('a hostile name of the provider is inert', async () => {
    const hostile = '"><script>alert(1)</script>\u{202e}';
    const { body } = await show(await asked('Issued', { provider: { name: `Norte ${hostile}`, country: '<b>' } }));
    expect(body).not.toMatch(/<script|<b>|\u{202e}/u);
    expect(body).toContain('Norte &quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

describe('a link that is worth nothing', () => {
  it.each(['Draft', 'Accepted', 'Declined', 'Revoked', 'Expired', 'Discarded'] as const)('PAR-06 INV-L3 WF-15 of a request that is %s is answered as one that nobody knows, whatever the request was written in, at the same cost', async (state) => {
    const token = await asked(state, { provider, language: 'es' });
    const reads = async (asking: string) => {
      world().quiet();
      const answer = await show(asking, { accepted: 'en' });
      return { answer, reads: world().traffic.reads.length };
    };
    expect(await reads(token)).toEqual(await reads('guess'));
  });

  it('PAR-06 says in both languages whom to ask, and that Teams tells the reason', async () => {
    const answer = await show('guess', { accepted: 'en' });
    expect([answer.status, heading(answer), languages(answer)]).toEqual([410, 'This link cannot be used', ['en', 'en', 'es']]);
    for (const [language, ...words] of [['en', 'was withdrawn', 'Ask whoever sent it', '/accept'], ['es', 'se ha retirado', 'Pregunta a quien te lo envió', '/aceptar']] as const) {
      for (const word of words) expect(section(answer, language)).toContain(word);
    }
  });

  it('PAR-06 is expired by the clock, also when no timer has rung', async () => {
    const token = await asked('Issued', { expiresAt: plus(NOW, DAY) });
    world().clock.move(DAY);
    expect(await show(token)).toEqual(await show('guess'));
  });

  it('PAR-06 unknown, forged, of another kind, and one that its request does not know: one answer, at one cost', async () => {
    const good = await asked();
    const { token: another } = await issueLink(world().deps, contoso.id, plus(NOW, DAY));
    const { token: forgotten } = await issueLink(world().deps, norte.id, plus(NOW, DAY), requestIn('Issued').id);
    const { token: leading } = await issueLink(world().deps, norte.id, plus(NOW, DAY), 'REQ-0000-0000');
    const [first, ...others] = await Promise.all(['', 'guess', `${good}x`, another, forgotten, leading].map(async (token) => await show(token)));
    expect([first?.status, first && heading(first)]).toEqual([410, 'This link cannot be used']);
    for (const answer of others) expect(answer).toEqual(first);
    for (const token of [good, 'guess', another]) {
      world().quiet();
      await show(token);
      expect(world().traffic.reads).toHaveLength(2);
    }
  });
});

it('INV-24 WF-15 opening it changes nothing, in whatever state the request is', async () => {
  for (const state of ['Issued', 'Draft', 'Accepted', 'Declined', 'Revoked', 'Expired'] as const) {
    const token = await asked(state, { id: `REQ-${state}` });
    world().quiet();
    for (const visit of [token, `${token}x`]) await show(visit);
    expect(world().traffic.commits).toEqual([]);
  }
});
