/** How the outcome of a change of one of a subscription's two links is shown: who earns (WF-26), who answers (WF-27). The other events of a subscription are shown elsewhere. */

import { customerSeen } from '../../../src/app/customerSeen.ts';
import type { Subscription } from '../../../src/tasks/subscriptionDoc.ts';
import type { Banner } from '../../cards/render.ts';
import { refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { accessReply } from './accessScreens.ts';
import type { LinkForm } from './accessScreens.ts';
import { creditReply } from './credit.ts';
import { noPartner } from '../partners/partnership.ts';
import { isStale, staleBanner } from '../banners.ts';
import { supportReply } from './supportContact.ts';
import type { Answered } from '../ui.ts';

export const links = ['credit', 'support'] as const;
export type Link = (typeof links)[number];
export const isLink = (event: string): event is Link => links.some((link) => link === event);

export const linkForm = async (ctx: TurnCtx, link: Link, form: LinkForm): Promise<Reply> => (link === 'credit' ? await creditReply(ctx, form) : await supportReply(ctx, form));

/** Everything typed comes back with a refusal; who may not, or serves the customer no more, is told so in words. What was done is shown beside the links that it left alone (INV-47). */
export async function linkAnswer(ctx: TurnCtx, link: Link, { data, performed }: Answered): Promise<Reply> {
  const doc = performed.doc as Subscription | undefined; // perform read it with the subscription's schema
  if (performed.kind === 'refused') {
    const { error } = performed;
    if (!doc || error.code === 'GEN-01' || error.code === 'CUS-16') return refusalReply(ctx, error.code === 'GEN-06' ? noPartner(data.id) : error);
    return await linkForm(ctx, link, isStale(error) ? { doc, banner: staleBanner(ctx) } : { doc, typed: data.input, error });
  }
  const seen = doc && await customerSeen(ctx.deps, ctx.actor, doc.tenant);
  if (!seen) return refusalReply(ctx, noPartner(data.id));
  return await accessReply(ctx, seen, performed.kind === 'done' ? { banner: doneBanner(ctx, link, doc, doc.rev === data.rev) } : {});
}

function doneBanner({ language }: TurnCtx, link: Link, { name: subscription, record, support }: Subscription, wasSo: boolean): Banner {
  const name = link === 'credit' ? record?.name ?? '' : support.name;
  return wasSo ? { style: 'accent', text: t(language, `access.banner.${link}Same`, { name, subscription }) } : { style: 'good', text: t(language, `access.banner.${link}`, { name, subscription }) };
}
