/** What a button that only shows something is: a permission, and the function that shows it. The rows themselves are in views.ts and the files it names. */

import type { Permission } from '../src/rules/permissions.ts';
import type { CardData } from './turn/inbound.ts';
import type { Reply, TurnCtx } from './turn/turnCtx.ts';

export type View = {
  /** Who may see it; undefined is everybody. Asked once, before `run`; menus ask the same. */
  readonly needs?: Permission;
  /** Private things are shown in the personal chat only. */
  readonly where?: 'personal';
  readonly run: (ctx: TurnCtx, data: CardData) => Promise<Reply>;
};
