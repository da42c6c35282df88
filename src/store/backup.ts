/** A copy of a SQLite store while others read and write it: whole, as of one moment, in one file. Restoring it is putting it where the store was. */

import { chmodSync, existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

export type Copied = { readonly documents: number } | { readonly trouble: string };

/** Nothing is overwritten: a copy that goes wrong must not cost an older one. @returns why there is no copy, in a sentence for the operator. */
export function backupSqlite(from: string, to: string): Copied {
  if (!existsSync(from)) return { trouble: `There is no store at ${from}` };
  if (existsSync(to)) return { trouble: `${to} is there already: name a new file` };
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    // One read transaction: what is committed meanwhile is in the next copy. Nothing waits for it (WAL).
    source.prepare('VACUUM INTO ?').run(to);
  } finally {
    source.close();
  }
  chmodSync(to, 0o600);
  return checked(to);
}

/** A copy that cannot be read is none. */
function checked(file: string): Copied {
  const copy = new DatabaseSync(file, { readOnly: true });
  try {
    const verdict = copy.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
    return verdict === 'ok' ? { documents: Number(copy.prepare('SELECT count(*) AS count FROM documents').get()?.['count']) } : { trouble: `${file} is damaged: ${String(verdict)}` };
  } finally {
    copy.close();
  }
}
