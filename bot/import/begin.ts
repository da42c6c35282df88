/** A file of many rows, as it came: sent to the bot, or pasted into the form. It is read, its rows are kept, and the person sees what is in it before anything happens. */

import { foresee } from '../../src/app/foresee.ts';
import { importOf, keepRows, rowsOfImport } from '../../src/app/imports.ts';
import { perform } from '../../src/app/perform.ts';
import { refuse } from '../../src/core/errors.ts';
import { newCaseId } from '../../src/core/ids.ts';
import { traceOf } from '../../src/core/secrets.ts';
import type { ImportJob } from '../../src/tasks/importJob.ts';
import { importNeeds, kindFor, mayImport } from '../../src/tasks/importJob.ts';
import type { Banner } from '../cards/render.ts';
import { refusalReply } from '../errors.ts';
import { closedReply, isAboutWho } from '../tasks/invitations/invitationForm.ts';
import type { SentFile } from '../turn/inbound.ts';
import { notAllowed } from '../turn/notAllowed.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import type { Fetched } from './download.ts';
import { LARGEST_KB, download, isDownloadAllowed } from './download.ts';
import { checkingFor, kinds } from './kinds.ts';
import { unreadableText } from './problems.ts';
import { formCard, previewCard, progressCard } from './screens.ts';

/** As long as the box of the form takes; the door cuts what is longer (turn/inbound.ts). */
const LONGEST_PASTED = 2_400;

/** `/import` and its form. Whoever may not do what a row does hears it before choosing a file. @param origin the form's own number. */
export async function importForm(ctx: TurnCtx, { csv, origin }: { readonly csv: string | undefined; readonly origin: string }): Promise<Reply> {
  const refusal = await obstacle(ctx);
  if (refusal) return refusal;
  if (csv === undefined) return formCard(ctx);
  if (csv.length > LONGEST_PASTED) return formCard(ctx, { csv: csv.slice(0, LONGEST_PASTED), problem: t(ctx.language, 'import.file.tooLong') });
  return await begin(ctx, { bytes: Buffer.from(csv), name: '', origin }, csv);
}

/** A file that somebody sent to the chat. */
export async function importSent(ctx: TurnCtx, { name, url }: SentFile): Promise<Reply> {
  const refusal = await obstacle(ctx);
  if (refusal) return refusal;
  const fetched = await fetchedFrom(ctx, url);
  if ('problem' in fetched) return formCard(ctx, { problem: t(ctx.language, `import.file.${fetched.problem}`, { size: LARGEST_KB }) });
  return await begin(ctx, { bytes: fetched.bytes, name, origin: ctx.activityId });
}

async function fetchedFrom({ deps, where, correlation }: TurnCtx, url: string): Promise<Fetched | { readonly problem: 'notFetched' }> {
  try {
    if (!isDownloadAllowed(url, where.serviceUrl)) throw new Error('A file may not be fetched from there');
    return await download(url);
  } catch (error) {
    deps.failed(error, correlation);
    return { problem: 'notFetched' };
  }
}

/** Of the decision about one invitation, with nothing filled in yet, only who asks can be refused. */
async function obstacle(ctx: TurnCtx): Promise<Reply | undefined> {
  const { deps, actor, correlation } = ctx;
  const kind = kindFor(actor);
  if (!mayImport(actor, kind)) return await notAllowed(ctx, importNeeds[kind], '/import');
  if (kind === 'credit') return undefined;
  const refusal = await foresee(deps, { task: 'invitation', event: 'draft', tenant: actor.tenant, target: '', input: {}, actor, correlation });
  return refusal && isAboutWho(refusal) ? closedReply(ctx, refusal) : undefined;
}

/** `origin`: what brought it, so that the same delivery is the same job. */
type Brought = { readonly bytes: Uint8Array; readonly name: string; readonly origin: string };

async function begin(ctx: TurnCtx, { bytes, name, origin }: Brought, csv = ''): Promise<Reply> {
  const { deps, actor, language, correlation } = ctx;
  const { maxRows: max } = deps.rules.imports;
  const read = kinds[kindFor(actor)].read(bytes, max);
  if ('unreadable' in read) return formCard(ctx, { csv, problem: unreadableText(language, read) });
  const { count } = read;
  if (count === 0) return formCard(ctx, { csv, problem: t(language, 'import.file.noRows') });
  if (count > max) return formCard(ctx, { csv, problem: t(language, 'import.file.tooMany', { max }) });

  const commandId = traceOf(JSON.stringify([actor.tenant, actor.id, origin, Buffer.from(bytes).toString('base64')]));
  const job = newCaseId('IMP', () => Buffer.from(commandId, 'base64url').toString('hex'));
  if (await importOf(deps, actor.tenant, job)) return await openImport(ctx, job); // brought before: its rows stay as they were looked at then
  const rows = await read.check(checkingFor(ctx));
  await keepRows(deps, { tenant: actor.tenant, job }, rows);
  const performed = await perform(deps, {
    task: 'importJob', event: 'preview', tenant: actor.tenant, target: job, commandId, actor, correlation,
    input: { file: name.slice(0, LONGEST_NAME), good: String(rows.good.length), bad: String(rows.bad.length) },
  });
  if (performed.kind === 'refused') return refusalReply(ctx, performed.error);
  return await openImport(ctx, job);
}

const LONGEST_NAME = 100;

/** The import as it is now. */
export async function openImport(ctx: TurnCtx, id: string, banner?: Banner): Promise<Reply> {
  const doc = await importOf(ctx.deps, ctx.actor.tenant, id);
  return doc ? await presentImport(ctx, doc, banner) : refusalReply(ctx, refuse('GEN-06', { what: id }).error);
}

export async function presentImport(ctx: TurnCtx, doc: ImportJob, banner?: Banner): Promise<Reply> {
  if (doc.state !== 'Previewed') return cardReply(progressCard(ctx.language, doc, banner));
  return previewCard(ctx, doc, (await rowsOfImport(ctx.deps, doc))?.bad ?? [], banner);
}
