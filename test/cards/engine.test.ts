/** The card engine: what it refuses to load, what it renders, and what it never does. The shared cards are here as its customers. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { md } from '../../bot/cards/escape.ts';
import type { JsonObject } from '../../bot/cards/load.ts';
import { cardNames, loadCards } from '../../bot/cards/load.ts';
import type { AdaptiveCard, CardData, Renderer } from '../../bot/cards/render.ts';
import { createRenderer, render } from '../../bot/cards/render.ts';
import { cardProblems } from './contract.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cards-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const heading = { type: 'TextBlock', style: 'heading', text: '@title', wrap: true };
const words = {
  common: { title: { en: 'Shared', es: 'Común' }, only: { en: 'Only in common', es: 'Solo en común' } },
  demo: { title: { en: 'Hello {name}', es: 'Hola, {name}' }, still: { en: 'Good day', es: 'Buenos días' } },
};

function write(name: string, card: unknown): void {
  mkdirSync(join(directory, 'demo'), { recursive: true });
  writeFileSync(join(directory, 'demo', `${name}.json`), JSON.stringify(card));
}

const cardOf = (...body: readonly unknown[]): unknown => ({ type: 'AdaptiveCard', version: '1.5', body });

function rendererOf(card: unknown): Renderer<'demo/card'> {
  write('card', card);
  return createRenderer(loadCards(directory, ['demo/card'], words));
}

function renderOnce(card: unknown, data: CardData): AdaptiveCard {
  return rendererOf(card).render('demo/card', 'en', data);
}

/** In a process of its own: this one has loaded the engine already. */
function loadsEngineFor(card: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '--eval', `
    import { createRequire } from 'node:module';
    import { loadCards } from './bot/cards/load.ts';
    import { createRenderer } from './bot/cards/render.ts';
    const { render } = createRenderer(loadCards(${JSON.stringify(directory)}, ['demo/ours', 'demo/more'], ${JSON.stringify(words)}));
    render('demo/${card}', 'en', { name: 'Ana' });
    process.stdout.write(String(Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('adaptive'))));
  `], { encoding: 'utf8' });
}

describe('loadCards', () => {
  it('names a card file that no name stands for', () => {
    write('card', cardOf(heading));
    write('stray', cardOf(heading));
    expect(() => loadCards(directory, ['demo/card'], words)).toThrow('demo/stray');
  });

  it('names a name that no card file stands for', () => {
    write('card', cardOf(heading));
    expect(() => loadCards(directory, ['demo/card', 'demo/gone'], words)).toThrow('demo/gone');
  });

  it('looks for words in the own group, then in common, and refuses unknown ones', () => {
    expect(renderOnce(cardOf({ ...heading, text: '@still' }), {})['speak']).toBe('Good day');
    expect(renderOnce(cardOf({ ...heading, text: '@only' }), {})['speak']).toBe('Only in common');
    expect(() => renderOnce(cardOf({ ...heading, text: '@unheard' }), {})).toThrow('"@unheard"');
  });

  it('takes "@" for a key only when it is the whole text', () => {
    expect(renderOnce(cardOf({ ...heading, text: 'Mail ana @only' }), {})['speak']).toBe('Mail ana @only');
  });

  it.each(['a ${b}', 'a `b`', 'a \\ b'])('refuses words like "%s", which the engine would read as its own', (text) => {
    write('card', cardOf(heading));
    expect(() => loadCards(directory, ['demo/card'], { demo: { title: { en: 'fine', es: text } } })).toThrow('"title"');
  });

  it('refuses null in a card', () => {
    write('card', cardOf(heading, { type: 'TextBlock', text: null }));
    expect(() => loadCards(directory, ['demo/card'], words)).toThrow('null');
  });

  it('takes all the cards of the program', () => {
    expect(cardNames).toContain('common/message');
    expect(() => render('common/message', 'en', { title: 'a', text: 'b' })).not.toThrow();
  });
});

