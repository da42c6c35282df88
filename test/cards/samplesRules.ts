/** The rules of the programme on their pages, and cards that look otherwise by other rules. */

import type { CardName } from '../../bot/cards/load.ts';
import { showRules } from '../../bot/commands/rules.ts';
import type { Rules } from '../../src/rules/settings.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';
import { cast } from '../support/world.ts';
import type { Sample } from './draw.ts';

/** The same card, by other rules. */
export const by = (rules: Rules, sample: Sample): Sample => ({ ...sample, reply: async (ctx, said) => await sample.reply({ ...ctx, deps: { ...ctx.deps, rules } }, said) });

export const legacy = rulesSchema.parse({ commerce: { profile: 'legacy' } });

const read = (page: string): Sample => ({ viewer: cast.reviewer, reply: async (ctx) => showRules(ctx, page) });
const shown = (page: string, rules = defaultRules): Sample => by(rules, read(page));
const in2023 = rulesSchema.parse({ profile: 'docs-2023', enrolment: { reviewSlaBusinessDays: 3 } });
/** Domains are the only words that whoever runs the programme types. */
const own: Sample = { viewer: cast.reviewer, reply: async (ctx, said) => await by({ ...in2023, webmail: { ...in2023.webmail, domains: said(['correo.example', 'mail.example']) } }, read('enrolment')).reply(ctx, said) };

export const rulesSamples = {
  'reports/rules': {
    'enrolment': shown('enrolment'), 'partners': shown('partners'), 'customers': shown('customers'), 'selling': shown('selling'), 'operation': shown('operation'), 'no such page': shown('nowhere'),
    'with own values': own, 'customers in 2023': shown('customers', in2023), 'partners in 2019': shown('partners', rulesSchema.parse({ profile: 'seed-2019' })), 'traditional': shown('selling', legacy),
  },
} as const satisfies Partial<Record<CardName, Readonly<Record<string, Sample>>>>;
