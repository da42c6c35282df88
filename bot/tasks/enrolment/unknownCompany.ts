/** What people hear whose company the directory does not know: who adds it, and what to send them. Nothing else is possible for it. */

import { md } from '../../cards/escape.ts';
import { render } from '../../cards/render.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';

export const isUnknown = ({ actor }: Pick<TurnCtx, 'actor'>): boolean => actor.tenantKind === undefined;

export function unknownCompany({ language, actor }: Pick<TurnCtx, 'language' | 'actor'>): Reply {
  return cardReply(render('common/menu', language, {
    title: t(language, 'enrolment.unknown.title'), intro: t(language, 'enrolment.unknown.text', { tenant: md(actor.tenant) }),
    buttons: [{ title: t(language, 'commands.menu.whoami'), verb: 'show.whoami', data: {} }, { title: t(language, 'common.button.help'), verb: 'show.help', data: {} }],
  }));
}
