/** How the outcome of a removal of a customer relationship is shown (WF-33). */

import { customerSeen } from '../../../src/app/customerSeen.ts';
import { refusalReply } from '../../errors.ts';
import { t } from '../../words.ts';
import { removalReply } from './customerForms.ts';
import { customerReply } from './customerScreens.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { isStale, staleBanner } from '../banners.ts';
import type { TaskUi } from '../ui.ts';

export const relationshipUi: TaskUi = {
  // Always the own one: the card says with whom, never whose.
  locate: async ({ actor }, { input: { customer: typed } }) => {
    const tenant = partnerIn(typed);
    return tenant ? { tenant, target: actor.tenant } : noPartner(typed);
  },
  answer: async (ctx, { data, performed }) => {
    const typed = data.input['customer'];
    const error = performed.kind === 'refused' ? performed.error : undefined;
    const id = partnerIn(typed);
    const seen = id && error?.code !== 'GEN-06' ? await customerSeen(ctx.deps, ctx.actor, id) : undefined;
    if (!seen) return refusalReply(ctx, error && error.code !== 'GEN-06' ? error : noPartner(typed));
    if (!error) return await customerReply(ctx, seen, performed.kind === 'done' ? { style: 'good', text: t(ctx.language, 'customers.banner.remove') } : undefined);
    if (isStale(error)) return await customerReply(ctx, seen, staleBanner(ctx));
    return error.code === 'CUS-13' || error.code === 'CUS-14' ? await removalReply(ctx, seen, { typed: data.input, error }) : refusalReply(ctx, error);
  },
};
