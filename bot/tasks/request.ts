/** How a partnership request is shown to the provider's people and what a click on it is answered with (WF-14). What a reseller answers is consent.ts. */

import type { IssuedLink } from '../../src/app/links.ts';
import { issueLink } from '../../src/app/links.ts';
import { perform } from '../../src/app/perform.ts';
import { refuse } from '../../src/core/errors.ts';
import { traceOf } from '../../src/core/secrets.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { can } from '../../src/rules/permissions.ts';
import type { PartnershipRequest } from '../../src/tasks/requestDoc.ts';
import { isLinkOf } from '../../src/tasks/requestDoc.ts';
import type { Banner } from '../cards/render.ts';
import { refusalReply } from '../errors.ts';
import type { CardData } from '../turn/inbound.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import { consentAnswer, locateByLink } from './consent.ts';
import type { Shown } from './present.ts';
import { bannerOf, isStale, staleBanner } from './present.ts';
import { draftCard, relinked, stateAt, statusCard, textCard } from './requestScreens.ts';
import type { Answered, TaskUi } from './ui.ts';

/** The reseller's events; the document is the provider's. */
const isAnswer = (event: string): boolean => event === 'authorise' || event === 'decline';

const saved = { edit: 'request.banner.edit', done: 'request.banner.done', discard: 'request.banner.discard', revoke: 'request.banner.revoke' } as const;
const isSaving = (event: string): event is keyof typeof saved => Object.hasOwn(saved, event);

export const requestUi: TaskUi = {
  locate: async (ctx, data, event) => {
    if (isAnswer(event)) return await locateByLink(ctx, data);
    return { tenant: ctx.actor.tenant, target: data.id, ...(restores(data) ? { input: { text: withItsLink(ctx, data) } } : {}) };
  },
  answer: async (ctx, answered) => (isAnswer(answered.event) ? await consentAnswer(ctx, answered) : await answer(ctx, answered)),
};

/** "Put the link back": the same edit, of the text with the link in it. */
const restores = ({ input }: CardData): boolean => input['restore'] === 'true';
const withItsLink = ({ deps }: TurnCtx, { input }: CardData): string => relinked(input['text'] ?? '', deps.site(), input['token'] ?? '');

async function answer(ctx: TurnCtx, { event, data, performed }: Answered): Promise<Reply> {
  const doc = performed.doc as PartnershipRequest | undefined; // perform read it with the request's schema
  const token = data.input['token'];
  if (performed.kind === 'refused') {
    const { error } = performed;
    if (!doc || error.code === 'GEN-01') return refusalReply(ctx, error);
    return await presentRequest(ctx, doc, { token, typed: data.input, ...(isStale(error) ? { banner: staleBanner(ctx) } : { error }) });
  }
  if (!doc) return refusalReply(ctx, refuse('GEN-06', { what: data.id }).error);
  return await presentRequest(ctx, doc, { token, banner: performed.kind === 'done' ? savedBanner(ctx, event, data) : undefined });
}

function savedBanner({ language }: TurnCtx, event: string, data: CardData): Banner | undefined {
  if (!isSaving(event)) return undefined;
  return { style: 'good', text: t(language, restores(data) ? 'request.banner.restored' : saved[event]) };
}

/** `token`: the link that the reader has before them, if they say so. */
type ShownRequest = Shown & { readonly token?: string | undefined };

/** Where this person goes on: the draft while it is one and theirs to write, the status otherwise. */
export async function presentRequest(ctx: TurnCtx, doc: PartnershipRequest, shown: ShownRequest = {}): Promise<Reply> {
  const banner = shown.banner ?? bannerOf(ctx, shown.error);
  if (doc.state !== 'Draft' || !can(ctx.actor, 'P17')) return statusCard({ ctx, doc, banner });
  return await linked(ctx, { doc, token: shown.token }, (own, token) => draftCard({ ctx, doc: own, token, banner, typed: shown.typed, error: shown.error }));
}

/** The text for whoever sends it, also after Done; there is none once nobody can answer. */
export async function presentText(ctx: TurnCtx, doc: PartnershipRequest): Promise<Reply> {
  if (stateAt(doc, ctx.deps.clock()) !== 'Issued') return await presentRequest(ctx, doc);
  return await linked(ctx, { doc }, (own, token) => textCard({ ctx, doc: own, token, banner: undefined }));
}

/** The term of a request begins with Done, whenever that is; so its links are remembered for two. [DESIGN] */
export const newLink = async ({ deps, actor }: TurnCtx, id: string): Promise<IssuedLink> =>
  await issueLink(deps, actor.tenant, plus(deps.clock(), 2 * deps.rules.invitation.ttlDays * DAY), id);

type AtHand = { readonly doc: PartnershipRequest; readonly token?: string | undefined };

/** Draws with a link that is surely one of this request: the one at hand, or else a new one, because none is stored (src/app/links.ts). */
async function linked(ctx: TurnCtx, { doc, token }: AtHand, draw: (own: PartnershipRequest, token: string) => Reply): Promise<Reply> {
  if (token && isLinkOf(doc, traceOf(token))) return draw(doc, token);
  const { deps, actor, correlation } = ctx;
  const fresh = await newLink(ctx, doc.id);
  const performed = await perform(deps, {
    task: 'request', event: 'linkIssued', tenant: actor.tenant, target: doc.id, input: { link: fresh.trace }, commandId: fresh.trace, actor, correlation,
  });
  const now = performed.doc as PartnershipRequest | undefined; // as above
  if (performed.kind === 'refused') return now ? statusCard({ ctx, doc: now, banner: staleBanner(ctx) }) : refusalReply(ctx, performed.error);
  return draw(now ?? doc, fresh.token);
}
