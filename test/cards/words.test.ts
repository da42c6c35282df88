/** The words of every group on disk: both languages whole, no traps of translation, and sentences that take what the rules give. */

import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { t, words } from '../../bot/words.ts';
import type { DomainErrorCode, ErrorParams, FieldRuleId } from '../../src/core/errors.ts';
import type { FieldRule } from '../../src/core/machine.ts';
import * as fields from '../../src/rules/fields.ts';
import { quantity } from '../../src/rules/quantity.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import { user } from '../../src/tasks/user.ts';
import { accountIn, userIn } from '../support/people.ts';
import { run } from '../support/rules.ts';
import { tags } from '../../src/tasks/customerTags.ts';
import { cast } from '../support/world.ts';

type Entry = { readonly group: string; readonly key: string; readonly en: string; readonly es: string };

const root = new URL('../../cards/', import.meta.url);
const groups = readdirSync(root).filter((group) => readdirSync(new URL(group, root)).includes('strings.json'));
const entries: readonly Entry[] = groups.flatMap((group) => {
  const texts = JSON.parse(readFileSync(new URL(`${group}/strings.json`, root), 'utf8')) as Record<string, { en: string; es: string }>; // checked below
  return Object.entries(texts).map(([key, { en, es }]) => ({ group, key, en, es }));
});

const failing = (isBad: (entry: Entry) => boolean): readonly string[] => entries.filter(isBad).map(({ group, key }) => `${group}.${key}`);
const placeholders = (text: string): string => [...new Set(text.match(/\{\w*\}/g))].toSorted().join(' ');

