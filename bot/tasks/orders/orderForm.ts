/** What a form of an order carries from page to page (WF-23, WF-24): all that was typed, as text, in the card itself and nowhere else (INV-41). Nothing is checked here, and nothing of it is believed: that is done when a page is left, and at Submit. */

import type { RawInput } from '../../../src/core/decide.ts';
import { isCaseId, newCaseId } from '../../../src/core/ids.ts';
import { ADDRESS_NAME } from '../../../src/rules/addressCheck.ts';
import type { TypedLine } from '../../../src/rules/orderLines.ts';
import { bounded, readLines, writeLines } from '../../../src/rules/orderLines.ts';
import { quantityField } from '../../../src/tasks/orderRules.ts';
import type { JsonObject } from '../../cards/load.ts';
import type { CardData } from '../../cards/render.ts';
import type { TurnCtx } from '../../turn/turnCtx.ts';

/** How much each input takes. One character more is kept, so that what is too long stays so, and a card still holds it. */
const longest = {
  reseller: 200, company: 200, prefix: 60, country: 2, segment: 20, line1: 200, line2: 200, city: 100, state: 50, postalCode: 16, addressChoice: ADDRESS_NAME, firstName: 50, lastName: 50, email: 254, phone: 40, registrationId: 50,
  signerFirstName: 50, signerLastName: 50, signerEmail: 254, signerPhone: 40, agreedOn: 10, confirmWarnings: 5, additional: 100,
} as const;
export type InputName = keyof typeof longest;
const names = Object.keys(longest) as readonly InputName[]; // the keys of the table above
export const ofReseller = ['reseller', 'additional'] as const satisfies readonly InputName[];
export const ofCustomer: readonly InputName[] = names.filter((name) => name !== 'additional');

export type Draft = {
  /** The number of the order that it becomes: the same form is one order (INV-43). */
  readonly id: string;
  readonly started: string;
  readonly form: RawInput;
  readonly lines: readonly TypedLine[];
};

/** From the card that somebody pressed a button of; what was never on a card is a new form. */
export function readDraft({ deps }: Pick<TurnCtx, 'deps'>, { id, input }: { readonly id: string; readonly input: RawInput }): Draft {
  return {
    id: isOrderNumber(id) ? id : newCaseId('ORD', deps.newId), started: input['started'] ?? deps.clock(), lines: linesIn(input),
    form: Object.fromEntries(names.flatMap((name) => (input[name] === undefined ? [] : [[name, [...input[name]].slice(0, longest[name] + 1).join('')]]))),
  };
}

/** The same form under another number, opened now: what was typed stays. */
export const begunAnew = ({ deps }: Pick<TurnCtx, 'deps'>, draft: Draft): Draft => ({ ...draft, id: newCaseId('ORD', deps.newId), started: deps.clock() });

export const isOrderNumber = (id: string): boolean => isCaseId(id, 'ORD');

const QUANTITY = quantityField('');

/** A page with quantities says all of them; the other pages carry the lines. An empty quantity is none. */
function linesIn(input: RawInput): readonly TypedLine[] {
  const typed = Object.entries(input).filter(([name]) => name.startsWith(QUANTITY));
  if (typed.length === 0) return readLines(input['lines'] ?? '');
  return bounded(typed.map(([name, quantity]) => ({ offer: name.slice(QUANTITY.length), quantity: quantity.trim() })).filter(({ quantity }) => quantity !== ''));
}

/** As the decision takes it. */
export const inputOf = ({ form, lines, started }: Draft): RawInput => ({ additional: '', ...form, lines: writeLines(lines), started });

/** Inputs that nobody sees: what other pages asked for. */
export const kept = ({ form }: Draft, which: readonly InputName[]): readonly JsonObject[] => which.map((id) => ({ id, value: form[id] ?? '', longest: longest[id] + 1 }));

/** What each button of a page says besides the inputs. */
export const about = ({ id, started }: Draft, more: CardData = {}): CardData => ({ id, started, ...more });
export const withLines = (draft: Draft, more: CardData = {}): CardData => about(draft, { ...more, lines: writeLines(draft.lines) });
