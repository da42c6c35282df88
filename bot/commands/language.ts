/** `/language`: each reader's own, kept with the person. */

import { setLanguage } from '../../src/app/people.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { textReply } from '../turn/turnCtx.ts';
import { readLanguage } from '../turn/locale.ts';
import { t } from '../words.ts';
import { showMenu } from './help.ts';

export async function chooseLanguage(ctx: TurnCtx, typed: string): Promise<Reply> {
  const language = readLanguage(typed);
  if (!language) return textReply(t(ctx.language, 'commands.badArgument', { usage: t(ctx.language, 'commands.language.usage') }));
  if (!await setLanguage(ctx.deps, ctx.actor, { language, delivery: ctx.activityId })) return showMenu(ctx);
  const changed = { ...ctx, language, actor: { ...ctx.actor, language } };
  return ctx.where.kind === 'personal' ? showMenu(changed) : textReply(t(language, 'commands.language.set'));
}
