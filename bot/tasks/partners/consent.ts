/** The reseller answers a partnership request (WF-15): who asks, what an acceptance grants, and what was decided. Whether an answer counts is decided in src/tasks/request.ts. */

import { foresee } from '../../../src/app/foresee.ts';
import { requestBehind, tokenIn } from '../../../src/app/requests.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { refuse } from '../../../src/core/errors.ts';
import { traceOf } from '../../../src/core/secrets.ts';
import { can } from '../../../src/rules/permissions.ts';
import type { PartnershipRequest } from '../../../src/tasks/requestDoc.ts';
import { voidness } from '../../../src/tasks/requestDoc.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { refusalLine, refusalReply } from '../../errors.ts';
import { countryName, dateTime } from '../../format.ts';
import type { CardData } from '../../turn/inbound.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { bannerOf, isStale, staleBanner } from '../banners.ts';
import type { Answered, Located } from '../ui.ts';

/** @param typed the token, or the whole link as it was pasted. */
export const openLink = async (ctx: TurnCtx, typed: string): Promise<Reply> => await present(ctx, tokenIn(typed));

/** The card carries the token, as whoever opened it does; the decision is given its trace. */
export async function locateByLink(ctx: TurnCtx, { input }: CardData): Promise<Located | DomainError> {
  const token = input['link'] ?? '';
  const doc = await requestBehind(ctx.deps, token);
  return doc ? { tenant: doc.tenant, target: doc.id, input: { link: traceOf(token) } } : refuse('PAR-06', { why: 'unknown' }).error;
}

export async function consentAnswer(ctx: TurnCtx, { event, data, performed }: Answered): Promise<Reply> {
  const doc = performed.doc as PartnershipRequest | undefined; // perform read it with the request's schema
  const token = data.input['link'] ?? '';
  if (performed.kind === 'done' && doc) return answeredCard(ctx, doc, doneBanner(ctx, event));
  if (performed.kind !== 'refused') return await present(ctx, token);
  const { error } = performed;
  switch (error.code) {
    case 'PAR-07': return doc ? consentCard(ctx, { doc, token, unticked: error }) : refusalReply(ctx, error);
    case 'PAR-01': case 'PAR-02': case 'PAR-04': case 'PAR-05': case 'PAR-06': case 'PAR-08': return await present(ctx, token);
    default: return isStale(error) || error.code === 'GEN-03' ? await present(ctx, token, lateBanner(ctx, doc)) : refusalReply(ctx, error);
  }
}

/** The request as it is now, for this person: what their company answered, what stands in the way of an answer, or the card that asks for one. */
async function present(ctx: TurnCtx, token: string, banner?: Banner): Promise<Reply> {
  const doc = await requestBehind(ctx.deps, token);
  if (doc && isOurs(ctx, doc)) return answeredCard(ctx, doc, banner);
  const why = doc ? voidness(doc, ctx.deps.clock()) : 'unknown';
  if (!doc || why) return closedCard(ctx, refuse('PAR-06', { why: why ?? 'unknown' }).error);
  return consentCard(ctx, { doc, token, obstacle: await obstacleFor(ctx, doc, token), banner });
}

/** Who answered is told to the company that did, and to nobody else who holds the link (INV-56). */
const isOurs = ({ actor }: TurnCtx, { answer }: PartnershipRequest): boolean => answer?.reseller === actor.tenant;

/** Asked of the decision itself, as if the box were ticked. */
async function obstacleFor({ deps, language, actor, correlation }: TurnCtx, doc: PartnershipRequest, token: string): Promise<DomainError | undefined> {
  return await foresee(deps, { task: 'request', event: 'authorise', tenant: doc.tenant, target: doc.id, input: { ...textShown({ deps, language }), link: traceOf(token), accept: 'true' }, actor, correlation });
}

/** What was read is what is consented to. */
const textShown = ({ deps, language }: Pick<TurnCtx, 'deps' | 'language'>) => ({ version: deps.rules.partnership.consentVersion, language });

type Asking = {
  readonly doc: PartnershipRequest;
  readonly token: string;
  /** Why this person cannot authorise: they read what is asked, and there is nothing to press. */
  readonly obstacle?: DomainError | undefined;
  readonly unticked?: DomainError | undefined;
  readonly banner?: Banner | undefined;
};

/** The consent card: the whole of what is granted, the box unticked (§11.2). No client can tie a button to a box, so the decision refuses without it (INV-23). */
function consentCard(ctx: TurnCtx, { doc, token, obstacle, unticked, banner }: Asking): Reply {
  const { language, timeZone, deps } = ctx;
  const shown = bannerOf(ctx, obstacle) ?? banner;
  return cardReply(render('partnership/consent', language, {
    id: doc.id, rev: doc.rev, link: token, shown: textShown(ctx), canAnswer: obstacle === undefined,
    provider: md(doc.provider.name), country: countryName(language, doc.provider.country), person: md(doc.requester.name),
    version: md(deps.rules.partnership.consentVersion), until: dateTime(language, doc.expiresAt, timeZone),
    error: unticked ? md(refusalLine(language, unticked, timeZone)) : '', ...wayOn(ctx, obstacle),
  }, { banner: shown }));
}

/** Where somebody can go whose company is not ready for this provider, or not of its region. */
function wayOn({ language }: TurnCtx, obstacle: DomainError | undefined): JsonObject {
  switch (obstacle?.code) {
    case 'PAR-04': return { way: { title: t(language, 'commands.menu.enrolment'), verb: 'show.enrolment' } };
    case 'PAR-05': return { way: { title: t(language, 'partnership.button.findProvider'), verb: 'show.providers' } };
    default: return {};
  }
}

function answeredCard({ language, timeZone, actor }: TurnCtx, doc: PartnershipRequest, banner?: Banner): Reply {
  const { provider: { name }, answer } = doc;
  if (!answer) throw new Error(`${doc.id} has no answer to show`);
  const isAuthorised = doc.state === 'Accepted';
  const names = { provider: md(name), person: md(answer.by), company: md(answer.company), at: dateTime(language, answer.at, timeZone) };
  const what = isAuthorised ? 'authorised' : 'declined';
  return cardReply(render('partnership/answered', language, {
    ...names, isAuthorised, canSeeList: isAuthorised && can(actor, 'E04'),
    title: t(language, `partnership.consent.${what}.title`, names), text: t(language, `partnership.consent.${what}.text`, names),
  }, { banner }));
}

function closedCard({ language, timeZone }: TurnCtx, error: DomainError): Reply {
  return cardReply(render('common/menu', language, {
    title: t(language, 'partnership.consent.closed'), intro: md(refusalLine(language, error, timeZone)),
    buttons: [{ title: t(language, 'partnership.button.findProvider'), verb: 'show.providers', data: {} }],
  }));
}

const doneBanner = ({ language }: TurnCtx, event: string): Banner => ({ style: 'good', text: t(language, `partnership.consent.banner.${event === 'authorise' ? 'authorise' : 'decline'}`) });

/** Two people of one company answer at the same moment: the second hears that theirs changed nothing, and reads on the card what the first decided. */
const lateBanner = (ctx: TurnCtx, doc: PartnershipRequest | undefined): Banner =>
  (doc && isOurs(ctx, doc) ? { style: 'accent', text: t(ctx.language, 'partnership.consent.banner.late') } : staleBanner(ctx));
