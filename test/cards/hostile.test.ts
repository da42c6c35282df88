/** Whatever people type, it is text: no link, mention, markup or binding of theirs works on any card, and no card breaks or grows too big by it. */

import { describe, expect, it } from '@jest/globals';
import { cardNames } from '../../bot/cards/load.ts';
import type { JsonObject, JsonValue } from '../../bot/cards/load.ts';
import { isObject } from '../../bot/cards/load.ts';
import { views } from '../../bot/views.ts';
import { tasks } from '../../src/tasks/catalog.ts';
import { eachWorld } from '../support/deps.ts';
import { cardProblems } from './contract.ts';
import { draw } from './draw.ts';
import { samples } from './samples.ts';
import { saying } from './typed.ts';

const world = eachWorld();
const cases = cardNames.flatMap((card) => Object.entries(samples[card]).map(([name, sample]) => [card, name, sample] as const));
const verbs = [...Object.entries(tasks).flatMap(([task, { events }]) => Object.keys(events).map((event) => `${task}.${event}`)), ...Object.keys(views)];

const tricks = [
  '[pay here](https://evil.example)', '![x](https://evil.example/x.png)', '<at>Ana</at>', '<b>bold</b>', '<https://evil.example>', '**stars**', '_lines_', '`code`', '~~gone~~',
  '&lt;b&gt;', '{{DATE(2026-11-21T10:00:00Z, SHORT)}}', '\u{202e}turned', 'right\u{200f}', '# heading', '- item', '> said',
];
const HOSTILE = `"quoted" \${secret} ${tricks.slice(0, 8).join(' ')}\n${tricks.slice(8).join('\n')}`;
/** As long as any name may be. */
const LONG = 'Ñandú ["&"] '.repeat(20).slice(0, 200);

/** What would work if it stood there as it was typed. Escaped characters are taken out before these are looked for. */
const works = /\]\(|<at>|<\/at>|<b>|<https|\*\*stars|_lines_|`|~~|&lt;|\{\{DATE|[\u{61c}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]|^# |^- |^> /mu;
const withoutEscaped = (markdown: string): string => markdown.replace(/\\[!-/:-@[-`{-~]/g, '');

/** Every text in which a client looks for Markdown (teams-platform §2). */
function markdownIn(node: JsonValue): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((item: JsonValue) => markdownIn(item));
  if (!isObject(node)) return [];
  const own = node['type'] === 'TextBlock' ? [String(node['text'])] : node['type'] === 'FactSet' ? factsIn(node) : [];
  return [...own, ...Object.values(node).flatMap((child) => markdownIn(child))];
}

function factsIn({ facts }: JsonObject): readonly string[] {
  return Array.isArray(facts) ? facts.filter(isObject).flatMap((fact: JsonObject) => [String(fact['title']), String(fact['value'])]) : [];
}

describe.each(cases)('%s, %s', (_card, _name, sample) => {
  it('shows what was typed as text', async () => {
    const card = await draw(sample, { deps: world().deps, language: 'es', said: saying(HOSTILE) });
    expect(markdownIn(card).filter((text) => works.test(withoutEscaped(text)))).toEqual([]);
    expect(cardProblems(card, verbs).filter((problem) => !/shows a binding|bytes/.test(problem))).toEqual([]); // "${secret}" is shown, as text, and no field is that long
  });

  it('holds the longest names', async () => {
    const card = await draw(sample, { deps: world().deps, language: 'es', said: saying(LONG) });
    expect(cardProblems(card, verbs)).toEqual([]);
  });
});

it.each(tricks)('these tests would notice %s', (trick) => {
  expect(trick).toMatch(works);
});
