/** Text that people typed, in cards: nothing in it is Markdown, and it still reads as it was written. */

import { describe, expect, it } from '@jest/globals';
import { md, plain } from '../../bot/cards/escape.ts';

const NBSP = '\u{a0}';

describe('md', () => {
  it.each([
    ['a link', '[pay here](https://evil.example)', '\\[pay here\\](https://evil.example)'],
    ['an image', '![x](https://evil.example/x.png)', '!\\[x\\](https://evil.example/x.png)'],
    ['an address in angle brackets', '<https://evil.example>', '\\<https://evil.example>'],
    ['emphasis with stars', '**bold** and *light*', '\\*\\*bold\\*\\* and \\*light\\*'],
    ['emphasis with underscores', '_light_ __bold__', '\\_light\\_ \\_\\_bold\\_\\_'],
    ['strikethrough', '~~gone~~', '\\~\\~gone\\~\\~'],
    ['code', '`rm`', '\\`rm\\`'],
    ['HTML', '<b>x</b> <!-- y -->', '\\<b>x\\</b> \\<!-- y -->'],
    ['a mention', '<at>Ana</at>', '\\<at>Ana\\</at>'],
    ['an entity', '&lt;b&gt; &#42;', '\\&lt;b\\&gt; \\&#42;'],
    ['a date of the client', '{{DATE(2026-11-21T10:00:00Z, SHORT)}}', '{\\{DATE(2026-11-21T10:00:00Z, SHORT)}}'],
    ['a time of the client', '{{TIME(2026-11-21T10:00:00Z)}}', '{\\{TIME(2026-11-21T10:00:00Z)}}'],
    ['a list', '- one\n+ two\n* three', `-${NBSP}one\n\n+${NBSP}two\n\n*${NBSP}three`],
    ['a numbered list', '1. one\n2) two', `1.${NBSP}one\n\n2)${NBSP}two`],
    ['an empty list item', '-\n7.', '\\-\n\n7\\.'],
    ['a heading', '# Title\n###', `#${NBSP}Title\n\n\\###`],
    ['a quotation', '> said', '\\> said'],
    ['a rule', 'above\n---', 'above\n\n\\---'],
    ['an indented block', '    code', 'code'],
    ['a backslash that would escape', '\\*x\\\\', '\\\\\\*x\\\\\\\\'],
    ['an undoing backslash at the end', 'C:\\', 'C:\\\\'],
  ])('makes %s inert', (_what, typed, expected) => {
    expect(md(typed)).toBe(expected);
  });

  it.each([
    'Contoso & Co., S.L.', 'AT&T', 'first_name', 'ana_garcia@contoso.com', '5 * 3 < 20', 'C:\\Users\\ana', '#1 in Madrid', '-5 °C', '1.5', 'a - b', '50 % + 1',
    'Muñoz (Madrid)', '¿Qué tal?', '~10', '{x} ${y}', 'https://contoso.com/a?b=1&c=2',
  ])('leaves "%s" alone, for phones show a needless backslash', (typed) => {
    expect(md(typed)).toBe(typed);
  });

  it('keeps line breaks as paragraphs, the only breaks that every client shows', () => {
    expect(md('one\r\ntwo\n\n\n three ')).toBe('one\n\ntwo\n\nthree');
  });

  it('drops what could show the text in another order, and control characters', () => {
    expect(md('a\u{202e}b\u{2066}c\u{200f}\u{200e}d\u{61c}\u{0}e')).toBe('abcde');
  });
});

describe('plain', () => {
  it.each(['**bold**', '[a](b)', 'first_name', '5 * 3', 'C:\\', '<at>Ana</at>', '&amp;', '{{DATE(x)}}', '---', '7.'])('gives "%s" back as it was typed', (typed) => {
    expect(plain(md(typed))).toBe(typed);
  });
});
