/** What holds of every document, whatever it is about: it is at home, its times are times, and it keeps no secret (INV-06, INV-24, INV-56, INV-62). */

import { homeOf } from '../app/homes.ts';
import type { Stored } from '../app/ports.ts';
import type { TaskDoc } from '../core/machine.ts';
import { traceOf } from '../core/secrets.ts';
import { isTaskKind } from '../tasks/catalog.ts';
import type { Check, Whole } from './check.ts';
import { seen } from './check.ts';

const eachDocument = (judge: (stored: Stored, whole: Whole) => string | undefined): Check['find'] => (whole) => [...whole.inventory.homes.values()].flatMap((documents) => documents.flatMap((stored) => seen(stored, judge(stored, whole))));

function strange({ kind, partition, body }: Stored): string | undefined {
  if (!isTaskKind(kind)) return undefined;
  const { tenant, rev } = body as TaskDoc; // every task's
  return partition !== homeOf(tenant) ? `it is ${tenant}'s, and not in its home` : rev < 1 ? 'nothing has happened to it' : undefined;
}

// --- times ---

/** How this program calls them; what people typed is called otherwise. */
const isTime = (field: string): boolean => /^(?:at|since|until|due|expires|ends\w+|\w+(?:At|Since|Until))$/.test(field);
const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));

/** What people typed may be called like a time, and say anything. */
const typed: ReadonlySet<string> = new Set(['input', 'form', 'params']);

/** @returns the first time in it that is not in UTC with milliseconds. */
function wrongTime(value: unknown, field = ''): string | undefined {
  if (typeof value === 'string') return isTime(field) && !isInstant(value) ? `${field} is "${value.slice(0, 40)}"` : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const wrong = typed.has(name) ? undefined : wrongTime(inner, Array.isArray(value) ? field : name);
    if (wrong) return wrong;
  }
  return undefined;
}

const untimely = ({ kind, due, expires, body }: Stored): string | undefined => (kind === 'chat' ? undefined : wrongTime({ due, expires, body })); // whose fields are the SDK's

// --- secrets ---

/** 256 bits, as links and cookies carry them; a trace looks the same. */
const tokens = /(?<![\w-])[\w-]{43}(?![\w-])/g;
const telling = /"[^"]*(?:passw|contrase|secret)[^"]*":"[^"]/i;

/** INV-06: of a token only the trace is kept. One whose trace is known opens a door. */
function telltale({ body }: Stored, { inventory }: Whole): string | undefined {
  const text = JSON.stringify(body);
  if (telling.test(text)) return 'it has a field for a password or secret';
  const isToken = (word: string): boolean => [`link:${traceOf(word)}`, `session:${traceOf(word, 'session')}`].some((partition) => inventory.homes.has(partition));
  return text.match(tokens)?.some(isToken) ? 'the token of a link or session is in it' : undefined;
}

export const everywhereChecks: readonly Check[] = [
  { rule: 'INV-56', about: 'every document is in its own company\'s home', find: eachDocument(strange) },
  { rule: 'INV-62', about: 'all times are in UTC', find: eachDocument(untimely) },
  { rule: 'INV-06', about: 'no document keeps a secret', find: eachDocument(telltale) },
];
