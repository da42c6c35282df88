/** The results of an import as a CSV file: a line for each row; of an invitation, the text to send with a personal link that is made now and stored nowhere. Making it changes the invitations, so no GET does (INV-24). */

import { invitationOf } from '../../src/app/invitations.ts';
import type { BadRow, GoodRow, ImportedRows, RowResult } from '../../src/app/imports.ts';
import { resultsOfImport, rowsOfImport } from '../../src/app/imports.ts';
import { perform } from '../../src/app/perform.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { ImportJob, ImportKind } from '../../src/tasks/importJob.ts';
import type { Invitation } from '../../src/tasks/invitationDoc.ts';
import { invitationLink } from '../../src/tasks/invitationDoc.ts';
import { withLink } from '../../src/tasks/letter.ts';
import { refusalLine } from '../errors.ts';
import type { TextFile } from '../files/auditText.ts';
import { csvText } from '../files/csvText.ts';
import { invitationKind } from '../tasks/invitations/invitationScreens.ts';
import { isSent, stateAt } from '../tasks/letters/letterKind.ts';
import { t } from '../words.ts';
import { newLink } from './inviteRow.ts';
import { problemText } from './problems.ts';

/** `links` makes the personal links; `sizes` puts something as long in their place, for asking whether the file may be saved. */
export type Making = { readonly deps: Deps; readonly actor: PersonActor; readonly timeZone: string; readonly correlation: string; readonly with: 'links' | 'sizes' };
export type Results = { readonly file: TextFile; readonly count: number };

const columns = {
  invite: ['line', 'email', 'company', 'result', 'number', 'subject', 'text'],
  credit: ['line', 'subscription', 'customer', 'reseller', 'result', 'text'],
} as const satisfies Readonly<Record<ImportKind, readonly string[]>>;
type Line = Readonly<Record<string, string | number>>;

/** How many links are made at a time. */
const AT_ONCE = 10;

/** @returns undefined once the rows are forgotten. */
export async function resultFile(making: Making, job: ImportJob): Promise<Results | undefined> {
  const { deps, actor: { language } } = making;
  const rows = await rowsOfImport(deps, job);
  if (!rows) return undefined;
  const lines = await linesOf({ ...making, kind: job.kind }, rows, await resultsOfImport(deps, job));
  const header = columns[job.kind].map((key) => ({ key, header: t(language, `import.column.${key}`) }));
  return { file: { name: `${job.id}.csv`, type: 'text/csv; charset=utf-8', text: csvText(lines, header) }, count: lines.length };
}

async function linesOf({ kind, ...making }: Making & { readonly kind: ImportKind }, { good, bad }: ImportedRows, results: readonly RowResult[]): Promise<readonly Line[]> {
  const lines: Line[] = bad.map((row) => leftOut(making, row));
  for (let start = 0; start < good.length; start += AT_ONCE) {
    lines.push(...await Promise.all(good.slice(start, start + AT_ONCE).map(async (row, index) => await lineOf({ ...making, kind }, row, results[start + index]))));
  }
  return lines.toSorted((one, other) => Number(one['line']) - Number(other['line']));
}

const leftOut = ({ actor: { language } }: Making, row: BadRow): Line =>
  ({ line: row.line, ...row.shown, result: t(language, 'import.result.wrong'), text: problemText(language, row) });

async function lineOf({ kind, ...making }: Making & { readonly kind: ImportKind }, { line, shown }: GoodRow, result: RowResult | undefined): Promise<Line> {
  const { actor: { language }, timeZone } = making;
  const base = { line, ...shown };
  if (!result) return { ...base, result: t(language, 'import.result.notYet') };
  if ('error' in result) return { ...base, result: t(language, 'import.result.refused'), text: refusalLine(language, result.error, timeZone) };
  if (kind === 'credit') return { ...base, result: t(language, 'import.result.credited') };
  const letter = await letterOf(making, result.about);
  return { ...base, number: result.about, result: t(language, letter ? 'import.result.made' : 'import.result.over'), ...letter };
}

/** What is sent to the customer; nothing once it cannot be answered any more. */
async function letterOf({ deps, actor, correlation, with: how }: Making, id: string): Promise<{ readonly subject: string; readonly text: string } | undefined> {
  const doc = await invitationOf(deps, actor.tenant, id);
  if (!doc || !isSent(stateAt(doc, deps.clock()))) return undefined;
  if (how === 'sizes') return { subject: invitationKind.subject(doc), text: withLink(doc.text, invitationLink(deps.site(), 'x'.repeat(TOKEN))) };
  const { link, trace } = await newLink(deps, actor, id);
  const performed = await perform(deps, { task: 'invitation', event: 'linkIssued', tenant: actor.tenant, target: id, input: { link: trace }, commandId: trace, actor, correlation });
  const now = performed.doc as Invitation | undefined; // perform read it with the invitation's schema
  return performed.kind === 'refused' || !now ? undefined : { subject: invitationKind.subject(now), text: withLink(now.text, link) };
}

/** As long as every token (app/links.ts): 32 bytes in base64url. */
const TOKEN = 43;
