/** Turns without a transport: the context a handler of a turn is given, and activities shaped as the Playground and Teams send them. No expectations here. */

import type { Activity } from 'botframework-schema';
import { commands } from '../../bot/commands/table.ts';
import type { Where, Who } from '../../bot/turn/inbound.ts';
import type { TurnCtx } from '../../bot/turn/turnCtx.ts';
import { viewNeeds } from '../../bot/views.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { PersonActor } from '../../src/core/actor.ts';

const place = { serviceUrl: 'http://127.0.0.1:56150/_connector', channelId: 'msteams', bot: '28:enlace' } as const;
export const places = {
  personal: { ...place, kind: 'personal', conversation: 'a:personal-contoso-ana' },
  groupChat: { ...place, kind: 'groupChat', conversation: '19:group-operator' },
  channel: { ...place, kind: 'channel', conversation: '19:approvals-operator' },
} as const satisfies Record<Where['kind'], Where>;

export const whoIs = ({ tenant, id, name }: PersonActor): Who => ({ tenant, id, name, channelUser: `29:${id}` });

/** In the person's own chat and language, unless said otherwise. */
export function ctxFor(deps: Deps, actor: PersonActor, more: Partial<TurnCtx> = {}): TurnCtx {
  return { deps, commands, viewNeeds, actor, language: actor.language, timeZone: 'UTC', who: whoIs(actor), where: places.personal, repliesTo: '1795266860846', personal: undefined, correlation: 'c0ffee', activityId: 'activity-1', ...more };
}

const ofThePlayground = {
  id: '160df614', channelId: 'msteams', serviceUrl: place.serviceUrl, timestamp: '2026-11-21T13:14:20.825Z',
  from: { id: '29:carmen-ruiz', name: 'Carmen Ruiz', aadObjectId: 'carmen-ruiz' },
  recipient: { id: '28:enlace', name: 'Enlace' },
  conversation: { conversationType: 'personal', tenantId: 'contoso-iberia', id: 'a:personal-contoso-iberia-carmen-ruiz' },
  channelData: { tenant: { id: 'contoso-iberia' } },
  locale: 'en-US', localTimezone: 'Europe/Madrid',
  entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'UTC' }],
};

/** What a test writes over a real payload: anything, because anything can come in. */
export type Odd = Readonly<Record<string, unknown>>;

/** @param more undefined takes a field away. */
export function activity(more: Odd): Activity {
  return JSON.parse(JSON.stringify({ ...ofThePlayground, ...more })) as Activity; // as it comes out of the HTTP body: of any shape
}

export const message = (text: string, more: Odd = {}): Activity => activity({ type: 'message', text, textFormat: 'plain', ...more });

export const invoke = (verb: string, data: unknown = {}, more: Odd = {}): Activity =>
  activity({ type: 'invoke', name: 'adaptiveCard/action', replyToId: '1795266860846', value: { action: { type: 'Action.Execute', title: 'Approve', verb, data } }, ...more });

export const inChannel = {
  conversation: { isGroup: true, conversationType: 'channel', tenantId: 'contoso-iberia', id: '19:approvals;messageid=1795266867464' },
  channelData: { teamsChannelId: '19:approvals', tenant: { id: 'contoso-iberia' }, team: { id: '19:team' }, channel: { id: '19:approvals' } },
} as const;

export const mention = (text = '<at>Enlace</at>', id = '28:enlace'): Odd => ({ type: 'mention', mentioned: { id, name: 'Enlace' }, text });
