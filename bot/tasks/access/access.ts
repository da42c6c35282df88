/** How it is shown that somebody was given the steps for Azure (WF-28). */

import { customerSeen } from '../../../src/app/customerSeen.ts';
import { refusalReply } from '../../errors.ts';
import { t } from '../../words.ts';
import { accessReply } from './accessScreens.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { isStale, staleBanner } from '../banners.ts';
import type { TaskUi } from '../ui.ts';

export const accessUi: TaskUi = {
  // Always what the own company was told: the card says about whom, never who.
  locate: async ({ actor }, { input: { customer } }) => {
    const tenant = partnerIn(customer);
    return tenant ? { tenant, target: actor.tenant } : noPartner(customer);
  },
  answer: async (ctx, { data: { input: { customer } }, performed }) => {
    const error = performed.kind === 'refused' ? performed.error : undefined;
    if (error && !isStale(error)) return refusalReply(ctx, error.code === 'GEN-06' ? noPartner(customer) : error);
    const id = partnerIn(customer);
    const seen = id && await customerSeen(ctx.deps, ctx.actor, id);
    if (!seen) return refusalReply(ctx, noPartner(customer));
    if (error) return await accessReply(ctx, seen, { banner: staleBanner(ctx) });
    return await accessReply(ctx, seen, performed.kind === 'done' ? { banner: { style: 'good', text: t(ctx.language, 'access.banner.azureTold') } } : {});
  },
};
