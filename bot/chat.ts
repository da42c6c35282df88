/** Personal chats as Bot Framework dialogs see them: what is typed meets the dialog that is open there. Clicks need no memory; they carry their task (design.md §5). */

import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import type { ConversationState, TurnContext } from 'botbuilder-core';
import type { DialogContext, DialogState } from 'botbuilder-dialogs/lib/dialogContext.js';
import type { DialogTurn, Opening } from './tasks/dialog.ts';
import { TASK_DIALOG, TaskDialog } from './tasks/dialog.ts';

export interface Chat {
  /** `/enrol`: whatever was open is closed, and the dialog begins with the command's answer. */
  readonly open: (context: TurnContext, turn: DialogTurn, opening: Opening) => Promise<void>;
  /** Free text: the open form, if there is one. @returns whether anything was said. */
  readonly talk: (context: TurnContext, turn: DialogTurn) => Promise<boolean>;
}

export function createChat(conversation: ConversationState): Chat {
  const turns = new WeakMap<TurnContext, DialogTurn>();
  const dialogs = new DialogSet(conversation.createProperty<DialogState>('dialog'));
  dialogs.add(new TaskDialog((context) => turnOf(turns, context)));

  /** State is saved only after success: a failed turn leaves the dialog where it was (style.md H15). */
  async function run(context: TurnContext, turn: DialogTurn, act: (dc: DialogContext) => Promise<unknown>): Promise<void> {
    turns.set(context, turn);
    await act(await dialogs.createContext(context));
    await conversation.saveChanges(context);
  }

  return {
    open: async (context, turn, opening) => await run(context, turn, async (dc) => {
      await dc.cancelAllDialogs();
      await dc.beginDialog(TASK_DIALOG, opening);
    }),
    talk: async (context, turn) => {
      let spoke = false;
      const heard: DialogTurn = { ...turn, send: async (reply) => { spoke = true; await turn.send(reply); } };
      await run(context, heard, async (dc) => {
        const { status } = await dc.continueDialog();
        // A form that was opened by a button, or on another device, is open here as well.
        if (status === 'empty') await dc.beginDialog(TASK_DIALOG);
      });
      return spoke;
    },
  };
}

function turnOf(turns: WeakMap<TurnContext, DialogTurn>, context: TurnContext): DialogTurn {
  const turn = turns.get(context);
  if (!turn) throw new Error('The dialog was run outside of a turn of the handler');
  return turn;
}
