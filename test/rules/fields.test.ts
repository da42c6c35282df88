/** Accept and refuse tables of the field rules that have no file of their own (domain.md §6). */

import { describe, expect, it } from '@jest/globals';
import type { FieldContext, FieldRule } from '../../src/core/machine.ts';
import {
  addressLine1, addressLine2, adminRole, agentRole, anyEmail, choice, city, companyName, countryCode, domainPrefix, firstName, fullName, lastName, letter, mpnId, oneTimeCode, optionalText, phone,
  postalCode, primaryContactEmail, stateCode, text, tick, userName, webSite,
} from '../../src/rules/fields.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';

const inSpain: FieldContext = { rules: defaultRules, country: 'ES', today: '2026-11-21', form: {} };
const longest = (length: number) => 'x'.repeat(length);

const accepted: readonly (readonly [rule: string, typed: string, field: FieldRule<unknown>, value: unknown])[] = [
  ['text', '  hola ', text(5), 'hola'],
  ['text', 'a \t\r\n b', text(5), 'a b'],
  ['text', 'a\u{A0}\u{2003}\u{85}b', text(5), 'a b'],
  ['text', 'n\u{303}n\u{303}n\u{303}n\u{303}', text(4), 'ññññ'],
  ['text', '👩👨', text(2), '👩👨'],
  ['text', '\u{FEFF}h\u{200B}o\u{200D}l\u{AD}a\u{7}\u{0}', text(4), 'hola'],
  ['text', '\u{200F}\u{202E}hola\u{2066}\u{FE0F}', text(4), 'hola'],
  ['text', 'ho\u{D800}la', text(4), 'hola'],
  ['text', 'a \u{200B} b', text(3), 'a b'],
  ['optionalText', ' \u{200B}\t', optionalText(5), ''],
  ['optionalText', 'hola', optionalText(5), 'hola'],
  ['choice', ' es ', choice(['en', 'es']), 'es'],
  ['tick', 'true', tick, true],
  ['fullName', ' 田中  花子 ', fullName, '田中 花子'],
  ['fullName', longest(101), fullName, longest(101)],
  ['letter', '  Hola:\r\n\r\n\r\n\r\n  dos  espacios \u{200B}\r fin \n\n', letter, 'Hola:\n\ndos espacios\nfin'],
  ['letter', 'a\u{2028}b\u{85}c', letter, 'a\nb\nc'],
  ['letter', longest(2_000), letter, longest(2_000)],
  ...(['adminAgent', 'salesAgent', 'helpdeskAgent', 'notAnAgent'] as const).map((role) => ['INV-01 agentRole', role, agentRole, role] as const),
  ...(['globalAdmin', 'userManagementAdmin', 'billingAdmin', 'notAnAdmin'] as const).map((role) => ['INV-01 adminRole', role, adminRole, role] as const),
  ['firstName', 'José María', firstName, 'José María'],
  ['lastName', "O’Shea-d'Ávila Núñez", lastName, "O’Shea-d'Ávila Núñez"],
  ['lastName', longest(50), lastName, longest(50)],
  ['addressLine1', 'C/ Alcalá, 45, 2.º-1ª (Edif. “Paral·lel”)', addressLine1, 'C/ Alcalá, 45, 2.º-1ª (Edif. “Paral·lel”)'],
  ['addressLine1', longest(200), addressLine1, longest(200)],
  ['addressLine2', '', addressLine2, ''],
  ['webSite', 'acme.es', webSite, 'https://acme.es'],
  ['webSite', 'HTTP://WWW.Acme.ES/', webSite, 'http://www.acme.es'],
  ['webSite', 'https://acme.es:8443/soporte?a=1', webSite, 'https://acme.es:8443/soporte?a=1'],
  ['webSite', 'ñandú.es', webSite, 'https://xn--and-6ma2c.es'],
  ['mpnId', '12 345 67', mpnId, '1234567'],
  ['mpnId', '0012', mpnId, '0012'],
  ['mpnId', '1234567890', mpnId, '1234567890'],
  ['oneTimeCode', ' 012 345', oneTimeCode, '012345'],
  ['domainPrefix', 'Contoso2', domainPrefix, 'contoso2'],
  ['domainPrefix', 'Contoso.OnMicrosoft.com', domainPrefix, 'contoso'],
  ['domainPrefix', longest(27), domainPrefix, longest(27)],
  ['userName', 'ana.garcia_1-b', userName, 'ana.garcia_1-b'],
  ['userName', longest(64), userName, longest(64)],
  ['countryCode', 'mx', countryCode, 'MX'],
];

