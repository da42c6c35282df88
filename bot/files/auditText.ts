/** Audit entries as the text of a file: CSV for spreadsheets, a line of JSON each for programs. */

import type { Export } from '../../src/app/auditExport.ts';
import type { AuditEntry } from '../../src/app/documents.ts';
import type { Instant } from '../../src/core/time.ts';
import { eventOf, rolesHeld, stateName, whatHappened } from '../commands/auditWords.ts';
import { t } from '../words.ts';
import { csvText } from './csvText.ts';

export type TextFile = { readonly name: string; readonly type: string; readonly text: string };

export function auditFile({ format, language }: Pick<Export, 'format' | 'language'>, entries: readonly AuditEntry[], now: Instant): TextFile {
  const name = `audit-${now.slice(0, 19).replaceAll(':', '-')}`;
  return format === 'csv'
    ? { name: `${name}.csv`, type: 'text/csv; charset=utf-8', text: csv(language, entries) }
    : { name: `${name}.jsonl`, type: 'application/jsonl; charset=utf-8', text: entries.map((entry) => `${JSON.stringify(entry)}\n`).join('') };
}

function csv(language: Export['language'], entries: readonly AuditEntry[]): string {
  const columns = (['at', 'name', 'person', 'roles', 'what', 'event', 'document', 'outcome', 'code', 'before', 'after', 'changed', 'correlation'] as const)
    .map((key) => ({ key, header: t(language, `reports.export.column.${key}`) }));
  const rows = entries.map((entry) => ({
    at: entry.at, name: entry.actor.name, person: entry.actor.id, roles: rolesHeld(language, entry), what: whatHappened(language, entry), event: eventOf(entry), document: entry.document,
    outcome: entry.outcome, code: entry.code ?? '', before: stateName(language, entry.task, entry.before), after: stateName(language, entry.task, entry.after),
    changed: Object.keys(entry.changed).length > 0 ? JSON.stringify(entry.changed) : '', correlation: entry.correlation,
  }));
  return csvText(rows, columns);
}
