/** `/reviews`: the open reviews, oldest first, in pages with a search. */

import { openReviews } from '../../src/app/queries.ts';
import { md } from '../cards/escape.ts';
import { countryName } from '../format.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import type { Asked } from './list.ts';
import { ago, listReply } from './list.ts';

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
