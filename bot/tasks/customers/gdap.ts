/** How the outcome of a partner's own deeds about delegated admin is shown (WF-36). What the customer answers, it answers on its page. */

import { relationshipOf } from '../../../src/app/customers.ts';
import { customerSeen } from '../../../src/app/customerSeen.ts';
import { isCaseId } from '../../../src/core/ids.ts';
import type { Gdap } from '../../../src/tasks/gdapDoc.ts';
import { refusalReply } from '../../errors.ts';
import { t } from '../../words.ts';
import { gdapReply, newGdapReply } from './gdapScreens.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { isStale, staleBanner } from '../banners.ts';
import type { TaskUi } from '../ui.ts';

export const gdapUi: TaskUi = {
  // Whose customer it never was hears what is said of one that there is not (INV-56).
  locate: async ({ deps, actor }, { id, input: { customer: typed } }) => {
    const tenant = partnerIn(typed);
    return tenant && isCaseId(id, 'ADM') && await relationshipOf(deps, tenant, actor.tenant) ? { tenant, target: id } : noPartner(typed);
  },
  answer: async (ctx, { event, data, performed }) => {
    const doc = performed.doc as Gdap | undefined; // perform read it with the request's schema
    if (performed.kind !== 'refused') {
      if (!doc) throw new Error('A request for delegated admin is never erased');
      return gdapReply(ctx, doc, performed.kind === 'done' ? { style: 'good', text: t(ctx.language, event === 'request' ? 'customers.banner.gdap' : 'customers.banner.gdapEnded') } : undefined);
    }
    const { error } = performed;
    if (doc && doc.partner === ctx.actor.tenant && isStale(error)) return gdapReply(ctx, doc, staleBanner(ctx));
    const customer = partnerIn(data.input['customer']);
    const seen = event === 'request' && error.code === 'GEN-05' && customer ? await customerSeen(ctx.deps, ctx.actor, customer) : undefined;
    return seen ? newGdapReply(ctx, seen, { id: data.id, typed: data.input, error }) : refusalReply(ctx, error.code === 'GEN-06' ? noPartner(data.id) : error);
  },
};