const refused: readonly (readonly [rule: string, typed: string, field: FieldRule<unknown>, complaint: string, params: Record<string, unknown>])[] = [
  ['text', ' \t\u{200B}\u{3164}', text(5), 'required', {}],
  ['text', 'seis 6', text(5), 'tooLong', { max: 5 }],
  ['optionalText', 'hola', optionalText(3), 'tooLong', { max: 3 }],
  ['choice', 'ES', choice(['en', 'es']), 'choice', {}],
  ['choice', 'toString', choice(['en', 'es']), 'choice', {}],
  ['choice', '', choice(['en', 'es']), 'required', {}],
  ['tick', 'false', tick, 'required', {}],
  ['tick', '', tick, 'required', {}],
  ['firstName', '', firstName, 'required', {}],
  ['firstName', longest(51), firstName, 'tooLong', { max: 50 }],
  ['firstName', 'Жанна', firstName, 'script.western', { character: 'Ж' }],
  ['lastName', '田中', lastName, 'script.western', { character: '田' }],
  ['addressLine1', '', addressLine1, 'required', {}],
  ['addressLine1', longest(201), addressLine1, 'tooLong', { max: 200 }],
  ['addressLine1', 'Calle <b>', addressLine1, 'script.western', { character: '<' }],
  ['addressLine2', 'شارع 5', addressLine2, 'script.western', { character: 'ش' }],
  ['addressLine2', longest(201), addressLine2, 'tooLong', { max: 200 }],
  ['fullName', longest(102), fullName, 'tooLong', { max: 101 }],
  ['letter', ' \n\u{200B}\n ', letter, 'required', {}],
  ['letter', longest(2_001), letter, 'tooLong', { max: 2_000 }],
  ...['', ' ', 'globalAdmin', 'AdminAgent', 'adminAgent ', 'adminAgent,salesAgent', 'toString'].map((typed) => ['INV-01 agentRole', typed, agentRole, 'axis', {}] as const),
  ...['', 'salesAgent', 'globaladmin', 'constructor'].map((typed) => ['INV-01 adminRole', typed, adminRole, 'axis', {}] as const),
  ['mpnId', '', mpnId, 'required', {}],
  ['mpnId', '123', mpnId, 'mpnId', { min: 4, max: 10, example: '1234567' }],
  ['mpnId', '12345678901', mpnId, 'mpnId', { min: 4, max: 10, example: '1234567' }],
  ['mpnId', '12-345', mpnId, 'mpnId', { min: 4, max: 10, example: '1234567' }],
  ['mpnId', '١٢٣٤٥', mpnId, 'mpnId', { min: 4, max: 10, example: '1234567' }],
  ['oneTimeCode', '12345', oneTimeCode, 'code', { digits: 6 }],
  ['oneTimeCode', '1234567', oneTimeCode, 'code', { digits: 6 }],
  ['oneTimeCode', '12345a', oneTimeCode, 'code', { digits: 6 }],
  ['domainPrefix', 'contoso.com', domainPrefix, 'domainSuffix', { typed: 'contoso.com', suffix: '.onmicrosoft.com', example: 'contoso' }],
  ['domainPrefix', 'contoso.onmicrosoft.us', domainPrefix, 'domainSuffix', { typed: 'contoso.onmicrosoft.us', suffix: '.onmicrosoft.com', example: 'contoso' }],
  ['domainPrefix', 'contosoXonmicrosoft.com', domainPrefix, 'domainSuffix', { typed: 'contosoxonmicrosoft.com', suffix: '.onmicrosoft.com', example: 'contoso' }],
  ['domainPrefix', '.onmicrosoft.com', domainPrefix, 'domainPrefix', { max: 27, example: 'contoso' }],
  ['domainPrefix', 'grupo acme', domainPrefix, 'domainPrefix', { max: 27, example: 'contoso' }],
  ['domainPrefix', 'ñandu', domainPrefix, 'domainPrefix', { max: 27, example: 'contoso' }],
  ['domainPrefix', longest(28), domainPrefix, 'domainPrefix', { max: 27, example: 'contoso' }],
  ['userName', '.ana', userName, 'userName', { max: 64, example: 'ana.garcia' }],
  ['userName', 'ana-', userName, 'userName', { max: 64, example: 'ana.garcia' }],
  ['userName', 'ana..garcia', userName, 'userName', { max: 64, example: 'ana.garcia' }],
  ['userName', 'ana@contoso.com', userName, 'userName', { max: 64, example: 'ana.garcia' }],
  ['userName', longest(65), userName, 'userName', { max: 64, example: 'ana.garcia' }],
  ['countryCode', 'CU', countryCode, 'country', { example: 'ES' }],
  ['countryCode', 'España', countryCode, 'country', { example: 'ES' }],
  ['countryCode', 'constructor', countryCode, 'country', { example: 'ES' }],
];

