/** The form that says who answers a customer about one subscription (WF-27): who can be chosen, and what the others lack (INV-48). */

import { partnersNear, supporters } from '../../../src/app/access.ts';
import { can } from '../../../src/rules/permissions.ts';
import { supportFields } from '../../../src/tasks/subscriptionLinks.ts';
import { md } from '../../cards/escape.ts';
import { render } from '../../cards/render.ts';
import { shortened } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import type { LinkForm } from './accessScreens.ts';
import { formData, problemsOf } from '../forms.ts';
import { bannerOf } from '../banners.ts';

/** Of those who are missing, as many as a card can tell of by name. */
const MOST_NAMED = 10;

export async function supportReply(ctx: TurnCtx, { doc, typed, error, banner }: LinkForm): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const { provider, support } = doc;
  const { open, missing } = supporters(await partnersNear(deps, actor, doc.tenant));
  const lines = missing.slice(0, MOST_NAMED).map(({ name, why }) => t(language, `access.support.lacks.${why}`, { name: md(shortened(name)) }));
  return cardReply(render('access/support', language, {
    id: doc.id, rev: doc.rev, customer: doc.tenant, subscription: md(doc.name), customerName: md(doc.customerName), present: md(support.name),
    ...formData(language, supportFields, { reseller: support.id, ...typed }, problemsOf(error)),
    choices: [{ title: t(language, 'access.support.own', { name: shortened(provider.name) }), value: provider.id }, ...open.map(({ id, name }) => ({ title: shortened(name), value: id }))],
    missing: [...lines, t(language, 'access.support.lacks.partnership')].map((line) => ({ line })), canAsk: can(actor, 'P17'),
  }, { banner: banner ?? bannerOf(ctx, error) }));
}
