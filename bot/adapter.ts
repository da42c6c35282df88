/** The Bot Framework adapter, and the exit for what a turn throws. Whom it hears and where it speaks is channelAuthentication.ts. */

import { CloudAdapter } from 'botbuilder/lib/cloudAdapter.js';
import type { TurnContext } from 'botbuilder-core';
import type { Channel, ChannelPeer } from './channelAuthentication.ts';
import { LocalAuthentication, TeamsAuthentication } from './channelAuthentication.ts';
import type { Config } from './config.ts';
import { CORRELATION } from './handler.ts';
import type { Log } from './log.ts';
import { sendInvokeReply, sendReplies } from './reply.ts';
import { languageOf } from './turn/locale.ts';
import { textReply } from './turn/turnCtx.ts';
import { t } from './words.ts';

export type AdapterParts = { readonly credentials: Config['credentials']; readonly channel: Channel; readonly log: Log; readonly peer?: ChannelPeer | undefined };

export function openAdapter({ credentials, channel, log, peer }: AdapterParts): CloudAdapter {
  const adapter = new CloudAdapter(credentials ? teams(credentials, channel, peer) : new LocalAuthentication(channel));
  adapter.onTurnError = async (context, error) => await apologise(context, error, log);
  return adapter;
}

function teams({ type, id, tenant, password }: NonNullable<Config['credentials']>, channel: Channel, peer: ChannelPeer | undefined): TeamsAuthentication {
  const registration = { MicrosoftAppType: type, MicrosoftAppId: id, MicrosoftAppTenantId: tenant, ...(password ? { MicrosoftAppPassword: password } : {}) };
  return new TeamsAuthentication(channel, { ...registration, ...peer?.addresses }, peer?.credentials);
}

/** One of the three exits: logged once, and the person reads a neutral sentence with the id to quote. State is not saved, so the next click repeats. */
async function apologise(context: TurnContext, error: unknown, log: Log): Promise<void> {
  const correlation: unknown = context.turnState.get(CORRELATION);
  log.error({ correlation, err: error }, 'turn failed');
  const reply = textReply(t(languageOf(context.activity.locale) ?? 'en', 'commands.fault', { id: String(correlation) }));
  if (context.activity.type === 'invoke') await sendInvokeReply(context, reply);
  else if (context.activity.type === 'message') await sendReplies(context, [reply]);
}
