/** What the edge has to know of a task: where a button's document is, and how the outcome of an event is shown. One value of this type for each task, and one for reviewers. */

import type { Deps } from '../../src/app/deps.ts';
import type { Loaded } from '../../src/app/load.ts';
import type { Performed } from '../../src/app/perform.ts';
import type { DocRef } from '../../src/app/ports.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { RawInput } from '../../src/core/decide.ts';
import type { DomainError } from '../../src/core/errors.ts';
import type { TenantId } from '../../src/core/ids.ts';
import type { CardData } from '../turn/inbound.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';

export type Answered = { readonly event: string; readonly data: CardData; readonly performed: Performed };

/** Whose home the document is in, and which one of many it is; `found`: as it was read there. `input` overrules what the card says: facts that no card may state. */
export type Located = { readonly tenant: TenantId; readonly target?: string; readonly input?: RawInput; readonly found?: Loaded };

/** Who presses what, as the channel says it. */
export type Clicked = { readonly event: string; readonly who: Pick<PersonActor, 'tenant' | 'id'> };

export interface TaskUi {
  /** What `locate` and the decision will read, told before anybody knows what the actor may do: it may be read, and not shown. */
  readonly ahead?: (deps: Deps, data: CardData, click: Clicked) => readonly DocRef[];
  /** In the actor's own home unless said. What it finds is no permission: that is decided by the row. */
  readonly locate?: (ctx: TurnCtx, data: CardData, event: string) => Promise<Located | DomainError>;
  readonly answer: (ctx: TurnCtx, answered: Answered) => Promise<Reply>;
}
