/** The reader of templates, by itself: what it reads, and what it refuses rather than misreads. */

import { describe, expect, it } from '@jest/globals';
import { parseTemplate } from './bicep.ts';

const valueOf = (text: string): unknown => parseTemplate(`var one = ${text}`).variables[0]?.value;

describe('values', () => {
  it.each([
    ["'plain'", 'plain'],
    ["'the channel\\'s'", "the channel's"],
    ["'https://example.com' // a comment", 'https://example.com'],
    ['-1', -1],
    ['true', true],
    ['null', null],
    ["['a', 2]", ['a', 2]],
    ["{ a: 1, 'b.c': [] }", new Map<string, unknown>([['a', 1], ['b.c', []]])],
    ["'${name}-x'", { computed: "'${name}-x'" }],
    ["'https://${empty(domain) ? '${name}.x' : domain}'", { computed: "'https://${empty(domain) ? '${name}.x' : domain}'" }],
    ["map(all, (one) => { name: one.name\n  value: 'x' })", { computed: "map(all, (one) => { name: one.name\n  value: 'x' })" }],
    ["empty(x) ? [] : [{ name: 'x' }]", { computed: "empty(x) ? [] : [{ name: 'x' }]" }],
  ])('%s', (text, expected) => {
    expect(valueOf(text)).toEqual(expected);
  });

  it('stand on lines of their own or with commas', () => {
    expect(valueOf("[\n  { path: '/a' }\n  { path: '/b' } // last\n]")).toEqual([new Map([['path', '/a']]), new Map([['path', '/b']])]);
  });
});

describe('declarations', () => {
  it('of a parameter: with a default, secret, or required', () => {
    const { params } = parseTemplate("@description('a (b)')\n@secure()\nparam a string = ''\nparam b int\nparam c bool = true");
    expect(params).toEqual([
      { name: 'a', type: 'string', isSecure: true, fallback: '' }, { name: 'b', type: 'int', isSecure: false, fallback: undefined }, { name: 'c', type: 'bool', isSecure: false, fallback: true },
    ]);
  });

  it('of a resource: existing, on a condition, in a loop', () => {
    const { resources } = parseTemplate([
      "resource a 'A/b@2020-01-01' existing = {\n  name: 'x'\n}",
      "resource b 'A/b@2020-01-01' = if (!empty(x)) {\n  name: 'y'\n}",
      "resource c 'A/b@2020-01-01' = [for one in all: {\n  name: one\n}]",
    ].join('\n'));
    expect(resources.map(({ name, isExisting, condition, body }) => [name, isExisting, condition, body.get('name')])).toEqual([
      ['a', true, undefined, 'x'], ['b', false, '(!empty(x))', 'y'], ['c', false, undefined, { computed: 'one' }],
    ]);
  });

  it('of a module, an output and a file of parameters', () => {
    const template = parseTemplate("using './main.bicep'\nparam x = 'y'\nmodule m 'modules/m.bicep' = {\n  name: 'm'\n  params: { a: b }\n}\noutput o string = m.outputs.o");
    expect(template.using).toBe('./main.bicep');
    expect(template.params[0]?.fallback).toBe('y');
    expect(template.modules).toEqual([{ name: 'm', path: 'modules/m.bicep', condition: undefined, params: new Map([['a', { computed: 'b' }]]) }]);
    expect(template.outputs).toEqual([{ name: 'o', type: 'string', value: { computed: 'm.outputs.o' } }]);
  });
});

describe('what is no template', () => {
  it.each([
    ["import 'x'", 'Line 1: "import" begins no declaration'],
    ['resource', 'a name is missing'],
    ["var a = 'b", 'a string does not end'],
    ['var a = { b: 1', 'something is not closed'],
    ['var a = { b 1 }', '":" is missing'],
    ['var a = { b: 1, b: 2 }', '"b" is there twice'],
    ["\n\nresource a 'A/b@1' = [for one in all {\n}]", 'Line 3: a loop is written'],
  ])('%j is refused', (text, why) => {
    expect(() => parseTemplate(text)).toThrow(why);
  });
});