describe('render', () => {
  it('INV-65 fills the words of the reader\'s language', () => {
    const { render } = rendererOf(cardOf(heading));
    expect(render('demo/card', 'en', { name: 'Ana' }).body).toEqual([{ ...heading, text: 'Hello Ana' }]);
    expect(render('demo/card', 'es', { name: 'Ana' }).body).toEqual([{ ...heading, text: 'Hola, Ana' }]);
  });

  it('adds the language, and the heading as what is said and shown instead of the card', () => {
    const card = renderOnce(cardOf({ type: 'Container', items: [heading] }), { name: md('[Ana]') });
    expect(card).toMatchObject({ lang: 'en', speak: 'Hello [Ana]', fallbackText: 'Hello \\[Ana\\]' });
  });

  it('refuses a card without a heading', () => {
    expect(() => renderOnce(cardOf({ type: 'TextBlock', text: 'x' }), {})).toThrow('heading');
  });

  it.each([
    ['in the middle of words', heading],
    ['as a whole value', { ...heading, text: '${name}' }],
    ['deeper than the data goes', { ...heading, text: '${name.first}' }],
    ['for rows', { ...heading, text: 'x', $data: '${name}' }],
  ])('throws when a binding has no value %s', (_where, element) => {
    expect(() => renderOnce(cardOf(element), {})).toThrow('name');
  });

  it('is none the worse after such a fault', () => {
    const { render } = rendererOf(cardOf(heading));
    expect(() => render('demo/card', 'en', {})).toThrow('name');
    expect(render('demo/card', 'en', { name: 'Ana' })['speak']).toBe('Hello Ana');
  });

  it('lets a card ask whether there is a value', () => {
    const optional = { type: 'TextBlock', $when: '${exists(more)}', text: '${more}' };
    const { render } = rendererOf(cardOf(heading, optional));
    expect(render('demo/card', 'en', { name: 'Ana' }).body).toHaveLength(1);
    expect(render('demo/card', 'en', { name: 'Ana', more: 'x' }).body).toHaveLength(2);
  });

  it('shows an expression in the data as text and never runs it', () => {
    const card = renderOnce(cardOf(heading), { name: '${secret} `x`', secret: 'S3CRET' });
    expect(card['speak']).toBe('Hello ${secret} `x`');
  });

  it('has no type for null, and throws for undefined that came past the types', () => {
    // @ts-expect-error the engine breaks on null inside a text (teams-platform §15)
    const withNull: CardData = { title: null };
    expect(withNull).toBeDefined();
    // @ts-expect-error and shows what is undefined as a binding
    expect(() => render('common/message', 'en', { title: undefined, text: 'a' })).toThrow('title');
  });

  it('loads the template engine only for a card that says more than our own code reads', () => {
    write('ours', cardOf(heading));
    write('more', cardOf({ ...heading, text: '${toUpper(name)}' }));
    expect([loadsEngineFor('ours'), loadsEngineFor('more')]).toEqual(['false', 'true']);
  });

  it('leaves the whole template language to authors', () => {
    const { render, warm } = rendererOf(cardOf({ ...heading, text: "${if(count(items) > 1, join(items, ' + '), toUpper(name))}" }, { type: 'TextBlock', $data: '${items}', text: '${$index}: ${toUpper($data)}' }));
    const card = render('demo/card', 'en', { name: 'Ana', items: ['a', 'b'] });
    expect([card['speak'], card.body.slice(1)]).toEqual(['a + b', [{ type: 'TextBlock', text: '0: A' }, { type: 'TextBlock', text: '1: B' }]]);
    expect(() => render('demo/card', 'en', { items: ['a'] })).toThrow('The card "demo/card" was given no value for name');
    return warm();
  });

  it('refuses an expression that means nothing before anybody meets it', async () => {
    await expect(rendererOf(cardOf({ ...heading, text: '${name name}' })).warm()).rejects.toThrow('The card "demo/card" has an expression that the template engine cannot read');
  });

  it('keeps numbers and booleans what they are', () => {
    const card = renderOnce(cardOf({ ...heading, text: '@still' }, { type: 'Input.Number', value: '${n}', isVisible: '${b}' }), { n: 3, b: false });
    expect(card.body[1]).toEqual({ type: 'Input.Number', value: 3, isVisible: false });
  });

  it('puts a banner first, as inert text that wraps', () => {
    const { render } = rendererOf(cardOf({ ...heading, text: '@still' }));
    const card = render('demo/card', 'en', {}, { banner: { style: 'good', text: 'Saved for *Ana*' } });
    expect(card.body).toHaveLength(2);
    expect(card.body[0]).toMatchObject({ type: 'Container', style: 'good', items: [{ text: 'Saved for \\*Ana\\*', wrap: true }] });
    expect(card['speak']).toBe('Good day');
    expect(render('demo/card', 'en', {}).body).toHaveLength(1);
  });

  it('gives a card that binds nothing frozen parts, so that no reader can change it for the next', () => {
    const card = renderOnce(cardOf({ ...heading, text: '@still' }), {});
    expect(Object.isFrozen(card.body[0])).toBe(true);
  });

  it('renders the same after warming as before', async () => {
    const { render, warm } = rendererOf(cardOf(heading));
    const before = render('demo/card', 'es', { name: 'Ana' });
    await warm();
    expect(render('demo/card', 'es', { name: 'Ana' })).toEqual(before);
  });
});

const execute = { verb: 'demo.open', data: { id: 'ENR-7K3F-9QXD', rev: 3 } };
const row = { name: 'Contoso', title: md('Contoso'), subtitle: 'Madrid · in review', ...execute };
const page = { title: 'Reviews', subtitle: '1 to 20', empty: 'Nothing to review', rows: [], search: { query: '', ...execute }, extra: [] };
const listed = (data: JsonObject): string => JSON.stringify(render('common/list', 'es', { ...page, ...data }));

