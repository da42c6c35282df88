/** How the outcome of what a partner does to its own relationship with a customer is shown: it was removed (WF-33), or tagged (§6.5). */

import { isActive } from '../../../src/tasks/relationship.ts';
import { customerSeen } from '../../../src/app/customerSeen.ts';
import { refusalReply } from '../../errors.ts';
import { t } from '../../words.ts';
import { removalReply } from './customerForms.ts';
import { customerReply } from './customerScreens.ts';
import { tagsReply } from './customerTags.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { isStale, staleBanner } from '../banners.ts';
import type { TaskUi } from '../ui.ts';

export const relationshipUi: TaskUi = {
  // Always the own one: the card says with whom, never whose.
  locate: async ({ actor }, { input: { customer: typed } }) => {
    const tenant = partnerIn(typed);
    return tenant ? { tenant, target: actor.tenant } : noPartner(typed);
  },
  answer: async (ctx, { event, data, performed }) => {
    const typed = data.input['customer'];
    const error = performed.kind === 'refused' ? performed.error : undefined;
    const id = partnerIn(typed);
    const seen = id && error?.code !== 'GEN-06' ? await customerSeen(ctx.deps, ctx.actor, id) : undefined;
    if (!seen) return refusalReply(ctx, error && error.code !== 'GEN-06' ? error : noPartner(typed));
    if (!error) return await customerReply(ctx, seen, performed.kind === 'done' ? { style: 'good', text: t(ctx.language, event === 'tag' ? 'customers.banner.tag' : 'customers.banner.remove') } : undefined);
    if (isStale(error)) return event === 'tag' && isActive(seen.own) ? tagsReply(ctx, seen, { banner: staleBanner(ctx) }) : await customerReply(ctx, seen, staleBanner(ctx));
    if (event === 'tag' && error.code === 'GEN-05') return tagsReply(ctx, seen, { typed: data.input, error, rev: performed.doc?.rev });
    return error.code === 'CUS-13' || error.code === 'CUS-14' ? await removalReply(ctx, seen, { typed: data.input, error }) : refusalReply(ctx, error);
  },
};
