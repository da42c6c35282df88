/**
 * The one decision: permission, then freshness, state and ownership, then input, then guards, then effects. Pure: everything it knows comes in as arguments, and
 * it changes nothing. What becomes of the result is the business of app/perform.ts.
 */

import type { DomainError, FieldProblem } from './errors.ts';
import { refuse } from './errors.ts';
import type { FieldContext, Fields, Row, Step, TaskDef, TaskDoc, TenantFacts, Values, World } from './machine.ts';
import type { Err, Result } from './result.ts';
import { dayOf } from './time.ts';
import { err, ok } from './result.ts';
import { nameOf } from './actor.ts';
import { can, reaches } from '../rules/permissions.ts';

export type Decision<D extends TaskDoc> = {
  /** The document as it will be, with its new revision; undefined when it ends. */
  readonly doc: D | undefined;
  readonly step: Step<D>;
};

/** What is asked for: the event, what was typed, and the revision that the person saw, if they saw one. */
export type Ordered = { readonly id: string; readonly event: string; readonly input: RawInput; readonly rev?: number | undefined };

export type RawInput = Readonly<Record<string, string>>;

/**
 * @param doc the stored document, or the task's blank one.
 * @returns the change, or the first refusal in the fixed order of the house (style.md H4).
 */
export function decide<D extends TaskDoc>(
  def: TaskDef<D>, doc: D, command: Ordered, world: World,
): Result<Decision<D>, DomainError> {
  const { event, input } = command;
  const rows = def.events[event] ?? [];
  const row = rows.find((candidate) => candidate.from.includes(doc.state));
  const asked = row ?? rows[0]; // whoever may not do it in any state hears that before the state is talked about
  if (!asked) throw new Error(`${def.task} has no event "${event}": add a row to src/tasks/${def.task}.ts`);
  if (!reaches(world.actor, asked.needs, asked.party?.(doc, world) ?? doc.tenant)) return refuse('GEN-06', { what: doc.tenant });
  if (!row && def.many && doc.rev === 0) return refuse('GEN-06', { what: doc.tenant }); // said before anything else, or the answer would tell what there is (INV-56)
  if (!can(world.actor, asked.needs)) return refuseRole(asked, world);
  if (!asked.anyRevision && command.rev !== undefined && command.rev !== doc.rev) return refuse('GEN-02', {});
  if (!row) return refuse('GEN-07', { state: doc.state });
  const stranger = row.owner?.(doc, world);
  if (stranger) return err(stranger);

  const values = readFields(row.fields ?? {}, input, contextOf(row, input, { ...world, tenant: world.read.tenant }));
  if (!values.ok) {
    const flaw = row.flaw?.(values.error, input);
    return flaw ? err(flaw) : refuseFields(values.error, input);
  }
  const refusal = row.check(doc, values.value, world);
  if (refusal) return err(refusal);

  const step = row.run(doc, values.value, world, pick(input, row.keeps ?? []));
  return ok({ doc: step.erase ? undefined : apply(doc, step, command.id, world), step });
}

/** What the fields of a row are checked with: for the decision, and for what is looked up before it. */
export const contextOf = ({ countryOf }: Pick<Row<never>, 'countryOf'>, form: RawInput, { rules, now, tenant }: Pick<World, 'rules' | 'now'> & { readonly tenant: TenantFacts }): FieldContext =>
  ({ rules, country: countryOf?.(form) ?? tenant.country, cloud: tenant.cloud, today: dayOf(now), form });

/** Checks every field and reports all problems at once. */
export function readFields<F extends Fields>(
  fields: F, raw: RawInput, context: FieldContext,
): Result<Values<F>, readonly FieldProblem[]> {
  const values: Record<string, unknown> = {};
  const problems: FieldProblem[] = [];
  for (const [field, rule] of Object.entries(fields)) {
    const checked = rule(raw[field] ?? '', context);
    if (checked.ok) values[field] = checked.value;
    else problems.push({ field, ...checked.error });
  }
  if (problems.length > 0) return { ok: false, error: problems };
  return ok(values as Values<F>); // one value for each key of F, by the loop above
}

/** Webmail and the two axes have rules of their own (INV-11, INV-01); other problems, and several at once, are told field by field. */
export function refuseFields(problems: readonly FieldProblem[], raw: RawInput): Err<DomainError> {
  const [first, ...others] = problems;
  if (first?.rule === 'email.webmail' && others.length === 0) return refuse('ENR-06', { email: raw[first.field] ?? '' }, problems);
  if (problems.every(({ rule }) => rule === 'axis')) return refuse('USR-02', {}, problems);
  return refuse('GEN-05', { count: problems.length }, problems);
}

function apply<D extends TaskDoc>(doc: D, step: Step<D>, commandId: string, world: World): D {
  const next: Record<string, unknown> = { ...doc, ...step.set };
  for (const key of Object.keys(next)) if (next[key] === undefined) delete next[key];
  const state = step.to ?? doc.state;
  return {
    ...(next as D), // a D with fields replaced by fields of D
    state,
    since: state === doc.state ? doc.since : world.now,
    rev: step.quiet ? doc.rev : doc.rev + 1,
    lastCommand: step.quiet ? doc.lastCommand : commandId,
  };
}

function refuseRole<D extends TaskDoc>(row: Row<D>, world: World): Result<never, DomainError> {
  const { own, tenant } = world.read;
  const isAtHome = world.actor.kind !== 'person' || world.actor.tenant === tenant.id;
  const admins = (own ?? (isAtHome ? tenant : undefined))?.globalAdmins.join(', ') ?? ''; // never the other company's (INV-56)
  const person = nameOf(world.actor);
  switch (row.refusal) {
    case 'ENR-01': return refuse('ENR-01', { person, admins });
    case 'CUS-01': return refuse('CUS-01', { person, admins });
    case 'MPA-01': return refuse('MPA-01', { person, admins });
    case 'PAR-03': return isGlobalAdminElsewhere(world) ? refuse('PAR-04', { company: world.read.own?.name ?? '' }) : refuse('PAR-03', { person, admins });
    default: return refuse('GEN-01', { who: row.needs });
  }
}

/** A Global admin of a company that is no partner: what is missing is not the role. */
const isGlobalAdminElsewhere = ({ actor }: World): boolean => actor.kind === 'person' && actor.directoryRoles.includes('globalAdmin');

function pick(input: RawInput, keys: readonly string[]): RawInput {
  return Object.fromEntries(keys.flatMap((key) => (input[key] === undefined ? [] : [[key, input[key]]])));
}
