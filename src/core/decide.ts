/**
 * The one decision: permission, then state, then input, then guards, then effects. Pure: everything it knows comes in as arguments, and
 * it changes nothing. What becomes of the result is the business of app/perform.ts.
 */

import type { DomainError, FieldProblem } from './errors.ts';
import { refuse } from './errors.ts';
import type { Fields, Row, Step, TaskDef, TaskDoc, Values, World } from './machine.ts';
import type { Result } from './result.ts';
import { ok } from './result.ts';
import { nameOf } from './actor.ts';
import { can } from '../rules/permissions.ts';

export type Decision<D extends TaskDoc> = {
  /** The document as it will be, with its new revision; undefined when it ends. */
  readonly doc: D | undefined;
  readonly step: Step<D>;
};

export type RawInput = Readonly<Record<string, string>>;

/**
 * @param doc the stored document, or the task's blank one.
 * @param input raw inputs by id, as they were typed.
 * @returns the change, or the first refusal in the fixed order of the house (style.md H4).
 */
export function decide<D extends TaskDoc>(
  def: TaskDef<D>, doc: D, event: string, input: RawInput, commandId: string, world: World,
): Result<Decision<D>, DomainError> {
  const rows = def.events[event];
  if (!rows || rows.length === 0) throw new Error(`${def.task} has no event "${event}": add a row to src/tasks/${def.task}.ts`);
  const row = rows.find((candidate) => candidate.from.includes(doc.state));
  const permission = (row ?? rows[0])?.needs;
  if (permission && !can(world.actor, permission)) return refuseRole(row ?? rows[0], world);
  if (!row) return refuse('GEN-07', { state: doc.state });

  const values = readFields(row.fields ?? {}, input, { rules: world.rules, country: world.read.tenant.country, form: input });
  if (!values.ok) return refuse('GEN-05', { count: values.error.length }, values.error);
  const refusal = row.check(doc, values.value, world);
  if (refusal) return { ok: false, error: refusal };

  const step = row.run(doc, values.value, world, pick(input, row.keeps ?? []));
  return ok({ doc: step.erase ? undefined : apply(doc, step, commandId, world), step });
}

/** Checks every field and reports all problems at once. A warning passes when the form carries `confirmWarnings` = "true" (§6.2). */
export function readFields<F extends Fields>(
  fields: F, raw: RawInput, context: Parameters<F[string]>[1],
): Result<Values<F>, readonly FieldProblem[]> {
  const values: Record<string, unknown> = {};
  const problems: FieldProblem[] = [];
  const confirmed = raw['confirmWarnings'] === 'true';
  for (const [field, rule] of Object.entries(fields)) {
    const typed = raw[field] ?? '';
    const checked = rule(typed, context);
    if (checked.ok) values[field] = checked.value;
    else if (checked.error.level === 'warning' && confirmed) values[field] = typed.trim();
    else problems.push({ field, ...checked.error });
  }
  if (problems.length > 0) return { ok: false, error: problems };
  return ok(values as Values<F>); // one value for each key of F, by the loop above
}

function apply<D extends TaskDoc>(doc: D, step: Step<D>, commandId: string, world: World): D {
  const next: Record<string, unknown> = { ...doc, ...step.set };
  for (const key of Object.keys(next)) if (next[key] === undefined) delete next[key];
  const state = step.to ?? doc.state;
  return {
    ...(next as D), // a D with fields replaced by fields of D
    state,
    since: state === doc.state ? doc.since : world.now,
    rev: doc.rev + 1,
    lastCommand: commandId,
  };
}

function refuseRole<D extends TaskDoc>(row: Row<D> | undefined, world: World): Result<never, DomainError> {
  const admins = world.read.tenant.globalAdmins.join(', ');
  const person = nameOf(world.actor);
  switch (row?.refusal) {
    case 'ENR-01': return refuse('ENR-01', { person, admins });
    case 'MPA-01': return refuse('MPA-01', { person, admins });
    default: return refuse('GEN-01', { who: row?.needs ?? '' });
  }
}

function pick(input: RawInput, keys: readonly string[]): RawInput {
  return Object.fromEntries(keys.flatMap((key) => (input[key] === undefined ? [] : [[key, input[key]]])));
}
