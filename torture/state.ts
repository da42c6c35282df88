/** A store as it can be compared with another one: its documents without times, random ids and secrets, and without what only remembers that something was asked. */

import type { Stored } from '../src/app/ports.ts';

/**
 * Conversations, commands, rows that are owed, shown pages and sessions are no state that anybody decides on; the chain hangs on times.
 * A text that is shown again has another personal link, and the one before stays good (README, decisions): how many there are does not matter.
 */
const passing = new Set(['chat', 'command', 'outbox', 'shown', 'session', 'chain', 'link']);
const isRefusal = ({ kind, body }: Stored): boolean => kind === 'audit' && body['outcome'] === 'refused';

const plain = (text: string): string => text
  .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
  .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
  .replace(/\b([A-Z]{3})-[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, '$1-<number>')
  .replace(/\b(enr|req|par|inv|ord|sub|chg|adm|imp) [0-9a-z]{4} [0-9a-z]{4}\b/g, '$1 <number>') // as a term that finds it
  .replace(/\d{4} \d\d \d\dt\d\d \d\d \d\d \d{3}z/g, '<time>')
  .replace(/127\.0\.0\.1:\d+/g, '<address>')
  .replace(/(?<![\w-])[\w-]{43}(?![\w-])/g, '<trace>');

/** @returns each document as one line, in an order of their own. */
export const comparable = (documents: readonly Stored[]): readonly string[] => documents
  .filter((stored) => !passing.has(stored.kind) && !isRefusal(stored))
  .map(({ partition, id, kind, list, sort, body: { link: _place, links: _traces, ...body } }) => plain(JSON.stringify({ partition, id, kind, list, sort, body })))
  .toSorted();

/** What is in one of them only. */
export function differences(one: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other];
  const missing = one.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...missing.map((line) => `gone: ${line}`), ...left.map((line) => `more: ${line}`)];
}
