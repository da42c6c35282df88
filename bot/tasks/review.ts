/** How the outcome of a decision is shown to the admin who made it. Every posted copy of the card is brought in line by the outbox. */

import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import type { Banner } from '../cards/render.ts';
import { render } from '../cards/render.ts';
import { refusalReply } from '../errors.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply, textReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import { bannerOf, isStale, staleBanner } from './present.ts';
import { reviewScreen } from './reviewScreens.ts';
import type { ReviewView } from './reviewScreens.ts';
import type { TaskUi } from './ui.ts';

type Decision = 'approve' | 'reject' | 'askMore';
const isDecision = (event: string): event is Decision => event === 'approve' || event === 'reject' || event === 'askMore';

export const reviewUi: TaskUi = {
  answer: async (ctx, { event, data, performed }) => {
    const doc = performed.doc as Enrolment | undefined; // perform read it with the enrolment's schema
    if (!doc) return textReply(t(ctx.language, 'review.gone'));
    if (performed.kind === 'done') {
      return reviewReply(ctx, doc, isDecision(event) ? { banner: { style: 'good', text: t(ctx.language, `enrolment.banner.${event}`) } } : {});
    }
    if (performed.kind === 'repeated') return reviewReply(ctx, doc);
    const { error } = performed;
    // In a channel the card belongs to everybody: who may not decide gets a sentence, and the card stays.
    if (error.code === 'GEN-01' || error.code === 'ENR-15') return refusalReply(ctx, error);
    if (isStale(error)) return reviewReply(ctx, doc, { banner: staleBanner(ctx) });
    return reviewReply(ctx, doc, { typed: data.input, error });
  },
};

/** The review as it is now, in the reader's own language. */
export function reviewReply(ctx: TurnCtx, doc: Enrolment, shown: Pick<ReviewView, 'typed' | 'error'> & { readonly banner?: Banner } = {}): Reply {
  const { card, data } = reviewScreen({ language: ctx.language, timeZone: ctx.timeZone, doc, typed: shown.typed, error: shown.error });
  const banner = shown.banner ?? bannerOf(ctx, shown.error);
  return cardReply(render(card, ctx.language, data, banner ? { banner } : {}));
}
