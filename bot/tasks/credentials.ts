/** Temporary passwords on cards: what is written down when one is shown, the one answer that shows it, and the card that is left (INV-06, INV-64). */

import type { NewCredentials } from '../../src/app/ports.ts';
import type { RawInput } from '../../src/core/decide.ts';
import { SECOND, plus } from '../../src/core/time.ts';
import { md } from '../cards/escape.ts';
import type { CardData } from '../cards/render.ts';
import { render } from '../cards/render.ts';
import { dateTime } from '../format.ts';
import { addressOf } from '../turn/identity.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';

/** Which message of which conversation shows it: the one that was clicked in, because the answer takes its place. */
export const standing = (ctx: TurnCtx): RawInput => ({ ...addressOf(ctx.where, ctx.who), activity: ctx.repliesTo ?? '' });

export function credentialsData({ language, timeZone, deps }: TurnCtx, { userName, temporaryPassword }: NewCredentials): CardData {
  const until = plus(deps.clock(), deps.rules.credentials.visibleSeconds * SECOND);
  return { userName: md(userName), password: md(temporaryPassword), until: dateTime(language, until, timeZone) };
}

/** After closing, reloading, repeating or waiting there is only the reset. */
export function closedCredentials({ language }: TurnCtx, card: 'users/credentialsClosed' | 'enrolment/credentialsClosed', userName: string): Reply {
  return cardReply(render(card, language, { userName: md(userName) }));
}
