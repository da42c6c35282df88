/** A command: what a card, a slash command, a web form or a timer asks for, in the one form that app/perform.ts takes. */

import type { Actor } from '../core/actor.ts';
import type { RawInput } from '../core/decide.ts';
import type { TenantId } from '../core/ids.ts';
import type { TaskKind } from '../tasks/catalog.ts';
import type { Loaded } from './load.ts';

export type Command = {
  readonly task: TaskKind;
  readonly event: string;
  /** Whose document: the home it is read from. */
  readonly tenant: TenantId;
  /** Which of many documents of the home (TaskDef.many): the id that somebody brought. */
  readonly target?: string | undefined;
  /** What the person saw; absent for commands that were not given from a card. */
  readonly seen?: { readonly id: string; readonly rev: number } | undefined;
  readonly input: RawInput;
  /** The same delivery has the same id, so that it happens once. */
  readonly commandId: string;
  readonly actor: Actor;
  readonly correlation: string;
  /** The document, as it was read a moment ago to find out whose it is. */
  readonly found?: Loaded | undefined;
};