describe('every strings file', () => {
  it('is registered in bot/words.ts', () => {
    expect(Object.keys(words).toSorted()).toEqual(groups.toSorted());
  });

  it('has both languages of each entry, and nothing else', () => {
    expect(failing(({ en, es }) => !en?.trim() || !es?.trim() || en !== en.trim() || es !== es.trim())).toEqual([]);
    const more = groups.flatMap((group) => Object.entries(words[group] ?? {}).filter(([, entry]) => Object.keys(entry).join() !== 'en,es').map(([key]) => key));
    expect(more).toEqual([]);
  });

  it('has the same placeholders in both languages, and each is a plain name', () => {
    expect(failing(({ en, es }) => placeholders(en) !== placeholders(es))).toEqual([]);
    expect(failing(({ en, es }) => /[{}]/.test(`${en}${es}`.replace(/\{[a-z]\w*\}/gi, '')))).toEqual([]);
  });

  it('has nothing that a card template would read as an expression', () => {
    expect(failing(({ en, es }) => /[`\\]|\$\{/.test(en + es))).toEqual([]);
  });
});

// Why, what must not be there, and a sentence that it must catch: `\b` knows no accents, so a pattern can easily catch nothing.
const traps: readonly (readonly [string, RegExp, string])[] = [
  ['resellers are "revendedores indirectos"', /distribuidor(es)? indirectos?/i, 'Los distribuidores indirectos de tu lista'],
  ['the link is about "varios partners"', /múltiples idiomas/i, 'Compatibilidad con múltiples idiomas'],
  ['orders are "pedidos"', /(?<!\p{L})órdenes(?!\p{L})/iu, 'Las órdenes de tus clientes'],
  ['the register is "tú", never "usted"', /(?<!\p{L})usted(es)?(?!\p{L})/iu, 'Lo decide usted.'],
  [
    'nobody is told what to do with "usted" left out',
    /(?:^|[.:;¡¿] ?)(haga|elija|escriba|seleccione|introduzca|inicie|pulse|indique|compruebe|revise|vuelva|abra|espere|pida|use|agregue)(?!\p{L})/iu,
    'No ha funcionado. Vuelva a intentarlo.',
  ],
  [
    'nothing is left in English',
    /(?<!\p{L})(the|your|you|and|of|with|this|that|please|not|is|are|from|company|request|customer|provider|enrolment)(?!\p{L})/iu,
    'Abre tu enrolment.',
  ],
];

describe('the Spanish of domain.md §1.2', () => {
  it.each(traps)('%s', (_why, trap, example) => {
    expect(example).toMatch(trap);
    expect(failing(({ es }) => trap.test(es.replace(/\{\w+\}/g, '')))).toEqual([]);
  });

  it('no Spanish sentence is the English one', () => {
    expect(failing(({ en, es }) => en === es && en.replace(/\{\w+\}/g, '').trim().split(/\s+/).length > 2)).toEqual([]);
  });

  it('questions and exclamations open as well as close', () => {
    expect(failing(({ es }) => (es.includes('?') !== es.includes('¿')) || (es.includes('!') !== es.includes('¡')))).toEqual([]);
  });
});

describe('the English', () => {
  it('is British', () => {
    const american = /\b(authoriz|enroll(?!ed|ing)|organiz|canceled|color\b|centers?\b)/i;
    expect('Enroll your organization in Partner Center').toMatch(american);
    expect(failing(({ en }) => american.test(en.replaceAll('Partner Center', '')))).toEqual([]);
  });
});

/** A value for each parameter of each refusal. */
const params: { readonly [Code in DomainErrorCode]: ErrorParams[Code] } = {
  'ENR-01': { person: 'P1', admins: 'P2' }, 'ENR-02': { state: 'P1' }, 'ENR-03': { account: 'P1' }, 'ENR-04': { mpnId: 'P1' },
  'ENR-05': { mpnId: 'P1', mpnCountry: 'P2', tenantCountry: 'P3' }, 'ENR-06': { email: 'P1' }, 'ENR-07': {}, 'ENR-08': { mpnId: 'P1' },
  'ENR-09': { reason: 'P1' }, 'ENR-11': { left: 2 }, 'ENR-12': {}, 'ENR-13': { at: 'P1' }, 'ENR-14': { person: 'P1' }, 'ENR-15': {}, 'ENR-16': {},
  'ENR-17': { mpnId: 'P1' }, 'ENR-18': {}, 'MPA-01': { person: 'P1', admins: 'P2' }, 'MPA-02': {}, 'MPA-03': {}, 'MPA-04': {},
  'PAR-01': {}, 'PAR-02': { provider: 'P1' }, 'PAR-03': { person: 'P1', admins: 'P2' }, 'PAR-04': { company: 'P1' },
  'PAR-05': { provider: 'P1', providerCountry: 'P2', ownCountry: 'P3' }, 'PAR-06': { why: 'expired' }, 'PAR-07': {}, 'PAR-08': { company: 'P1' }, 'PAR-09': { admins: 'P1' }, 'PAR-10': {}, 'INV-L1': {},
  'INV-L2': {}, 'INV-L3': {}, 'INV-L4': {}, 'INV-L5': { why: 'draft' }, 'INV-L6': {}, 'CUS-01': { person: 'P1', admins: 'P2' }, 'CUS-02': { partner: 'P1' },
  'CUS-03': { partner: 'P1', partnerCountry: 'P2', ownCountry: 'P3' }, 'CUS-04': { company: 'P1' }, 'CUS-06': { company: 'P1' }, 'CUS-07': {}, 'CUS-08': { country: 'P1' }, 'CUS-09': { email: 'P1' },
  'CUS-10': { status: 'P1' }, 'CUS-11': { company: 'P1' }, 'CUS-12': {}, 'CUS-13': { blockers: 'P1' }, 'CUS-15': {}, 'CUS-19': { customer: 'P1' }, 'CUS-17': { cloud: 'public', deed: 'order' }, 'CUS-18': { company: 'P1', customer: 'P2', why: 'relationship' }, 'CUS-16': { customer: 'P1' },
  'ORD-01': { customer: 'P1' }, 'ORD-02': { reseller: 'P1' }, 'ORD-03': { reseller: 'P1', admins: 'P2', version: '' }, 'ORD-04': { mpnId: 'P1' }, 'ORD-05': { mpnId: 'P1' }, 'ORD-06': { subscription: 'P1' },
  'ORD-07': { why: 'tooFew', min: 2, max: 9, until: '' }, 'ORD-08': { offer: 'P1', why: 'unknown' }, 'ORD-09': { what: 'credit' }, 'ORD-10': {}, 'ORD-11': { subscription: 'P1' }, 'ORD-12': { max: 5 },
  'USR-01': { email: 'P1' }, 'USR-02': {}, 'USR-03': {}, 'USR-04': {}, 'USR-05': { name: 'P1' }, 'USR-06': { name: 'P1' }, 'USR-07': { name: 'P1' }, 'USR-08': {}, 'USR-09': {},
  'CUS-05': { domain: 'P1' }, 'CUS-14': { missing: 'P1' }, 'GEN-01': { who: 'P01' }, 'GEN-02': {}, 'GEN-03': {}, 'GEN-04': {}, 'GEN-05': { count: 2 }, 'GEN-06': { what: 'P1' },
  'GEN-07': { state: 'P1' },
};

/** What errors.ts says besides, or instead: the number of a permission apart from its name, and codes as words. */
const worded: Partial<Record<DomainErrorCode, Readonly<Record<string, string>>>> = {
  'GEN-01': { number: 'P17' }, 'PAR-06': { advice: 'P4' }, 'INV-L5': { advice: 'P4' }, 'ORD-03': { trouble: 'P4', reseller: '', version: '' }, 'ORD-07': { trouble: 'P4', why: '', min: '', max: '' }, 'ORD-08': { trouble: 'P4', why: '' }, 'ORD-09': { trouble: 'P4', what: '' },
};

/** A country that asks for a registration number (INV-55). */
const inPoland = <T>(rule: FieldRule<T>): FieldRule<T> => (raw, context) => rule(raw, { ...context, country: 'PL' });

/** What breaks each rule of a field. What depends on more than the field (the last admin agent, a taken domain, one's own domain, the number of lines, what else the customer has) is a guard's to tell. */
const broken: { readonly [Rule in Exclude<FieldRuleId, `address.${string}` | 'lastAdminAgent' | 'salesAgent' | 'domainTaken' | 'nameTaken' | 'email.ownDomain' | 'email.school' | 'tooMany' | 'quantity.sandbox' | 'quantity.multiGeo'>]: readonly [FieldRule<unknown>, string] } = {
  'required': [fields.city, ''], 'tooLong': [fields.text(3), 'four'], 'tag.tooLong': [tags, 'x'.repeat(51)], 'choice': [fields.choice(['a']), 'b'],
  'company.character': [fields.companyName, 'Contoso ♥'], 'company.legalForm': [fields.companyName, 'GmbH'],
  'company.looksLikeDomain': [fields.companyName, 'contoso.com'], 'company.oneCharacter': [fields.companyName, 'A'],
  'company.onlySpecials': [fields.companyName, '&&'], 'company.repeated': [fields.companyName, '999'], 'company.spaced': [fields.companyName, '1 2 3'],
  'script.western': [fields.firstName, 'Ана'], 'state.code': [fields.stateCode, 'Texas'], 'postalCode': [fields.postalCode, 'x'],
  'phone': [fields.phone, '12'], 'url': [fields.webSite, 'nowhere'],
  'email.syntax': [fields.anyEmail, 'ana'], 'email.webmail': [fields.primaryContactEmail, 'ana@gmail.com'],
  'email.role': [fields.primaryContactEmail, 'info@contoso.com'], 'email.noMailbox': [fields.primaryContactEmail, 'ana@contoso.onmicrosoft.com'],
  'mpnId': [fields.mpnId, 'x'], 'code': [fields.oneTimeCode, 'x'], 'domainPrefix': [fields.domainPrefix, 'a b'], 'domainSuffix': [fields.domainPrefix, 'contoso.com'], 'userName': [fields.userName, 'a b'],
  'country': [fields.countryCode, 'XQ'], 'axis': [fields.agentRole, ''],
  'quantity.empty': [quantity, ''], 'quantity.separator': [quantity, '1.000'], 'quantity.decimals': [quantity, '1,5'], 'quantity.sign': [quantity, '-3'],
  'quantity.digits': [quantity, '٣'], 'quantity.notANumber': [quantity, '1e3'], 'quantity.range': [quantity, '0'],
  'registrationId': [inPoland(fields.registrationId), 'x'], 'days': [fields.days(1, 730), '0'], 'date': [fields.day, '2026-02-30'], 'date.future': [fields.pastDay, '2026-11-22'], 'date.past': [fields.comingDay, '2020-01-31'],
};

describe('t', () => {
  it.each(Object.keys(broken) as (keyof typeof broken)[])('%s tells everything that the rule of the field gives, in both languages', (rule) => { // keys of the table above
    const [check, typed] = broken[rule];
    const checked = check(typed, { rules: defaultRules, country: 'US', today: '2026-11-21', form: {} });
    expect(checked).toMatchObject({ ok: false, error: { rule } });
    const given = checked.ok ? {} : checked.error.params;
    for (const language of ['en', 'es'] as const) {
      for (const value of Object.values(given)) expect(t(language, `common.field.${rule}`, given)).toContain(String(value));
    }
  });

  it('USR-07 tells beside the field that nobody would be admin agent', () => {
    const last = userIn('Active', { agent: 'adminAgent' });
    const read = { account: accountIn('Open', { adminAgents: [last.id] }) };
    const refused = run(user, last, 'update', { actor: cast.globalAdmin, input: { agent: 'salesAgent', admin: 'notAnAdmin' }, read });
    expect(refused).toMatchObject({ error: { code: 'USR-07', fields: [{ field: 'agent', rule: 'lastAdminAgent', level: 'warning', params: {} }] } });
    expect(t('es', 'common.field.lastAdminAgent')).toBe('Ya nadie sería agente de administración. Confírmalo si lo quieres así.');
    expect(t('en', 'common.field.lastAdminAgent')).toBe('Nobody would be admin agent any more. Confirm it if you want that.');
  });

  it.each(Object.keys(params) as DomainErrorCode[])('%s tells everything that the refusal knows, in both languages', (code) => { // keys of the table above
    const given: Readonly<Record<string, string | number>> = { ...params[code], ...worded[code] };
    for (const language of ['en', 'es'] as const) {
      const said = `${t(language, `common.error.${code}.what`, given)} ${t(language, `common.error.${code}.next`, given)}`;
      for (const value of Object.values(given)) expect(said).toContain(String(value));
    }
  });

  it('fills a placeholder wherever it stands, and with text that looks like a pattern', () => {
    expect(t('en', 'common.error.ENR-14.next', { person: '$& {person}' })).toBe('Ask $& {person} to finish it or to discard it.');
  });

  it('throws when a placeholder has no value', () => {
    expect(() => t('es', 'common.fault.text')).toThrow('{id}');
  });
});
