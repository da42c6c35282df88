/** Syntax of e-mail addresses and the extra rules of a primary contact (domain.md §6.4). */

import { describe, expect, it } from '@jest/globals';
import type { FieldContext } from '../../src/core/machine.ts';
import { anyEmail, primaryContactEmail } from '../../src/rules/fields.ts';
import { defaultRules } from '../../src/rules/settings.ts';

const context: FieldContext = { rules: defaultRules, country: 'ES', today: '2026-11-21', form: {} };
const confirmed: FieldContext = { ...context, form: { confirmWarnings: 'true' } };
const labels = (count: number) => `${'a'.repeat(60)}.`.repeat(count);

describe('§6.4 e-mail syntax', () => {
  it.each([
    ['ana@contoso.com', 'ana@contoso.com'],
    ['  Ana.Garcia+csp@Ventas.CONTOSO.com ', 'Ana.Garcia+csp@ventas.contoso.com'],
    ["o'shea_1@contoso.co.uk", "o'shea_1@contoso.co.uk"],
    ['ana@ñandú.es', 'ana@xn--and-6ma2c.es'],
    ['ana@n\u{303}andu\u{301}.es', 'ana@xn--and-6ma2c.es'],
    ['a\u{200B}na@\u{200F}contoso.com\u{FEFF}', 'ana@contoso.com'],
    ['ana@contoso.com\r\n', 'ana@contoso.com'],
    ['ana@GMAIL.com', 'ana@gmail.com'],
    [`${'a'.repeat(64)}@contoso.com`, `${'a'.repeat(64)}@contoso.com`],
    [`${'a'.repeat(7)}@${labels(4)}es`, `${'a'.repeat(7)}@${labels(4)}es`],
  ])('accepts %j', (typed, value) => {
    expect(anyEmail(typed, context)).toEqual({ ok: true, value });
  });

  it.each([
    'ana', '@contoso.com', 'ana@', 'ana@contoso', 'ana@@contoso.com', 'ana@b@contoso.com', 'ana@contoso.com@evil.com', 'ana@contoso..com', 'ana@.contoso.com', 'ana@contoso.com.', 'ana@-contoso.com',
    'ana@contoso-.com', 'ana@contoso.c', 'ana@contoso.123', 'ana@10.0.0.1', 'ana@0x7f.1', 'ana@[10.0.0.1]', 'ana@con_toso.com', 'ana@contoso.com/x', 'ana@contoso.com:25',
    'ana@contoso.com?cc=b', 'ana@contoso.com#x', 'ana@conto%73o.com', '.ana@contoso.com', 'ana.@contoso.com', 'a..na@contoso.com', 'ana garcia@contoso.com', 'añá@contoso.com',
    '"ana"@contoso.com', 'Ana <ana@contoso.com>', '<ana@contoso.com>', 'mailto:ana@contoso.com', 'ana@contoso.com,luis@contoso.com', 'ana@contoso.com; luis@contoso.com',
    `${'a'.repeat(65)}@contoso.com`, `${'a'.repeat(11)}@${labels(4)}es`, `a@${'ñ'.repeat(62)}.es`,
  ])('refuses %j', (typed) => {
    expect(anyEmail(typed, context)).toEqual({ ok: false, error: { rule: 'email.syntax', level: 'error', params: { example: 'ana.garcia@contoso.com' } } });
  });

  it.each(['\r\n', '\n', '\r', '\u{85}', '\u{2028}', '\u{2029}', '\v'])('a line break (%j) never carries a second header', (lineBreak) => {
    for (const typed of [`ana@contoso.com${lineBreak}Bcc: luis@contoso.com`, `ana@contoso.com${lineBreak}Bcc`, `ana${lineBreak}x@contoso.com`, `ana@contoso${lineBreak}.com`]) {
      expect(anyEmail(typed, context)).toMatchObject({ ok: false, error: { rule: 'email.syntax' } });
    }
  });

  it('asks for an address when there is none', () => {
    const required = { ok: false, error: { rule: 'required', level: 'error', params: {} } };
    expect(anyEmail(' \u{200B}', context)).toEqual(required);
    expect(primaryContactEmail('', context)).toEqual(required);
  });

  it('INV-11 webmail is refused for the primary contact only', () => {
    expect(anyEmail('ana@gmail.com', context)).toEqual({ ok: true, value: 'ana@gmail.com' });
  });
});

