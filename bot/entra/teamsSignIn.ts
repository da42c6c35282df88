/** Directory roles in Teams: who needs one, and whose are not known or too old, proves them by single sign-on, and what they asked for is done then. Who speaks is known without it (teams-platform §11.2). */

import type { TurnContext } from 'botbuilder-core';
import type { UserTokenClient } from 'botframework-connector';
import type { Activity } from 'botframework-schema';
import type { Unanswered } from '../../src/app/proofs.ts';
import { keepUnanswered, proofOf, takeUnanswered } from '../../src/app/proofs.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { Log } from '../log.ts';
import type { CardData, Inbound, SignInAnswer, Who } from '../turn/inbound.ts';
import type { Route } from '../turn/route.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { textReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import { wantsRoles } from './rolesWanted.ts';
import type { Identity, Verify } from './token.ts';

export type TeamsSignInParts = {
  readonly deps: Pick<Deps, 'store' | 'clock' | 'failed'>;
  readonly log: Log;
  readonly connection: string;
  readonly clientId: string;
  readonly verify: Verify;
  readonly remember: (identity: Identity) => Promise<void>;
  /** The token service, as the SDK has made it ready for this turn. */
  readonly clientOf: (context: TurnContext) => UserTokenClient;
};

export type SignInInbound = Extract<Inbound, { readonly kind: 'signIn' }>;
/** "other": by the token of another account. */
type Proved = 'proved' | 'other' | 'failed';
export type Finished = { readonly kind: 'proved'; readonly said: Unanswered | undefined } | { readonly kind: Exclude<Proved, 'proved'> };

export interface TeamsSignIn {
  /** Taken at once: the SDK's context may end before the turn does. */
  readonly during: (context: TurnContext) => Asking;
  readonly finish: (context: TurnContext, inbound: SignInInbound, correlation: string) => Promise<Finished>;
  readonly connection: string;
}

export interface Asking {
  /** @returns a question instead of the answer; "known" when the roles could be had without one; undefined when they change nothing. */
  readonly instead: (ctx: TurnCtx, chosen: Route, inbound: Inbound) => Promise<Reply | 'known' | undefined>;
}

export function teamsSignIn(parts: TeamsSignInParts): TeamsSignIn {
  return {
    connection: parts.connection,
    during: (context) => {
      const [client, { activity }] = [parts.clientOf(context), context];
      return { instead: async (ctx, chosen, inbound) => await instead(parts, { client, activity }, { ctx, chosen, inbound }) };
    },
    finish: async (context, { who, answer }, correlation) => {
      const proved = await proveBy(parts, parts.clientOf(context), { who, answer, correlation });
      return proved === 'proved' ? { kind: 'proved', said: await takeUnanswered(parts.deps, who) } : { kind: proved };
    },
  };
}

/** Where the token service or Entra fails, the client goes on asking, and so can the person. */
async function proveBy(parts: TeamsSignInParts, client: UserTokenClient, { who, answer, correlation }: Answered): Promise<Proved> {
  try {
    const token = await tokenFor(parts, client, { who, answer });
    return token === undefined ? 'failed' : await prove(parts, who, token);
  } catch (error) {
    parts.deps.failed(error, correlation);
    return 'failed';
  }
}

type Answered = { readonly who: Who; readonly answer: SignInAnswer; readonly correlation: string };
type Turn = { readonly client: UserTokenClient; readonly activity: Activity };
type Asked = { readonly ctx: TurnCtx; readonly chosen: Route; readonly inbound: Inbound };

async function instead(parts: TeamsSignInParts, { client, activity }: Turn, { ctx, chosen, inbound }: Asked): Promise<Reply | 'known' | undefined> {
  const wanted = inbound.kind === 'click' && inbound.automatic ? undefined : wantsRoles(ctx, chosen);
  if (!wanted || await proofOf(parts.deps, ctx.who)) return undefined;
  if (await isKnownAlready(parts, client, ctx)) return 'known';
  if (wanted === 'ifEasy') return undefined;
  if (ctx.where.kind !== 'personal') return textReply(t(ctx.language, 'commands.signIn.inChat')); // single sign-on works in personal chats (teams-platform §11.2)
  const said = unansweredOf(inbound, chosen);
  if (said) await keepUnanswered(parts.deps, ctx.who, said);
  return await question(parts, { client, activity }, { ctx, words: said ? 'ask' : 'askFirst' });
}

/** Who has signed in before is not asked again while the token service can renew what it has. */
async function isKnownAlready(parts: TeamsSignInParts, client: UserTokenClient, { who, where, correlation }: TurnCtx): Promise<boolean> {
  try {
    const { token } = await client.getUserToken(who.channelUser, parts.connection, where.channelId, '');
    return token !== undefined && token !== '' && await prove(parts, who, token) === 'proved';
  } catch (error) {
    parts.deps.failed(error, correlation); // they can still be asked
    return false;
  }
}

