/** Activity → Inbound: the platform ends here. What is authenticated (who, where) is kept apart from what anybody could have typed (text, values). */

import type { Activity } from 'botframework-schema';
import { z } from 'zod';
import type { RawInput } from '../../src/core/decide.ts';
import type { PersonId, TenantId } from '../../src/core/ids.ts';

/** Vouched for by the channel (teams-platform §8.2), the name apart. */
export type Who = { readonly tenant: TenantId; readonly id: PersonId; readonly name: string; readonly channelUser: string };

export type Where = {
  readonly kind: 'personal' | 'groupChat' | 'channel';
  readonly serviceUrl: string;
  /** The channel or chat, without the thread. */
  readonly conversation: string;
  readonly channelId: string;
  readonly bot: string;
};

type Common = {
  readonly id: string;
  /** The message that was clicked in. */
  readonly repliesTo: string | undefined;
  readonly who: Who;
  readonly where: Where;
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
};

export type Inbound =
  | (Common & { readonly kind: 'text'; readonly text: string })
  /** A click on a card: `invoke` is answered in the response, `submit` by a message. */
  | (Common & { readonly kind: 'click'; readonly by: 'invoke' | 'submit'; readonly verb: string; readonly data: CardData; readonly automatic: boolean })
  /** A file that somebody sent to the chat. */
  | (Common & { readonly kind: 'sent'; readonly file: SentFile })
  /** The answer to the question whether a file may be saved. */
  | (Common & { readonly kind: 'file'; readonly answer: FileAnswer })
  | (Common & { readonly kind: 'installed' })
  /** The app is there in a newer version: nobody is greeted, and whoever was away can be reached. */
  | (Common & { readonly kind: 'upgraded' })
  /** Somebody took the bot out of their own chat. */
  | (Common & { readonly kind: 'removed' })
  /** The answer to the question who somebody is (bot/entra/teamsSignIn.ts). */
  | (Common & { readonly kind: 'signIn'; readonly answer: SignInAnswer })
  | { readonly kind: 'ignored' }
  | { readonly kind: 'malformed'; readonly isInvoke: boolean };

/** A token of the client's, or the code of a finished sign-in; what they are worth is for the token service to say. `id` names the question. */
export type SignInAnswer = { readonly channelId: string } & (
  | { readonly kind: 'exchange'; readonly id: string; readonly connection: string; readonly token: string }
  | { readonly kind: 'code'; readonly code: string }
  /** The client could not even ask. */
  | { readonly kind: 'failure'; readonly code: string }
);

/** Where the bytes are. Nothing of it is believed. */
export type SentFile = { readonly name: string; readonly url: string };

/** Where the bytes go, and what Teams will call the file there. Nothing of it is believed. */
export type Upload = z.output<typeof uploadInfo>;
/** `context` is the id that the question carried; without an upload, the answer is no. */
export type FileAnswer = { readonly context: string; readonly upload: Upload | undefined };

/** Everything a card said, as text; nothing of it is believed. */
export type CardData = { readonly id: string; readonly rev: number | undefined; readonly input: RawInput };

/**
 * Longer inputs than any field takes are cut before anything looks at them: what is left is still too long for each, and a card that gives
 * back a whole page of it still fits into a message (teams-platform §1).
 */
const LONGEST_INPUT = 2_500;
const MOST_INPUTS = 40;