describe('§6 field rules', () => {
  it.each(accepted)('§6 %s accepts %j', (_rule, typed, field, value) => {
    expect(field(typed, inSpain)).toEqual({ ok: true, value });
  });

  it.each(refused)('§6 %s refuses %j', (_rule, typed, field, rule, params) => {
    expect(field(typed, inSpain)).toEqual({ ok: false, error: { rule, level: 'error', params } });
  });

  it('§6.1 the length of an MPN ID is a setting', () => {
    const rules = { ...defaultRules, mpn: { ...defaultRules.mpn, length: { min: 2, max: 3 } } };
    expect(mpnId('12', { ...inSpain, rules }).ok).toBe(true);
    expect(mpnId('1234', { ...inSpain, rules })).toMatchObject({ error: { params: { min: 2, max: 3 } } });
  });

  it.each([
    ['usGov', 'contoso.onmicrosoft.us', { ok: true, value: 'contoso' }],
    ['usGov', 'contoso', { ok: true, value: 'contoso' }],
    ['usGov', 'contoso.onmicrosoft.com', { error: { rule: 'domainSuffix', params: { typed: 'contoso.onmicrosoft.com', suffix: '.onmicrosoft.us', example: 'contoso' } } }],
    ['china21v', 'contoso.partner.onmschina.cn', { ok: true, value: 'contoso' }],
    ['china21v', 'contoso.onmschina.cn', { error: { rule: 'domainSuffix', params: { suffix: '.partner.onmschina.cn' } } }],
  ] as const)('§6.1 WF-32 in the cloud %s, "%s" is read with its own suffix', (cloud, typed, expected) => {
    expect(domainPrefix(typed, { ...inSpain, cloud })).toMatchObject(expected);
  });

  it('§6.5 the length of a draft is a setting', () => {
    const rules = rulesSchema.parse({ invitation: { maxText: 3 } });
    expect([letter('ab\n', { ...inSpain, rules }), letter('abcd', { ...inSpain, rules })]).toMatchObject([{ ok: true }, { error: { params: { max: 3 } } }]);
  });

  it.each([
    'acme', 'http://localhost', 'ftp://acme.es', 'javascript:alert(1)', 'javascript://acme.es/%0aalert(1)', 'mailto:ana@acme.es', 'https://ana@acme.es', 'https://:secreto@acme.es',
    'https://10.0.0.1', 'https://[::1]', 'acme .es', 'https://acme.es.', 'https://', 'data:text/html,hola',
  ])('§6.5 a web site is not %s', (typed) => {
    expect(webSite(typed, inSpain)).toMatchObject({ ok: false, error: { rule: 'url', params: { example: 'https://www.contoso.com' } } });
  });
});

