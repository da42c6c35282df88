/** Puts one text wherever somebody could have typed: into every string of a sample but the codes, ids and times that the program itself wrote. */

import type { Said } from './draw.ts';

/** Everything in them comes from inputs. */
const forms: ReadonlySet<string> = new Set(['form', 'typed', 'input', 'request']);
/** What the program wrote; in a form, only the language is a code. */
const written: ReadonlySet<string> = new Set([
  'id', 'tenant', 'kind', 'state', 'event', 'since', 'at', 'openedAt', 'touchedAt', 'sentAt', 'expiresAt', 'confirmedAt', 'deniedAt', 'amendedFrom', 'donePages', 'adminAgents', 'lastCommand',
  'country', 'mpnCountry', 'tenantCountry', 'language', 'type', 'documentType', 'code', 'field', 'rule', 'level', 'example', 'character', 'who', 'style',
  'endsElsewhere', 'tenantKind', 'directoryRoles', 'agent', 'admin', 'byId', 'hash', 'salt', 'issuedAt', 'links',
  'links', 'source', 'reseller', 'adminAccess', 'version', 'attested',
  'countries', 'services', 'support', 'cloud', 'segment', 'term', 'billing',
  'partner', 'why', 'role', 'roles', 'origin', 'delegatedAdmin', 'how', 'agreedOn', 'byTenant', 'channel', 'until', 'order', 'outcome', 'submittedAt', 'started', 'boughtAt', 'termEndsAt', 'dataUntil', 'what',
  'result', 'taken', 'addOn', 'ended',
]);

/** @param empty what stands where nothing was typed. */
export const saying = (text: string, empty = text): Said => <T>(value: T) =>
  swap(value, { key: '', inForm: false }, (typed) => (typed === '' ? empty : text)) as T; // strings for strings: the shape stays

type At = { readonly key: string; readonly inForm: boolean };

function swap(value: unknown, { key, inForm }: At, instead: (typed: string) => string): unknown {
  if (typeof value === 'string') return (inForm ? key === 'contactLanguage' : written.has(key)) ? value : instead(value);
  if (Array.isArray(value)) return value.map((item: unknown) => swap(item, { key, inForm }, instead));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, swap(child, { key: name, inForm: inForm || forms.has(name) }, instead)]));
}