const who = z.object({ id: z.string().min(1).max(300), aadObjectId: z.string().min(1).max(300).optional(), name: z.string().max(300).optional() });
const shape = z.object({
  id: z.string().max(300).optional(),
  replyToId: z.string().max(300).optional(),
  channelId: z.string(),
  serviceUrl: z.string().max(500),
  from: who,
  recipient: z.object({ id: z.string() }),
  conversation: z.object({ id: z.string().min(1).max(1000), conversationType: z.string().optional(), tenantId: z.string().optional() }),
  channelData: z.object({ tenant: z.object({ id: z.string().min(1).max(300) }).optional() }).optional(),
  text: z.string().nullish(),
  locale: z.string().max(40).optional(),
  localTimezone: z.string().max(80).optional(),
});
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const action = z.object({ verb: z.string().max(100), data: z.record(z.string(), z.unknown()).nullish() });
const mention = z.object({ type: z.literal('mention'), text: z.string(), mentioned: z.object({ id: z.string() }) });
const invokeValue = z.object({ action, trigger: z.string().optional() });
const uploadInfo = z.object({ uploadUrl: z.url().max(4000), contentUrl: z.url().max(4000), name: z.string().max(400), uniqueId: z.string().max(200), fileType: z.string().max(20) });
const sentFile = z.object({ contentType: z.literal('application/vnd.microsoft.teams.file.download.info'), name: z.string().max(400), content: z.object({ downloadUrl: z.url().max(4000) }) });
/** [DESIGN] other clients than Teams, the Playground among them, send files in the way of the Bot Framework; pictures and what Teams says along with a text are none of rows. */
const otherFile = z.object({ contentType: z.string().regex(/^(?!application\/vnd\.microsoft\.)/), name: z.string().max(400).regex(/\.(?:csv|txt)$/i), contentUrl: z.string().max(400_000) });
const fileContext = z.object({ id: z.string().max(100) });
const fileValue = z.discriminatedUnion('action', [
  z.object({ action: z.literal('accept'), context: fileContext, uploadInfo }),
  z.object({ action: z.literal('decline'), context: fileContext }),
]);
const signInValues = {
  'signin/tokenExchange': z.object({ id: z.string().max(300), connectionName: z.string().max(300), token: z.string().max(50_000) })
    .transform(({ id, connectionName, token }) => ({ kind: 'exchange' as const, id, connection: connectionName, token })),
  'signin/verifyState': z.object({ state: z.string().min(1).max(300) }).transform(({ state }) => ({ kind: 'code' as const, code: state })),
  'signin/failure': z.object({ code: z.string().max(100).default('') }).transform(({ code }) => ({ kind: 'failure' as const, code })),
};
type SignInName = keyof typeof signInValues;
/** @param name as it came: nobody has said yet that it is a text. */
const isSignIn = (name: unknown): name is SignInName => typeof name === 'string' && Object.hasOwn(signInValues, name);

export function readInbound(activity: Activity): Inbound {
  const isInvoke = activity.type === 'invoke';
  const parsed = shape.safeParse(activity);
  if (!parsed.success) return { kind: 'malformed', isInvoke };
  const common = commonOf(parsed.data);
  if (!common) return { kind: 'malformed', isInvoke };
  switch (activity.type) {
    case 'message': return readMessage(activity, common);
    case 'invoke': return readInvoke(activity, common);
    case 'installationUpdate': return readInstallation(activity.action, common);
    default: return { kind: 'ignored' }; // edits and reactions never run a command again
  }
}

function commonOf(parsed: z.output<typeof shape>): Common | undefined {
  const tenant = parsed.channelData?.tenant?.id ?? parsed.conversation.tenantId;
  if (!tenant) return undefined;
  const { from, conversation } = parsed;
  return {
    id: parsed.id ?? '',
    repliesTo: parsed.replyToId,
    // The brands are given here and nowhere else: these two are what the channel vouches for.
    who: { tenant: tenant as TenantId, id: (from.aadObjectId ?? from.id) as PersonId, name: from.name ?? '', channelUser: from.id },
    where: {
      kind: conversation.conversationType === 'channel' || conversation.conversationType === 'groupChat' ? conversation.conversationType : 'personal',
      serviceUrl: parsed.serviceUrl,
      conversation: conversation.id.split(';messageid=')[0] ?? conversation.id,
      channelId: parsed.channelId,
      bot: parsed.recipient.id,
    },
    locale: parsed.locale,
    timeZone: parsed.localTimezone,
  };
}

function readMessage(activity: Activity, common: Common): Inbound {
  const value: unknown = activity.value;
  if (value !== undefined && value !== null && !activity.text) {
    const data = z.record(z.string(), z.unknown()).safeParse(value);
    return data.success ? { ...common, kind: 'click', by: 'submit', verb: String(data.data['verb'] ?? ''), data: cardData(data.data), automatic: false } : { kind: 'malformed', isInvoke: false };
  }
  const file = sentIn(activity);
  return file ? { ...common, kind: 'sent', file } : { ...common, kind: 'text', text: withoutMention(activity) };
}

