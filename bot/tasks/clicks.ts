/** A click on a button that asks for a domain event, `<task>.<event>`: from the card's data to a command, and from its outcome to the next card. */

import type { Command } from '../../src/app/command.ts';
import { perform } from '../../src/app/perform.ts';
import { reviewOf } from '../../src/app/queries.ts';
import { refuse } from '../../src/core/errors.ts';
import { traceOf } from '../../src/core/secrets.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { can } from '../../src/rules/permissions.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { taskOf } from '../../src/tasks/catalog.ts';
import { refusalReply } from '../errors.ts';
import type { CardData } from '../turn/inbound.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import type { TaskUi } from './ui.ts';
import { agreementUi } from './agreement.ts';
import { enrolmentUi } from './enrolment.ts';
import { reviewUi } from './review.ts';
import { workAccountUi } from './workAccount.ts';

const uis = { enrolment: enrolmentUi, agreement: agreementUi, workAccount: workAccountUi } as const satisfies Record<TaskKind, TaskUi>;

export async function click(ctx: TurnCtx, verb: { readonly task: TaskKind; readonly event: string }, data: CardData): Promise<Reply> {
  const isReview = taskOf(verb.task).events[verb.event]?.some((row) => row.needs === 'R01') ?? false;
  const ui: TaskUi = isReview ? reviewUi : uis[verb.task];
  const tenant = isReview ? (await reviewOf(ctx.deps, data.id))?.tenant : ctx.actor.tenant;
  if (!tenant) {
    // Whoever may not decide is not told which cases there are (INV-56).
    const { error } = can(ctx.actor, 'R01') ? refuse('GEN-06', { what: data.id }) : refuse('GEN-01', { who: 'R01' });
    return refusalReply(ctx, error);
  }
  return await ui.answer(ctx, { event: verb.event, data, performed: await perform(ctx.deps, commandOf(ctx, { ...verb, tenant, data })) });
}

type Clicked = { readonly task: TaskKind; readonly event: string; readonly tenant: TenantId; readonly data: CardData };

export function commandOf(ctx: TurnCtx, { task, event, tenant, data }: Clicked): Command {
  const { actor, correlation } = ctx;
  const seen = { id: data.id, rev: data.rev ?? -1 };
  // The same button of the same card with the same inputs is the same command, however often and from wherever it arrives. A card that
  // was drawn before there was a document has no such identity; there the delivery's own id serves.
  const commandId = data.id === '' ? ctx.activityId : traceOf(JSON.stringify([tenant, data.id, seen.rev, task, event, actor.id, Object.entries(data.input).toSorted()]));
  return { task, event, tenant, seen, input: data.input, commandId, actor, correlation };
}
