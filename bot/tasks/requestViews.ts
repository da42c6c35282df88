/** `/request` and `/partnerships` of a provider (WF-14): the way to a draft, the list of requests, and one of them. What a request looks like is in requestScreens.ts. */

import { perform } from '../../src/app/perform.ts';
import { companyName } from '../../src/app/queries.ts';
import { requestOf, requestsOf } from '../../src/app/requests.ts';
import type { Language } from '../../src/core/actor.ts';
import { refuse } from '../../src/core/errors.ts';
import { newCaseId } from '../../src/core/ids.ts';
import { traceOf } from '../../src/core/secrets.ts';
import { can } from '../../src/rules/permissions.ts';
import type { PartnershipRequest } from '../../src/tasks/requestDoc.ts';
import { linkOf } from '../../src/tasks/requestDoc.ts';
import { md } from '../cards/escape.ts';
import type { Asked } from '../commands/list.ts';
import { ago, askedIn, listReply } from '../commands/list.ts';
import { refusalReply } from '../errors.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import type { View } from '../view.ts';
import { t } from '../words.ts';
import { bannerOf } from './present.ts';
import { newLink, presentRequest, presentText } from './request.ts';
import { newForm, stateAt } from './requestScreens.ts';

export const requestViews = {
  'show.requests': { needs: 'E04', run: async (ctx, data) => await requestsPage(ctx, askedIn(data)) },
  'show.request': { needs: 'E04', run: async (ctx, { id }) => await opened(ctx, id, presentRequest) },
  'show.requestDraft': { needs: 'P17', run: async (ctx, { id }) => await opened(ctx, id, presentText) },
  /** The empty form; its own button comes back here with what was typed. */
  'show.newRequest': {
    needs: 'P17',
    run: async (ctx, { id, input: { email, language } }) => (email === undefined ? newForm(ctx, {}) : await makeDraft(ctx, { email, language }, id)),
  },
} as const satisfies Record<string, View>;

type Wanted = { readonly email: string; readonly language: string | undefined };

export const newRequest = async (ctx: TurnCtx, wanted: Wanted): Promise<Reply> => await makeDraft(ctx, wanted, ctx.activityId);

/** @param origin the message or form that asks. Number and command follow from it, so that a repeat finds the draft that it made. */
async function makeDraft(ctx: TurnCtx, wanted: Wanted, origin: string): Promise<Reply> {
  const { deps, actor, correlation } = ctx;
  const typed = { email: wanted.email.replaceAll('’', "'"), language: wanted.language ?? ctx.language }; // phones, and the parser of commands, write ’ for '
  const commandId = traceOf(JSON.stringify([actor.tenant, actor.id, origin, typed]));
  const target = newCaseId('REQ', () => Buffer.from(commandId, 'base64url').toString('hex'));
  const { token, trace } = await newLink(ctx, target);
  const text = await firstText(ctx, typed.language === 'en' ? 'en' : 'es', linkOf(deps.site(), token));
  const performed = await perform(deps, { task: 'request', event: 'draft', tenant: actor.tenant, target, input: { ...typed, text, link: trace }, commandId, actor, correlation });
  const doc = performed.doc as PartnershipRequest | undefined; // perform read it with the request's schema
  if (doc) return await presentRequest(ctx, doc, { token });

  const error = performed.kind === 'refused' ? performed.error : refuse('GEN-06', { what: target }).error;
  // No other address would help whoever may not ask at all.
  if (error.code === 'GEN-01' || error.code === 'PAR-01') return refusalReply(ctx, error);
  return newForm(ctx, typed, { error, banner: bannerOf(ctx, error) });
}

async function firstText({ deps, actor }: TurnCtx, language: Language, link: string): Promise<string> {
  const provider = await companyName(deps, actor.tenant);
  return t(language, 'request.mail.text', { provider, person: actor.name, link, days: deps.rules.invitation.ttlDays });
}

/** INV-56: another company's request, and one that is none, get the same answer. */
async function opened(ctx: TurnCtx, id: string, present: (ctx: TurnCtx, doc: PartnershipRequest) => Promise<Reply>): Promise<Reply> {
  const doc = await requestOf(ctx.deps, ctx.actor.tenant, id);
  return doc ? await present(ctx, doc) : refusalReply(ctx, refuse('GEN-06', { what: id }).error);
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
