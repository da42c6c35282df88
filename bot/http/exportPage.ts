/** The link to a file of the audit log. A GET changes nothing (INV-24), so the link works for its few minutes however often it is opened; the file is made anew each time. */

import { exportBehind } from '../../src/app/auditExport.ts';
import type { Deps } from '../../src/app/deps.ts';
import { makeFile } from '../commands/auditFile.ts';
import { t } from '../words.ts';
import type { PageAnswer, Visit } from './html.ts';
import { html, page, pageHeaders } from './html.ts';

export async function showExport(deps: Deps, { token, language, accepted }: Visit): Promise<PageAnswer> {
  const asked = await exportBehind(deps, token);
  const reader = language ?? accepted ?? 'en';
  if (!asked) return page({ status: 404, language: reader, title: t(reader, 'reports.export.page.title'), content: html`<p>${t(reader, 'reports.export.page.text')}</p>` });
  const { file } = await makeFile(deps, asked);
  return { status: 200, headers: { ...pageHeaders, 'Content-Type': file.type, 'Content-Disposition': `attachment; filename="${file.name}"` }, body: file.text };
}
