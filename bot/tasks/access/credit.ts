/** The form that says who earns with a subscription (WF-26): choose a listed reseller or type an MPN ID, look whose it is, submit. */

import { earners, holderOf, partnersNear } from '../../../src/app/access.ts';
import type { Earner } from '../../../src/app/access.ts';
import { foresee } from '../../../src/app/foresee.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import { can } from '../../../src/rules/permissions.ts';
import type { Subscription } from '../../../src/tasks/subscriptionDoc.ts';
import { NOT_LISTED, creditFields } from '../../../src/tasks/subscriptionLinks.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import { render } from '../../cards/render.ts';
import { countryName, shortened } from '../../format.ts';
import { refusalLine } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import type { LinkForm } from './accessScreens.ts';
import { earnerWords } from './accessScreens.ts';
import { formData, problemsOf } from '../forms.ts';
import { bannerOf } from '../banners.ts';

export async function creditReply(ctx: TurnCtx, { doc, typed, error, banner }: LinkForm, verified?: JsonObject): Promise<Reply> {
  const { language } = ctx;
  const { listed, hasMore } = await choicesFor(ctx, doc);
  const present = listed.find(({ id }) => id === doc.record?.id)?.id ?? '';
  return cardReply(render('access/credit', language, {
    id: doc.id, rev: doc.rev, customer: doc.tenant, subscription: md(doc.name), customerName: md(doc.customerName), present: earnerWords(ctx, doc),
    ...formData(language, creditFields, { reseller: present, ...typed }, problemsOf(error)), hasMore, canSee: can(ctx.actor, 'P07'),
    choices: [...listed.map((one) => ({ title: choiceWords(ctx, one), value: one.id })), { title: t(language, 'access.credit.notListed'), value: NOT_LISTED }],
    ...(verified ? { verified } : {}),
  }, { banner: banner ?? bannerOf(ctx, error) }));
}

async function choicesFor({ deps, actor }: TurnCtx, { tenant }: Subscription): Promise<{ readonly listed: readonly Earner[]; readonly hasMore: boolean }> {
  const near = await partnersNear(deps, actor, tenant);
  return { listed: await earners(deps, near), hasMore: near.hasMore };
}

function choiceWords({ language }: TurnCtx, { name, mpnId, isRelated }: Earner): string {
  if (!mpnId) return t(language, 'access.credit.noMpn', { name: shortened(name) });
  return t(language, isRelated ? 'access.credit.related' : 'access.credit.unrelated', { name: shortened(name), mpnId });
}

/** Only looks: whose MPN ID it is, and what would be answered to "Submit". */
export async function verifyCredit(ctx: TurnCtx, doc: Subscription, typed: RawInput): Promise<Reply> {
  const { deps, actor, language, timeZone, correlation } = ctx;
  const error = await foresee(deps, { task: 'subscription', event: 'credit', tenant: doc.tenant, target: doc.id, input: typed, actor, correlation });
  if (error?.code === 'GEN-05') return await creditReply(ctx, { doc, typed, error });
  const { name = '', mpnId } = await meantBy(ctx, doc, typed);
  const holder = mpnId && await holderOf(deps, actor, mpnId);
  const fact = (title: 'company' | 'country' | 'agreement', value: string): JsonObject => ({ title: t(language, `access.credit.${title}`), value });
  return await creditReply(ctx, { doc, typed }, {
    title: t(language, 'access.credit.verified', { about: md(mpnId ?? name) }),
    facts: holder ? [
      fact('company', md(holder.name)), fact('country', countryName(language, holder.country)),
      ...(holder.agreement === 'forbidden' ? [] : [fact('agreement', t(language, `agreement.answer.${holder.agreement}`))]),
    ] : [],
    verdict: error ? md(refusalLine(language, error, timeZone)) : t(language, 'access.credit.possible'),
  });
}

/** The MPN ID that was typed, or the listed reseller with its own. */
async function meantBy(ctx: TurnCtx, doc: Subscription, typed: RawInput): Promise<Partial<Pick<Earner, 'name' | 'mpnId'>>> {
  const read = creditFields.mpnId(typed['mpnId'] ?? '', { rules: ctx.deps.rules, country: '', today: '', form: typed });
  if (read.ok && read.value !== '') return { mpnId: read.value };
  const { listed } = await choicesFor(ctx, doc);
  return listed.find(({ id }) => id === typed['reseller']) ?? {};
}
