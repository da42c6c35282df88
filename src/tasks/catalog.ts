/** The list of tasks. Everything that goes over all tasks (verbs, timers, contract tests) starts here; a task that is not listed does not exist. */

import type { TaskDef, TaskDoc } from '../core/machine.ts';
import { access } from './access.ts';
import { account } from './account.ts';
import { agreement } from './agreement.ts';
import { change } from './change.ts';
import { customer } from './customer.ts';
import { enrolment } from './enrolment.ts';
import { gdap } from './gdap.ts';
import { importJob } from './importJob.ts';
import { newCustomer } from './newCustomer.ts';
import { order } from './order.ts';
import { invitation } from './invitation.ts';
import { newUser } from './newUser.ts';
import { partnership } from './partnership.ts';
import { relationship } from './relationship.ts';
import { request } from './request.ts';
import { subscription } from './subscription.ts';
import { user } from './user.ts';
import { workAccount } from './workAccount.ts';

export const tasks = { enrolment, agreement, workAccount, request, partnership, account, user, newUser, relationship, invitation, customer, newCustomer, order, subscription, change, access, importJob, gdap } as const;
export type TaskKind = keyof typeof tasks;

type AnyTask = TaskDef<TaskDoc>;

/** @returns the definition with its document type erased, for code that treats all tasks alike. */
export function taskOf(kind: TaskKind): AnyTask {
  return tasks[kind] as unknown as AnyTask; // rows only meet documents of their own task: perform reads them by the task's id
}

export function isTaskKind(text: string): text is TaskKind {
  return Object.hasOwn(tasks, text);
}

/** Reads a card's verb, `<task>.<event>`. */
export function readVerb(verb: string): { readonly task: TaskKind; readonly event: string } | undefined {
  const [task = '', event = '', ...rest] = verb.split('.');
  if (!isTaskKind(task) || rest.length > 0) return undefined;
  const rows = Object.hasOwn(tasks[task].events, event) ? taskOf(task).events[event] : undefined;
  return rows?.some((row) => !row.inner) ? { task, event } : undefined;
}
