/** `/request` and `/partnerships` of a provider (WF-14): the way to a draft, the list of requests, and one of them. What a request looks like is in requestScreens.ts. */

import { companyName } from '../../../src/app/queries.ts';
import { requestOf, requestsOf } from '../../../src/app/requests.ts';
import { can, isTheirWork } from '../../../src/rules/permissions.ts';
import type { PartnershipRequest } from '../../../src/tasks/requestDoc.ts';
import { md } from '../../cards/escape.ts';
import type { Asked } from '../../commands/list.ts';
import { ago, askedIn, listReply } from '../../commands/list.ts';
import { refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import { asTyped, beginLetter, presentLetter, presentText, withLetter } from '../letters/letter.ts';
import { stateAt } from '../letters/letterKind.ts';
import { bannerOf } from '../banners.ts';
import { newForm, requestKind } from './requestScreens.ts';

export const requestViews = {
  'show.requests': { needs: 'E04', run: async (ctx, data) => await requestsPage(ctx, askedIn(data)) },
  'show.request': { needs: 'E04', run: async (ctx, { id }) => await opened(ctx, id, (doc) => presentLetter(ctx, requestKind, { doc })) },
  'show.requestDraft': { needs: 'P17', run: async (ctx, { id }) => await opened(ctx, id, (doc) => presentText(ctx, requestKind, { doc })) },
  /** The empty form; its own button comes back here with what was typed. */
  'show.newRequest': {
    needs: 'P17',
    run: async (ctx, { id, input: { email, language } }) => (email === undefined ? newForm(ctx, {}) : await makeDraft(ctx, { email, language }, id)),
  },
} as const satisfies Record<string, View>;

const opened = async (ctx: TurnCtx, id: string, present: (doc: PartnershipRequest) => Promise<Reply>): Promise<Reply> =>
  await withLetter(ctx, { id, doc: await requestOf(ctx.deps, ctx.actor.tenant, id) }, present);

type Wanted = { readonly email: string; readonly language: string | undefined };

/** `/request`; without an address, the form asks those for it who could send it. */
export async function newRequest(ctx: TurnCtx, { email, language }: Wanted): Promise<Reply> {
  if (email === '' && isTheirWork(ctx.actor, 'P17')) return newForm(ctx, language === undefined ? {} : { language });
  return await makeDraft(ctx, { email, language }, ctx.activityId);
}

async function makeDraft(ctx: TurnCtx, wanted: Wanted, origin: string): Promise<Reply> {
  const { deps, actor } = ctx;
  const input = { email: asTyped(wanted.email), language: wanted.language ?? ctx.language };
  const begun = await beginLetter(ctx, requestKind, {
    origin, input,
    textWith: async (link) => t(input.language === 'en' ? 'en' : 'es', 'request.mail.text', {
      provider: await companyName(deps, actor.tenant), person: actor.name, link, days: deps.rules.invitation.ttlDays,
    }),
  });
  if (!('code' in begun)) return begun;
  // No other address would help whoever may not ask at all.
  if (begun.code === 'GEN-01' || begun.code === 'PAR-01') return refusalReply(ctx, begun);
  return newForm(ctx, input, { error: begun, banner: bannerOf(ctx, begun) });
}

export async function requestsPage(ctx: TurnCtx, asked: Asked): Promise<Reply> {
  const { deps, actor, language } = ctx;
  return await listReply(ctx, {
    verb: 'show.requests',
    title: t(language, 'request.list.title'),
    subtitle: (search) => t(language, search === '' ? 'request.list.subtitle' : 'request.list.found', { search: md(search) }),
    empty: (search) => t(language, search === '' ? 'request.list.empty' : 'request.list.foundNone'),
    page: async (search, after) => await requestsOf(deps, actor.tenant, { search, after }),
    row: (line) => ({
      name: line.company || line.email,
      subtitle: `${line.id} · ${t(language, `request.state.${stateAt(line, deps.clock())}`)} · ${ago(ctx, line.since)}`,
      verb: 'show.request', data: { id: line.id },
    }),
    extra: [
      ...(can(actor, 'P17') ? [{ title: t(language, 'request.button.new'), verb: 'show.newRequest', data: {} }] : []),
      { title: t(language, 'partnership.list.provider'), verb: 'show.partners', data: {} },
    ],
  }, asked);
}
