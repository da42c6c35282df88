/** The link to a file of the audit log. A GET changes nothing (INV-24), so the link works for its few minutes however often it is opened; the file is made anew each time. */

import { exportBehind } from '../../src/app/auditExport.ts';
import type { Deps } from '../../src/app/deps.ts';
import { makeFile } from '../commands/auditFile.ts';
import { t } from '../words.ts';
import { readerOf } from './asked.ts';
import type { PageAnswer, Visit } from './html.ts';
import { download, html, page } from './html.ts';

export async function showExport(deps: Deps, visit: Visit): Promise<PageAnswer> {
  const asked = await exportBehind(deps, visit.token);
  const reader = readerOf(visit);
  if (!asked) return page({ status: 404, language: reader, title: t(reader, 'reports.export.page.title'), content: html`<p>${t(reader, 'reports.export.page.text')}</p>` });
  return download((await makeFile(deps, asked)).file);
}
