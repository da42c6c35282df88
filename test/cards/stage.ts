/** What the samples stand on: documents in the store, refusals that the domain gives, and what the outbox would have posted. */

import type { AdaptiveCard } from '../../bot/cards/render.ts';
import { openLog } from '../../bot/log.ts';
import type { Sender } from '../../bot/outbox/sender.ts';
import type { Answered } from '../../bot/tasks/ui.ts';
import type { Reply, TurnCtx } from '../../bot/turn/turnCtx.ts';
import { cardReply } from '../../bot/turn/turnCtx.ts';
import type { CaseLine, Person, Posting } from '../../src/app/documents.ts';
import { caseRef, homeOf, lists, personRef } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { bornRow, readRow } from '../../src/app/outboxRows.ts';
import type { Performed } from '../../src/app/perform.ts';
import type { Doc } from '../../src/app/ports.ts';
import type { RawInput } from '../../src/core/decide.ts';
import type { DomainError } from '../../src/core/errors.ts';
import type { TaskDef, TaskDoc } from '../../src/core/machine.ts';
import { HOUR } from '../../src/core/time.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { taskOf } from '../../src/tasks/catalog.ts';
import type { OutgoingKind, PayloadOf } from '../../src/tasks/outgoing.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import type { Order } from '../support/rules.ts';
import { run } from '../support/rules.ts';
import { NOW, ago, contoso, madrid } from '../support/world.ts';

const address = { serviceUrl: 'http://127.0.0.1:1', conversation: 'a:personal', channelId: 'msteams', bot: '28:enlace', user: '29:ana' };

async function store({ deps }: TurnCtx, ...docs: readonly Doc[]): Promise<void> {
  for (const doc of docs) await deps.store.commit([{ op: 'upsert', doc }]);
}

export async function put(ctx: TurnCtx, task: TaskKind, doc: TaskDoc): Promise<void> {
  await store(ctx, { partition: homeOf(doc.tenant), id: taskOf(task).documentId(ctx.actor, doc.id), kind: task, body: doc });
}

/** What the domain says against an order that must not pass. */
export function refusal<D extends TaskDoc>(def: TaskDef<D>, doc: D, event: string, order: Order): DomainError {
  const decided = run(def, doc, event, order);
  const error = decided.ok ? decided.value.step.complaint : decided.error;
  if (!error) throw new Error(`${def.task}.${event} was not refused`);
  return error;
}

export const clicked = (event: string, performed: Performed, input: RawInput = {}): Answered => ({ event, data: { id: performed.doc?.id ?? '', rev: performed.doc?.rev, input }, performed });

/** So many open reviews, each an hour longer in the queue than the one before. */
export async function reviewsOf(ctx: TurnCtx, count: number, company: string): Promise<void> {
  const operator = ctx.deps.directory.operatorTenant;
  for (let place = 1; place <= count; place++) {
    const caseId = `ENR-7K3F-${String(place).padStart(4, '0')}`;
    const openedAt = ago(place * HOUR);
    const body: CaseLine = { v: 1, caseId, tenant: contoso.id, company, country: contoso.country, mpnId: madrid.mpnId, openedAt, rev: 4, open: true };
    await store(ctx, { ...caseRef(operator, caseId), kind: 'case', body });
    const line = { list: lists.reviews, sort: openedAt, terms: [company, caseId, madrid.mpnId], body };
    await ctx.deps.store.commit(lineWrites({ partition: homeOf(operator), key: caseId, before: undefined, after: line }));
  }
}

type Delivery<K extends OutgoingKind> = { readonly kind: K; readonly payload: PayloadOf<K>; readonly sender: Sender<K>; readonly enrolment?: TaskDoc };

/** The card that a sender posts to somebody, or writes over one that it posted. */
export async function posted<K extends OutgoingKind>(ctx: TurnCtx, { kind, payload, sender, enrolment }: Delivery<K>): Promise<Reply | undefined> {
  const { deps, actor, language } = ctx;
  const partition = homeOf(contoso.id);
  const person: Person = { v: 1, tenant: actor.tenant, id: actor.id, name: actor.name, lastLanguage: language, address };
  const posting: Posting = { v: 1, caseId: 'ENR-7K3F-9QXD', place: 'here', address, language, activity: '1', shownRev: 4 };
  await store(ctx, { ...personRef(actor.tenant, actor.id), kind: 'person', body: person }, { partition, id: 'posting:ENR-7K3F-9QXD:here', kind: 'posting', body: posting });
  if (enrolment) await put(ctx, 'enrolment', enrolment);

  const cards: AdaptiveCard[] = [];
  const post = { create: async (_address: unknown, card: AdaptiveCard) => String(cards.push(card)), update: async (_address: unknown, _activity: string, card: AdaptiveCard) => { cards.push(card); } };
  const unused = () => { throw new Error('No card is a mail'); };
  const born = bornRow(outgoing(kind, payload), { partition, tenant: contoso.id, reason: 'sample', correlation: 'c0ffee', now: NOW });
  await sender({ deps, post, mailer: { send: unused }, log: openLog('silent') }, payload, readRow({ ...born, etag: '' }));
  const [card] = cards;
  return card && cardReply(card);
}
