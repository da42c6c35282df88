/** The form of a removal, of a partnership (WF-34) or of a customer relationship (WF-33): what follows, that nobody is told, four statements to tick. What it is about comes in as words. */

import type { RawInput } from '../../src/core/decide.ts';
import type { DomainError } from '../../src/core/errors.ts';
import { attestations } from '../../src/tasks/attestations.ts';
import { md } from '../cards/escape.ts';
import type { JsonObject } from '../cards/load.ts';
import { render } from '../cards/render.ts';
import { refusalLine } from '../errors.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';

export type RemovalWords = {
  /** Markdown already: escape what people typed. */
  readonly title: string;
  readonly consequences: readonly string[];
  /** What is left for the remover to tell. */
  readonly tell: string;
  readonly confirm: { readonly title: string; readonly verb: string; readonly data: JsonObject };
  readonly back: { readonly verb: string; readonly data: JsonObject };
};

export type Ticked = { readonly typed?: RawInput; readonly error?: DomainError };

/** Nothing is ticked beforehand; what was ticked stays so. */
export function removalCard({ language, timeZone }: Pick<TurnCtx, 'language' | 'timeZone'>, about: RemovalWords, { typed = {}, error }: Ticked): Reply {
  const v = Object.fromEntries(attestations.map((name) => [name, String(typed[name] === 'true')]));
  return cardReply(render('common/remove', language, { ...about, v, error: error ? md(refusalLine(language, error, timeZone)) : '' }));
}
