/** Our own expansion of templates beside the template engine, which says what is right: its traps one by one, and templates and data at random. */

import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { compile } from '../../bot/cards/expand.ts';
import type { JsonObject, JsonValue } from '../../bot/cards/load.ts';
import { cardNames, loadCards } from '../../bot/cards/load.ts';
import { words } from '../../bot/words.ts';

const { GlobalSettings, Template } = createRequire(import.meta.url)('adaptivecards-templating') as typeof import('adaptivecards-templating'); // `require` knows no types

/** Null is what a text cannot show: the engine throws, and our own code calls it missing. */
type Outcome = { readonly card: string } | { readonly missing: readonly string[] } | 'null in a text';

function byEngine(template: JsonObject, data: JsonObject): Outcome {
  const missing: string[] = [];
  GlobalSettings.getUndefinedFieldValueSubstitutionString = (path) => {
    missing.push(path);
    return '?';
  };
  try {
    const card = JSON.stringify(new Template(template).expand({ $root: data }));
    return missing.length > 0 ? { missing } : { card };
  } catch (fault) {
    if (!/properties of null/.test(String(fault))) throw fault;
    return 'null in a text';
  }
}

function byUs(template: JsonObject, data: JsonObject): Outcome {
  const missing: string[] = [];
  const card = JSON.stringify(compile(template)?.(data, missing));
  return missing.length > 0 ? { missing } : { card };
}

const shown = (body: JsonValue): Outcome => ({ card: JSON.stringify({ body }) });

/** The types of cards leave it out. */
const NULL = null as unknown as JsonValue; // so it is none of theirs

const data = {
  name: 'Ana', empty: '', zero: 0, number: 3.5, yes: true, no: false, deep: { name: 'Eva', list: [1] }, none: [], list: ['x', 'y'], secret: 'S3CRET', sly: '${secret}',
  rows: [{ name: 'Uno' }, { name: 'Dos' }], constructed: {},
};
const title = { text: '${name}' };

const agreed: readonly (readonly [string, readonly JsonValue[], Outcome])[] = [
  ['a missing field', ['Hi ${gone}', '${gone}', '${deep.gone}', '${name.gone}'], { missing: ['gone', 'gone', 'deep.gone', 'name.gone'] }],
  ['what every object inherits', ['${constructor}', '${list.length}', '${deep.toString}'], { missing: ['constructor', 'list.length', 'deep.toString'] }],
  ['types of whole values', ['${number}', '${yes}', '${zero}', '${empty}', '${constructed}'], shown([3.5, true, 0, '', {}])],
  ['types inside a text', ['a ${number}, ${no}, ${empty}, ${list}, ${deep}.'], shown(['a 3.5, false, , x,y, [object Object].'])],
  ['a condition as a value', ["${name == 'Ana'}", '${!yes}', 'is ${exists(gone)}'], shown([true, false, 'is false'])],
  ['a dollar, a brace, spaces', ['$ {name} $${ name }}'], shown(['$ {name} $Ana}'])],
  ['names in another case', ['${NAME} ${Deep.Name}'], shown(['Ana Eva'])],
  ['an expression in the data', ['${sly} ${sly}', '${sly}'], shown(['${secret} ${secret}', '${secret}'])],
  ['a list as a value, in a list', ['a', '${list}', '${none}'], shown(['a', 'x', 'y'])],
  ['a list as a value, under a name', [{ of: '${list}', none: '${none}' }], shown([{ of: ['x', 'y'], none: [] }])],
  ['lists in lists', [['a', ['b']], [], [[['c']]]], shown(['a', 'b', 'c'])],
  ['$data of a list', [{ $data: '${rows}', ...title }], shown([{ text: 'Uno' }, { text: 'Dos' }])],
  ['$data of a list, under a name', [{ of: { $data: '${rows}', ...title }, one: { $data: '${deep.list}', n: '${$data}' } }], shown([{ of: [{ text: 'Uno' }, { text: 'Dos' }], one: { n: 1 } }])],
  ['$data of an empty list', ['a', { $data: '${none}', ...title }, { of: { $data: '${none}', ...title } }], shown(['a', { of: NULL }])],
  ['$data of a missing list', [{ $data: '${gone}', ...title }], { missing: ['gone', 'name'] }],
  ['$data of an object', [{ $data: '${deep}', ...title, up: '${$root.name}' }], shown([{ text: 'Eva', up: 'Ana' }])],
  ['$data and the rest of the data', [{ $data: '${rows}', text: '${number}' }], { missing: ['number', 'number'] }],
  ['$data in $data', [{ $data: '${rows}', of: [{ $data: '${$root.list}', text: '${$data}${$index}' }], at: '${$index}' }], shown([{ of: [{ text: 'x0' }, { text: 'y1' }], at: 0 }, { of: [{ text: 'x0' }, { text: 'y1' }], at: 1 }])],
  ['$when beside $data', [{ $data: '${rows}', $when: "${name != 'Uno'}", ...title }], shown([{ text: 'Dos' }])],
  ['$when that is not exactly true', ['name', 'zero', 'empty', 'gone', 'none', 'deep', 'no', 'deep.gone'].map((path) => ({ $when: `\${${path}}`, ...title })), shown([])],
  ['$when that is true', ['yes', '!no', '!gone', 'exists(empty)', 'exists(no)', 'count(list) > 1', 'count(list) == 2', 'count(none) == 0', 'count(name) == 3', 'count(deep) == 2', "gone != ''", "number != ''", "empty == ''", 'name && yes', "zero && empty && name == 'Ana'"]
    .map((said) => ({ $when: `\${${said}}`, said })), shown(['yes', '!no', '!gone', 'exists(empty)', 'exists(no)', 'count(list) > 1', 'count(list) == 2', 'count(none) == 0', 'count(name) == 3', 'count(deep) == 2', "gone != ''", "number != ''", "empty == ''", 'name && yes', "zero && empty && name == 'Ana'"].map((said) => ({ said })))],
  ['$when that is false', ['!yes', '!zero', '!name', 'exists(gone)', 'count(gone) == 0', 'count(gone) > 0', 'count(number) == 0', "gone == ''", "zero == ''", "list == ''", 'yes && no', 'yes && gone'].map((said) => ({ $when: `\${${said}}`, said })), shown([])],
  ['$when under a name', [{ of: { $when: '${no}', ...title } }], shown([{ of: NULL }])],
  ['names that are the engine\'s own', [{ $root: 1, $index: 2, $host: 3, text: 'a' }], shown([{ text: 'a' }])],
  ['words that are no names', [{ true: '${deep.name}' }], shown([{ true: 'Eva' }])],
];

