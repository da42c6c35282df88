/** How the Microsoft Partner Agreement is offered and its signature answered (WF-08). */

import { agreementOpened } from '../../../src/app/agreements.ts';
import { ownDocumentRef, readAhead } from '../../../src/app/ahead.ts';
import { enrolmentOf } from '../../../src/app/queries.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { can } from '../../../src/rules/permissions.ts';
import { regionOf } from '../../../src/rules/regions.ts';
import type { Agreement } from '../../../src/tasks/agreement.ts';
import { md } from '../../cards/escape.ts';
import { render } from '../../cards/render.ts';
import { refusalLine, refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { isStale, staleBanner } from '../banners.ts';
import { signedBy } from './enrolmentStatus.ts';
import { presentEnrolment } from './present.ts';
import type { TaskUi } from '../ui.ts';

export const agreementUi: TaskUi = {
  answer: async (ctx, { performed }) => {
    const agreement = performed.doc as Agreement | undefined; // perform read it with the agreement's schema
    if (performed.kind === 'refused') {
      const { error } = performed;
      return error.code === 'MPA-04' && agreement ? await signCard(ctx, agreement, error) : await otherwise(ctx, error);
    }
    const banner = { style: 'good', text: t(ctx.language, 'agreement.banner.accept') } as const;
    readAhead(ctx.deps, (['enrolment', 'agreement', 'account'] as const).map((task) => ownDocumentRef(task, ctx.actor))); // what the status is made of
    return await presentEnrolment(ctx, await enrolmentOf(ctx.deps, ctx.actor.tenant), performed.kind === 'done' ? { banner } : {});
  },
};

async function otherwise(ctx: TurnCtx, error: DomainError): Promise<Reply> {
  if (isStale(error)) return await presentEnrolment(ctx, await enrolmentOf(ctx.deps, ctx.actor.tenant), { banner: staleBanner(ctx) });
  return refusalReply(ctx, error);
}

/** The consent card: the text behind a link, the box unticked (§11.2). */
export async function signCard(ctx: TurnCtx, agreement: Agreement, error?: DomainError): Promise<Reply> {
  const enrolment = await enrolmentOf(ctx.deps, ctx.actor.tenant);
  const { url, version } = ctx.deps.rules.mpa;
  const region = regionOf(enrolment?.company.country ?? '');
  return cardReply(render('agreement/sign', ctx.language, {
    id: agreement.id, rev: agreement.rev,
    company: md(enrolment?.company.name ?? ''), url: url ?? '', version: md(version), region: region ? t(ctx.language, `agreement.region.${region}`) : md(agreement.region),
    earlier: agreement.signature ? t(ctx.language, 'agreement.sign.earlier', signedBy(agreement.signature, ctx.language, ctx.timeZone)) : '',
    error: error ? refusalLine(ctx.language, error, ctx.timeZone) : '',
  }));
}

/** Whatever stands in the way of a signature is said by the decision itself, which is asked with the card's present data. Who may not sign reads how things stand. */
export async function offerAgreement(ctx: TurnCtx): Promise<Reply> {
  const agreement = await agreementOpened(ctx.deps, ctx.actor, ctx.correlation);
  if (agreement?.state === 'PendingSignature' && can(ctx.actor, 'P15')) return await signCard(ctx, agreement);
  return await presentEnrolment(ctx, await enrolmentOf(ctx.deps, ctx.actor.tenant));
}
