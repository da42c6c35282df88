/** The form that says which reseller manages a customer's account (S004, WF-28). Its outcome is shown with the customer (customer.ts). */

import { partnersNear } from '../../../src/app/access.ts';
import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { associateFields } from '../../../src/tasks/customer.ts';
import { md } from '../../cards/escape.ts';
import { render } from '../../cards/render.ts';
import { shortened } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { managerWords } from './accessScreens.ts';
import { formData, problemsOf } from '../forms.ts';
import { bannerOf } from '../banners.ts';

type Typed = { readonly typed?: RawInput; readonly error?: DomainError };

export async function associateReply(ctx: TurnCtx, seen: SeenCustomer, { typed = {}, error }: Typed = {}): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const { own, tenant, customer, association } = seen;
  const { partners } = await partnersNear(deps, actor, own.tenant);
  return cardReply(render('access/associate', language, {
    id: 'customer', rev: customer?.rev ?? 0, customer: own.tenant, name: md(tenant.name), present: managerWords(ctx, seen),
    choices: partners.filter(({ relationship }) => relationship !== undefined).map(({ id, name }) => ({ title: shortened(name), value: id })),
    ...formData(language, associateFields, { reseller: association?.reseller ?? '', ...typed }, problemsOf(error)),
  }, { banner: bannerOf(ctx, error) }));
}
