/** Somebody who works with the bot and keeps a record of what it has answered to be done: the deeds that must be in the store afterwards, once each. */

import { inputsOf } from '../bot/local/desk.ts';
import type { Card, Persona, Place, TeamsPeer } from '../bot/local/teamsPeer.ts';
import { buttonsOf, textOf } from '../bot/local/teamsPeer.ts';

/** `<task>.<event>` by this person; it happened as many times as it stands in the record. */
export type Deed = { readonly person: string; readonly deed: string };

export interface Hand {
  readonly arrives: () => Promise<void>;
  /** @param deed what has been done when this is answered, if it is anything. */
  readonly says: (text: string, deed?: string) => Promise<void>;
  /** Presses the newest button with this verb on a card that says these words. @returns what the answer says. */
  readonly presses: (verb: string, inputs?: Readonly<Record<string, string>>, about?: string) => Promise<string>;
  /** Is there such a button? */
  readonly finds: (verb: string, about?: string) => boolean;
  /** The newest card, or what the newest card with these words says. */
  readonly card: (about?: string) => Card | undefined;
  readonly reads: (about?: string) => string;
  /** Has the bot ever posted such a card here? */
  readonly hasGot: (words: RegExp) => boolean;
}

/** The code at the end of every refusal. */
export const refusalIn = (words: string): string | undefined => /\(([A-Z]{3}-(?:\d\d|L\d))\)/.exec(words)?.[1];

/** A card that was read once is not read again: a channel holds many, and is looked at often. */
const known = new WeakMap<Card, string>();
function wordsOn(card: Card): string {
  const words = known.get(card) ?? textOf(card);
  known.set(card, words);
  return words;
}

export function openHand(teams: TeamsPeer, persona: Persona, { place, record }: { readonly place?: Place; readonly record: Deed[] }): Hand {
  const speaker = teams.person(persona, place);
  let answered: Card | undefined;
  const done = (deed: string): void => { record.push({ person: persona.id, deed }); };
  /** Newest first. What was answered to a click is newer than any message that was there before it. */
  const cards = (about = ''): readonly Card[] => {
    const posted = teams.inConversation(speaker.conversation).flatMap(({ card }) => (card ? [card] : [])).toReversed();
    return [...(answered ? [answered] : []), ...posted].filter((card) => about === '' || wordsOn(card).includes(about));
  };
  const withButton = (verb: string, about?: string): Card | undefined => cards(about).find((card) => buttonsOf(card).some((button) => button.verb === verb));
  return {
    arrives: async () => { await speaker.installs(); },
    says: async (text, deed) => {
      answered = undefined;
      await speaker.says(text);
      if (deed) done(deed);
    },
    presses: async (verb, inputs = {}, about = undefined) => {
      const card = withButton(verb, about);
      const button = buttonsOf(card).find((one) => one.verb === verb);
      if (!button) throw new Error(`${persona.id} finds no button "${verb}"${about ? ` about ${about}` : ''}; the newest card says:\n${textOf(cards()[0])}`);
      const answer = await speaker.clicks({ verb, data: { ...button.data, ...inputsOf(card), ...inputs } });
      if (answer.http !== 200 || answer.status !== 200 || (!answer.card && !answer.text)) throw new Error(`${persona.id} was answered to ${verb} with ${answer.http}/${answer.status} and nothing to read`);
      answered = answer.card ?? answered;
      const words = answer.card ? textOf(answer.card) : (answer.text ?? '');
      if (!verb.startsWith('show.') && !refusalIn(words)) done(verb);
      return words;
    },
    finds: (verb, about) => withButton(verb, about) !== undefined,
    card: (about) => cards(about)[0],
    reads: (about) => textOf(cards(about)[0]),
    hasGot: (words) => teams.inConversation(speaker.conversation).some(({ card }) => card !== undefined && words.test(wordsOn(card))),
  };
}
