/** What people type → a row of the table and its words. */

import { describe, expect, it } from '@jest/globals';
import { isSpanish, parseCommand } from '../../bot/commands/parse.ts';
import { commands } from '../../bot/commands/table.ts';

/** A parsed line, in one line. */
function lineOf(text: string): string {
  const parsed = parseCommand(text, commands);
  if (parsed.kind === 'none') return 'none';
  return [parsed.kind, parsed.row.name, ...(parsed.kind === 'command' ? parsed.words.map((word) => `<${word}>`) : [])].join(' ');
}

describe('parseCommand', () => {
  it.each([
    ['help', 'command help'], ['/help', 'command help'], ['/HELP', 'command help'], ['help!', 'command help'], ['/help?', 'command help'], ['?', 'command help'],
    ['ayuda', 'command help'], ['/Ayuda', 'command help'],
    ['/enrol', 'command enrol'], ['enroll', 'command enrol'], ['/inscribir', 'command enrol'], ['inscripción', 'command enrol'], ['inscripcion', 'command enrol'],
    ['/status 1234567', 'command status <1234567>'], ['estado 1234567', 'command status <1234567>'],
    ['/reviews contoso', 'command reviews <contoso>'], ['/revisiones contoso iberia', 'command reviews <contoso> <iberia>'],
    ['/review ENR-7K3F-9QXD', 'command review <ENR-7K3F-9QXD>'], ['/REVISIÓN enr 7k3f', 'command review <enr> <7k3f>'], ['/revisio\u{301}n x', 'command review <x>'],
    ['/approvals here', 'command approvals <here>'], ['/aprobaciones aquí', 'command approvals <aquí>'],
    ['/mpa', 'command mpa'], ['contrato 1234567', 'command mpa <1234567>'], ['/language es', 'command language <es>'], ['/idioma en', 'command language <en>'],
  ])('in both languages, with or without slash, case and accents: "%s" is %s', (text, expected) => {
    expect(lineOf(text)).toBe(expected);
  });

  it.each([
    ['/reviews "contoso iberia"', '<contoso iberia>'], ['/reviews “contoso iberia” sur', '<contoso iberia> <sur>'], ['/reviews «contoso iberia»', '<contoso iberia>'],
    ['/reviews "contoso', '<contoso>'], ["/reviews O'Neill", '<O’Neill>'], ['/reviews O’Neill & Co', '<O’Neill> <&> <Co>'], ["/reviews 'tis d'Or", '<’tis> <d’Or>'],
    ['/reviews a\\b', '<a\\b>'], ['/reviews   contoso ', '<contoso>'],
  ])('quotes hold words together, an apostrophe does not: %s', (text, words) => {
    expect(lineOf(text)).toBe(`command reviews ${words}`);
  });

  it.each(['/status --help', 'status -h', 'estado 1234567 --help'])('"%s" asks how a command is used', (text) => {
    expect(lineOf(text)).toBe('usage status');
  });

  it.each([
    ['/revews', 'guess reviews'], ['revews contoso', 'guess reviews'], ['estdo', 'guess status'], ['/statsu tell me all about it', 'guess status'], ['ayda', 'guess help'], ['idiom', 'guess language'], ['/aprobacion', 'guess approvals'],
  ])('a typing error is guessed at: "%s"', (text, expected) => {
    expect(lineOf(text)).toBe(expected);
  });

  it.each([
    'statsu tell me all about it', 'hello there', 'how is it going?', 'ok', 'gracias', 'no', 'Contoso Iberia', 'enrolment.approve', '-5 degrees', 'constructor', '/xyz',
  ])('a sentence, or something else, is not: "%s"', (text) => {
    expect(lineOf(text)).toBe('none');
  });
});

describe('isSpanish', () => {
  it.each(['hola', 'Hola, ¿qué tal?', 'buenos días', '¡Buenas tardes!', 'ayuda', '/inscribir', '/Revisión ENR-7K3F-9QXD', 'estado 1234567'])('INV-65 "%s" is', (text) => {
    expect(isSpanish(text, commands)).toBe(true);
  });

  it.each(['hello', 'help', '/review ENR-7K3F-9QXD', '/mpa 1234567', 'enroll', 'no', '', '?'])('INV-65 "%s" may be any language', (text) => {
    expect(isSpanish(text, commands)).toBe(false);
  });
});
