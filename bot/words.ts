/**
 * Every sentence a person reads, by key and language. The sentences are in cards/<group>/strings.json; this file makes the keys a type and
 * fills the placeholders. No escaping here: what goes into a card's Markdown passes cards/escape.ts.
 */

import type { Language } from '../src/core/actor.ts';
import type { DomainErrorCode, FieldRuleId } from '../src/core/errors.ts';
import access from '../cards/access/strings.json' with { type: 'json' };
import advice from '../cards/advice/strings.json' with { type: 'json' };
import agreement from '../cards/agreement/strings.json' with { type: 'json' };
import commands from '../cards/commands/strings.json' with { type: 'json' };
import common from '../cards/common/strings.json' with { type: 'json' };
import customers from '../cards/customers/strings.json' with { type: 'json' };
import enrolment from '../cards/enrolment/strings.json' with { type: 'json' };
import invitation from '../cards/invitation/strings.json' with { type: 'json' };
import letter from '../cards/letter/strings.json' with { type: 'json' };
import imports from '../cards/import/strings.json' with { type: 'json' };
import mail from '../cards/mail/strings.json' with { type: 'json' };
import manifest from '../cards/manifest/strings.json' with { type: 'json' };
import offers from '../cards/offers/strings.json' with { type: 'json' };
import orders from '../cards/orders/strings.json' with { type: 'json' };
import pages from '../cards/pages/strings.json' with { type: 'json' };
import partnership from '../cards/partnership/strings.json' with { type: 'json' };
import providers from '../cards/providers/strings.json' with { type: 'json' };
import reports from '../cards/reports/strings.json' with { type: 'json' };
import request from '../cards/request/strings.json' with { type: 'json' };
import review from '../cards/review/strings.json' with { type: 'json' };
import stats from '../cards/stats/strings.json' with { type: 'json' };
import subscriptions from '../cards/subscriptions/strings.json' with { type: 'json' };
import users from '../cards/users/strings.json' with { type: 'json' };

export type Group = Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** A refusal or a rule of a field that has no sentence does not compile. */
type Refusals = Readonly<Record<`error.${DomainErrorCode}.${'what' | 'next'}` | `field.${FieldRuleId}`, unknown>>;

/** One line for each folder with words. A missing translation does not compile. */
const groups = {
  common: common satisfies Refusals,
  access,
  advice,
  agreement,
  commands,
  customers,
  enrolment,
  invitation,
  letter,
  import: imports,
  mail,
  manifest,
  offers,
  orders,
  pages,
  partnership,
  providers,
  reports,
  request,
  review,
  stats,
  subscriptions,
  users,
} satisfies Readonly<Record<string, Group>>;

type Groups = typeof groups;
/** The folder, then the key in its file: `common.button.next`. */
export type Key = { [G in keyof Groups]: `${G}.${keyof Groups[G] & string}` }[keyof Groups];

/** For those who read keys from files. */
export const words: Readonly<Record<string, Group>> = groups;

const entries = new Map(
  Object.entries(words).flatMap(([group, texts]) => Object.entries(texts).map(([key, entry]) => [`${group}.${key}`, entry] as const)),
);

const PLACEHOLDER = /\{([a-z]\w*)\}/gi;

/**
 * @param params a value for every {placeholder}, or it throws. The sentences of one refusal share their parameters, so one that a sentence
 * does not name is no mistake.
 */
export function t(language: Language, key: Key, params: Readonly<Record<string, string | number>> = {}): string {
  const entry = entries.get(key);
  if (!entry) throw new Error(`There are no words "${key}"`);
  return entry[language].replace(PLACEHOLDER, (_placeholder, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`The words "${key}" need a value for {${name}}`);
    return String(value);
  });
}

/** The words as a card template has them: each {placeholder} is a binding. */
export function toTemplate(text: string): string {
  return text.replace(PLACEHOLDER, '$$$&');
}
