/** The Bot Framework adapter: authentication, where answers may go, and the exit for what a turn throws. */

import { CloudAdapter } from 'botbuilder/lib/cloudAdapter.js';
import type { TurnContext } from 'botbuilder-core';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder-core/lib/configurationBotFrameworkAuthentication.js';
import type { Config } from './config.ts';
import { isLoopback } from './config.ts';
import { CORRELATION } from './handler.ts';
import type { Log } from './log.ts';
import { sendInvokeReply, sendReplies } from './reply.ts';
import { languageOf } from './turn/locale.ts';
import { textReply } from './turn/turnCtx.ts';
import { t } from './words.ts';

export function openAdapter(credentials: Config['credentials'], log: Log): CloudAdapter {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(credentials
    ? {
      MicrosoftAppType: credentials.type, MicrosoftAppId: credentials.id, MicrosoftAppTenantId: credentials.tenant,
      ...(credentials.password ? { MicrosoftAppPassword: credentials.password } : {}),
    }
    : {}));
  adapter.onTurnError = async (context, error) => await apologise(context, error, log);
  return adapter;
}

/** One of the three exits: logged once, and the person reads a neutral sentence with the id to quote. State is not saved, so the next click repeats. */
async function apologise(context: TurnContext, error: unknown, log: Log): Promise<void> {
  const correlation: unknown = context.turnState.get(CORRELATION);
  log.error({ correlation, err: error }, 'turn failed');
  const reply = textReply(t(languageOf(context.activity.locale) ?? 'en', 'commands.fault', { id: String(correlation) }));
  if (context.activity.type === 'invoke') await sendInvokeReply(context, reply);
  else if (context.activity.type === 'message') await sendReplies(context, [reply]);
}

/** The public and government clouds of Teams (teams-platform §8.1). Our token goes nowhere else. */
const TEAMS_HOSTS = new Set(['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com', 'smba.infra.gov.teams.microsoft.us', 'smba.infra.dod.teams.microsoft.us']);

/** Without credentials only this machine is answered; with them only Teams is. */
export function isServiceAllowed(serviceUrl: unknown, credentials: Config['credentials']): boolean {
  if (typeof serviceUrl !== 'string' || !URL.canParse(serviceUrl)) return false;
  const { hostname, protocol } = new URL(serviceUrl);
  return credentials ? protocol === 'https:' && TEAMS_HOSTS.has(hostname) : isLoopback(hostname.replace(/^\[|\]$/g, ''));
}
