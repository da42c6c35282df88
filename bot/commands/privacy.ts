/** `/privacy`: what is stored about whoever asks, for how long, and who can erase it. What is stored is found by src/app/privacy.ts; words are in cards/reports. */

import type { InLog, Kept } from '../../src/app/privacy.ts';
import { keptOf } from '../../src/app/privacy.ts';
import { rolesGiven } from '../../src/tasks/userDoc.ts';
import { md } from '../cards/escape.ts';
import type { JsonObject } from '../cards/load.ts';
import { render } from '../cards/render.ts';
import { dateTime, list } from '../format.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import type { Key } from '../words.ts';
import { t, words } from '../words.ts';

/** [DESIGN] lines on the card; the rest is one number. */
const MOST_LINES = 8;

export async function showPrivacy(ctx: TurnCtx): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const kept = await keptOf(deps, actor);
  const company = (await deps.directory.tenant(actor.tenant))?.name ?? actor.tenant;
  const sections = [
    { title: t(language, 'reports.privacy.person'), facts: personFacts(ctx, kept) },
    { title: t(language, 'reports.privacy.user'), facts: userFacts(ctx, kept) },
    { title: t(language, 'reports.privacy.proof'), facts: proofFacts(ctx, kept) },
    { title: t(language, 'reports.privacy.log', { company: md(company) }), facts: logFacts(ctx, kept.log) },
  ].filter(({ facts }) => facts.length > 0);
  return cardReply(render('reports/privacy', language, {
    title: t(language, 'reports.privacy.title', { name: md(actor.name) }),
    nothing: sections.length > 0 ? '' : t(language, 'reports.privacy.nothing'),
    sections, spans: spans(ctx),
  }));
}

type Fact = readonly [key: Key, value: string];
const shown = ({ language }: TurnCtx, facts: readonly Fact[]): readonly JsonObject[] => facts.map(([key, value]) => ({ title: t(language, key), value }));
const at = ({ language, timeZone }: TurnCtx, instant: Parameters<typeof dateTime>[1]): string => dateTime(language, instant, timeZone);

function personFacts(ctx: TurnCtx, { person }: Kept): readonly JsonObject[] {
  if (!person) return [];
  const { language } = ctx;
  return shown(ctx, [
    ['reports.privacy.name', md(person.name)],
    ['reports.privacy.language', t(language, person.language ? 'reports.privacy.language.chosen' : 'reports.privacy.language.client', { language: t(language, `common.language.${person.language ?? person.lastLanguage}`) })],
    ...(person.timeZone ? [['reports.privacy.timeZone', md(person.timeZone)] as const] : []),
    ['reports.privacy.chat', chat(ctx, person)],
  ]);
}

function chat(ctx: TurnCtx, { address, awaySince }: NonNullable<Kept['person']>): string {
  if (!address) return t(ctx.language, 'reports.privacy.chat.none');
  return awaySince ? t(ctx.language, 'reports.privacy.chat.away', { at: at(ctx, awaySince) }) : t(ctx.language, 'reports.privacy.chat.known');
}

function userFacts(ctx: TurnCtx, { user }: Kept): readonly JsonObject[] {
  if (!user) return [];
  const { language } = ctx;
  const { agent, admin } = rolesGiven(user);
  const { disclosure } = user;
  return shown(ctx, [
    ['reports.privacy.state', t(language, `reports.privacy.state.${user.state}`, { at: at(ctx, user.since) })],
    ['reports.privacy.email', md(user.email) || t(language, 'reports.whoami.none')],
    ...(user.userName ? [['reports.privacy.userName', md(user.userName)] as const] : []),
    ['reports.whoami.agent', t(language, `common.role.${agent}`)],
    ['reports.whoami.admin', t(language, `common.role.${admin}`)],
    // Who saw it is somebody else's business.
    ...(disclosure ? [['reports.privacy.password', t(language, disclosure.closedAt ? 'reports.privacy.password.closed' : 'reports.privacy.password.shown', { at: at(ctx, disclosure.at), closed: at(ctx, disclosure.closedAt ?? disclosure.at) })] as const] : []),
  ]);
}

function proofFacts(ctx: TurnCtx, { proof, isWaiting }: Kept): readonly JsonObject[] {
  const { language } = ctx;
  return shown(ctx, [
    ...(proof ? [
      ['reports.privacy.proof.name', md(proof.name)],
      ['reports.whoami.directory', proof.roles.length > 0 ? list(language, proof.roles.map((role) => t(language, `reports.whoami.directory.${role}`))) : t(language, 'reports.whoami.none')],
      ['reports.privacy.proof.until', at(ctx, proof.expiresAt)],
    ] as const : []),
    ...(isWaiting ? [['reports.privacy.proof.waiting', t(language, 'reports.privacy.proof.waits')] as const] : []),
  ]);
}

const total = (counts: InLog['done']): number => counts.reduce((sum, { count }) => sum + count, 0);

function logFacts(ctx: TurnCtx, { lookedAt, done, span, byOthers }: InLog): readonly JsonObject[] {
  if (!span && byOthers === 0) return [];
  const { language } = ctx;
  const others = total(done.slice(MOST_LINES));
  return [
    ...(span ? shown(ctx, [
      ['reports.privacy.log.yours', t(language, 'reports.privacy.log.count', { count: total(done), of: lookedAt })],
      ['reports.privacy.log.first', at(ctx, span.first)],
      ['reports.privacy.log.last', at(ctx, span.last)],
    ]) : []),
    ...done.slice(0, MOST_LINES).map(({ what, count }) => ({ title: whatIsDone(language, what), value: String(count) })),
    ...(others > 0 ? shown(ctx, [['reports.privacy.log.others', String(others)]]) : []),
    ...(byOthers > 0 ? shown(ctx, [['reports.privacy.log.byOthers', String(byOthers)]]) : []),
  ];
}

/** In the words of the log. */
function whatIsDone(language: TurnCtx['language'], { task, event }: InLog['done'][number]['what']): string {
  return words['reports']?.[`event.${task}.${event}`]?.[language] ?? `${task}.${event}`;
}

/** What has an end by itself, and what has none. */
function spans(ctx: TurnCtx): readonly JsonObject[] {
  const { customer, imports, enrolment } = ctx.deps.rules;
  const { language } = ctx;
  return shown(ctx, [
    ['reports.privacy.span.signIn', t(language, 'reports.privacy.span.minutes', { count: customer.sessionMinutes })],
    ['reports.privacy.span.drafts', t(language, 'reports.privacy.span.days', { count: enrolment.draftDays })],
    ['reports.privacy.span.files', t(language, 'reports.privacy.span.days', { count: imports.keepDays })],
    ['reports.privacy.span.person', t(language, 'reports.privacy.span.erased')],
    ['reports.privacy.span.log', t(language, 'reports.privacy.span.stays')],
  ]);
}
