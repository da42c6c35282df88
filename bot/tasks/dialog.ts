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
import { isFormState } from './enrolment/enrolmentScreens.ts';
import { presentEnrolment } from './enrolment/present.ts';

export const TASK_DIALOG = 'task';

/** What a turn is, for the dialog: who speaks, and how a reply gets out. */
export type DialogTurn = { readonly ctx: TurnCtx; readonly send: (reply: Reply) => Promise<void> };

/** The answer of the command that opens the dialog; without one, only a form that is open is worth a dialog. */
export type Opening = { readonly reply: Reply };

export class TaskDialog extends Dialog<Opening> {
  readonly #turnOf: (context: TurnContext) => DialogTurn;

  constructor(turnOf: (context: TurnContext) => DialogTurn) {
    super(TASK_DIALOG);
    this.#turnOf = turnOf;
  }

  override async beginDialog(dc: DialogContext, options?: Opening): Promise<DialogTurnResult> {
    if (!options) return await this.continueDialog(dc);
    await this.#turnOf(dc.context).send(options.reply);
    return Dialog.EndOfTurn;
  }

  /** A form that is still open is shown again, with a word on how to go on; one that is finished ends the dialog without a word. */
  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { ctx, send } = this.#turnOf(dc.context);
    const doc = await enrolmentOf(ctx.deps, ctx.actor.tenant);
    if (!doc || !isFormState(doc.state) || doc.requester.id !== ctx.actor.id) return await dc.endDialog();
    await send(await presentEnrolment(ctx, doc, { banner: { style: 'accent', text: t(ctx.language, 'enrolment.banner.talk') } }));
    return Dialog.EndOfTurn;
  }
}
