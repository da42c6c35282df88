/** A click that took too long: what is owed to whoever clicked, as a row of the outbox. It names what to show, and holds no card, no form and no secret; showing is bot/outbox/lateAnswers.ts. */

import { homeOf } from '../../src/app/homes.ts';
import { bornRow } from '../../src/app/outboxRows.ts';
import type { Performed } from '../../src/app/perform.ts';
import type { RawInput } from '../../src/core/decide.ts';
import type { TenantId } from '../../src/core/ids.ts';
import type { PayloadOf } from '../../src/tasks/outgoing.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { refusalLine } from '../errors.ts';
import { t } from '../words.ts';
import type { Route } from './route.ts';
import type { Reply, TurnCtx } from './turnCtx.ts';

/** What became of an event, and of which document it was asked. */
export type Happened = { readonly tenant: TenantId; readonly target: string; readonly performed: Performed };

type Late = { readonly route: Route; readonly happened: Happened | undefined; readonly reply: Reply | undefined };

export async function oweLate(ctx: TurnCtx, late: Late): Promise<void> {
  const payload = owed(ctx, late);
  if (payload) await commitLate(ctx, payload);
}

/** The work failed after the person was told that it goes on. */
export async function oweFault(ctx: TurnCtx): Promise<void> {
  await commitLate(ctx, { person: ctx.actor.id, text: t(ctx.language, 'commands.fault', { id: ctx.correlation }) });
}

async function commitLate({ deps, actor, correlation }: TurnCtx, payload: PayloadOf<'lateAnswer'>): Promise<void> {
  const row = bornRow(outgoing('lateAnswer', payload), { partition: homeOf(actor.tenant), tenant: actor.tenant, reason: `late:${correlation}`, correlation, now: deps.clock() });
  if (await deps.store.commit([{ op: 'create', doc: row }]) === 'saved') deps.nudge([row]);
}

function owed(ctx: TurnCtx, { route, happened, reply }: Late): PayloadOf<'lateAnswer'> | undefined {
  const person = ctx.actor.id;
  if (happened?.performed.kind === 'refused') return { person, text: refusalLine(ctx.language, happened.performed.error, ctx.timeZone) };
  if (!reply) return undefined;
  if (reply.kind === 'text' && !reply.file) return { person, text: reply.text };
  const show = shownAgain(route, happened);
  // What was typed on the card is kept nowhere: the reader still has it before them, and presses again (INV-41).
  return show ? { person, text: '', show } : { person, text: t(ctx.language, 'commands.lateReady') };
}

/** What leads to a document or to a page of a list. Everything else that a card says may be a secret or somebody's own, and is left out. */
const leading: ReadonlySet<string> = new Set(['customer', 'with', 'about', 'reseller', 'subscription', 'query', 'cursor']);
const ofEveryCard: ReadonlySet<string> = new Set(['id', 'rev']);

/** The card that asks for consent is found by a personal link, which is stored nowhere: its reader sees their providers instead. */
const instead: Readonly<Record<string, string>> = { 'request.authorise': 'show.partners', 'request.decline': 'show.partners' };

function shownAgain(route: Route, happened: Happened | undefined): PayloadOf<'lateAnswer'>['show'] {
  if (route.kind === 'view') {
    const isComplete = Object.entries(route.data.input).every(([name, value]) => value === '' || leading.has(name) || ofEveryCard.has(name));
    return isComplete ? { verb: route.verb, id: route.data.id, tenant: '', target: '', input: onlyLeading(route.data.input) } : undefined;
  }
  if (route.kind !== 'event' || !happened) return undefined;
  const verb = `${route.task}.${route.event}`;
  if (instead[verb]) return { verb: instead[verb], id: '', tenant: '', target: '', input: {} };
  return { verb, id: route.data.id, tenant: happened.tenant, target: happened.target, input: onlyLeading(route.data.input) };
}

const onlyLeading = (input: RawInput): Record<string, string> => Object.fromEntries(Object.entries(input).flatMap(([name, value]) => (leading.has(name) ? [[name, value]] : [])));