const samples: readonly (readonly [string, (typeof cardNames)[number], JsonObject])[] = [
  ['a message', 'common/message', { title: 'Done', text: 'All is well.' }],
  ['a message with facts', 'common/message', { title: 'Done', text: 'All is well.', facts: [{ title: 'Company', value: 'Contoso' }] }],
  ['a menu', 'common/menu', { title: 'Menu', intro: 'Choose', buttons: Array.from({ length: 6 }, () => ({ title: 'Open', ...execute })) }],
  ['an empty list', 'common/list', page],
  ['a list of 20 rows', 'common/list', {
    ...page, rows: Array.from({ length: 20 }, () => row), previous: execute, next: execute,
  }],
];

describe('the shared cards', () => {
  it.each(samples)('%s keeps to the contract of every card', (_what, name, data) => {
    for (const language of ['en', 'es'] as const) expect(cardProblems(render(name, language, data), ['demo.open'])).toEqual([]);
  });

  it('a message shows facts only when there are some', () => {
    const message = { title: 'a', text: 'b' };
    expect(render('common/message', 'en', message).body).toHaveLength(2);
    expect(render('common/message', 'en', { ...message, facts: [] }).body).toHaveLength(2);
    expect(render('common/message', 'en', { ...message, facts: [{ title: 'a', value: 'b' }] }).body).toHaveLength(3);
  });

  it('a list says that it is empty, and has the buttons of the pages there are', () => {
    const empty = listed({});
    expect(empty).toContain('Nothing to review');
    expect(empty).not.toContain('Página');
    expect(listed({ next: execute })).toContain('Página siguiente');
    expect(listed({ previous: execute })).toContain('Página anterior');
    expect(listed({ rows: [row] })).not.toContain('Nothing to review');
    expect(listed({ rows: [row] })).toContain('Madrid · in review');
  });
});

describe('the contract', () => {
  const good: AdaptiveCard = { type: 'AdaptiveCard', version: '1.5', lang: 'en', speak: 'a', fallbackText: 'a', body: [] };
  const text = { type: 'TextBlock', text: 'a', wrap: true };
  const action = { type: 'Action.Execute', title: 'a', verb: 'a.b' };
  const input = { type: 'Input.Text', id: 'a', label: 'a', maxLength: 10 };

  it('finds nothing wrong with a good card', () => {
    expect(cardProblems({ ...good, body: [text, input], actions: [action] }, ['a.b'])).toEqual([]);
  });

  it.each([
    ['version', { ...good, version: '1.6' }],
    ['language', { ...good, lang: 'fr' }],
    ['speak', { ...good, speak: '' }],
    ['bytes', { ...good, body: [{ ...text, text: 'x'.repeat(14_336) }] }],
    ['label', { ...good, body: [{ ...input, label: '' }] }],
    ['id', { ...good, body: [{ type: 'Input.Date', label: 'a' }] }],
    ['two inputs', { ...good, body: [input, { type: 'Container', items: [input] }] }],
    ['errorMessage', { ...good, body: [{ ...input, isRequired: true }] }],
    ['maxLength', { ...good, body: [{ type: 'Input.Text', id: 'a', label: 'a' }] }],
    ['comma', { ...good, body: [{ type: 'Input.ChoiceSet', id: 'a', label: 'a', isMultiSelect: true, wrap: true, choices: [{ title: 'a', value: 'a,b' }] }] }],
    ['wrap', { ...good, body: [{ type: 'TextBlock', text: 'a' }] }],
    ['cuts off', { ...good, body: [{ type: 'Input.Toggle', id: 'a', label: 'a' }] }],
    ['colour alone', { ...good, body: [{ type: 'Container', style: 'warning', items: [] }] }],
    ['half a fact', { ...good, body: [{ type: 'FactSet', facts: [{ title: 'a', value: '' }] }] }],
    ['no words', { ...good, body: [{ type: 'Container', selectAction: { type: 'Action.Execute', verb: 'a.b' } }] }],
    ['2 headings', { ...good, body: [{ ...text, style: 'heading' }, { ...text, style: 'heading' }] }],
    ['comes after 3 texts', { ...good, body: [text, text, text, { ...text, style: 'heading' }] }],
    ['has no text', { ...good, body: [{ type: 'TextBlock', wrap: true }] }],
    ['altText', { ...good, body: [{ type: 'Image', url: 'https://contoso.com/a.png' }] }],
    ['columns', { ...good, body: [{ type: 'ColumnSet', columns: [{}, {}, {}] }] }],
    ['actions', { ...good, body: [{ type: 'ActionSet', actions: Array.from({ length: 7 }, () => action) }] }],
    ['Action.Execute', { ...good, actions: [{ type: 'Action.Submit', title: 'a' }] }],
    ['title', { ...good, actions: [{ ...action, title: '' }] }],
    ['unknown verb', { ...good, body: [{ type: 'Container', selectAction: { ...action, verb: 'a.c' } }] }],
    ['hex colour', { ...good, body: [{ ...text, color: '#ff0000' }] }],
    ['binding', { ...good, body: [{ ...text, text: 'Hello ${name}' }] }],
  ] satisfies readonly (readonly [string, AdaptiveCard])[])('complains of a wrong %s', (complaint, card) => {
    const problems = cardProblems(card, ['a.b']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(complaint);
  });
});
