/** Runs the rule tables of a task: each row is a test. A done row must also keep the promises of its table: the state it names, one revision more, a document that can be read back. */

import { expect, it } from '@jest/globals';
import type { Actor } from '../../src/core/actor.ts';
import type { Decision, RawInput } from '../../src/core/decide.ts';
import { decide } from '../../src/core/decide.ts';
import type { DomainError } from '../../src/core/errors.ts';
import type { TaskDef, TaskDoc } from '../../src/core/machine.ts';
import type { Result } from '../../src/core/result.ts';
import { accessIn } from './access.ts';
import { customerIn, gdapIn, invitationIn } from './customers.ts';
import { importIn } from './imports.ts';
import { newCustomerIn, orderIn } from './orders.ts';
import { partnershipIn, relationshipIn, requestIn } from './partners.ts';
import { accountIn, newUserIn, userIn } from './people.ts';
import { changeIn, subscriptionIn } from './subscriptions.ts';
import type { Circumstances } from './world.ts';
import { agreementIn, enrolmentIn, workAccountIn, worldOf } from './world.ts';

export type Order = Circumstances & { readonly actor: Actor; readonly input?: RawInput; readonly rev?: number };

/** A row; `expected` is the state it ends in, "erased", the code of its refusal, or "<state> <code>" for an event that happened and is complained about. */
export type Rule<D extends TaskDoc> =
  readonly [title: string, at: D['state'] | D, event: string, actor: Actor, input: RawInput, expected: string, more?: Circumstances];

const samples = {
  enrolment: enrolmentIn, agreement: agreementIn, workAccount: workAccountIn, request: requestIn, partnership: partnershipIn, relationship: relationshipIn,
  account: accountIn, user: userIn, newUser: newUserIn,
  invitation: invitationIn, subscription: subscriptionIn, change: changeIn, customer: customerIn, gdap: gdapIn,
  importJob: importIn,
  access: accessIn,
  order: orderIn, newCustomer: newCustomerIn,
} as const;

export function rules<D extends TaskDoc>(def: TaskDef<D>, rows: readonly Rule<D>[]): void {
  for (const [title, at, event, actor, input, expected, more] of rows) {
    it(title, () => {
      const doc = documentAt(def, at);
      const decided = run(def, doc, event, { actor, input, ...more });
      expect(outcomeOf(decided)).toBe(expected);
      if (decided.ok) keepsPromises(def, doc, event, decided.value);
    });
  }
}

export function run<D extends TaskDoc>(def: TaskDef<D>, doc: D, event: string, { actor, input = {}, rev, ...more }: Order): Result<Decision<D>, DomainError> {
  return decide(def, doc, { id: 'command', event, input, ...(rev === undefined ? {} : { rev }) }, worldOf(actor, more));
}

/** The decision of an order that must be accepted. */
export function accepted<D extends TaskDoc>(def: TaskDef<D>, doc: D, event: string, order: Order): Decision<D> & { readonly doc: D } {
  const decided = run(def, doc, event, order);
  const after = decided.ok ? decided.value.doc : undefined;
  if (!decided.ok || !after) throw new Error(`${event} was answered with ${outcomeOf(decided)}`);
  return { ...decided.value, doc: after };
}

export function outcomeOf<D extends TaskDoc>(decided: Result<Decision<D>, DomainError>): string {
  if (!decided.ok) return decided.error.code;
  const { doc, step } = decided.value;
  return [doc?.state ?? 'erased', ...(step.complaint ? [step.complaint.code] : [])].join(' ');
}

export function documentAt<D extends TaskDoc>(def: TaskDef<D>, at: D['state'] | D): D {
  if (typeof at !== 'string') return at;
  const sample = samples[def.task as keyof typeof samples] as unknown as (state: D['state']) => D; // the samples of this very task
  return sample(at);
}

/** What leaves with a decision, as "kind" or "kind:news". */
export function leaving({ step }: Decision<never> | Decision<TaskDoc>): readonly string[] {
  return (step.outbox ?? []).map(({ kind, payload }) => [kind, ...(payload['news'] ? [String(payload['news'])] : [])].join(':'));
}

function keepsPromises<D extends TaskDoc>(def: TaskDef<D>, before: D, event: string, { doc, step }: Decision<D>): void {
  const row = def.events[event]?.find((candidate) => candidate.from.includes(before.state));
  const promised = [row?.to ?? []].flat();
  expect(promised.map((to) => (to === 'same' ? before.state : to))).toContain(doc?.state ?? 'erased');
  if (!doc) return;
  expect(doc.rev).toBe(step.quiet ? before.rev : before.rev + 1);
  expect(def.schema.parse(JSON.parse(JSON.stringify(doc)))).toEqual(doc);
}
