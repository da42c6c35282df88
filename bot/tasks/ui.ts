/** What the edge has to know of a task: how the outcome of an event is shown. One value of this type for each task, and one for reviewers. */

import type { Performed } from '../../src/app/perform.ts';
import type { CardData } from '../turn/inbound.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';

export type Answered = { readonly event: string; readonly data: CardData; readonly performed: Performed };

export interface TaskUi {
  readonly answer: (ctx: TurnCtx, answered: Answered) => Promise<Reply>;
}
