/** What stands across a card that comes back: that it was out of date, or what was wrong with what was asked. Nothing is read or decided here. */

import type { RawInput } from '../../src/core/decide.ts';
import type { DomainError } from '../../src/core/errors.ts';
import type { Banner } from '../cards/render.ts';
import { refusalLine } from '../errors.ts';
import type { TurnCtx } from '../turn/turnCtx.ts';
import { t } from '../words.ts';

export type Shown = {
  /** What was typed on a card that was refused; it stays in the inputs. */
  readonly typed?: RawInput | undefined;
  readonly error?: DomainError | undefined;
  readonly banner?: Banner | undefined;
};

/** The card was drawn from an older revision, or from a state that is over. */
export const isStale = ({ code }: DomainError): boolean => code === 'GEN-02' || code === 'GEN-07';

/** A card that is out of date is answered with the present one, not with a scolding (style.md §3.3). */
export const staleBanner = ({ language }: Pick<TurnCtx, 'language'>): Banner => ({ style: 'accent', text: t(language, 'enrolment.banner.stale') });

/** What was wrong, in one line across the card; wrong fields say the rest themselves. */
export function bannerOf(ctx: Pick<TurnCtx, 'language' | 'timeZone'>, error: DomainError | undefined): Banner | undefined {
  return error && { style: error.code === 'GEN-02' ? 'accent' : 'attention', text: refusalLine(ctx.language, error, ctx.timeZone) };
}
