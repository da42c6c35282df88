/** The two forms that open from a customer's card: the attestation of its agreement (WF-35), and the removal of the own relationship (WF-33). What was typed or ticked stays. */

import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import { remainingOf } from '../../../src/app/subscriptions.ts';
import { attestFields } from '../../../src/tasks/customer.ts';
import { fewOf } from '../../../src/tasks/relationship.ts';
import { md } from '../../cards/escape.ts';
import { render } from '../../cards/render.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { agreementWords } from './customerScreens.ts';
import { formData, problemsOf } from '../forms.ts';
import { bannerOf } from '../banners.ts';
import type { Ticked } from '../removalCard.ts';
import { removalCard } from '../removalCard.ts';

export function attestReply(ctx: TurnCtx, { own, tenant, customer }: SeenCustomer, { typed = {}, error }: Ticked = {}): Reply {
  const { language, deps: { rules: { mca } } } = ctx;
  const form = formData(language, attestFields, { ...typed, attest: String(typed['attest'] === 'true') }, problemsOf(error));
  return cardReply(render('customers/attest', language, {
    id: 'customer', rev: customer?.rev ?? 0, customer: own.tenant, name: md(tenant.name), url: mca.url, version: md(mca.version),
    present: customer?.agreement ? agreementWords(ctx, customer.agreement) : '', ...form,
  }, { banner: bannerOf(ctx, error) }));
}

export async function removalReply(ctx: TurnCtx, { own, tenant }: SeenCustomer, ticked: Ticked = {}): Promise<Reply> {
  const { deps, language } = ctx;
  const { customerRemoval } = deps.rules;
  const running = await remainingOf(deps, own);
  const params = { name: md(tenant.name), running: md(fewOf(running)) };
  const consequences = [
    'customers.remove.list', `customers.remove.work.${own.role}`,
    ...(own.delegatedAdmin === 'None' ? [] : [`customers.remove.admin.${customerRemoval.delegatedAdmin}`] as const),
    'customers.remove.others', ...(running.length > 0 ? [customerRemoval.requireSuspended ? 'customers.remove.blocked' : 'customers.remove.running'] as const : []), 'customers.remove.again',
  ] as const;
  return removalCard(ctx, {
    title: t(language, 'customers.remove.title', params), consequences: consequences.map((key) => t(language, key, params)), tell: t(language, 'customers.remove.tell', params),
    confirm: { title: t(language, 'customers.button.remove'), verb: 'relationship.remove', data: { id: own.id, rev: own.rev, customer: own.tenant } },
    back: { verb: 'show.customer', data: { customer: own.tenant } },
  }, ticked);
}
