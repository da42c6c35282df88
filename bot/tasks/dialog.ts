/**
 * The one dialog: while a form is open in a personal chat, whatever is typed there leads back to its present page. It remembers only which
 * task is open; answers and progress are in the task's document, so a restart, another device or a week of waiting change nothing.
 */

// Imported file by file: the package's own entry loads recognisers that cost 0.2 s of every start (performance.md §5).
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import type { DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { TurnContext } from 'botbuilder-core';
import { enrolmentOf } from '../../src/app/queries.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import { isFormState } from './enrolmentScreens.ts';
import { presentEnrolment } from './present.ts';

export const TASK_DIALOG = 'task';

/** What a turn is, for the dialog: who speaks, what the tables answered, and how replies get out. */
export type DialogTurn = {
  readonly ctx: TurnCtx;
  /** The answer of the tables; undefined when the text was no command, greeting or click. */
  readonly answered: readonly Reply[] | undefined;
  readonly send: (replies: readonly Reply[]) => Promise<void>;
};

export class TaskDialog extends Dialog {
  readonly #turnOf: (context: TurnContext) => DialogTurn;

  constructor(turnOf: (context: TurnContext) => DialogTurn) {
    super(TASK_DIALOG);
    this.#turnOf = turnOf;
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = this.#turnOf(dc.context);
    await turn.send(turn.answered ?? [await presentEnrolment(turn.ctx, await enrolmentOf(turn.ctx.deps, turn.ctx.actor.tenant))]);
    return Dialog.EndOfTurn;
  }

  /** A form that is still open is shown again, with a word on how to go on; one that is finished ends the dialog without a word. */
  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { ctx, answered, send } = this.#turnOf(dc.context);
    const doc = await enrolmentOf(ctx.deps, ctx.actor.tenant);
    const isOpen = doc !== undefined && isFormState(doc.state) && doc.requester.id === ctx.actor.id;
    if (answered) await send(answered);
    else if (isOpen) await send([await presentEnrolment(ctx, doc, { banner: { style: 'accent', text: t(ctx.language, 'enrolment.banner.talk') } })]);
    return isOpen ? Dialog.EndOfTurn : await dc.endDialog(answered ? 'answered' : 'finished');
  }
}
