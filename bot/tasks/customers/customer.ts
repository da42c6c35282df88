/** How the outcome of what was done to a customer as a whole is shown: its agreement was attested (WF-35), its account associated, or its details edited (P08). */

import { relationshipOf } from '../../../src/app/customers.ts';
import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import { customerSeen } from '../../../src/app/customerSeen.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { isActive } from '../../../src/tasks/relationship.ts';
import { refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { associateReply } from '../access/association.ts';
import type { Editing } from './customerDetails.ts';
import { detailsReply } from './customerDetails.ts';
import { attestReply } from './customerForms.ts';
import { customerReply } from './customerScreens.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { isStale, staleBanner } from '../banners.ts';
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
    if (performed.kind === 'done') return await customerReply(ctx, seen, { style: 'good', text: t(ctx.language, `customers.banner.${deedOf(event)}`) });
    if (performed.kind === 'repeated') return await customerReply(ctx, seen);
    const { error } = performed;
    if (error.code === 'GEN-01' || error.code === 'ORD-10' || error.code === 'ORD-01' || error.code === 'CUS-16') return refusalReply(ctx, error);
    switch (deedOf(event)) {
      case 'attest': return attestReply(ctx, seen, { typed: data.input, error });
      case 'associate': return await associateReply(ctx, seen, { typed: data.input, error });
      case 'edit': return await editAgain(ctx, seen, { typed: data.input, error, rev: performed.doc?.rev ?? 0 });
    }
  },
};

const deedOf = (event: string): 'attest' | 'associate' | 'edit' => (event === 'attest' || event === 'edit' ? event : 'associate');

/** Somebody else, perhaps of another partner, was faster: what they wrote is read before it is written over. */
async function editAgain(ctx: TurnCtx, seen: SeenCustomer, refused: Editing & { readonly error: DomainError }): Promise<Reply> {
  const { error } = refused;
  if (!isStale(error) && error.code !== 'GEN-03') return detailsReply(ctx, seen, refused);
  return isActive(seen.own) ? detailsReply(ctx, seen, { banner: staleBanner(ctx) }) : await customerReply(ctx, seen, staleBanner(ctx));
}
