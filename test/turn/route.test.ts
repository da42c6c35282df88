/** Inbound → route, as a table: the first match wins, and "nothing matches" is a value (style.md H1). */

import { describe, expect, it } from '@jest/globals';
import { commands } from '../../bot/commands/table.ts';
import { readInbound } from '../../bot/turn/inbound.ts';
import type { Inbound } from '../../bot/turn/inbound.ts';
import { route } from '../../bot/turn/route.ts';
import { views } from '../../bot/views.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { taskOf, tasks } from '../../src/tasks/catalog.ts';
import { activity, invoke, message } from './support.ts';

/** A route in one line. */
function lineOf(inbound: Inbound): string {
  const chosen = route(inbound, commands);
  switch (chosen.kind) {
    case 'event': return `event ${chosen.task}.${chosen.event}`;
    case 'view': return `view ${chosen.verb}`;
    case 'command': return `${chosen.parsed.kind} ${[chosen.parsed.row.name, ...(chosen.parsed.kind === 'command' ? chosen.parsed.said.words : [])].join(' ')}`;
    case 'talk': return `talk ${chosen.text}`;
    default: return chosen.kind;
  }
}
const clicked = (verb: string): Inbound => readInbound(invoke(verb, { id: 'ENR-7K3F-9QXD', rev: 3 }));
const said = (text: string): Inbound => readInbound(message(text));

describe('route', () => {
  it.each([
    ['enrolment.approve', 'event enrolment.approve'], ['agreement.accept', 'event agreement.accept'], ['workAccount.request', 'event workAccount.request'],
    ['show.status', 'view show.status'], ['set.language', 'view set.language'],
    ['enrolment.explode', 'unknownVerb'], ['enrolment', 'unknownVerb'], ['enrolment.approve.twice', 'unknownVerb'], ['.approve', 'unknownVerb'], ['', 'unknownVerb'],
    ['partnership.authorise', 'unknownVerb'], ['show.everything', 'unknownVerb'], ['help', 'unknownVerb'], ['Enrolment.approve', 'unknownVerb'],
    // Names that every object has are no tasks, events or views.
    ['constructor.name', 'unknownVerb'], ['enrolment.constructor', 'unknownVerb'], ['enrolment.__proto__', 'unknownVerb'], ['toString', 'unknownVerb'], ['__proto__.toString', 'unknownVerb'],
  ])('a click on "%s" is %s', (verb, expected) => {
    expect(lineOf(clicked(verb))).toBe(expected);
  });

  it('hands on what the card said', () => {
    expect(route(clicked('enrolment.approve'), commands)).toMatchObject({ data: { id: 'ENR-7K3F-9QXD', rev: 3 } });
    expect(route(clicked('show.review'), commands)).toMatchObject({ data: { id: 'ENR-7K3F-9QXD', rev: 3 } });
  });

  it('knows every event that a card can ask for, and every view', () => {
    const events = (Object.keys(tasks) as TaskKind[]).flatMap((task) => Object.entries(taskOf(task).events).map(([event, rows]) => ({ verb: `${task}.${event}`, isInner: rows.every(({ inner }) => inner) }))); // the keys of the catalogue
    for (const { verb, isInner } of events) expect(lineOf(clicked(verb))).toBe(isInner ? 'unknownVerb' : `event ${verb}`);
    expect(events.filter(({ isInner }) => isInner).map(({ verb }) => verb)).toContain('workAccount.created');
    expect(Object.keys(views).filter((verb) => lineOf(clicked(verb)) !== `view ${verb}`)).toEqual([]);
  });

  it.each([
    ['/status', 'command status'], ['estado', 'command status'], ['/reviews contoso iberia', 'command reviews contoso iberia'], ['/status --help', 'usage status'], ['/statu', 'guess status'],
    ['hola', 'greeting'], ['Hi!', 'greeting'], ['¡Hola!', 'greeting'], ['Buenos días', 'greeting'], ['Buenas tardes.', 'greeting'], ['Hey', 'greeting'], ['menu', 'greeting'], ['menú', 'greeting'], ['', 'greeting'],
    ['how is my enrolment going?', 'talk how is my enrolment going?'], ['enrolment.approve', 'talk enrolment.approve'],
  ])('"%s" is %s', (text, expected) => {
    expect(lineOf(said(text))).toBe(expected);
  });

  it('a card of another kind of button is routed alike', () => {
    expect(lineOf(readInbound(message('', { text: undefined, value: { verb: 'enrolment.approve', id: 'a', rev: 1 } })))).toBe('event enrolment.approve');
    expect(lineOf(readInbound(message('', { text: undefined, value: { a: 1 } })))).toBe('unknownVerb');
  });

  it.each([
    ['an installation', activity({ type: 'installationUpdate', action: 'add' }), 'installed'],
    ['an answer about a file', activity({ type: 'invoke', name: 'fileConsent/invoke', value: { type: 'fileUpload', action: 'decline', context: { id: 'a' } } }), 'file'],
    ['a reaction', activity({ type: 'messageReaction' }), 'ignored'],
    ['something malformed', invoke('', {}, { value: undefined }), 'ignored'],
  ])('%s is %s', (_what, sent, expected) => {
    expect(lineOf(readInbound(sent))).toBe(expected);
  });
});
