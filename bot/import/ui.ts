/** What a click on an import is answered with: the present card, whether it was confirmed, cancelled, or drawn too long ago. */

import { refuse } from '../../src/core/errors.ts';
import type { ImportJob } from '../../src/tasks/importJob.ts';
import { refusalReply } from '../errors.ts';
import { standing } from '../tasks/credentials.ts';
import { bannerOf, isStale, staleBanner } from '../tasks/banners.ts';
import type { TaskUi } from '../tasks/ui.ts';
import { presentImport } from './begin.ts';

export const importUi: TaskUi = {
  // The answer takes the place of the message that was clicked in: that is where progress is shown.
  locate: async (ctx, { id }, event) => ({ tenant: ctx.actor.tenant, target: id, ...(event === 'confirm' ? { input: standing(ctx) } : {}) }),
  answer: async (ctx, { data, performed }) => {
    const doc = performed.doc as ImportJob | undefined; // perform read it with the import's schema
    if (!doc) return refusalReply(ctx, performed.kind === 'refused' ? performed.error : refuse('GEN-06', { what: data.id }).error);
    if (performed.kind !== 'refused') return await presentImport(ctx, doc);
    const { error } = performed;
    if (error.code === 'GEN-01') return refusalReply(ctx, error);
    return await presentImport(ctx, doc, isStale(error) ? staleBanner(ctx) : bannerOf(ctx, error));
  },
};
