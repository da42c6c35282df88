/** The page behind an invitation's link (WF-22): a GET shows what it is about and changes nothing (INV-24), a POST of somebody who signed in answers it. What an answer needs and does is src/tasks/invitation.ts; what is read is acceptancePages.ts. */

import type { Deps } from '../../src/app/deps.ts';
import { foresee } from '../../src/app/foresee.ts';
import { invitationBehind, voidnessNow } from '../../src/app/invitations.ts';
import type { Performed } from '../../src/app/perform.ts';
import { perform } from '../../src/app/perform.ts';
import { relationshipsOf } from '../../src/app/customers.ts';
import type { Language, PersonActor } from '../../src/core/actor.ts';
import type { DomainError } from '../../src/core/errors.ts';
import { refuse } from '../../src/core/errors.ts';
import { traceOf } from '../../src/core/secrets.ts';
import { consentVersion } from '../../src/tasks/invitation.ts';
import type { Invitation } from '../../src/tasks/invitationDoc.ts';
import { isActive } from '../../src/tasks/relationship.ts';
import { outcomes } from '../errors.ts';
import type { Alert } from './acceptancePages.ts';
import { answeredPage, askingPage, deadPage, refusedPage } from './acceptancePages.ts';
import type { Asked } from './asked.ts';
import { readerOf } from './asked.ts';
import type { PageAnswer } from './html.ts';
import type { Visitor, VisitorAsked } from './visitor.ts';
import { forgedPage, hasNonce, signOut, visitorOf } from './visitor.ts';

/** What the link is worth at this moment, to this visitor. */
type Seen = {
  readonly language: Language;
  readonly path: string;
  readonly visitor: Visitor | undefined;
  readonly doc: Invitation | undefined;
  readonly standing: Standing;
};
type Standing =
  | { readonly kind: 'dead'; readonly error: DomainError }
  | { readonly kind: 'refused'; readonly doc: Invitation; readonly error: DomainError }
  | { readonly kind: 'asking' | 'open'; readonly doc: Invitation }
  /** Their company has answered; the partners that it had already. */
  | { readonly kind: 'answered'; readonly doc: Invitation; readonly before: readonly string[] };

export async function showInvitation(deps: Deps, asked: VisitorAsked): Promise<PageAnswer> {
  return present(deps, asked, await look(deps, asked));
}

/** What the forms on this page are for; a nonce is good for one link. */
const purposeOf = (token: string): string => `invitation ${traceOf(token)}`;

const decisions = ['accept', 'decline'] as const;
type Decision = (typeof decisions)[number];
const answers = { accept: 'Accepted', decline: 'Declined' } as const satisfies Record<Decision, Invitation['state']>;

export async function actOnInvitation(deps: Deps, asked: VisitorAsked): Promise<PageAnswer> {
  const seen = await look(deps, asked);
  const { doc, visitor, language, path } = seen;
  if (asked.isFromElsewhere) return forgedPage(language, path);
  if (!visitor) return present(deps, asked, seen, { kind: 'sessionEnded' });
  if (!hasNonce(visitor, purposeOf(asked.token), asked)) return forgedPage(language, path);
  if (asked.form['decision'] === 'signOut') return await signOut(deps, visitor, path);
  const decision = decisions.find((known) => known === asked.form['decision']);
  if (!doc || !decision) return present(deps, asked, seen);
  return outcomeOf(deps, asked, decision, await give(deps, asked, { decision, doc, visitor, language }));
}

type Given = { readonly decision: Decision; readonly doc: Invitation; readonly visitor: Visitor; readonly language: Language };

/** The id comes from link, person and decision, so that a page that is sent twice is one command; a refusal uses nothing up. */
async function give(deps: Deps, { token, form, correlation }: Asked, { decision, doc, visitor: { actor }, language }: Given): Promise<Performed> {
  const link = traceOf(token);
  return await perform(deps, {
    task: 'invitation', event: decision, tenant: doc.tenant, target: doc.id, actor, correlation,
    input: { link, accept: form['accept'] ?? '', version: form['version'] ?? '', language },
    commandId: traceOf([link, actor.tenant, actor.id, decision].join('\n')),
  });
}

