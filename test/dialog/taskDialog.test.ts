/** The one dialog as scripts: what is said in the chat, what is clicked on its cards, and what the chat answers. The documents are in a real store. */

import { describe, expect, it } from '@jest/globals';
import { ConversationState, MemoryStorage, TestAdapter } from 'botbuilder-core';
import type { TurnContext } from 'botbuilder-core';
import { DialogTestClient } from 'botbuilder-testing';
import { createChat } from '../../bot/chat.ts';
import { sendReplies } from '../../bot/reply.ts';
import type { DialogTurn, Opening } from '../../bot/tasks/dialog.ts';
import { TaskDialog } from '../../bot/tasks/dialog.ts';
import { dispatch } from '../../bot/turn/dispatch.ts';
import { readInbound } from '../../bot/turn/inbound.ts';
import { route } from '../../bot/turn/route.ts';
import type { Reply, TurnCtx } from '../../bot/turn/turnCtx.ts';
import { textReply } from '../../bot/turn/turnCtx.ts';
import { commands } from '../../bot/commands/table.ts';
import type { Person } from '../../src/app/documents.ts';
import { reservationRef } from '../../src/app/homes.ts';
import { enrolmentOf } from '../../src/app/queries.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { EnrolmentState } from '../../src/tasks/enrolmentDoc.ts';
import { draftStates, enrolmentStates } from '../../src/tasks/enrolmentDoc.ts';
import { eachWorld, given } from '../support/deps.ts';
import { NOW, cast, contactPage, contoso, enrolmentIn, legal, madrid, ours, support } from '../support/world.ts';
import { ctxFor, invoke, message } from '../turn/support.ts';

const world = eachWorld();
const ana = { ...cast.globalAdmin, language: 'en' } as const;
const HINT = 'Your form is still open.';

const ctxOf = (actor: PersonActor = ana): TurnCtx => ctxFor(world().deps, actor);
const personOf = ({ tenant, id, name, language }: PersonActor): Person => ({ v: 1, tenant, id, name, lastLanguage: language });

/** A card as its heading, after "hint: " when it says that the form is still open. */
function lineOf(reply: { readonly text?: string; readonly attachments?: readonly { readonly content?: unknown }[] } | undefined): string {
  if (!reply) return 'nothing';
  const [attachment] = reply.attachments ?? [];
  const card = attachment?.content as { readonly speak: string } | undefined; // the renderer says the heading there
  if (!card) return reply.text ?? '';
  return JSON.stringify(card).includes(HINT) ? `hint: ${card.speak}` : card.speak;
}
const replied = (reply: Reply): string => lineOf(reply.kind === 'card' ? { attachments: [{ content: reply.card }] } : reply);

type Chat = {
  readonly say: (text: string) => Promise<string>;
  readonly status: () => string;
  readonly stored: () => Promise<unknown>;
};

function openChat({ actor = ana, opening, broken = () => false }: { readonly actor?: PersonActor; readonly opening?: Opening; readonly broken?: () => boolean } = {}): Chat {
  const storage = new MemoryStorage();
  const turnOf = (context: TurnContext): DialogTurn => ({
    ctx: ctxOf(actor),
    send: async (reply) => {
      if (broken()) throw new Error('The line is dead');
      await sendReplies(context, [reply]);
    },
  });
  const client = new DialogTestClient('msteams', new TaskDialog(turnOf), opening, [], new ConversationState(storage));
  return {
    say: async (text) => lineOf(await client.sendActivity(text)),
    status: () => String(client.dialogTurnResult.status),
    stored: async () => await storedIn(storage),
  };
}

async function storedIn(storage: MemoryStorage): Promise<unknown> {
  const key = 'msteams/conversations/Convo1/';
  const { [key]: item } = await storage.read([key]);
  if (!item) return undefined;
  const { eTag: _version, ...rest } = item as Record<string, unknown>; // what ConversationState keeps for a chat
  return rest;
}

/** A click on the present card: it does not pass the dialog, as it does not in the bot. */
async function click(event: string, input: Readonly<Record<string, string>> = {}): Promise<string> {
  const doc = await enrolmentOf(world().deps, contoso.id);
  const chosen = route(readInbound(invoke(`enrolment.${event}`, { id: doc?.id ?? '', rev: doc?.rev ?? 0, ...input })), commands);
  const [reply] = await dispatch(ctxOf(), chosen, personOf(ana));
  return reply ? replied(reply) : 'nothing';
}

