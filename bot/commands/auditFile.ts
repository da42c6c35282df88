/** The audit log as a file: offered on a card, saved to OneDrive through Teams' own question, or downloaded (http/exportPage.ts). Nothing of it is kept; it is made anew each time. */

import { exportOf, offerExport } from '../../src/app/auditExport.ts';
import type { Export, ExportAsked } from '../../src/app/auditExport.ts';
import type { Excerpt } from '../../src/app/auditLog.ts';
import { auditExcerpt } from '../../src/app/auditLog.ts';
import type { Deps } from '../../src/app/deps.ts';
import { companyName } from '../../src/app/queries.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import type { TextFile } from '../files/auditText.ts';
import { auditFile } from '../files/auditText.ts';
import { consentCard, savedCard } from '../files/consent.ts';
import { isUploadAllowed, upload } from '../files/upload.ts';
import type { FileAnswer, Upload } from '../turn/inbound.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply, textReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import { about } from './auditWords.ts';

type Made = { readonly file: TextFile; readonly excerpt: Excerpt };

export async function makeFile(deps: Deps, asked: Pick<Export, 'tenant' | 'about' | 'format' | 'language'>): Promise<Made> {
  const excerpt = await auditExcerpt(deps, { tenant: asked.tenant, matches: about(asked.about) });
  return { file: auditFile(asked, excerpt.entries, deps.clock()), excerpt };
}

/** The offer: what would be in the file, and the two ways to get it. */
export async function offerFile(ctx: TurnCtx, asked: ExportAsked): Promise<Reply> {
  const { deps, actor, language, correlation } = ctx;
  const { file, excerpt } = await makeFile(deps, { ...asked, tenant: actor.tenant, language });
  if (excerpt.entries.length === 0) return cardReply(render('reports/export', language, { text: t(language, 'reports.export.none'), query: asked.about }));
  const { id, token } = await offerExport(deps, actor, { ...asked, correlation });
  return cardReply(render('reports/export', language, {
    text: t(language, excerpt.isCut ? 'reports.export.cut' : 'reports.export.text', { file: md(file.name), count: excerpt.entries.length, limit: deps.rules.audit.exportEntries }),
    query: asked.about, minutes: deps.rules.audit.exportMinutes, file: { id, url: `${deps.site()}/export/${token}` },
  }));
}

/** The question of Teams whether the file may be saved. */
export async function askToSave(ctx: TurnCtx, id: string): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const asked = await exportOf(deps, actor, id);
  if (!asked) return textReply(t(language, 'reports.export.gone'));
  const { file } = await makeFile(deps, asked);
  const question = { name: file.name, description: t(language, 'reports.export.description', { company: await companyName(deps, asked.tenant) }), size: Buffer.byteLength(file.text), id };
  return { kind: 'text', text: t(language, 'reports.export.asked'), file: consentCard(question) };
}

/** The answer to that question; the permission is asked once more (INV-57). */
export async function answerFile(ctx: TurnCtx, { context, upload: place }: FileAnswer): Promise<Reply> {
  const { deps, actor, language } = ctx;
  if (!place) return textReply(t(language, 'reports.export.declined'));
  const asked = await exportOf(deps, actor, context);
  if (!asked) return textReply(t(language, 'reports.export.gone'));
  const { file, excerpt } = await makeFile(deps, asked);
  if (!await isSaved(ctx, place, file)) return textReply(t(language, 'reports.export.failed'));
  return { kind: 'text', text: t(language, 'reports.export.saved', { count: excerpt.entries.length }), file: savedCard(place) };
}

async function isSaved({ deps, where, correlation }: TurnCtx, { uploadUrl }: Upload, { text }: TextFile): Promise<boolean> {
  try {
    if (!isUploadAllowed(uploadUrl, where.serviceUrl)) throw new Error(`A file may not be saved at ${new URL(uploadUrl).host}`);
    await upload(uploadUrl, Buffer.from(text));
    return true;
  } catch (error) {
    deps.failed(error, correlation);
    return false;
  }
}