describe('fields that depend on the country', () => {
  it.each([
    ['stateCode', 'US', 'wa', stateCode, 'WA'], ['stateCode', 'US', 'DC', stateCode, 'DC'], ['stateCode', 'CA', 'QC', stateCode, 'QC'], ['stateCode', 'CN', 'GD', stateCode, 'GD'], ['stateCode', 'MX', 'cmx', stateCode, 'CMX'],
    ['stateCode', 'ES', '', stateCode, ''], ['stateCode', 'ES', 'Comunidad de Madrid', stateCode, 'Comunidad de Madrid'], ['stateCode', 'AR', 'Tucumán', stateCode, 'Tucumán'],
    ['postalCode', 'ES', ' 28013 ', postalCode, '28013'], ['postalCode', 'GB', 'sw1a 1aa', postalCode, 'SW1A 1AA'], ['postalCode', 'AR', 'c1425abc', postalCode, 'C1425ABC'],
    ['postalCode', 'PE', '', postalCode, ''], ['postalCode', 'PA', '', postalCode, ''], ['postalCode', 'BO', 'La Paz 12', postalCode, 'La Paz 12'], ['postalCode', 'ZZ', 'A-1', postalCode, 'A-1'],
    ['city', 'SG', '', city, ''], ['city', 'ES', 'Sant Cugat del Vallès', city, 'Sant Cugat del Vallès'],
  ] as const)('§6.3 %s in %s accepts %j', (_rule, country, typed, field, value) => {
    expect(field(typed, { ...inSpain, country })).toEqual({ ok: true, value });
  });

  it.each([
    ['stateCode', 'US', '', stateCode, 'required', {}],
    ['stateCode', 'US', 'PR', stateCode, 'state.code', { example: 'WA' }],
    ['stateCode', 'US', 'Washington', stateCode, 'state.code', { example: 'WA' }],
    ['stateCode', 'MX', 'XX', stateCode, 'state.code', { example: 'JAL' }],
    ['stateCode', 'CA', 'WA', stateCode, 'state.code', { example: 'ON' }],
    ['stateCode', 'CN', 'HK', stateCode, 'state.code', { example: 'BJ' }],
    ['stateCode', 'ES', 'x'.repeat(51), stateCode, 'tooLong', { max: 50 }],
    ['postalCode', 'ES', '', postalCode, 'required', {}],
    ['postalCode', 'ES', '53001', postalCode, 'postalCode', { example: '28013' }],
    ['postalCode', 'PE', '123', postalCode, 'postalCode', { example: '15046' }],
    ['postalCode', 'BO', 'x'.repeat(17), postalCode, 'tooLong', { max: 16 }],
    ['city', 'ES', ' ', city, 'required', {}],
    ['city', 'ES', 'x'.repeat(101), city, 'tooLong', { max: 100 }],
    ['city', 'SG', 'Сингапур', city, 'script.western', { character: 'С' }],
  ] as const)('§6.3 %s in %s refuses %j', (_rule, country, typed, field, rule, params) => {
    expect(field(typed, { ...inSpain, country })).toEqual({ ok: false, error: { rule, level: 'error', params } });
  });
});

describe('input of a size that nobody types', () => {
  const fields = {
    addressLine1, agentRole, anyEmail, city, companyName, countryCode, domainPrefix, firstName, fullName, letter, mpnId, oneTimeCode, phone, postalCode, primaryContactEmail, stateCode, userName, webSite,
  };
  const shapes = { letters: 'a', digits: '1', dots: 'a.', spaces: 'a ', ats: 'a@', marks: 'a\u{301}', invisible: '\u{200B}x' };
  const cases = Object.entries(fields).flatMap(([name, field]) => Object.entries(shapes).map(([shape, part]) => [name, shape, field, part] as const));

  it.each(cases)('%s refuses 10,000 characters of %s at once', (_name, _shape, field, part) => {
    const typed = part.repeat(10_000);
    const start = process.hrtime.bigint();
    const result = field(typed, { ...inSpain, country: 'US' });
    expect(result.ok).toBe(false);
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(1_000); // takes a few; a backtracking pattern would take minutes
  });
});