/** What a command typed in the chat is answered with. */
async function command(text: string): Promise<Opening> {
  const [reply] = await dispatch(ctxOf(), route(readInbound(message(text)), commands), personOf(ana));
  if (!reply) throw new Error(`${text} was answered with nothing`);
  return { reply };
}

const reserve = async (): Promise<unknown> =>
  await world().deps.store.commit([{ op: 'create', doc: { ...reservationRef(madrid.mpnId), kind: 'reservation', body: { v: 1, mpnId: madrid.mpnId, tenant: contoso.id, at: NOW, choice: ours.choice } } }]);

const pagesShown: Readonly<Record<(typeof draftStates)[number], string>> = {
  MpnSignIn: 'Type the code', MpnSelection: 'Choose the MPN profile', LegalProfile: 'Legal business profile', PrimaryContact: 'Primary contact',
  SupportInfo: 'Customer support information', Confirmation: 'Check and enrol', DetailsShort: 'Only customer support is missing',
};

describe('free text', () => {
  it.each(draftStates)('while the form stands at %s shows its page again, and how to go on', async (state) => {
    await given(world(), 'enrolment', enrolmentIn(state));
    const chat = openChat();
    for (const text of ['Contoso Iberia', 'what now?', '1234567']) {
      expect(await chat.say(text)).toBe(`hint: ${pagesShown[state]}`);
      expect(chat.status()).toBe('waiting');
    }
  });

  const finished = enrolmentStates.filter((state) => !(draftStates as readonly EnrolmentState[]).includes(state));
  it.each(finished)('when the enrolment stands at %s ends the dialog without a word', async (state) => {
    await given(world(), 'enrolment', enrolmentIn(state));
    const chat = openChat();
    expect(await chat.say('what now?')).toBe('nothing');
    expect(chat.status()).toBe('complete');
  });

  it('without any enrolment ends the dialog without a word', async () => {
    const chat = openChat();
    expect(await chat.say('what now?')).toBe('nothing');
    expect(chat.status()).toBe('complete');
  });

  it('INV-57 of a colleague does not open somebody else’s form', async () => {
    await given(world(), 'enrolment', enrolmentIn('LegalProfile'));
    const chat = openChat({ actor: cast.colleague });
    expect(await chat.say('what now?')).toBe('nothing');
    expect(chat.status()).toBe('complete');
  });

  it('changes nothing in the form', async () => {
    await given(world(), 'enrolment', enrolmentIn('LegalProfile'));
    await openChat().say('Contoso Iberia');
    expect(await enrolmentOf(world().deps, contoso.id)).toEqual(enrolmentIn('LegalProfile'));
    expect(world().traffic.commits).toEqual([]);
  });
});

describe('from the first page to the last', () => {
  it('each page is answered by clicks, and what is typed in between leads back to it', async () => {
    await given(world(), 'enrolment', enrolmentIn('LegalProfile', { form: {} }));
    await reserve();
    const chat = openChat({ opening: await command('/enrol') });
    const script: readonly (readonly [() => Promise<string>, string])[] = [
      [async () => await chat.say('/enrol'), 'Legal business profile'],
      [async () => await chat.say('Contoso Iberia'), 'hint: Legal business profile'],
      [async () => await click('saveLegal', { ...legal, city: 'Мадрид' }), 'Legal business profile'],
      [async () => await click('saveLegal', legal), 'Primary contact'],
      [async () => await chat.say('marta@contoso.es'), 'hint: Primary contact'],
      [async () => await click('back', contactPage), 'Legal business profile'],
      [async () => await chat.say('hm'), 'hint: Legal business profile'],
      [async () => await click('saveLegal', legal), 'Primary contact'],
      [async () => await click('saveContact', contactPage), 'Customer support information'],
      [async () => await chat.say('+34 912 345 678'), 'hint: Customer support information'],
      [async () => await click('saveSupport', support), 'Check and enrol'],
      [async () => await chat.say('done!'), 'hint: Check and enrol'],
      [async () => await click('enrolNow'), 'Waiting for the primary contact'],
      [async () => await chat.say('and now?'), 'nothing'],
    ];
    for (const [act, expected] of script) expect(await act()).toBe(expected);
    expect(chat.status()).toBe('complete');
    expect((await enrolmentOf(world().deps, contoso.id))?.state).toBe('EmailVerificationPending');
  });

  it('a form that is discarded ends the dialog', async () => {
    await given(world(), 'enrolment', enrolmentIn('LegalProfile'));
    const chat = openChat();
    expect(await chat.say('hm')).toBe('hint: Legal business profile');
    expect(await click('abandon')).toBe('Enrol your company in CSP');
    expect(await chat.say('hm')).toBe('nothing');
    expect(chat.status()).toBe('complete');
  });
});

