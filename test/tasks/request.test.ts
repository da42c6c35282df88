/** Partnership requests of a provider (WF-14): drafts and their link, deadlines and reminders. How a reseller answers is in requestAnswer.test.ts. */

import { describe, expect, it } from '@jest/globals';
import { traceOf } from '../../src/core/secrets.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';
import { request } from '../../src/tasks/request.ts';
import { LINK, withLink, withoutLink } from '../../src/tasks/letter.ts';
import { linkOf, requestLine, placeOfLinks } from '../../src/tasks/requestDoc.ts';
import { TOKEN, TRACE, draftText, iker, nuria, personalLink, requestIn } from '../support/partners.ts';
import { accepted, leaving, rules, run } from '../support/rules.ts';
import { NOW, SITE, ago, cast, contoso, norte } from '../support/world.ts';

const { system } = cast;
const atNorte = { read: { tenant: norte, own: norte } };
const text = { text: draftText };
const form = { email: 'ana@contoso.es', language: 'es', link: TRACE, ...text };
const saying = (words: string) => ({ text: words });
const other = linkOf(SITE, 'a-token-of-another-request');

describe('a draft', () => {
  rules(request, [
    ['WF-14 a sales agent of a provider begins one', 'NotStarted', 'draft', iker, form, 'Draft', atNorte],
    ['WF-14 so does its Global admin', 'NotStarted', 'draft', cast.providerAdmin, form, 'Draft', atNorte],
    ['WF-14 a helpdesk agent does not (P17)', 'NotStarted', 'draft', nuria, form, 'GEN-01', atNorte],
    ['INV-26 PAR-01 a reseller cannot, whoever it is', requestIn('NotStarted', { tenant: contoso.id }), 'draft', cast.globalAdmin, form, 'PAR-01', { read: { own: contoso } }],
    ['INV-26 PAR-01 nor its sales agent', requestIn('NotStarted', { tenant: contoso.id }), 'draft', cast.salesAgent, form, 'PAR-01', { read: { own: contoso } }],
    ['INV-26 PAR-01 nor a provider that is not in CSP', 'NotStarted', 'draft', iker, form, 'PAR-01', { read: { tenant: norte, own: { ...norte, inCsp: false } } }],
    ['INV-26 INV-57 PAR-01 nor does a draft from the time when it was one become a request', 'Draft', 'done', iker, { text: draftText }, 'PAR-01', { read: { tenant: norte, own: { ...norte, inCsp: false } } }],
    ['INV-26 PAR-01 nor somebody whose company nobody knows', 'NotStarted', 'draft', iker, form, 'PAR-01', { read: { tenant: norte } }],
    ['PAR-08 nobody asks the own company', 'NotStarted', 'draft', iker, { ...form, email: 'noa@NORTE.es' }, 'PAR-08', atNorte],
    ['GEN-05 an address is one', 'NotStarted', 'draft', iker, { ...form, email: 'ana' }, 'GEN-05', atNorte],
    ['GEN-05 a language is Spanish or English', 'NotStarted', 'draft', iker, { ...form, language: 'fr' }, 'GEN-05', atNorte],
    ['WF-14 any other text may change', 'Draft', 'edit', iker, saying(`Otra cosa.\n\n\n\n${personalLink}`), 'Draft', atNorte],
    ['WF-14 a colleague goes on with it', 'Draft', 'edit', cast.providerAdmin, text, 'Draft', atNorte],
    ['WF-14 GEN-05 a text has an end', 'Draft', 'edit', iker, saying(`${personalLink} ${'x'.repeat(2_000)}`), 'GEN-05', atNorte],
    ['WF-14 GEN-05 and something in it', 'Draft', 'edit', iker, saying(' \n '), 'GEN-05', atNorte],
    ['WF-14 done', 'Draft', 'done', iker, text, 'Issued', atNorte],
    ['WF-14 discarded', 'Draft', 'discard', iker, {}, 'Discarded', atNorte],
    ['WF-14 revoked', 'Issued', 'revoke', iker, {}, 'Revoked', atNorte],
    ['GEN-07 what was sent cannot be discarded', 'Issued', 'discard', iker, {}, 'GEN-07', atNorte],
    ['GEN-07 what was answered cannot be revoked', 'Accepted', 'revoke', iker, {}, 'GEN-07', atNorte],
    ['INV-57 who is no longer a sales agent does nothing with the card', 'Draft', 'done', { ...iker, roles: { agent: 'helpdeskAgent', admin: 'notAnAdmin' } }, text, 'GEN-01', atNorte],
    ['WF-14 its time is over', 'Issued', 'expire', system, {}, 'Expired', atNorte],
  ]);

  it('PAR-08 is about the domains of the company, not about what contains them', () => {
    expect(run(request, requestIn('NotStarted'), 'draft', { actor: iker, input: { ...form, email: 'ana@not-norte.es' }, ...atNorte })).toMatchObject({ ok: true });
  });

  it('WF-14 keeps the text without its link, who asks, in which language, and until when', () => {
    const { doc, step } = accepted(request, requestIn('NotStarted'), 'draft', { actor: iker, input: { ...form, email: 'Ana@Contoso.ES' }, ...atNorte });
    expect(doc).toMatchObject({
      email: 'Ana@contoso.es', language: 'es', text: `Hola:\n\nAcepta nuestra solicitud: ${LINK}\n\nIker`, links: [TRACE],
      requester: { id: iker.id, name: iker.name }, provider: { name: norte.name, country: 'ES' }, expiresAt: plus(NOW, 90 * DAY),
    });
    expect(JSON.stringify(doc)).not.toContain(TOKEN);
    expect(step.outbox ?? []).toEqual([]);
  });

  it('WF-14 done counts ninety days from then, or as many as the programme says', () => {
    const rulesOf = rulesSchema.parse({ invitation: { ttlDays: 5 } });
    const old = requestIn('Draft', { expiresAt: ago(DAY) });
    expect(accepted(request, old, 'done', { actor: iker, input: text, ...atNorte }).doc).toMatchObject({ issuedAt: NOW, expiresAt: plus(NOW, 90 * DAY) });
    expect(accepted(request, old, 'done', { actor: iker, input: text, rules: rulesOf, ...atNorte }).doc.expiresAt).toBe(plus(NOW, 5 * DAY));
  });
});