describe('§6.4 primary contact', () => {
  it.each([
    ['ana@gmail.com', 'gmail.com'],
    ['ana@mail.yahoo.es', 'mail.yahoo.es'],
    ['ana@HOTMAIL.com.mx', 'hotmail.com.mx'],
    ['ana@ＧＭＡＩＬ.com', 'gmail.com'],
    ['info@gmail.com', 'gmail.com'],
    ['ana@gmx.es', 'gmx.es'],
  ])('INV-11 ENR-06 refuses webmail %s, confirmed or not', (typed, domain) => {
    const refusal = { ok: false, error: { rule: 'email.webmail', level: 'error', params: { domain } } };
    expect(primaryContactEmail(typed, context)).toEqual(refusal);
    expect(primaryContactEmail(typed, confirmed)).toEqual(refusal);
  });

  it('INV-11 follows the settings: ISP list off, own domains, overrides', () => {
    const rules = { ...defaultRules, webmail: { includeIsp: false, domains: ['correo.net'], overrides: ['live.cl'] } };
    expect(primaryContactEmail('ana@gmx.es', { ...context, rules }).ok).toBe(true);
    expect(primaryContactEmail('ana@correo.net', { ...context, rules })).toMatchObject({ error: { rule: 'email.webmail' } });
    expect(primaryContactEmail('ana@live.cl', { ...context, rules }).ok).toBe(true);
    expect(primaryContactEmail('ana@gmail.com', { ...context, rules })).toMatchObject({ error: { rule: 'email.webmail' } });
  });

  it.each(['info', 'admin', 'email', 'marketing', 'contact', 'sales', 'INFO', 'no-reply', 'no_reply', 'info+spain', 'Ventas'])('ENR-06 refuses %s@, which is nobody', (local) => {
    expect(primaryContactEmail(`${local}@contoso.com`, context)).toEqual({ ok: false, error: { rule: 'email.role', level: 'error', params: { local } } });
  });

  it.each(['ana@contoso.com', 'informant@contoso.com', 'ana.admin@contoso.com', 'admina@contoso.com', 'ana@notgmail.com', 'ana@gmail.contoso.com', 'ana@notonmicrosoft.com'])(
    'INV-11 accepts %s', (typed) => {
      expect(primaryContactEmail(typed, context)).toEqual({ ok: true, value: typed });
    },
  );

  it.each(['onmicrosoft.us', 'onmicrosoft.de', 'partner.onmschina.cn'])('§6.4 WF-32 doubts %s as the public cloud’s', (suffix) => {
    expect(primaryContactEmail(`ana@contoso.${suffix}`, context)).toMatchObject({ error: { rule: 'email.noMailbox', params: { domain: `contoso.${suffix}` } } });
    expect(primaryContactEmail(`ana@contoso.${suffix}`, confirmed).ok).toBe(true);
  });

  it('§6.4 doubts onmicrosoft.com, which may have no mailbox, until it is confirmed', () => {
    const doubt = { rule: 'email.noMailbox', level: 'warning', params: { domain: 'contoso.onmicrosoft.com' } };
    expect(primaryContactEmail('ana@Contoso.onmicrosoft.com', context)).toEqual({ ok: false, error: doubt });
    expect(primaryContactEmail(' ana@Contoso.onmicrosoft.com', confirmed)).toEqual({ ok: true, value: 'ana@contoso.onmicrosoft.com' });
    expect(primaryContactEmail('info@contoso.onmicrosoft.com', confirmed)).toMatchObject({ ok: false, error: { rule: 'email.role' } });
  });
});
