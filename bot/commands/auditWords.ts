/** What an entry of the audit log says to a reader, and which words find it. Codes that have no words are shown as they are: nothing that was written down is hidden. */

import type { AuditEntry } from '../../src/app/documents.ts';
import type { Matches } from '../../src/app/auditLog.ts';
import { searchTerm } from '../../src/app/search.ts';
import { languages } from '../../src/core/actor.ts';
import type { Language } from '../../src/core/actor.ts';
import type { Instant } from '../../src/core/time.ts';
import { dateTime, list } from '../format.ts';
import { t, words } from '../words.ts';

const wordFor = (language: Language, ...keys: readonly (readonly [group: string, key: string])[]): string | undefined =>
  keys.map(([group, key]) => words[group]?.[key]?.[language]).find((text) => text !== undefined);

export const eventOf = ({ task, event }: AuditEntry): string => `${task}.${event}`;

export function whatHappened(language: Language, entry: AuditEntry): string {
  const what = wordFor(language, ['reports', `event.${eventOf(entry)}`]) ?? eventOf(entry);
  if (!entry.code) return what;
  return t(language, entry.outcome === 'refused' && entry.before === entry.after ? 'reports.audit.refused' : 'reports.audit.complained', { what, code: entry.code });
}

/** "None" on an axis is no role worth a word. */
export function rolesHeld(language: Language, { roles }: AuditEntry): string {
  const held = roles.filter((role) => role !== 'notAnAgent' && role !== 'notAnAdmin' && role !== 'person');
  return list(language, held.map((role) => wordFor(language, ['common', `role.${role}`], ['reports', `audit.role.${role}`]) ?? role));
}

/** The enrolment has words of its own for its states. */
export function stateName(language: Language, task: string, state: string): string {
  const own: readonly [string, string] = task === 'enrolment' ? ['enrolment', `state.${state}`] : ['reports', `state.${task}.${state}`];
  return wordFor(language, own, ['reports', `state.${state}`]) ?? state;
}

export const fieldName = (language: Language, field: string): string => wordFor(language, ['reports', `field.${field}`]) ?? field;

type Reader = { readonly language: Language; readonly timeZone: string };

/** A value as one line. Of something with parts, those that its other version has not: what stayed is no news. */
export function valueOf(reader: Reader, value: unknown, other: unknown): string {
  const others = textsIn(other, unnamed);
  const texts = textsIn(value, unnamed).filter((text) => !others.includes(text)).slice(0, MOST_PARTS);
  return texts.length === 0 ? t(reader.language, 'reports.audit.nothing') : texts.map((text) => valueName(reader, text)).join(', ');
}

const MOST_PARTS = 3;
/** Beside the names of people and companies, their ids say nothing to a reader; a search finds them. */
const unnamed: ReadonlySet<string> = new Set(['id', 'byId']);
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

function valueName({ language, timeZone }: Reader, text: string): string {
  if (INSTANT.test(text)) return dateTime(language, text as Instant, timeZone); // by its form
  return wordFor(language, ['common', `role.${text}`], ['reports', `audit.role.${text}`], ['reports', `value.${text}`]) ?? text;
}

function textsIn(value: unknown, without: ReadonlySet<string> = new Set()): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (without.has(key) ? [] : textsIn(part, without)));
}

/** Every word of the search begins a word of the entry: of its number, person, event in any language, or a value that changed. */
export function about(search: string): Matches {
  const wanted = searchTerm(search).split(' ').filter((word) => word !== '');
  if (wanted.length === 0) return () => true;
  return (entry) => {
    const { document, actor, correlation, code = '', changed } = entry;
    const said = [document, actor.id, actor.name, correlation, code, eventOf(entry), ...languages.map((language) => whatHappened(language, entry)), ...textsIn(changed)];
    const text = ` ${said.map(searchTerm).join(' ')}`;
    return wanted.every((word) => text.includes(` ${word}`));
  };
}
