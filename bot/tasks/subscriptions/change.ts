/** How the outcome of a change that was asked for, and of the provider's answer to it, is shown (WF-25). */

import { changeSeen } from '../../../src/app/changes.ts';
import { isCaseId } from '../../../src/core/ids.ts';
import { refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { askReply, changeReply } from './changeScreens.ts';
import { askingOf } from './changeViews.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { isStale, staleBanner } from '../banners.ts';
import type { Answered, TaskUi } from '../ui.ts';

export const changeUi: TaskUi = {
  // Asked for in the own home; answered in that of whoever asked.
  locate: async ({ actor }, { id, input: { reseller: typed } }, event) => {
    const tenant = event === 'ask' ? actor.tenant : partnerIn(typed);
    return tenant && isCaseId(id, 'CHG') ? { tenant, target: id } : noPartner(id);
  },
  answer: async (ctx, answered) => {
    const { event, data: { id, input }, performed } = answered;
    if (event === 'ask' && performed.kind === 'refused') return await refusedAsk(ctx, answered);
    const reseller = event === 'ask' ? ctx.actor.tenant : partnerIn(input['reseller']);
    const doc = reseller && await changeSeen(ctx.deps, ctx.actor, { reseller, id });
    if (performed.kind === 'refused') {
      const { error } = performed;
      if (!doc || error.code === 'GEN-06') return refusalReply(ctx, error.code === 'GEN-06' ? noPartner(id) : error);
      if (isStale(error)) return changeReply(ctx, doc, { banner: staleBanner(ctx) });
      return error.code === 'GEN-05' ? changeReply(ctx, doc, { typed: input, error }) : refusalReply(ctx, error);
    }
    if (!doc) return refusalReply(ctx, noPartner(id));
    return changeReply(ctx, doc, performed.kind === 'done' ? { banner: doneBanner(ctx, event) } : {});
  },
};

const doneBanner = ({ language }: TurnCtx, event: string) => ({ style: 'good' as const, text: t(language, `subscriptions.change.banner.${event === 'ask' || event === 'accept' || event === 'decline' || event === 'withdraw' ? event : 'done'}`) });

/** The form again, with what was typed; a form that was sent before shows what became of it. */
async function refusedAsk(ctx: TurnCtx, { data: { id, input }, performed }: Answered): Promise<Reply> {
  if (performed.kind !== 'refused') throw new Error('Only a refusal is shown as one');
  const { error } = performed;
  if (error.code === 'GEN-01' || error.code === 'ORD-11') return refusalReply(ctx, error);
  const sent = isStale(error) ? await changeSeen(ctx.deps, ctx.actor, { reseller: ctx.actor.tenant, id }) : undefined;
  if (sent) return changeReply(ctx, sent, { banner: staleBanner(ctx) });
  const asking = await askingOf(ctx, { number: id, customer: input['customer'], subscription: input['subscription'] ?? '' });
  return asking && error.code !== 'GEN-06' ? askReply(ctx, asking, { typed: input, error }) : refusalReply(ctx, error.code === 'GEN-06' ? noPartner(input['customer']) : error);
}
