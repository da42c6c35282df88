/** The slash commands. Parser, help, menu, permission checks and tests read these rows; what a command says is in cards/commands/strings.json. */

import { z } from 'zod';
import { readCaseId } from '../../src/core/ids.ts';
import { readLanguage } from '../turn/locale.ts';
import { openReview, showStatus } from '../views.ts';
import { presentEnrolment } from '../tasks/present.ts';
import { enrolmentOf } from '../../src/app/queries.ts';
import { searchTerm } from '../../src/app/search.ts';
import { agreementStatus, mpnStatus } from './agreement.ts';
import { approvals } from './approvals.ts';
import { showHelp } from './help.ts';
import { chooseLanguage } from './language.ts';
import { reviewPage } from './reviews.ts';
import type { CommandRow } from './row.ts';
import { withArgs } from './row.ts';

const none = z.array(z.string());
const rest = z.array(z.string()).transform((words) => words.join(' ').slice(0, 100));
const one = z.tuple([z.string().min(1).max(100)]);
const place = z.tuple([z.string()]).transform(([word], context) => {
  const term = word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  if (['here', 'aqui'].includes(term)) return 'here' as const;
  if (['off', 'stop', 'no', 'quitar'].includes(term)) return 'off' as const;
  context.addIssue({ code: 'custom', message: 'place' });
  return z.NEVER;
});
const language = z.tuple([z.string()]).transform(([word], context) => {
  const known = readLanguage(word);
  if (known) return known;
  context.addIssue({ code: 'custom', message: 'language' });
  return z.NEVER;
});

export const commands: readonly CommandRow[] = [
  { name: 'enrol', spanish: ['inscribir', 'inscribirme', 'inscribirse', 'inscripción', 'empezar'], aliases: ['enroll', 'enrolment'], needs: 'E03', where: 'personal',
    run: withArgs(none, async (ctx) => await presentEnrolment(ctx, await enrolmentOf(ctx.deps, ctx.actor.tenant))) },
  { name: 'status', spanish: ['estado'], aliases: [], needs: 'E03', where: 'personal',
    run: withArgs(rest, async (ctx, mpnId) => (mpnId === '' ? await showStatus(ctx) : await mpnStatus(ctx, mpnId))) },
  { name: 'reviews', spanish: ['revisiones'], aliases: [], needs: 'R01', where: 'anywhere',
    run: withArgs(rest, async (ctx, search) => await reviewPage(ctx, { search, cursor: undefined })) },
  { name: 'review', spanish: ['revisión'], aliases: [], needs: 'R01', where: 'anywhere',
    run: withArgs(one, async (ctx, [number]) => await openReview(ctx, readCaseId(number))) },
  { name: 'approvals', spanish: ['aprobaciones'], aliases: [], needs: 'R01', where: 'anywhere', run: withArgs(place, approvals) },
  { name: 'mpa', spanish: ['contrato'], aliases: ['agreement'], needs: 'P16', where: 'anywhere', run: withArgs(rest, agreementStatus) },
  { name: 'language', spanish: ['idioma'], aliases: [], needs: undefined, where: 'anywhere', run: withArgs(language, chooseLanguage) },
  { name: 'help', spanish: ['ayuda'], aliases: ['?'], needs: undefined, where: 'anywhere', run: withArgs(none, async (ctx) => showHelp(ctx)) },
];

checkTable(commands);

/** A name that is used twice, or with a slash in it, would never be reached: better not to start. */
export function checkTable(table: readonly CommandRow[]): void {
  const seen = new Map<string, string>();
  for (const row of table) {
    for (const name of [row.name, ...row.spanish, ...row.aliases]) {
      const term = searchTerm(name); // as the parser compares them
      if (name.includes('/')) throw new Error(`Command "${name}": write the name without its slash`);
      if (seen.has(term)) throw new Error(`Command "${name}" stands in two rows (${seen.get(term)}, ${row.name}): rename one`);
      seen.set(term, row.name);
    }
  }
}