describe('expanding', () => {
  it.each(agreed)('%s', (_trap, body, outcome) => {
    expect(byEngine({ body }, data)).toEqual(outcome);
    expect(byUs({ body }, data)).toEqual(outcome);
  });

  it('meets null as the engine does, and calls it missing where the engine breaks', () => {
    const nulls = { it: NULL, rows: [NULL, { name: 'Ana' }] };
    const whole = { body: ['${it}', { it: '${it}' }, { $when: '${exists(it)}' }, { $when: "${it == ''}" }, { $when: "${it != ''}", n: 1 }, { $when: '${!it}', n: 2 }, { $when: '${count(it) == 0}' }] };
    expect([byEngine(whole, nulls), byUs(whole, nulls)]).toEqual([shown([{ it: NULL }, { n: 1 }, { n: 2 }]), shown([{ it: NULL }, { n: 1 }, { n: 2 }])]);
    const within = { body: ['a ${it}'] };
    expect([byEngine(within, nulls), byUs(within, nulls)]).toEqual(['null in a text', { missing: ['it'] }]);
    const rows = { body: [{ $data: '${rows}', ...title }] };
    expect([byEngine(rows, nulls), byUs(rows, nulls)]).toEqual([{ missing: ['name'] }, { missing: ['name'] }]);
  });

  it.each(['${a-b}', '${toUpper(a)}', '${count(a)}', '${a || b}', '${a[0]}', "${a['b']}", '${json(a)}', '${true}', '${1}', "${'a'}", '${}', '${a', 'a\\${b}', '`${a}', '${a == b}', '${!exists(a)}', "${a == 'it\\'s'}", '${(a)}', '${$host.a}', '${if(a, b, c)}'])(
    'leaves %s to the engine', (text) => {
      expect(compile({ text })).toBeUndefined();
      expect(compile({ body: [{ text: 'a' }, { items: [{ $data: '${a}', text }] }] })).toBeUndefined();
    },
  );

  it.each([{ $when: true }, { $when: 'yes' }, { $when: 'a ${b}' }, { $when: '${a} ' }, { $data: { name: 'Ana' } }, { $data: [{ name: 'Ana' }] }] satisfies JsonObject[])('leaves %j to the engine', (element) => {
    expect(compile({ body: [{ ...element, ...title }] })).toBeUndefined();
  });

  it.each(cardNames)('needs no engine for %s', (name) => {
    const { en, es } = cards.get(name) ?? {};
    expect([en && compile(en), es && compile(es)]).toEqual([expect.any(Function), expect.any(Function)]);
  });

  it('shares with the next card only what nobody can change, and hands out the data themselves', () => {
    const expand = compile({ still: { items: [{ text: 'a' }] }, moving: { text: '${name}' }, whole: '${deep}' });
    const [first, second] = [expand?.(data, []), expand?.(data, [])];
    expect(first?.['still']).toBe(second?.['still']);
    expect(frozenDown(first?.['still'] ?? 'nothing')).toBe(true);
    expect(first?.['moving']).not.toBe(second?.['moving']);
    expect(first?.['whole']).toBe(data.deep);
  });

  it('makes of any template and any data what the engine makes of it, or refuses both', () => {
    const seen = { cards: 0, refusals: 0 };
    fc.assert(fc.property(templates, objects, (template, bound) => {
      const [ours, engine] = [byUs(template, bound), byEngine(template, bound)];
      seen[engine !== 'null in a text' && 'card' in engine ? 'cards' : 'refusals']++;
      if (engine === 'null in a text') expect(ours).toHaveProperty('missing');
      else expect(ours).toEqual(engine);
    }), { numRuns: 400 });
    expect(Math.min(seen.cards, seen.refusals)).toBeGreaterThan(40);
  });
});

