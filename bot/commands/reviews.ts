/** `/reviews`: the open reviews, oldest first, in pages with a search; `/review`: one of them. */

import { openReviews } from '../../src/app/queries.ts';
import { searchTerm } from '../../src/app/search.ts';
import { isCaseId, readCaseId } from '../../src/core/ids.ts';
import { md } from '../cards/escape.ts';
import { openReview } from '../tasks/enrolment/review.ts';
import { countryName } from '../format.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import type { Asked } from './list.ts';
import { ago, listReply } from './list.ts';

/** `/review`: by its number, or the only open one that words find; otherwise the list as that search leaves it. */
export async function findReview(ctx: TurnCtx, typed: string): Promise<Reply> {
  if (isNumber(typed)) return await openReview(ctx, readCaseId(typed));
  const search = searchTerm(typed) === '' ? '' : typed;
  const { rows: [first, second], next } = await openReviews(ctx.deps, search, undefined);
  return search !== '' && first && !second && !next ? await openReview(ctx, first.caseId) : await reviewPage(ctx, { search, cursor: undefined });
}

/** With its letters, or its hyphen in the middle: without them, any name of eight letters could be one. */
const isNumber = (typed: string): boolean => /^enr|^\w{4}-\w{4}$/i.test(typed) && isCaseId(readCaseId(typed), 'ENR');

export async function reviewPage(ctx: TurnCtx, asked: Asked): Promise<Reply> {
  const { language, deps } = ctx;
  return await listReply(ctx, {
    verb: 'show.reviews',
    title: t(language, 'review.list.title'),
    subtitle: (search) => t(language, search === '' ? 'review.list.subtitle' : 'review.list.found', { search: md(search) }),
    empty: (search) => t(language, search === '' ? 'review.list.empty' : 'review.list.foundNone'),
    page: async (search, after) => await openReviews(deps, search, after),
    row: (line) => ({
      name: line.company,
      subtitle: `${line.caseId} · ${countryName(language, line.country)} · MPN ${md(line.mpnId)} · ${ago(ctx, line.openedAt)}`,
      verb: 'show.review', data: { id: line.caseId },
    }),
  }, asked);
}
