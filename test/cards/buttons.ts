/** The buttons of a drawn card with the inputs that each would send. */

import type { JsonObject, JsonValue } from '../../bot/cards/load.ts';
import { isObject } from '../../bot/cards/load.ts';

export type Button = {
  readonly verb: string;
  readonly data: JsonObject;
  /** Ids of the inputs of its own card and of the cards around it; none when it says so (teams-platform §3.2). */
  readonly sends: readonly string[];
};

/** A card, or one that opens on it, with the inputs that stand on this very one. */
export type Sheet = { readonly inputs: readonly string[]; readonly buttons: readonly Button[]; readonly sheets: readonly Sheet[] };

export function sheetOf(card: JsonObject, around: readonly string[] = []): Sheet {
  const parts = partsOf(card);
  const inputs = parts.filter(({ type }) => String(type).startsWith('Input.')).map(({ id }) => String(id));
  const sends = [...around, ...inputs];
  const buttons = parts.filter(({ type }) => type === 'Action.Execute').map(({ verb, data, associatedInputs }) =>
    ({ verb: String(verb), data: isObject(data) ? data : {}, sends: associatedInputs === 'none' ? [] : sends }));
  const sheets = parts.flatMap(({ type, card: inner }) => (type === 'Action.ShowCard' && isObject(inner) ? [sheetOf(inner, sends)] : []));
  return { inputs, buttons, sheets };
}

export const buttonsOf = ({ buttons, sheets }: Sheet): readonly Button[] => [...buttons, ...sheets.flatMap(buttonsOf)];
export const sheetsOf = (sheet: Sheet): readonly Sheet[] => [sheet, ...sheet.sheets.flatMap(sheetsOf)];

/** Every object of a card, without going into the cards that open on it. */
function partsOf(value: JsonValue): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => partsOf(item));
  if (!isObject(value)) return [];
  const inside = value['type'] === 'Action.ShowCard' ? [] : Object.values(value).flatMap((child) => partsOf(child));
  return [value, ...inside];
}
