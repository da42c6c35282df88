/** Letters with a personal link in the hands of those who send them (WF-14, WF-20, WF-21): how one begins, which card shows it, and what a click on it is answered with. */

import type { IssuedLink } from '../../../src/app/links.ts';
import { issueLink } from '../../../src/app/links.ts';
import { perform } from '../../../src/app/perform.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { refuse } from '../../../src/core/errors.ts';
import { newCaseId } from '../../../src/core/ids.ts';
import { traceOf } from '../../../src/core/secrets.ts';
import { DAY, plus } from '../../../src/core/time.ts';
import { can } from '../../../src/rules/permissions.ts';
import { isLinkOf } from '../../../src/tasks/letter.ts';
import type { Banner } from '../../cards/render.ts';
import { refusalReply } from '../../errors.ts';
import type { CardData } from '../../turn/inbound.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import type { Key } from '../../words.ts';
import { t } from '../../words.ts';
import type { LetterDoc, LetterKind } from './letterKind.ts';
import { isSent, stateAt } from './letterKind.ts';
import { draftCard, linkAt, relinked, statusCard, textCard } from './letterScreens.ts';
import type { Shown } from '../banners.ts';
import { bannerOf, isStale, staleBanner } from '../banners.ts';
import type { Answered, TaskUi } from '../ui.ts';

/** The buttons of its senders. */
export function letterUi<D extends LetterDoc>(kind: LetterKind<D>): TaskUi & Required<Pick<TaskUi, 'locate'>> {
  return {
    locate: async (ctx, data) => ({ tenant: ctx.actor.tenant, target: data.id, ...(restores(data) ? { input: { text: withItsLink(ctx, kind, data) } } : {}) }),
    answer: async (ctx, answered) => await answer(ctx, kind, answered),
  };
}

/** "Put the link back": the same edit, of the text with the link in it. */
const restores = ({ input }: CardData): boolean => input['restore'] === 'true';
const withItsLink = <D extends LetterDoc>({ deps }: TurnCtx, { place }: LetterKind<D>, { input }: CardData): string =>
  relinked(input['text'] ?? '', place(deps.site()), input['token'] ?? '');

async function answer<D extends LetterDoc>(ctx: TurnCtx, kind: LetterKind<D>, { event, data, performed }: Answered): Promise<Reply> {
  const doc = performed.doc as D | undefined; // perform read it with the schema of this kind
  const token = data.input['token'];
  if (performed.kind === 'refused') {
    const { error } = performed;
    if (!doc || error.code === 'GEN-01') return refusalReply(ctx, error);
    return await presentLetter(ctx, kind, { doc, token, typed: data.input, ...(isStale(error) ? { banner: staleBanner(ctx) } : { error }) });
  }
  if (!doc) return refusalReply(ctx, refuse('GEN-06', { what: data.id }).error);
  const said = performed.kind === 'done' ? savedWords(kind, event, data) : undefined;
  const banner: Banner | undefined = said && { style: 'good', text: t(ctx.language, said) };
  return event === 'resend' ? await presentText(ctx, kind, { doc, banner }) : await presentLetter(ctx, kind, { doc, token, banner });
}

function savedWords<D extends LetterDoc>({ banners }: LetterKind<D>, event: string, data: CardData): Key | undefined {
  switch (event) {
    case 'edit': return restores(data) ? 'letter.banner.restored' : 'letter.banner.edit';
    case 'discard': return 'letter.banner.discard';
    case 'done': case 'revoke': case 'resend': return banners[event];
    default: return undefined;
  }
}

/** `token`: the link that the reader has before them, if they say so. */
type AtHand<D extends LetterDoc> = { readonly doc: D; readonly token?: string | undefined };