/** Whoever comes second is shown what was decided; the status tells whether it is what they asked for. */
async function outcomeOf(deps: Deps, asked: VisitorAsked, decision: Decision, performed: Performed): Promise<PageAnswer> {
  const now = await look(deps, asked);
  if (performed.kind !== 'refused') return present(deps, asked, now);
  if (now.standing.kind === 'open') return present(deps, asked, now, { kind: 'refused', error: performed.error });
  const answer = present(deps, asked, now);
  const isOverruled = now.standing.kind === 'answered' && now.standing.doc.state !== answers[decision];
  return isOverruled ? { ...answer, status: outcomes['GEN-07'].http } : answer;
}

/** An unknown token costs the same reads as a known one. One that is worth nothing does not even tell strangers in which language its invitation was written. */
async function look(deps: Deps, asked: Asked): Promise<Seen> {
  const doc = await invitationBehind(deps, asked.token);
  const written = asked.language ?? doc?.language ?? readerOf(asked);
  const visitor = await visitorOf(deps, asked, written);
  const standing = await standingOf(deps, asked, { doc, visitor });
  const language = standing.kind === 'dead' && !visitor ? readerOf(asked) : written;
  return { doc, language, visitor, path: `/invitation/${encodeURIComponent(asked.token)}?lang=${language}`, standing };
}

async function standingOf(deps: Deps, { token, correlation }: Asked, { doc, visitor }: Pick<Seen, 'doc' | 'visitor'>): Promise<Standing> {
  if (visitor && doc?.answer?.customer === visitor.actor.tenant) return { kind: 'answered', doc, before: await partnersBefore(deps, doc) };
  const dead = await voidnessNow(deps, doc);
  if (!doc || dead) return { kind: 'dead', error: dead ?? refuse('INV-L5', { why: 'unknown' }).error };
  if (!visitor) return { kind: 'asking', doc };
  const error = await foresee(deps, { ...opening(doc, token), event: 'accept', actor: visitor.actor, correlation, input: willingly(deps, token) });
  return error ? { kind: 'refused', doc, error } : { kind: 'open', doc };
}

const opening = ({ tenant, id }: Invitation, token: string) => ({ task: 'invitation', event: 'open', tenant, target: id, input: { link: traceOf(token) } }) as const;
const willingly = ({ rules }: Pick<Deps, 'rules'>, token: string) => ({ link: traceOf(token), accept: 'true', version: consentVersion(rules), language: 'en' });

/** CUS-02: those of the invited partners with whom the company had a relationship that this invitation did not begin. */
async function partnersBefore(deps: Deps, { id, tenant, provider, answer }: Invitation): Promise<readonly string[]> {
  const known = answer ? await relationshipsOf(deps, answer.customer) : [];
  return known.filter((one) => isActive(one) && one.consent?.about !== id && (one.partner === tenant || one.partner === provider?.id)).map(({ partner }) => partner);
}

/** Somebody who may answer has signed in on an invitation's page: that is when it counts as opened, never at a GET (INV-24). */
export async function noteOpening(deps: Deps, { actor, to, correlation }: { readonly actor: PersonActor; readonly to: string; readonly correlation: string }): Promise<void> {
  const token = /^\/invitation\/([\w-]+)/.exec(to)?.[1];
  const doc = token === undefined ? undefined : await invitationBehind(deps, token);
  if (token === undefined || !doc) return;
  const command = { ...opening(doc, token), actor, correlation };
  if (await foresee(deps, command) === undefined) await perform(deps, { ...command, commandId: deps.newId() });
}

/** Consent is to the text that was read: a new text needs a new tick. */
const isStale = (alert: Alert | undefined): boolean => alert?.kind === 'refused' && alert.error.code === 'GEN-02';

function present(deps: Deps, { token, form, canSignIn }: VisitorAsked, { language, path, visitor, standing }: Seen, alert?: Alert): PageAnswer {
  const frame = { language, path, rules: deps.rules, canSignIn, visitor, purpose: purposeOf(token) };
  switch (standing.kind) {
    case 'dead': return deadPage(frame, standing.error);
    case 'refused': return refusedPage(frame, standing.doc, standing.error);
    case 'answered': return answeredPage(frame, standing.doc, standing.before);
    case 'asking': case 'open': return askingPage({ ...frame, alert, isTicked: form['accept'] === 'true' && !isStale(alert) }, standing.doc);
  }
}
