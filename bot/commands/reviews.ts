/** `/reviews`: the open reviews, oldest first, in pages with a search. */

import type { CaseLine } from '../../src/app/documents.ts';
import { openReviews } from '../../src/app/queries.ts';
import { refuse } from '../../src/core/errors.ts';
import { between } from '../../src/core/time.ts';
import { can } from '../../src/rules/permissions.ts';
import { md } from '../cards/escape.ts';
import type { JsonObject } from '../cards/load.ts';
import { render } from '../cards/render.ts';
import { refusalReply } from '../errors.ts';
import { countryName, duration } from '../format.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import { openCursor, sealCursor } from './cursor.ts';

const LONGEST_NAME = 50;

export type ReviewPage = { readonly search: string; readonly cursor: string | undefined };

export async function reviewPage(ctx: TurnCtx, { search, cursor }: ReviewPage): Promise<Reply> {
  const { language, deps } = ctx;
  if (!can(ctx.actor, 'R01')) return refusalReply(ctx, refuse('GEN-01', { who: 'R01' }).error);
  const opened = cursor ? await openCursor(deps, ctx.actor, cursor) : undefined;
  const asked = opened?.search ?? search;
  const page = await openReviews(deps, asked, opened?.after);
  const next = page.next ? await sealCursor(deps, ctx.actor, { search: asked, after: page.next }) : undefined;
  return cardReply(render('common/list', language, {
    title: t(language, 'review.list.title'),
    subtitle: t(language, asked === '' ? 'review.list.subtitle' : 'review.list.found', { search: md(asked) }),
    empty: t(language, asked === '' ? 'review.list.empty' : 'review.list.foundNone'),
    rows: page.rows.map((line) => rowOf(ctx, line)),
    search: { query: asked, verb: 'show.reviews', data: {} },
    ...(cursor ? { previous: { verb: 'show.reviews', data: { query: asked } } } : {}),
    ...(next ? { next: { verb: 'show.reviews', data: { cursor: next } } } : {}),
  }));
}

function rowOf({ language, deps }: TurnCtx, line: CaseLine): JsonObject {
  const name = shortened(line.company);
  const waiting = duration(language, -between(line.openedAt, deps.clock()));
  return {
    name, title: md(name),
    subtitle: `${line.caseId} · ${countryName(language, line.country)} · MPN ${md(line.mpnId)} · ${waiting}`,
    verb: 'show.review', data: { id: line.caseId },
  };
}

/** A whole page of them has to fit on one card (28 KB, teams-platform §1); the review itself shows the whole name. */
function shortened(name: string): string {
  const characters = [...name];
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME).join('').trimEnd()}…` : name;
}
