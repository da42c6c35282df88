/** `/rules`: the settings of the programme (domain.md §9) as people read them, a page for each part of the work. Values come from src/rules/settings.ts, words from cards/reports; nothing can be changed here. */

import type { Language } from '../../src/core/actor.ts';
import type { Rules } from '../../src/rules/settings.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { list } from '../format.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import { t, words } from '../words.ts';

type Group = Exclude<keyof Rules, 'version' | 'profile'>;
/** "mpa.required": as it is called in the rules file. One without words does not compile. */
type Setting = { readonly [G in Group]: `${G}.${keyof Rules[G] & string}` }[Group];

/** Every group stands on one page. */
export const pages = {
  enrolment: ['mpa', 'mpn', 'enrolment', 'membershipCode', 'webmail'],
  partners: ['roles', 'users', 'partnership', 'csp', 'clouds'],
  customers: ['invitation', 'mca', 'customer', 'customerRemoval', 'gdap'],
  selling: ['order', 'subscription', 'subscriptionAssociation', 'commerce'],
  operation: ['credentials', 'audit', 'imports', 'display'],
} as const satisfies Readonly<Record<string, readonly Group[]>>;

type Page = keyof typeof pages;
const names = Object.keys(pages) as readonly Page[]; // Object.keys forgets the literal keys of the table above

/** @param asked a page; the first, where there is none of that name. */
export function showRules({ language, deps }: TurnCtx, asked: string): Reply {
  const { rules } = deps;
  const page = names.find((name) => name === asked) ?? 'enrolment';
  const ofProfile = rulesSchema.parse({ profile: rules.profile });
  return cardReply(render('reports/rules', language, {
    profile: t(language, `reports.rules.profile.${rules.profile}`, { profile: rules.profile }), page: t(language, `reports.rules.page.${page}`),
    settings: pages[page].flatMap((group) => settingsOf(rules, group)).map((setting) => {
      const shown = valueWords(language, valueOf(rules, setting));
      const isOwn = shown !== valueWords(language, valueOf(ofProfile, setting));
      return {
        name: t(language, `reports.rules.${setting}`), means: t(language, `reports.rules.${setting}.means`), setting,
        value: isOwn ? t(language, 'reports.rules.own', { value: shown }) : shown,
      };
    }),
    pages: names.filter((name) => name !== page).map((name) => ({ title: t(language, `reports.rules.page.${name}`), page: name })),
  }));
}

export const settingsOf = (rules: Rules, group: Group): readonly Setting[] => Object.keys(rules[group]).map((key) => `${group}.${key}` as Setting); // a key of that very group

function valueOf(rules: Rules, setting: Setting): unknown {
  const [group = '', key = ''] = setting.split('.');
  return Reflect.get(rules[group as Group], key); // the two halves of a Setting
}

const isRange = (value: unknown): value is Rules['mpn']['length'] => typeof value === 'object' && value !== null && 'min' in value && 'max' in value;

const isRecord = (value: unknown): value is Rules['clouds']['suffixes'] => typeof value === 'object' && value !== null && 'public' in value;

function valueWords(language: Language, value: unknown): string {
  switch (typeof value) {
    case 'boolean': return t(language, value ? 'reports.rules.yes' : 'reports.rules.no');
    case 'number': return String(value);
    case 'string': return words['reports']?.[`rules.value.${value}`]?.[language] ?? words['common']?.[`cloud.${value}`]?.[language] ?? md(value);
    default:
      if (value === null) return t(language, 'reports.rules.unset');
      if (isRange(value)) return `${value.min}–${value.max}`;
      if (isRecord(value)) return list(language, Object.entries(value).map(([cloud, suffix]) => `${valueWords(language, suffix)} (${valueWords(language, cloud)})`));
      return Array.isArray(value) && value.length > 0 ? list(language, value.map((one) => valueWords(language, one))) : t(language, 'reports.rules.none');
  }
}