describe('INV-30 the personal link', () => {
  const changed = (from: string | RegExp, to: string) => draftText.replace(from, to);
  const without = changed(personalLink, '');

  it.each([
    ['missing', without],
    ['altered', changed('only', 'lonely')],
    ['cut short', changed(TOKEN, TOKEN.slice(0, -1))],
    ['extended by a character', changed(TOKEN, `${TOKEN}s`)],
    ['extended by a letter of another alphabet', changed(TOKEN, `${TOKEN}ñ`)],
    ['extended by a path', changed(TOKEN, `${TOKEN}/x`)],
    ['extended by a query', changed(TOKEN, `${TOKEN}?utm=1`)],
    ['glued to the word before', changed(personalLink, `enlace${personalLink}`)],
    ['twice', `${draftText} ${personalLink}`],
    ['twice in one word', changed(personalLink, `${personalLink}${personalLink}`)],
    ['another request\'s', changed(personalLink, other)],
    ['beside another request\'s', `${draftText} ${other}`],
    ['beside another request\'s, shouted', `${draftText} ${other.toUpperCase()}`],
    ['upper-cased', changed(personalLink, personalLink.toUpperCase())],
    ['of another site', changed(SITE, 'https://enlace.example.org')],
    ['of a page that only begins like ours', changed('/partner/', '/partner')],
    ['broken into two lines', changed(TOKEN, 'a-token-that-only-\nthe-mail-knows')],
    ['its trace', changed(TOKEN, TRACE)],
    ['only the mark that stands for it', `${without} ${LINK}`],
    ['beside the mark that stands for it', `${draftText} ${LINK}`],
    ['a pattern', changed(personalLink, '{link}')],
  ])('INV-30 INV-L1 %s: no draft, no change, not done', (_what, words) => {
    const answers = [
      run(request, requestIn('NotStarted'), 'draft', { actor: iker, input: { ...form, text: words }, ...atNorte }),
      run(request, requestIn('Draft'), 'edit', { actor: iker, input: saying(words), ...atNorte }),
      run(request, requestIn('Draft'), 'done', { actor: iker, input: saying(words), ...atNorte }),
    ];
    expect(answers.map((answer) => (answer.ok ? answer.value.doc?.state : answer.error.code))).toEqual(['INV-L1', 'INV-L1', 'INV-L1']);
  });

  it.each([
    ['at the end of a sentence', `Acepta ${personalLink}.`],
    ['in brackets', `Acepta (${personalLink})`],
    ['between quotation marks', `«${personalLink}»`],
    ['as Markdown', `[aquí](${personalLink}).`],
    ['after a colon', `Enlace:${personalLink}`],
    ['alone', personalLink],
    ['beside another page', `${SITE}/other ${personalLink} https://norte.es/partner/`],
    ['beside braces, dollars and patterns', `{link} \${x} $& $1 ${personalLink} {{}} \\1`],
    ['beside other private characters', `\u{E001} ${personalLink} \u{F8FF}`],
  ])('INV-30 stands %s', (_where, words) => {
    const { doc } = accepted(request, requestIn('Draft'), 'done', { actor: iker, input: saying(words), ...atNorte });
    expect(doc.text).toBe(words.replace(personalLink, () => LINK));
    expect(withLink(doc.text, personalLink)).toBe(words);
  });

  it('INV-30 each link that was made for the request is as good as the others', () => {
    const two = requestIn('Draft', { links: [traceOf('older'), TRACE] });
    expect(withoutLink(two, `Hola ${linkOf(SITE, 'older')}`, placeOfLinks(SITE))).toBe(`Hola ${LINK}`);
    expect(withoutLink(two, `Hola ${linkOf(SITE, 'older')} ${personalLink}`, placeOfLinks(SITE))).toBeUndefined();
  });

  it('a new link is remembered beside the first and the latest, twenty in all, and leaves cards good', () => {
    const many = requestIn('Issued', { links: Array.from({ length: 20 }, (_, number) => `trace-${number}`) });
    const { doc } = accepted(request, many, 'linkIssued', { actor: iker, input: { link: 'new' }, ...atNorte });
    expect([doc.links.length, doc.links.slice(0, 2), doc.links.at(-1), doc.rev]).toEqual([20, ['trace-0', 'trace-2'], 'new', many.rev]);
  });
});

