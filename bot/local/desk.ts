/** Somebody in front of a chat with the bot: the card they see, the inputs in it, the buttons they press. What a card says is not known here. */

import type { Answer, Card, Speaker, TeamsPeer } from './teamsPeer.ts';
import { buttonsOf, textOf } from './teamsPeer.ts';

export interface Desk {
  readonly speaker: Speaker;
  /** The newest card in front of the person. */
  readonly card: () => Card | undefined;
  /** All that the newest card, or else the newest message, says. */
  readonly reads: () => string;
  readonly arrives: () => Promise<void>;
  readonly says: (text: string) => Promise<void>;
  /** Fills in inputs over what stands in them, and presses the button with this verb; throws when there is none. */
  readonly presses: (verb: string, inputs?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Looks at the newest message of the conversation, such as one that came on its own. */
  readonly looks: () => void;
}

export function openDesk(peer: TeamsPeer, speaker: Speaker): Desk {
  let card: Card | undefined;
  let words = '';
  let message: string | undefined;
  const looks = (): void => {
    const last = peer.inConversation(speaker.conversation).at(-1);
    card = last?.card;
    message = last?.id;
    words = last?.card ? textOf(last.card) : (last?.text ?? '');
  };
  return {
    speaker, looks,
    card: () => card,
    reads: () => words,
    arrives: async () => { await speaker.installs(); looks(); },
    says: async (text) => { await speaker.says(text); looks(); },
    presses: async (verb, inputs = {}) => {
      const button = buttonsOf(card).find((candidate) => candidate.verb === verb);
      if (!button) throw new Error(`There is no button "${verb}" on the card that says:\n${words}`);
      const answer = await speaker.clicks({ verb, data: { ...button.data, ...inputsOf(card), ...inputs }, on: message });
      if (answer.card) {
        card = answer.card;
        words = textOf(card);
      }
      return answer;
    },
  };
}

/** What stands in the inputs of a card, as a client sends it along. */
export function inputsOf(node: unknown): Readonly<Record<string, string>> {
  if (Array.isArray(node)) return Object.assign({}, ...node.map(inputsOf)) as Record<string, string>; // of records of text
  if (typeof node !== 'object' || node === null) return {};
  const { type, id, value, ...rest } = node as Record<string, unknown>; // an element of a card
  const own = typeof type === 'string' && type.startsWith('Input.') && typeof id === 'string' ? { [id]: typeof value === 'string' ? value : '' } : {};
  return Object.assign({}, own, ...Object.values(rest).map(inputsOf)) as Record<string, string>; // as above
}
