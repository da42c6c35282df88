/**
 * Reads the card templates of cards/<group>/<name>.json and puts each language's words in place of their keys. What is wrong with a card or
 * its words stops the start here; binding data is render.ts.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../src/core/actor.ts';
import type { Group } from '../words.ts';
import { toTemplate } from '../words.ts';

/** Every card there is. A file without a line here, or a line without a file, stops the start. */
export const cardNames = [
  'access/access', 'access/associate', 'access/credit', 'access/steps', 'access/support',
  'advice/next', 'advice/why',
  'agreement/sign',
  'commands/help', 'commands/menu', 'commands/menuPartner', 'commands/menuProvider', 'commands/menuReviewer',
  'common/list', 'common/menu', 'common/message', 'common/remove',
  'customers/attest', 'customers/customer', 'customers/details', 'customers/gdap', 'customers/newGdap', 'customers/tags',
  'enrolment/answer', 'enrolment/appeal', 'enrolment/changeContact', 'enrolment/code', 'enrolment/confirmation', 'enrolment/contact',
  'enrolment/credentials', 'enrolment/credentialsClosed', 'enrolment/legal', 'enrolment/membership', 'enrolment/notice', 'enrolment/profiles',
  'enrolment/saved', 'enrolment/signIn', 'enrolment/status', 'enrolment/support', 'enrolment/supportShort', 'enrolment/taken', 'enrolment/welcome',
  'enrolment/workAccount',
  'partnership/answered', 'partnership/consent',
  'partnership/notice',
  'partnership/partner', 'partnership/removeAdminAccess',
  'reports/audit', 'reports/deadRow', 'reports/export', 'reports/privacy', 'reports/rules', 'reports/whoami',
  'invitation/new', 'letter/draft', 'letter/status', 'letter/text', 'request/new',
  'providers/list', 'providers/provider',
  'offers/list', 'offers/offer',
  'import/new', 'import/preview', 'import/progress', 'import/results',
  'orders/credentials', 'orders/credentialsClosed', 'orders/customer', 'orders/lines', 'orders/order', 'orders/review', 'orders/unfinished',
  'review/closed', 'review/open',
  'stats/stats',
  'subscriptions/ask', 'subscriptions/change', 'subscriptions/external', 'subscriptions/licences', 'subscriptions/more', 'subscriptions/subscription', 'subscriptions/upgrade',
  'users/add', 'users/credentials', 'users/credentialsClosed', 'users/remove', 'users/roles', 'users/unfinished', 'users/user',
] as const;
export type CardName = (typeof cardNames)[number];

/** Null is left out: the template engine breaks on it (teams-platform §15). */
export type JsonValue = string | number | boolean | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

/** A card with its words in place, in each language; frozen. */
export type CardTemplate = Readonly<Record<Language, JsonObject>>;
export type CardTemplates<Name extends string> = ReadonlyMap<Name, CardTemplate>;

type Words = Readonly<Record<string, Group>>;

const STRINGS = 'strings.json';
const WORD_KEY = /^@[\w.-]+$/;

/** @param names what the files in the folder are called, no more and no less: `common/message` for common/message.json. */
export function loadCards<Name extends string>(directory: string, names: readonly Name[], words: Words): CardTemplates<Name> {
  const files = jsonFiles(directory);
  checkNames(files.filter((file) => !file.endsWith(`/${STRINGS}`)), names);
  for (const [group, texts] of Object.entries(words)) checkWords(group, texts);
  return new Map(names.map((name) => [name, readCard(directory, name, words)]));
}

function jsonFiles(directory: string): readonly string[] {
  const groups = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return groups.flatMap(({ name }) => readdirSync(join(directory, name)).filter((file) => file.endsWith('.json')).map((file) => `${name}/${file}`));
}

function checkNames(files: readonly string[], names: readonly string[]): void {
  const found = new Set(files.map((file) => file.slice(0, -'.json'.length)));
  const unnamed = [...found].filter((name) => !names.includes(name));
  const missing = names.filter((name) => !found.has(name));
  if (unnamed.length > 0) throw new Error(`Add to cardNames in bot/cards/load.ts, or delete the file: ${unnamed.join(', ')}`);
  if (missing.length > 0) throw new Error(`cardNames in bot/cards/load.ts names cards that have no file: ${missing.join(', ')}`);
}

/** Words become part of a template: what the engine would read as an expression, or choke on, must not be in them. */
function checkWords(group: string, texts: Group): void {
  for (const [key, entry] of Object.entries(texts)) {
    const bad = Object.values(entry).some((text) => /[`\\]|\$\{/.test(text));
    if (bad) throw new Error(`${group}/${STRINGS} "${key}": a backtick, a backslash or "\${" cannot be in a card's words`);
  }
}

function readCard(directory: string, name: string, words: Words): CardTemplate {
  const [group = ''] = name.split('/');
  const card: unknown = JSON.parse(readFileSync(join(directory, `${name}.json`), 'utf8'));
  const inLanguage = (language: Language): JsonObject => {
    const wordsFor = (key: string): string => {
      const entry = words[group]?.[key] ?? words['common']?.[key];
      if (!entry) throw new Error(`${name}.json: "@${key}" is neither in ${group}/${STRINGS} nor in common/${STRINGS} (is the group in bot/words.ts?)`);
      return toTemplate(entry[language]);
    };
    const template = withWords(card, name, wordsFor);
    if (!isObject(template) || template['type'] !== 'AdaptiveCard') throw new Error(`${name}.json is not an Adaptive Card`);
    return template;
  };
  return { en: inLanguage('en'), es: inLanguage('es') };
}

function withWords(node: unknown, name: string, wordsFor: (key: string) => string): JsonValue {
  if (typeof node === 'string') return WORD_KEY.test(node) ? wordsFor(node.slice(1)) : node;
  if (typeof node === 'number' || typeof node === 'boolean') return node;
  if (Array.isArray(node)) return Object.freeze(node.map((item) => withWords(item, name, wordsFor)));
  if (node === null || typeof node !== 'object') throw new Error(`${name}.json: null has no place in a card`);
  return Object.freeze(Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withWords(value, name, wordsFor)])));
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && !Array.isArray(value);
}