const OPEN = { DialogState: { dialogStack: [{ id: 'task', state: {} }] } };

describe('what the chat remembers', () => {
  it('is which task is open, and nothing else', async () => {
    await given(world(), 'enrolment', enrolmentIn('LegalProfile'));
    const chat = openChat({ opening: { reply: textReply('secret') } });
    await chat.say('/enrol');
    expect(await chat.stored()).toEqual(OPEN);
    await chat.say('Contoso Iberia');
    expect(await chat.stored()).toEqual(OPEN);
  });

  it('is nothing when the form is finished', async () => {
    await given(world(), 'enrolment', enrolmentIn('UnderReview'));
    const chat = openChat();
    await chat.say('what now?');
    expect(await chat.stored()).toEqual({ DialogState: { dialogStack: [] } });
  });

  it('is as it was after a turn that failed, and the next turn goes on from there', async () => {
    await given(world(), 'enrolment', enrolmentIn('LegalProfile'));
    let isBroken = false;
    const chat = openChat({ broken: () => isBroken });
    await chat.say('hm');
    isBroken = true;
    await expect(chat.say('hm')).rejects.toThrow('The line is dead');
    expect(await chat.stored()).toEqual(OPEN);
    isBroken = false;
    expect(await chat.say('hm')).toBe('hint: Legal business profile');
  });
});

describe('the chat of the bot', () => {
  /** Talks, or opens with the answer of a command; a turn breaks when its text says so. */
  function openBot() {
    const storage = new MemoryStorage();
    const chat = createChat(new ConversationState(storage));
    const heard: boolean[] = [];
    const adapter = new TestAdapter(async (context) => {
      const { text } = context.activity;
      const send = async (reply: Reply): Promise<void> => {
        if (text.includes('break')) throw new Error('The line is dead');
        await sendReplies(context, [reply]);
      };
      const turn = { ctx: ctxOf(), send };
      if (text.startsWith('/')) await chat.open(context, turn, { reply: textReply('opened') });
      else heard.push(await chat.talk(context, turn));
    }, { channelId: 'msteams' });
    const say = async (text: string): Promise<string> => {
      await adapter.receiveActivity(text);
      return lineOf(adapter.activeQueue.shift());
    };
    return { say, heard, stored: async () => await storedIn(storage) };
  }
  const OPENED = { dialog: OPEN.DialogState };

  it('answers free text with a form that was opened elsewhere, and says whether it answered', async () => {
    await given(world(), 'enrolment', enrolmentIn('SupportInfo'));
    const { say, heard, stored } = openBot();
    expect(await say('hm')).toBe('hint: Customer support information');
    expect(await stored()).toEqual(OPENED);
    expect(await say('hm')).toBe('hint: Customer support information');
    expect(heard).toEqual([true, true]);
  });

  it('leaves free text to others where no form is open', async () => {
    const { say, heard, stored } = openBot();
    expect(await say('hm')).toBe('nothing');
    expect(heard).toEqual([false]);
    expect(await stored()).toEqual({ dialog: { dialogStack: [] } });
  });

  it('opens once, however often it is asked to', async () => {
    const { say, stored } = openBot();
    expect(await say('/enrol')).toBe('opened');
    expect(await say('/enrol')).toBe('opened');
    expect(await stored()).toEqual(OPENED);
  });

  it('saves nothing of a turn that failed', async () => {
    await given(world(), 'enrolment', enrolmentIn('SupportInfo'));
    const { say, stored } = openBot();
    await expect(say('/enrol break')).rejects.toThrow('The line is dead');
    await expect(say('break')).rejects.toThrow('The line is dead');
    expect(await stored()).toBeUndefined();
    expect(await say('hm')).toBe('hint: Customer support information');
  });
});
