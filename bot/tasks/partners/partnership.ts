/** How the outcome of a removal is shown: of the administrator access (WF-16), or of the partnership itself (WF-34). */

import { placeOf, removals } from '../../../src/app/partners.ts';
import { refuse } from '../../../src/core/errors.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import type { TenantId } from '../../../src/core/ids.ts';
import { tenantId } from '../../../src/core/ids.ts';
import type { Partnership } from '../../../src/tasks/partnershipDoc.ts';
import { refusalReply } from '../../errors.ts';
import { t } from '../../words.ts';
import { otherOf, partnerReply, removalReply } from './partnershipScreens.ts';
import { isStale, staleBanner } from '../banners.ts';
import type { TaskUi } from '../ui.ts';

/** Which company a button or a list is about; nothing is known of it yet. */
export function partnerIn(typed = ''): TenantId | undefined {
  const { success, data } = tenantId.safeParse(typed);
  return success ? data : undefined;
}

/** The same words for a company that there is not, one without a partnership, and something that is no company at all (INV-56). */
export const noPartner = (typed: string | undefined): DomainError => refuse('GEN-06', { what: typed?.trim().slice(0, 60) || '–' }).error;

export const partnershipUi: TaskUi = {
  locate: async ({ actor }, data) => {
    const typed = data.input['with'];
    const other = partnerIn(typed);
    return other ? placeOf(actor, other) : noPartner(typed);
  },
  answer: async (ctx, { event: asked, data, performed }) => {
    const doc = performed.doc as Partnership | undefined; // perform read it with the partnership's schema
    const event = removals.find((removal) => removal === asked);
    if (!event) throw new Error(`There is no screen for partnership.${asked}: add it to bot/tasks/partners/partnershipScreens.ts`);
    if (performed.kind === 'refused') {
      const { error } = performed;
      if (!doc) return refusalReply(ctx, error.code === 'GEN-06' ? noPartner(data.input['with']) : error);
      if (error.code === 'GEN-01' || error.code === 'PAR-03') return refusalReply(ctx, error);
      return isStale(error) ? await partnerReply(ctx, doc, staleBanner(ctx)) : removalReply(ctx, doc, { event, typed: data.input, error });
    }
    if (!doc) throw new Error('A partnership is never erased');
    const text = t(ctx.language, `partnership.banner.${event}`, { name: otherOf(ctx, doc).name });
    return await partnerReply(ctx, doc, performed.kind === 'done' ? { style: 'good', text } : undefined);
  },
};