describe('time', () => {
  const at = (days: number) => plus(NOW, days * DAY);
  const sent = { issuedAt: NOW, expiresAt: at(90) };

  it.each([
    ['Issued', 0, { at: at(30), event: 'remind' }], ['Issued', 1, { at: at(60), event: 'remind' }], ['Issued', 2, { at: at(90), event: 'expire' }],
    ['Draft', 0, undefined], ['Accepted', 0, undefined], ['Expired', 2, undefined], ['Revoked', 0, undefined],
  ] as const)('WF-14 %s after %i reminders: next is %j', (state, reminders, expected) => {
    expect(request.due(requestIn(state, { ...sent, reminders }), defaultRules)).toEqual(expected);
  });

  it('WF-14 there is no reminder after the end', () => {
    const short = rulesSchema.parse({ invitation: { ttlDays: 20 } });
    expect(request.due(requestIn('Issued', { issuedAt: NOW, expiresAt: at(20) }), short)).toEqual({ at: at(20), event: 'expire' });
  });

  it('WF-14 a reminder tells the person who asked, and leaves the card in their hands good', () => {
    const [first, second] = [0, 1].map((reminders) => accepted(request, requestIn('Issued', { reminders }), 'remind', { actor: system, ...atNorte }));
    expect([first?.doc.reminders, second?.doc.reminders, first?.doc.rev]).toEqual([1, 2, 2]);
    expect(first?.step.outbox).toMatchObject([{ kind: 'partnershipNotice', key: 'unanswered1', payload: { person: 'iker', news: 'unanswered', about: 'REQ-7K3F-9QXD', email: 'ana@contoso.es' } }]);
    expect(second?.step.outbox?.[0]?.key).toBe('unanswered2');
  });

  it('WF-14 so does the end', () => {
    expect(leaving(accepted(request, requestIn('Issued'), 'expire', { actor: system, ...atNorte }))).toEqual(['partnershipNotice:expired']);
  });
});

describe('the provider\'s list', () => {
  it('WF-14 shows what was begun until it is discarded, found by number, address and company', () => {
    const listed = (['NotStarted', 'Draft', 'Issued', 'Accepted', 'Declined', 'Revoked', 'Expired', 'Discarded'] as const).filter((state) => requestLine(requestIn(state)));
    expect(listed).toEqual(['Draft', 'Issued', 'Accepted', 'Declined', 'Revoked', 'Expired']);
    expect(requestLine(requestIn('Accepted'))).toMatchObject({ list: 'requests', terms: ['Contoso Iberia', 'ana@contoso.es', 'REQ-7K3F-9QXD'], body: { state: 'Accepted', company: 'Contoso Iberia' } });
    expect(JSON.stringify(requestLine(requestIn('Issued')))).not.toContain(TRACE);
  });

  it('INV-24 there is no event for opening a link: these are all', () => {
    expect(Object.keys(request.events)).toEqual(['draft', 'edit', 'done', 'discard', 'linkIssued', 'revoke', 'authorise', 'decline', 'remind', 'expire']);
  });
});
