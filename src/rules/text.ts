/** How typed text and domain names are cleaned before a rule looks at them, and the words in which a rule complains. The rules are in fields.ts. */

import { domainToASCII } from 'node:url';
import type { FieldProblem, FieldRuleId } from '../core/errors.ts';

/** What is wrong with a value, before it is known in which field. */
export type Flaw = Omit<FieldProblem, 'field'>;

// Controls, zero-width and direction marks, variation selectors, lone surrogates: nothing a reader can see. White space is not among them.
const UNSEEN = /[[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]--[\t-\r\u{85}]]/gv;
const WHITE_SPACE = /[\s\u{85}]+/gu;

const MAX_DOMAIN = 253;
const DOMAIN_CHARACTERS = /^[\p{L}\p{M}\p{N}.-]+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const TOP_LABEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]+)$/;

/** §6, first paragraph. What is stored is always this, never what was typed; a line break becomes a space. */
export function normalise(raw: string): string {
  return raw.replace(UNSEEN, '').replace(WHITE_SPACE, ' ').trim().normalize('NFC');
}

/** The same for a text that keeps its lines; more than one empty line between two paragraphs is one. */
export function normaliseLines(raw: string): string {
  return raw.split(/\r\n|[\r\n\u{85}\u{2028}\u{2029}]/u).map(normalise).join('\n').replace(/\n{3,}/g, '\n\n').trim();
}

/** The lower-case ASCII form of a domain with at least one dot (§6.4); undefined for anything else, IP addresses included. */
export function asciiDomain(domain: string): string | undefined {
  // domainToASCII reads the host of a URL: it would cut "a.com/b" short and decode "%2e" without a word.
  if (domain.length > MAX_DOMAIN || !DOMAIN_CHARACTERS.test(domain)) return undefined;
  const ascii = domainToASCII(domain);
  const labels = ascii.split('.');
  const isName = labels.length > 1 && labels.every((label) => LABEL.test(label)) && TOP_LABEL.test(labels.at(-1) ?? '');
  return isName && ascii.length <= MAX_DOMAIN ? ascii : undefined;
}

/** Must be corrected. */
export function flaw(rule: FieldRuleId, params: Flaw['params'] = {}): Flaw {
  return { rule, level: 'error', params };
}

/** May be confirmed. */
export function doubt(rule: FieldRuleId, params: Flaw['params'] = {}): Flaw {
  return { rule, level: 'warning', params };
}
