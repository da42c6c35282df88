/** A card that is too big for the channel (413) is said again as a short one: its heading, why, and the buttons that only show something. */

import type { Language } from '../../src/core/actor.ts';
import type { JsonObject, JsonValue } from '../cards/load.ts';
import { isObject } from '../cards/load.ts';
import type { AdaptiveCard } from '../cards/render.ts';
import { render } from '../cards/render.ts';
import { t } from '../words.ts';
import { isTooBig } from './refused.ts';

/** `buttons` stand on the short card besides those that it keeps. */
export type Whole = { readonly language: Language; readonly card: AdaptiveCard; readonly buttons?: readonly JsonObject[] };

export async function orShorter<T>(whole: Whole, say: (card: AdaptiveCard) => Promise<T>): Promise<T> {
  try {
    return await say(whole.card);
  } catch (error) {
    if (!isTooBig(error)) throw error;
    return await say(shortened(whole));
  }
}

/** Nobody decides on what they cannot read: a button that changes something is not kept. */
function shortened({ language, card: { body: [heading], actions }, buttons = [] }: Whole): AdaptiveCard {
  const title = isObject(heading) ? heading['text'] ?? '' : '';
  return render('common/menu', language, { title, intro: t(language, 'common.tooBig'), buttons: [...showing(actions), ...buttons] });
}

function showing(actions: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(actions) ? actions.filter(isObject).filter(({ verb }) => typeof verb === 'string' && verb.startsWith('show.')).map(({ title = '', verb = '', data = {} }) => ({ title, verb, data })) : [];
}