/** Where this person goes on: the draft while it is one and theirs to write, the status otherwise. */
export async function presentLetter<D extends LetterDoc>(ctx: TurnCtx, kind: LetterKind<D>, { doc, token, ...shown }: AtHand<D> & Shown): Promise<Reply> {
  const banner = shown.banner ?? bannerOf(ctx, shown.error);
  if (doc.state !== 'Draft' || !can(ctx.actor, kind.needs)) return statusCard({ ctx, kind, doc, banner });
  return await linked(ctx, kind, { doc, token, draw: (own, link) => draftCard({ ctx, kind, doc: own, token: link, banner, typed: shown.typed, error: shown.error }) });
}

/** The text for whoever sends it, also after Done; there is none once nobody can answer. */
export async function presentText<D extends LetterDoc>(ctx: TurnCtx, kind: LetterKind<D>, { doc, banner }: { readonly doc: D; readonly banner?: Banner | undefined }): Promise<Reply> {
  if (!isSent(stateAt(doc, ctx.deps.clock()))) return await presentLetter(ctx, kind, { doc, banner });
  return await linked(ctx, kind, { doc, draw: (own, token) => textCard({ ctx, kind, doc: own, token, banner }) });
}

/** Draws with a link that is surely one of this letter: the one at hand, or else a new one, because none is stored (src/app/links.ts). */
async function linked<D extends LetterDoc>(ctx: TurnCtx, kind: LetterKind<D>, { doc, token, draw }: AtHand<D> & { readonly draw: (own: D, token: string) => Reply }): Promise<Reply> {
  if (token && isLinkOf(doc, traceOf(token))) return draw(doc, token);
  const { deps, actor, correlation } = ctx;
  const fresh = await newLink(ctx, doc.id);
  const performed = await perform(deps, {
    task: kind.task, event: 'linkIssued', tenant: actor.tenant, target: doc.id, input: { link: fresh.trace }, commandId: fresh.trace, actor, correlation,
  });
  const now = performed.doc as D | undefined; // as above
  if (performed.kind === 'refused') return now ? statusCard({ ctx, kind, doc: now, banner: staleBanner(ctx) }) : refusalReply(ctx, performed.error);
  return draw(now ?? doc, fresh.token);
}

/** The term of a letter begins with Done, whenever that is; so its links are remembered for two. [DESIGN] */
const newLink = async ({ deps, actor }: TurnCtx, id: string): Promise<IssuedLink> =>
  await issueLink(deps, actor.tenant, plus(deps.clock(), 2 * deps.rules.invitation.ttlDays * DAY), id);

/** `origin`: the message or form that asks. Number and command follow from it, so that a repeat finds the draft that it made. */
export type Beginning = { readonly origin: string; readonly input: RawInput; readonly textWith: (link: string) => Promise<string> };

/** @returns the card of the draft, or why there is none. */
export async function beginLetter<D extends LetterDoc>(ctx: TurnCtx, kind: LetterKind<D>, { origin, input, textWith }: Beginning): Promise<Reply | DomainError> {
  const { deps, actor, correlation } = ctx;
  const commandId = traceOf(JSON.stringify([actor.tenant, actor.id, origin, input]));
  const target = newCaseId(kind.prefix, () => Buffer.from(commandId, 'base64url').toString('hex'));
  const { token, trace } = await newLink(ctx, target);
  const text = await textWith(linkAt(kind.place(deps.site()), token));
  const performed = await perform(deps, { task: kind.task, event: 'draft', tenant: actor.tenant, target, input: { ...input, text, link: trace }, commandId, actor, correlation });
  const doc = performed.doc as D | undefined; // as above
  if (doc) return await presentLetter(ctx, kind, { doc, token });
  return performed.kind === 'refused' ? performed.error : refuse('GEN-06', { what: target }).error;
}

/** Phones, and the parser of commands, write ’ for '. */
export const asTyped = (email: string): string => email.replaceAll('’', "'");

/** INV-56: another company's letter, and one that is none, get the same answer. */
export async function withLetter<D extends LetterDoc>(ctx: TurnCtx, { id, doc }: { readonly id: string; readonly doc: D | undefined }, present: (doc: D) => Promise<Reply>): Promise<Reply> {
  return doc ? await present(doc) : refusalReply(ctx, refuse('GEN-06', { what: id }).error);
}
