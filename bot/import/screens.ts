/** The cards of an import: the form, what a file has in it, and how far it is. The outbox draws the last one too, for somebody who is not speaking. */

import type { BadRow } from '../../src/app/imports.ts';
import type { Language } from '../../src/core/actor.ts';
import type { ImportJob, ImportKind } from '../../src/tasks/importJob.ts';
import { kindFor, mayImport } from '../../src/tasks/importJob.ts';
import { md } from '../cards/escape.ts';
import type { AdaptiveCard, Banner } from '../cards/render.ts';
import { render } from '../cards/render.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import { problemLines } from './problems.ts';

/** @param problem why the text that was sent is no file of rows; plain text. */
export function formCard({ deps, language, actor }: TurnCtx, { csv = '', problem = '' }: { readonly csv?: string; readonly problem?: string } = {}): Reply {
  const kind = kindFor(actor);
  return cardReply(render('import/new', language, {
    id: deps.newId(), csv, problem: md(problem), title: t(language, `import.new.title.${kind}`), columns: t(language, `import.new.columns.${kind}`, { max: deps.rules.imports.maxRows }),
    example: t(language, `import.new.example.${kind}`),
  }));
}

/** All of them are in the file of results. */
const SHOWN_PROBLEMS = 8;

const fromWords = (language: Language, { file }: ImportJob): string => (file === '' ? t(language, 'import.preview.pasted') : t(language, 'import.preview.file', { file: md(file) }));

export function previewCard({ language, actor }: TurnCtx, doc: ImportJob, bad: readonly BadRow[], banner?: Banner): Reply {
  const problems = bad.flatMap((row) => problemLines(language, row));
  const isReady = doc.good > 0;
  return cardReply(render('import/preview', language, {
    id: doc.id, rev: doc.rev, title: t(language, `import.preview.title.${doc.kind}`), from: fromWords(language, doc), good: t(language, 'import.preview.good', { count: doc.good }),
    bad: doc.bad > 0 ? t(language, 'import.preview.bad', { count: doc.bad }) : '',
    problems: problems.slice(0, SHOWN_PROBLEMS).map((text) => ({ text: md(text) })),
    more: problems.length > SHOWN_PROBLEMS ? t(language, 'import.preview.more', { count: problems.length - SHOWN_PROBLEMS }) : '',
    next: t(language, isReady ? `import.preview.next.${doc.kind}` : 'import.preview.none'), canConfirm: isReady && mayImport(actor, doc.kind),
  }, { banner }));
}

const BAR = 20;

/** Where people see what the rows did. */
const listOf = (kind: ImportKind): string => (kind === 'invite' ? 'show.invitations' : 'show.customers');

/** A picture of how far it is; the numbers beside it say the same. */
function bar({ done, good }: ImportJob): string {
  const full = Math.floor((done / good) * BAR); // only what has good rows is ever confirmed
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${Math.floor((done / good) * 100)} %`;
}

export function progressCard(language: Language, doc: ImportJob, banner?: Banner): AdaptiveCard {
  const { id, rev, kind, state, done, good, failed, bad } = doc;
  const isRunning = state === 'Running';
  const counted = t(language, 'import.progress.count', { done, total: good });
  const stopped = t(language, done === 0 ? 'import.progress.nothing' : 'import.progress.stopped');
  return render('import/progress', language, {
    id, rev, title: t(language, state === 'Done' || isRunning ? `import.state.${kind}.${state}` : 'import.state.Cancelled'), from: fromWords(language, doc),
    bar: done > 0 || isRunning ? bar(doc) : '', count: state === 'Cancelled' ? `${done === 0 ? '' : `${counted}. `}${stopped}` : counted,
    failed: failed > 0 ? t(language, 'import.progress.failed', { count: failed }) : '', bad: bad > 0 ? t(language, 'import.preview.bad', { count: bad }) : '',
    isRunning, hasResults: done > 0 && !isRunning, list: listOf(kind), listTitle: t(language, `import.button.list.${kind}`),
  }, { banner });
}
