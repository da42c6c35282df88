/** Buttons that only show something (`show.…`) or set the reader's own language: one row each, by area. Nothing here changes a task. */

import type { Permission } from '../src/rules/permissions.ts';
import { can } from '../src/rules/permissions.ts';
import { showHelp } from './commands/help.ts';
import { chooseLanguage } from './commands/language.ts';
import { mpnStatus } from './commands/agreement.ts';
import { askedIn } from './commands/list.ts';
import { reviewPage } from './commands/reviews.ts';
import { reportViews } from './commands/reportViews.ts';
import { statsViews } from './commands/stats.ts';
import { customerViews } from './tasks/customers/customerViews.ts';
import { accessViews } from './tasks/access/accessViews.ts';
import { enrolmentViews } from './tasks/enrolment/enrolmentViews.ts';
import { invitationViews } from './tasks/invitations/invitationViews.ts';
import { partnerViews } from './tasks/partners/partnerViews.ts';
import { importViews } from './import/views.ts';
import { newCustomerViews } from './tasks/orders/newCustomerViews.ts';
import { orderViews } from './tasks/orders/orderViews.ts';
import { offerViews } from './tasks/orders/offerViews.ts';
import { nextViews } from './tasks/advice/nextViews.ts';
import { providerViews } from './tasks/partners/providerViews.ts';
import { requestViews } from './tasks/partners/requestViews.ts';
import { gdapViews } from './tasks/customers/gdapViews.ts';
import { openReview } from './tasks/enrolment/review.ts';
import { changeViews } from './tasks/subscriptions/changeViews.ts';
import { subscriptionViews } from './tasks/subscriptions/subscriptionViews.ts';
import { userViews } from './tasks/people/userViews.ts';
import { whyViews } from './tasks/advice/whyViews.ts';
import type { CardData } from './turn/inbound.ts';
import { notAllowed } from './turn/notAllowed.ts';
import type { Reply, TurnCtx } from './turn/turnCtx.ts';
import type { View } from './view.ts';
import { privately } from './turn/privately.ts';

export const views = {
  ...enrolmentViews,
  ...requestViews,
  ...invitationViews,
  ...partnerViews,
  ...customerViews,
  ...gdapViews,
  ...accessViews,
  ...providerViews,
  ...offerViews,
  ...orderViews,
  ...newCustomerViews,
  ...importViews,
  ...subscriptionViews,
  ...changeViews,
  ...userViews,
  ...reportViews,
  ...statsViews,
  ...nextViews,
  ...whyViews,
  'show.mpnStatus': { run: async (ctx, data) => await mpnStatus(ctx, data.input['mpnId'] ?? '') },
  'show.reviews': { needs: 'R01', run: async (ctx, data) => await reviewPage(ctx, askedIn(data)) },
  'show.review': { needs: 'R01', run: async (ctx, data) => await openReview(ctx, data.id) },
  'show.help': { run: async (ctx) => showHelp(ctx) },
  'set.language': { run: async (ctx, data) => await chooseLanguage(ctx, data.input['language'] ?? '') },
} as const satisfies Record<string, View>;

export type ViewVerb = keyof typeof views;

export function isView(verb: string): verb is ViewVerb {
  return Object.hasOwn(views, verb);
}

export const viewOf = (verb: ViewVerb): View => views[verb];

/** What menus ask before they offer a button. */
export const viewNeeds = (verb: string): Permission | undefined => (isView(verb) ? viewOf(verb).needs : undefined);

export async function show(ctx: TurnCtx, verb: ViewVerb, data: CardData): Promise<Reply> {
  const { needs, where, run } = viewOf(verb);
  if (needs && !can(ctx.actor, needs)) return await notAllowed(ctx, needs, verb);
  return where === 'personal' ? await privately(ctx, async (own) => await run(own, data)) : await run(ctx, data);
}
