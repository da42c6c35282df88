/** The page behind the link to the results of an import. Opening it changes nothing (INV-24); its button makes the file, because the file has new personal links. */

import type { Deps } from '../../src/app/deps.ts';
import type { Language } from '../../src/core/actor.ts';
import { resultFile } from '../import/resultFile.ts';
import type { Behind } from '../import/results.ts';
import { resultsBehind } from '../import/results.ts';
import { t } from '../words.ts';
import type { Asked } from './asked.ts';
import { readerOf } from './asked.ts';
import type { PageAnswer } from './html.ts';
import { download, html, page } from './html.ts';

export async function showImport(deps: Deps, asked: Asked): Promise<PageAnswer> {
  const language = readerOf(asked);
  const found = await resultsBehind(deps, asked.token, language);
  return found ? ready(language, found) : gone(language);
}

export async function makeImport(deps: Deps, asked: Asked): Promise<PageAnswer> {
  const language = readerOf(asked);
  const found = asked.isFromElsewhere ? undefined : await resultsBehind(deps, asked.token, language);
  const made = found && await resultFile({ deps, actor: found.actor, timeZone: deps.rules.display.timeZone, correlation: asked.correlation, with: 'links' }, found.job);
  return made ? download(made.file) : gone(language);
}

const ready = (language: Language, { job }: Behind): PageAnswer => page({
  status: 200, language, title: t(language, 'import.results.page.title'),
  content: html`<p>${job.id}</p><p>${t(language, `import.results.text.${job.kind}`)}</p><form method="post"><button type="submit">${t(language, 'import.results.page.button')}</button></form>`,
});

const gone = (language: Language): PageAnswer =>
  page({ status: 404, language, title: t(language, 'import.results.page.title'), content: html`<p>${t(language, 'import.results.page.gone')}</p>` });
