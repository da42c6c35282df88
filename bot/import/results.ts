/** The file of results in a person's hands: offered on a card, saved through Teams' own question, or fetched from a page (http/importPage.ts). It is made anew each time, for whoever may do such rows at that moment (INV-57). */

import { importOf } from '../../src/app/imports.ts';
import { followLink, issueLink } from '../../src/app/links.ts';
import { personActor } from '../../src/app/people.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { Language, PersonActor } from '../../src/core/actor.ts';
import { personId } from '../../src/core/ids.ts';
import type { Instant } from '../../src/core/time.ts';
import { MINUTE, plus } from '../../src/core/time.ts';
import type { ImportJob } from '../../src/tasks/importJob.ts';
import { mayImport } from '../../src/tasks/importJob.ts';
import { render } from '../cards/render.ts';
import { consentCard, savedCard } from '../files/consent.ts';
import { isUploadAllowed, upload } from '../files/upload.ts';
import type { FileAnswer } from '../turn/inbound.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply, textReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import type { Making } from './resultFile.ts';
import { resultFile } from './resultFile.ts';

/** The id of an import, which Teams brings back with its answer. */
export const isImportFile = (context: string): boolean => context.startsWith('IMP-');

/** An import of the actor's own company, for somebody who may do what its rows do. */
async function jobFor(deps: Deps, actor: PersonActor, id: string): Promise<ImportJob | undefined> {
  const job = await importOf(deps, actor.tenant, id);
  return job && mayImport(actor, job.kind) ? job : undefined;
}

const making = ({ deps, actor, timeZone, correlation }: TurnCtx, how: Making['with']): Making => ({ deps, actor, timeZone, correlation, with: how });

/** The two ways to get it. */
export async function offerResults(ctx: TurnCtx, id: string): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const job = await jobFor(deps, actor, id);
  if (!job) return textReply(t(language, 'import.results.gone'));
  const minutes = deps.rules.imports.fileMinutes;
  const until = plus(deps.clock(), minutes * MINUTE);
  const { token } = await issueLink(deps, actor.tenant, until, aboutOf(job, actor, until));
  return cardReply(render('import/results', language, { id: job.id, text: t(language, `import.results.text.${job.kind}`), minutes, url: `${deps.site()}/import/${token}` }));
}

export async function askToSave(ctx: TurnCtx, id: string): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const job = await jobFor(deps, actor, id);
  const made = job && await resultFile(making(ctx, 'sizes'), job);
  if (!job || !made) return textReply(t(language, 'import.results.gone'));
  const question = { name: made.file.name, description: t(language, `import.results.description.${job.kind}`, { number: job.id }), size: Buffer.byteLength(made.file.text), id: job.id };
  return { kind: 'text', text: t(language, 'import.results.asked'), file: consentCard(question) };
}

export async function answerImportFile(ctx: TurnCtx, { context, upload: place }: FileAnswer): Promise<Reply> {
  const { deps, actor, language, where, correlation } = ctx;
  if (!place) return textReply(t(language, 'reports.export.declined'));
  const job = await jobFor(deps, actor, context);
  if (!job) return textReply(t(language, 'import.results.gone'));
  try {
    if (!isUploadAllowed(place.uploadUrl, where.serviceUrl)) throw new Error(`A file may not be saved at ${new URL(place.uploadUrl).host}`);
    const made = await resultFile(making(ctx, 'links'), job);
    if (!made) return textReply(t(language, 'import.results.gone'));
    await upload(place.uploadUrl, Buffer.from(made.file.text));
    return { kind: 'text', text: t(language, 'import.results.saved', { count: made.count }), file: savedCard(place) };
  } catch (error) {
    deps.failed(error, correlation);
    return textReply(t(language, 'import.results.failed'));
  }
}

/** What the link is for: which import, until when, for whom. */
const aboutOf = ({ id }: ImportJob, { id: person }: PersonActor, until: Instant): string => [id, until, person].join(SEPARATOR);
const SEPARATOR = ' ';

export type Behind = { readonly job: ImportJob; readonly actor: PersonActor };

/** The same behind a link, while it is good: the link is theirs who asked, and so is the permission. */
export async function resultsBehind(deps: Deps, token: string, language: Language): Promise<Behind | undefined> {
  const link = await followLink(deps, token);
  const [id = '', until = '', ...rest] = (link?.about ?? '').split(SEPARATOR);
  const person = personId.safeParse(rest.join(SEPARATOR));
  if (!link || !isImportFile(id) || until <= deps.clock() || !person.success) return undefined;
  const actor = await personActor(deps, { tenant: link.tenant, id: person.data, language });
  const job = actor && await jobFor(deps, actor, id);
  return actor && job && { job, actor };
}
