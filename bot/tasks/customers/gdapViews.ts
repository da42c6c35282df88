/** Delegated admin of one customer: the list of a partner's requests, one of them, and the form for another (WF-36). */

import { gdapOf, gdapsOf } from '../../../src/app/gdap.ts';
import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import { newCaseId } from '../../../src/core/ids.ts';
import { can } from '../../../src/rules/permissions.ts';
import { md } from '../../cards/escape.ts';
import type { Asked } from '../../commands/list.ts';
import { askedIn, listReply } from '../../commands/list.ts';
import { refusalReply } from '../../errors.ts';
import { date } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import { withActive, withCustomer } from './customerViews.ts';
import { gdapReply, newGdapReply } from './gdapScreens.ts';
import { noPartner } from '../partners/partnership.ts';

export const gdapViews = {
  'show.gdap': { needs: 'P07', where: 'personal', run: async (ctx, data) => await withCustomer(ctx, data.input['about'] ?? data.input['customer'], async (seen) => await requestsPage(ctx, seen, askedIn(data))) },
  'show.gdapRequest': { needs: 'P07', where: 'personal', run: async (ctx, { id, input }) => await withCustomer(ctx, input['customer'], async (seen) => await openGdap(ctx, seen, id)) },
  'show.newGdap': {
    needs: 'P03', where: 'personal',
    run: async (ctx, { input }) => await withActive(ctx, input['customer'], async (seen) => newGdapReply(ctx, seen, { id: newCaseId('ADM', ctx.deps.newId) })),
  },
} as const satisfies Record<string, View>;

async function requestsPage(ctx: TurnCtx, { own, tenant }: SeenCustomer, asked: Asked): Promise<Reply> {
  const { deps, actor, language, timeZone } = ctx;
  const customer = own.tenant;
  return await listReply(ctx, {
    verb: 'show.gdap', about: customer,
    title: t(language, 'customers.gdap.title', { name: md(tenant.name) }),
    subtitle: (search) => (search === '' ? t(language, 'customers.gdap.subtitle') : t(language, 'customers.list.found', { search: md(search) })),
    empty: (search) => t(language, search === '' ? 'customers.gdap.empty' : 'customers.gdap.foundNone'),
    page: async (search, after) => await gdapsOf(deps, { customer, partner: actor.tenant }, { search, after }),
    row: ({ id, name, state, until }) => ({
      name, subtitle: [t(language, `customers.gdap.state.${state}`), ...(state === 'Approved' ? [t(language, 'customers.gdap.until', { until: date(language, until, timeZone) })] : [])].join(' · '),
      verb: 'show.gdapRequest', data: { id, customer },
    }),
    extra: [
      ...(own.state === 'Active' && can(actor, 'P03') ? [{ title: t(language, 'customers.button.newGdap'), verb: 'show.newGdap', data: { customer } }] : []),
      { title: t(language, 'customers.button.back'), verb: 'show.customer', data: { customer } },
    ],
  }, asked);
}

/** The same answer for another partner's and for none (INV-56). */
async function openGdap(ctx: TurnCtx, { own }: SeenCustomer, id: string): Promise<Reply> {
  const doc = await gdapOf(ctx.deps, own.tenant, id);
  return doc?.partner === ctx.actor.tenant ? gdapReply(ctx, doc) : refusalReply(ctx, noPartner(id));
}
