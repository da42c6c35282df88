/** Accept, doubt and refuse tables for company names (domain.md §6.2). */

import { describe, expect, it } from '@jest/globals';
import type { FieldContext } from '../../src/core/machine.ts';
import { companyName } from '../../src/rules/fields.ts';
import { defaultRules } from '../../src/rules/settings.ts';

const context: FieldContext = { rules: defaultRules, country: 'ES', today: '2026-11-21', form: {} };
const confirmed: FieldContext = { ...context, form: { confirmWarnings: 'true' } };

describe('§6.2 company name', () => {
  it.each([
    'Contoso', 'Contoso S.A.', 'Grupo Acme, S.A. de C.V.', 'Grupo Acme S.A.de C.V.', 'Acme Co.,Ltd.', 'Acme Co.Ltd', 'Acme.SL', 'Müller & Söhne GmbH & Co. KG', '3M', '99', 'AB',
    'Zürich e.V.', 'St.Gallen Metall', 'Instal·lacions Puig, S.L.', 'L’Atelier', '株式会社サンプル', 'شركة المثال، ذ.م.م', 'ООО Ромашка', 'SA Nostra', 'Inc Ventures',
    'a~-=_#%+:^[]$–—&@*(),"\'‘<>⟨⟩!/\\{};?،`|', 'xy'.repeat(100),
  ])('accepts %s', (typed) => {
    expect(companyName(typed, context)).toEqual({ ok: true, value: typed });
  });

  it('cleans what it accepts', () => {
    expect(companyName(' Cafe\u{301}\u{200B}  Ltda. \n', context)).toEqual({ ok: true, value: 'Café Ltda.' });
  });

  it.each([
    ['', 'required', {}],
    [' \t \u{200B}', 'required', {}],
    ['x'.repeat(201), 'tooLong', { max: 200 }],
    ['A', 'company.oneCharacter', {}],
    ['n\u{303}', 'company.oneCharacter', {}],
    ['&', 'company.oneCharacter', {}],
    ['--', 'company.onlySpecials', {}],
    ['& - (!)', 'company.onlySpecials', {}],
    ['™™', 'company.onlySpecials', {}],
    ['LLC', 'company.legalForm', { form: 'LLC' }],
    ['inc.', 'company.legalForm', { form: 'inc.' }],
    ['Pvt. Ltd.', 'company.legalForm', { form: 'Pvt. Ltd.' }],
    ['SDN BHD', 'company.legalForm', { form: 'SDN BHD' }],
    ['S.L.', 'company.legalForm', { form: 'S.L.' }],
    ['S. A. de C. V.', 'company.legalForm', { form: 'S. A. de C. V.' }],
    ['(GmbH & Co. KG)', 'company.legalForm', { form: '(GmbH & Co. KG)' }],
    ['Sociedad Ano\u{301}nima', 'company.legalForm', { form: 'Sociedad Anónima' }],
  ])('refuses %j: %s', (typed, rule, params) => {
    const refusal = { ok: false, error: { rule, level: 'error', params } };
    expect(companyName(typed, context)).toEqual(refusal);
    expect(companyName(typed, confirmed)).toEqual(refusal);
  });

  it.each(['llc', 'inc', 'corp', 'ltd', 'plc', 'gmbh', 'sarl', 'lda', 'kft', 'zrt', 'pty', 'pvt ltd', 'sdn bhd', 'ooo', 'wll', 'cpa', 'llp'])(
    'refuses the legal form %s of the source standing alone', (form) => {
      expect(companyName(form, context)).toMatchObject({ error: { rule: 'company.legalForm', level: 'error' } });
    },
  );

  it.each([
    ['acme.com', 'company.looksLikeDomain', { extension: '.com' }],
    ['Amazon.com Inc', 'company.looksLikeDomain', { extension: '.com' }],
    ['Acme .ORG', 'company.looksLikeDomain', { extension: '.org' }],
    ['www.acme.com.mx', 'company.looksLikeDomain', { extension: '.com' }],
    ['Tienda.es, S.L.', 'company.looksLikeDomain', { extension: '.es' }],
    ['999', 'company.repeated', {}],
    ['aAaa', 'company.repeated', {}],
    ['1 2 3', 'company.spaced', {}],
    ['A B', 'company.spaced', {}],
    ['Acme™', 'company.character', { character: '™' }],
    ['Acme 🚀 SL', 'company.character', { character: '🚀' }],
  ])('doubts %s (%s) until it is confirmed', (typed, rule, params) => {
    expect(companyName(typed, context)).toEqual({ ok: false, error: { rule, level: 'warning', params } });
    expect(companyName(`  ${typed}\u{200B}`, confirmed)).toEqual({ ok: true, value: typed });
  });
});