async function question({ connection }: TeamsSignInParts, { client, activity }: Turn, { ctx: { language }, words }: { readonly ctx: TurnCtx; readonly words: 'ask' | 'askFirst' }): Promise<Reply> {
  const { signInLink = '', tokenExchangeResource, tokenPostResource } = await client.getSignInResource(connection, activity, '');
  const label = t(language, 'commands.signIn.button');
  const content = {
    text: label, connectionName: connection, buttons: [{ type: 'signin', title: label, value: signInLink }],
    ...(tokenExchangeResource ? { tokenExchangeResource: { ...tokenExchangeResource } } : {}), ...(tokenPostResource ? { tokenPostResource: { ...tokenPostResource } } : {}),
  };
  return { kind: 'text', text: t(language, `commands.signIn.${words}`), file: { contentType: 'application/vnd.microsoft.card.oauth', name: label, content } };
}

/** @returns undefined when the token service has none to give: consent is missing, or the code is none of its. */
async function tokenFor({ connection }: TeamsSignInParts, client: UserTokenClient, { who: { channelUser }, answer }: Pick<Answered, 'who' | 'answer'>): Promise<string | undefined> {
  if (answer.kind === 'failure' || (answer.kind === 'exchange' && answer.connection !== connection)) return undefined;
  try {
    const { token } = answer.kind === 'exchange'
      ? await client.exchangeToken(channelUser, connection, answer.channelId, { token: answer.token })
      : await client.getUserToken(channelUser, connection, answer.channelId, answer.code);
    return token === '' ? undefined : token;
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

const isRefusal = (error: unknown): boolean => typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500;

/** The token of another account than the one that speaks proves nothing about this one; nor does a guest's from home (teams-platform §8.2). */
async function prove({ verify, remember, clientId, log }: TeamsSignInParts, who: Who, token: string): Promise<Proved> {
  const verified = await verify(token, { audience: clientId });
  if (!verified.ok) {
    log.warn({ reason: verified.error.message }, 'a token of the connection was refused'); // the error itself knows the claims
    return 'failed';
  }
  const { tenant, person } = verified.value;
  if (tenant !== who.tenant || person !== who.id) return 'other';
  await remember(verified.value);
  return 'proved';
}

/** What was typed on a card is kept nowhere (INV-41), and no personal link: its reader still has them, and brings them again. Nor is a file. */
function unansweredOf(inbound: Inbound, chosen: Route): Unanswered | undefined {
  const bringsLink = chosen.kind === 'command' && chosen.parsed.row.name === 'accept';
  if (inbound.kind === 'text' && !bringsLink) return { kind: 'text', id: inbound.id, text: inbound.text };
  if (inbound.kind === 'click' && isButtonOnly(inbound.data)) return { kind: 'click', id: inbound.id, verb: inbound.verb, data: { id: inbound.data.id, rev: inbound.data.rev } };
  return undefined;
}

const isButtonOnly = ({ input }: CardData): boolean => Object.entries(input).every(([name, value]) => value === '' || name === 'id' || name === 'rev');

/** The client that brought a token which is worth nothing shows its person a button instead. */
export async function sendSignInStatus(context: TurnContext, { connection }: TeamsSignIn, { answer }: SignInInbound, finished: Finished): Promise<void> {
  const body = answer.kind === 'exchange' && finished.kind !== 'proved' ? { id: answer.id, connectionName: connection, failureDetail: finished.kind } : undefined;
  await context.sendActivity({ type: 'invokeResponse', value: body ? { status: 412, body } : { status: 200 } });
}

/** @returns undefined where there is nothing to say: one client of several has answered, or the client goes on asking by itself. */
export function wordsOf({ answer }: SignInInbound, finished: Finished): 'done' | 'failed' | 'other' | undefined {
  if (finished.kind === 'other') return 'other';
  if (answer.kind === 'exchange') return undefined;
  return finished.kind === 'proved' ? 'done' : 'failed';
}

/** What waited, as if it came now: a click is answered by a message, for its card is no longer in front. */
export function resumed({ who, where, locale, timeZone }: SignInInbound, said: Unanswered): Extract<Inbound, { readonly kind: 'text' | 'click' }> {
  const common = { who, where, locale, timeZone, id: said.id, repliesTo: undefined };
  return said.kind === 'text'
    ? { ...common, kind: 'text', text: said.text }
    : { ...common, kind: 'click', by: 'submit', automatic: false, verb: said.verb, data: { id: said.data.id, rev: said.data.rev, input: { id: said.data.id, ...(said.data.rev === undefined ? {} : { rev: String(said.data.rev) }) } } };
}
