/** The form for a subscription that a customer bought elsewhere (WF-30), and how its being put on record and taken off again is shown. */

import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import { customerSeen } from '../../../src/app/customerSeen.ts';
import { offersFor } from '../../../src/app/offers.ts';
import { subscriptionSeen } from '../../../src/app/subscriptionSeen.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { externalFields, unlistedKinds } from '../../../src/tasks/subscriptionExternal.ts';
import { md } from '../../cards/escape.ts';
import { render } from '../../cards/render.ts';
import { shortened } from '../../format.ts';
import { refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { customerReply } from '../customers/customerScreens.ts';
import { formData, problemsOf } from '../forms.ts';
import { noPartner, partnerIn } from '../partners/partnership.ts';
import { bannerOf, isStale, staleBanner } from '../banners.ts';
import { subscriptionReply } from './subscriptionScreens.ts';
import type { Answered } from '../ui.ts';

export type NewExternal = { readonly id: string; readonly typed?: RawInput; readonly error?: DomainError };

/** @param id the new record's: drawn with the form, so that the form is sent once. */
export async function externalForm(ctx: TurnCtx, { own, tenant, customer }: SeenCustomer, { id, typed = {}, error }: NewExternal): Promise<Reply> {
  const { deps, language } = ctx;
  const { rows } = await offersFor(deps, { country: tenant.country, segment: customer?.segment });
  const unlisted = unlistedKinds.map((value) => ({ title: t(language, `subscriptions.external.kind.${value}`), value }));
  return cardReply(render('subscriptions/external', language, {
    id, customer: own.tenant, name: md(tenant.name), choices: [...unlisted, ...rows.map(({ id: value, name }) => ({ title: shortened(name), value }))],
    ...formData(language, externalFields, { offer: unlistedKinds[0], ...typed }, problemsOf(error)),
  }, { banner: bannerOf(ctx, error) }));
}

export async function externalAnswer(ctx: TurnCtx, { data: { id, input }, performed }: Answered): Promise<Reply> {
  const customer = partnerIn(input['customer']);
  const error = performed.kind === 'refused' ? performed.error : undefined;
  const seen = customer && error?.code !== 'GEN-06' ? await customerSeen(ctx.deps, ctx.actor, customer) : undefined;
  if (!customer || !seen) return refusalReply(ctx, noPartner(id));
  if (error?.code === 'GEN-05' || error?.code === 'ORD-08' || error?.code === 'ORD-11') return await externalForm(ctx, seen, { id, typed: input, error });
  const made = await subscriptionSeen(ctx.deps, ctx.actor, customer, id);
  if (error && !(made && isStale(error))) return refusalReply(ctx, error);
  if (!made) return refusalReply(ctx, noPartner(id)); // recorded, and taken off again since
  return subscriptionReply(ctx, made, error ? staleBanner(ctx) : { style: 'good', text: t(ctx.language, 'subscriptions.banner.external') });
}

/** What is off the list has no card any more; its customer has. */
export async function forgottenAnswer(ctx: TurnCtx, { data: { id, input } }: Answered): Promise<Reply> {
  const customer = partnerIn(input['customer']);
  const seen = customer && await customerSeen(ctx.deps, ctx.actor, customer);
  return seen ? await customerReply(ctx, seen, { style: 'good', text: t(ctx.language, 'subscriptions.banner.forget') }) : refusalReply(ctx, noPartner(id));
}