const cards = loadCards(fileURLToPath(new URL('../../cards', import.meta.url)), cardNames, words);

function frozenDown(value: JsonValue): boolean {
  return typeof value !== 'object' || (Object.isFrozen(value) && Object.values(value).every((inner: JsonValue) => frozenDown(inner)));
}

const NAMES = ['a', 'b', 'list', 'flag', 'Other'] as const;
const name = fc.constantFrom<string>(...NAMES, 'other', 'FLAG');
const path = fc.oneof(name, fc.tuple(name, name).map((names) => names.join('.')), name.map((head) => `$root.${head}`), fc.constantFrom('$data', '$index'));
const literal = fc.constantFrom('', 'x', '1', '${a}');
const condition = fc.oneof(
  path, path.map((it) => `!${it}`), path.map((it) => `exists(${it})`),
  fc.tuple(path, fc.constantFrom('==', '!='), fc.constantFrom('', 'x', '1')).map(([it, operator, text]) => `${it} ${operator} '${text}'`),
  fc.tuple(path, fc.constantFrom('==', '>'), fc.nat(2)).map(([it, operator, number]) => `count(${it}) ${operator} ${number}`),
);
const expression = fc.oneof({ weight: 3, arbitrary: path }, condition, fc.tuple(condition, condition).map((both) => both.join(' && '))).map((said) => `\${${said}}`);
const text = fc.oneof({ weight: 2, arbitrary: expression }, fc.constantFrom('still', ''), fc.tuple(expression, expression).map(([one, other]) => `- ${one} and ${other}`));

const { object: templates } = fc.letrec<{ node: JsonValue; object: JsonObject; list: JsonValue }>((tie) => ({
  node: fc.oneof({ maxDepth: 4, withCrossShrink: true }, text, fc.constantFrom(1, true), tie('object'), tie('object'), tie('list')),
  list: fc.array(tie('node'), { maxLength: 3 }),
  object: fc.record({ text: tie('node'), $data: path.map((it) => `\${${it}}`), $when: condition.map((said) => `\${${said}}`), items: tie('node') }, { requiredKeys: [], noNullPrototype: true }),
}));

const { value: _values, object: objects } = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, literal, fc.constantFrom(0, 1, 2.5, true, false), fc.constant(NULL), fc.array(tie('value'), { maxLength: 3 }), tie('object')),
  object: fc.record(Object.fromEntries(NAMES.map((key) => [key, tie('value')])), { requiredKeys: ['a', 'flag'], noNullPrototype: true }) as fc.Arbitrary<JsonObject>, // each value is one
}));
