/** A click on a button that asks for a domain event, `<task>.<event>`: from the card's data to a command, and from its outcome to the next card. */

import { ownDocumentRef, refsFor } from '../../src/app/ahead.ts';
import type { Command } from '../../src/app/command.ts';
import type { Deps } from '../../src/app/deps.ts';
import { loadDocument } from '../../src/app/load.ts';
import { perform } from '../../src/app/perform.ts';
import type { DocRef } from '../../src/app/ports.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import { refuse } from '../../src/core/errors.ts';
import { traceOf } from '../../src/core/secrets.ts';
import { can } from '../../src/rules/permissions.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { taskOf } from '../../src/tasks/catalog.ts';
import { refusalReply } from '../errors.ts';
import type { CardData } from '../turn/inbound.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import type { Located, TaskUi } from './ui.ts';
import { importUi } from '../import/ui.ts';
import { agreementUi } from './enrolment/agreement.ts';
import { accessUi } from './access/access.ts';
import { changeUi } from './subscriptions/change.ts';
import { customerUi } from './customers/customer.ts';
import { enrolmentUi } from './enrolment/enrolment.ts';
import { isUnknown, unknownCompany } from './enrolment/unknownCompany.ts';
import { invitationUi } from './invitations/invitation.ts';
import { gdapUi } from './customers/gdap.ts';
import { newCustomerUi } from './orders/newCustomer.ts';
import { newUserUi } from './people/newUser.ts';
import { orderUi } from './orders/order.ts';
import { partnershipUi } from './partners/partnership.ts';
import { relationshipUi } from './customers/relationship.ts';
import { requestUi } from './partners/request.ts';
import { reviewUi } from './enrolment/review.ts';
import { subscriptionUi } from './subscriptions/subscription.ts';
import { userUi } from './people/user.ts';
import { workAccountUi } from './enrolment/workAccount.ts';

/** Tasks whose events no person gives have none. */
const uis: Partial<Record<TaskKind, TaskUi>> = {
  enrolment: enrolmentUi, agreement: agreementUi, workAccount: workAccountUi, request: requestUi, partnership: partnershipUi, user: userUi, newUser: newUserUi,
  order: orderUi, newCustomer: newCustomerUi,
  customer: customerUi, relationship: relationshipUi, gdap: gdapUi,
  invitation: invitationUi,
  access: accessUi,
  subscription: subscriptionUi, change: changeUi,
  importJob: importUi,
};

export async function click(ctx: TurnCtx, verb: { readonly task: TaskKind; readonly event: string }, data: CardData): Promise<Reply> {
  const { needs, ui } = screenOf(verb);
  const located = ui.locate ? await ui.locate(ctx, data, verb.event) : { tenant: ctx.actor.tenant };
  if ('code' in located) return refusalReply(ctx, located);
  const performed = await perform(ctx.deps, commandOf(ctx, { ...verb, located, data }));
  ctx.heard?.({ tenant: located.tenant, target: located.target ?? '', performed });
  // INV-57: what was done is not decided again, but who may not do it any more is not shown what came of it either.
  if (performed.kind === 'repeated' && needs && !can(ctx.actor, needs)) return refusalReply(ctx, refuse('GEN-01', { who: needs }).error);
  // Nothing of theirs is missing: the company itself is.
  if (performed.kind === 'refused' && performed.error.code === 'GEN-06' && isUnknown(ctx) && located.tenant === ctx.actor.tenant) return unknownCompany(ctx);
  return await ui.answer(ctx, { event: verb.event, data, performed });
}

/** What a click will read in any case. */
export function readsOf(deps: Deps, { task, event, data }: { readonly task: TaskKind; readonly event: string; readonly data: CardData }, who: Pick<PersonActor, 'tenant' | 'id'>): readonly DocRef[] {
  const { ui } = screenOf({ task, event });
  if (ui.ahead) return ui.ahead(deps, data, { event, who });
  return ui.locate ? [] : [ownDocumentRef(task, who), ...refsFor(deps, { task, event }, who.tenant)];
}

/** How a document is now, for somebody whose answer comes late: drawn as after a repeat. Nothing is decided. */
export async function present(ctx: TurnCtx, { task, event, located: { tenant, target }, data }: Clicked): Promise<Reply> {
  const { needs, ui } = screenOf({ task, event });
  if (needs && !can(ctx.actor, needs)) return refusalReply(ctx, refuse('GEN-01', { who: needs }).error);
  const { doc } = await loadDocument(ctx.deps.store, taskOf(task), { tenant, target, actor: ctx.actor });
  return await ui.answer(ctx, { event, data, performed: { kind: 'repeated', doc } });
}

function screenOf({ task, event }: { readonly task: TaskKind; readonly event: string }) {
  const needs = taskOf(task).events[event]?.[0]?.needs; // the rows of one event are for the same people
  const ui = needs === 'R01' ? reviewUi : uis[task];
  if (!ui) throw new Error(`There is no screen for ${task}: add it to bot/tasks/clicks.ts`);
  return { needs, ui };
}

type Clicked = { readonly task: TaskKind; readonly event: string; readonly located: Located; readonly data: CardData };

export function commandOf(ctx: TurnCtx, { task, event, located: { tenant, target, input: facts, found }, data }: Clicked): Command {
  const { actor, correlation } = ctx;
  const input = { ...data.input, ...facts };
  const seen = { id: data.id, rev: data.rev ?? -1 };
  // The same button of the same card with the same inputs is the same command, however often and from wherever it arrives. A card that
  // was drawn before there was a document has no such identity; there the delivery's own id serves.
  const commandId = data.id === '' ? ctx.activityId : traceOf(JSON.stringify([tenant, data.id, seen.rev, task, event, actor.tenant, actor.id, Object.entries(input).toSorted()]));
  return { task, event, tenant, target, seen, input, commandId, actor, correlation, found };
}