/** `remove-upgrade` is no goodbye, the app is back in a moment, and `add-upgrade` is no welcome (teams-platform §8.3). */
function readInstallation(action: string | undefined, common: Common): Inbound {
  switch (action) {
    case 'add': return { ...common, kind: 'installed' };
    case 'add-upgrade': return { ...common, kind: 'upgraded' };
    case 'remove': return common.where.kind === 'personal' ? { ...common, kind: 'removed' } : { kind: 'ignored' };
    default: return { kind: 'ignored' };
  }
}

/** The first of the files, if there are any. */
function sentIn({ attachments }: Activity): SentFile | undefined {
  const sent: unknown = attachments;
  for (const attachment of Array.isArray(sent) ? sent : []) {
    const inTeams = sentFile.safeParse(attachment);
    if (inTeams.success) return { name: inTeams.data.name, url: inTeams.data.content.downloadUrl };
    const elsewhere = otherFile.safeParse(attachment);
    if (elsewhere.success) return { name: elsewhere.data.name, url: elsewhere.data.contentUrl };
  }
  return undefined;
}

function readInvoke(activity: Activity, common: Common): Inbound {
  if (activity.name === 'fileConsent/invoke') return readFileAnswer(activity, common);
  if (isSignIn(activity.name)) return readSignIn(activity.name, activity, common);
  if (activity.name !== 'adaptiveCard/action') return { kind: 'malformed', isInvoke: true };
  const parsed = invokeValue.safeParse(activity.value);
  if (!parsed.success) return { kind: 'malformed', isInvoke: true };
  const { action: clicked, trigger } = parsed.data;
  return { ...common, kind: 'click', by: 'invoke', verb: clicked.verb, data: cardData(clicked.data ?? {}), automatic: trigger === 'automatic' };
}

/** Codes come from the client in an invoke of their own: six digits in a message are never one (teams-platform §11.2). */
function readSignIn(name: SignInName, { value }: Activity, common: Common): Inbound {
  const parsed = signInValues[name].safeParse(value);
  if (!parsed.success) return { kind: 'malformed', isInvoke: true };
  return { ...common, kind: 'signIn', answer: { ...parsed.data, channelId: common.where.channelId } };
}

function readFileAnswer(activity: Activity, common: Common): Inbound {
  const { data } = fileValue.safeParse(activity.value);
  if (!data) return { kind: 'malformed', isInvoke: true };
  return { ...common, kind: 'file', answer: { context: data.context.id, upload: data.action === 'accept' ? data.uploadInfo : undefined } };
}

function cardData(raw: Readonly<Record<string, unknown>>): CardData {
  const input: Record<string, string> = {};
  for (const [field, value] of Object.entries(raw).slice(0, MOST_INPUTS)) {
    const text = scalar.safeParse(value);
    if (text.success) input[field] = cut(String(text.data));
  }
  const rev = Number(input['rev']);
  return { id: input['id'] ?? '', rev: input['rev'] !== undefined && Number.isSafeInteger(rev) ? rev : undefined, input };
}

/** Takes the bot's own mention out by its entity: `<at>` in the text is something anybody can type (teams-platform §8.4). */
function withoutMention(activity: Activity): string {
  let text = activity.text ?? '';
  const entities: unknown = activity.entities;
  for (const entity of Array.isArray(entities) ? entities : []) {
    const { data } = mention.safeParse(entity);
    if (data?.mentioned.id === activity.recipient.id) text = text.replace(data.text, ' ');
  }
  return cut(text.replaceAll('&nbsp;', ' ').normalize('NFC').replace(/\s+/g, ' ').trim());
}

/** By characters as people and field rules count them, so that what is too long stays so. */
function cut(text: string): string {
  return text.length > LONGEST_INPUT ? [...text].slice(0, LONGEST_INPUT).join('') : text;
}
