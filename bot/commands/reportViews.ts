/** The buttons of reports: who I am, what could not be delivered, what happened, by which rules. All of them are for one person alone. */

import type { View } from '../view.ts';
import { showAudit } from './audit.ts';
import { askToSave, offerFile } from './auditFile.ts';
import { askedIn } from './list.ts';
import { outboxPage, retry, showDeadRow } from './outbox.ts';
import { showRules } from './rules.ts';
import { whoami } from './whoami.ts';

export const reportViews = {
  'show.whoami': { where: 'personal', run: async (ctx, { input }) => await whoami(ctx, input['permission'] ?? '') },
  'show.outbox': { needs: 'O01', where: 'personal', run: async (ctx, data) => await outboxPage(ctx, askedIn(data)) },
  'show.deadRow': { needs: 'O01', where: 'personal', run: showDeadRow },
  'set.retry': { needs: 'O01', where: 'personal', run: retry },
  'show.rules': { needs: 'O02', where: 'personal', run: async (ctx, { input }) => showRules(ctx, input['page'] ?? '') },
  'show.audit': { needs: 'P25', where: 'personal', run: async (ctx, data) => await showAudit(ctx, askedIn(data)) },
  'show.auditExport': { needs: 'P25', where: 'personal', run: async (ctx, { input }) => await offerFile(ctx, { about: input['query'] ?? '', format: input['format'] === 'json' ? 'json' : 'csv' }) },
  'show.auditFile': { needs: 'P25', where: 'personal', run: async (ctx, { id }) => await askToSave(ctx, id) },
} as const satisfies Record<string, View>;
