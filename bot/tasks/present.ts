/** The card that shows an enrolment as it is now, to this person: the one answer to every click, command and stale card. Nothing is written here. */

import { accountOpened } from '../../src/app/accounts.ts';
import { agreementOf } from '../../src/app/queries.ts';
import type { RawInput } from '../../src/core/decide.ts';
import type { DomainError } from '../../src/core/errors.ts';
import { can } from '../../src/rules/permissions.ts';
import { isEnrolled } from '../../src/tasks/enrolmentDoc.ts';
import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import { md } from '../cards/escape.ts';
import type { Banner } from '../cards/render.ts';
import { render } from '../cards/render.ts';
import { refusalLine } from '../errors.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import { formScreens, isFormState } from './enrolmentScreens.ts';
import { statusData } from './enrolmentStatus.ts';

export type Shown = {
  /** What was typed on a card that was refused; it stays in the inputs. */
  readonly typed?: RawInput | undefined;
  readonly error?: DomainError | undefined;
  readonly banner?: Banner | undefined;
};

/** Where this person goes on: the form if it is theirs, the status if it is sent, the welcome if there is nothing yet. */
export async function presentEnrolment(ctx: TurnCtx, doc: Enrolment | undefined, shown: Shown = {}): Promise<Reply> {
  const banner = shown.banner ?? bannerOf(ctx, shown.error);
  const options = { banner };
  if (!doc) return cardReply(render('enrolment/welcome', ctx.language, {}, options));
  if (!isFormState(doc.state)) return await presentStatus(ctx, doc, banner);
  if (doc.requester.id !== ctx.actor.id) return cardReply(render('enrolment/taken', ctx.language, takenData(ctx, doc), options));
  const screen = formScreens[doc.state](doc);
  return cardReply(render(screen.card, ctx.language, screen.data({ ctx, doc, typed: shown.typed, error: shown.error }), options));
}

export async function presentStatus(ctx: TurnCtx, doc: Enrolment, banner?: Banner): Promise<Reply> {
  const [agreement, account] = await Promise.all([agreementOf(ctx.deps, ctx.actor.tenant), isEnrolled(doc) ? accountOpened(ctx.deps, ctx.actor.tenant) : undefined]);
  return cardReply(render('enrolment/status', ctx.language, { ...statusData({ ctx, doc, agreement, account }), self: ctx.actor.id, accountRev: account?.rev ?? 0 }, { banner }));
}

function takenData(ctx: TurnCtx, doc: Enrolment) {
  return { id: doc.id, rev: doc.rev, person: md(doc.requester.name), company: md(doc.company.name), canTakeOver: can(ctx.actor, 'E01') };
}

/** The card was drawn from an older revision, or from a state that is over. */
export const isStale = ({ code }: DomainError): boolean => code === 'GEN-02' || code === 'GEN-07';

/** A card that is out of date is answered with the present one, not with a scolding (style.md §3.3). */
export const staleBanner = ({ language }: Pick<TurnCtx, 'language'>): Banner => ({ style: 'accent', text: t(language, 'enrolment.banner.stale') });

/** What was wrong, in one line across the card; wrong fields say the rest themselves. */
export function bannerOf(ctx: Pick<TurnCtx, 'language' | 'timeZone'>, error: DomainError | undefined): Banner | undefined {
  return error && { style: error.code === 'GEN-02' ? 'accent' : 'attention', text: refusalLine(ctx.language, error, ctx.timeZone) };
}
