/** How the outcome of what was done to a customer as a whole is shown: its agreement was attested (WF-35), or its account associated. */

import { relationshipOf } from '../../../src/app/customers.ts';
import { customerSeen } from '../../../src/app/customerSeen.ts';
import { refusalReply } from '../../errors.ts';
import { t } from '../../words.ts';
import { associateReply } from '../access/association.ts';
import { attestReply } from './customerForms.ts';
import { customerReply } from './customerScreens.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import type { TaskUi } from '../ui.ts';

export const customerUi: TaskUi = {
  // Whose customer it never was hears what is said of one that there is not (INV-56).
  locate: async ({ deps, actor }, { input: { customer: typed } }) => {
    const tenant = partnerIn(typed);
    return tenant && await relationshipOf(deps, tenant, actor.tenant) ? { tenant } : noPartner(typed);
  },
  answer: async (ctx, { event, data, performed }) => {
    const id = partnerIn(data.input['customer']);
    const seen = id && await customerSeen(ctx.deps, ctx.actor, id);
    if (!seen) return refusalReply(ctx, noPartner(data.input['customer']));
    if (performed.kind === 'done') return await customerReply(ctx, seen, { style: 'good', text: t(ctx.language, event === 'attest' ? 'customers.banner.attest' : 'customers.banner.associate') });
    if (performed.kind === 'repeated') return await customerReply(ctx, seen);
    const { error } = performed;
    if (error.code === 'GEN-01' || error.code === 'ORD-10' || error.code === 'ORD-01') return refusalReply(ctx, error);
    return event === 'attest' ? attestReply(ctx, seen, { typed: data.input, error }) : await associateReply(ctx, seen, { typed: data.input, error });
  },
};
