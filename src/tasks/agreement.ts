/** The Microsoft Partner Agreement of a company (domain.md §4.2): who signed which text, and whether the company may trade. The text itself is elsewhere. */

import { z } from 'zod';
import { storedInstant, storedPerson, taskFields } from '../core/stored.ts';
import { nameOf, rolesOf } from '../core/actor.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { PersonId, TenantId } from '../core/ids.ts';
import { personId } from '../core/ids.ts';
import type { Guard, Outgoing, Step, TaskDef, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import type { Instant } from '../core/time.ts';
import { DAY, plus } from '../core/time.ts';
import { optionalText } from '../rules/fields.ts';
import { regionOf, sameCloud } from '../rules/regions.ts';
import type { Rules } from '../rules/settings.ts';
import type { Enrolment } from './enrolmentDoc.ts';
import { isEnrolled } from './enrolmentDoc.ts';
import { move } from './enrolmentMoves.ts';
import { outgoing } from './outgoing.ts';
import { countsOf } from './stats.ts';

export const agreementStates = ['NotAvailable', 'PendingSignature', 'Accepted', 'Covered'] as const;

const signatureSchema = z.object({ by: z.string(), byId: z.string(), roles: z.array(z.string()), at: storedInstant, version: z.string() });
export type Signature = z.output<typeof signatureSchema>;

export const agreementSchema = z.object({
  ...taskFields(agreementStates),
  /** One signature is good for all countries of a CSP region (WF-08). */
  region: z.string(),
  /** Who is reminded: the person who enrolled the company. */
  requester: storedPerson,
  reminders: z.number().int(),
  signature: signatureSchema.optional(),
  /** Signatures of versions that are no longer the published one. */
  earlier: z.array(signatureSchema).optional(),
  /** Covered: which other account of the company has signed, as it was then. */
  covered: z.object({ tenant: z.string(), company: z.string(), signature: signatureSchema }).optional(),
  /** When the signed version was last known to be the published one; signatures from before there was a timer for it are looked at when somebody opens them. */
  checkedAt: storedInstant.optional(),
});
export type Agreement = z.output<typeof agreementSchema>;

export const AGREEMENT_ID = 'agreement';

/** [DESIGN] after this many reminders (M10) the to-do in `/status` has to be enough. */
const MOST_REMINDERS = 4;
/** [DESIGN] how often the timer looks for a new version; nothing is sold in the meantime (mayTrade), this only brings the news. */
const VERSION_CHECK = DAY;

const row = rowsOf<Agreement>();

export function blankAgreement(world: World): Agreement {
  const { actor, now, read } = world;
  return {
    v: 1, id: '', tenant: read.tenant.id, state: 'NotAvailable', since: now, rev: 0, lastCommand: '',
    region: regionOf(read.tenant.country) ?? read.tenant.country, requester: actor.kind === 'person' ? actor.id : ('' as PersonId), reminders: 0,
  };
}

const agreementId = (caseId: string): string => `MPA-${caseId.slice(4)}`;

/** NotAvailable + enrolmentQualified: written in the commit that qualifies the enrolment. */
export function newAgreement(world: World, requester: PersonId, caseId: string): Agreement {
  return { ...blankAgreement(world), id: agreementId(caseId), state: 'PendingSignature', requester, rev: 1 };
}

/** WF-08: another account of this company may have signed for the region already. */
export const lookForCover = (tenant: TenantId): Outgoing => outgoing('agreementCover', { tenant }, tenant);

/** INV-16: without the agreement a company takes part in nothing that is traded; accepting a partnership is not trading. */
export function mayTrade(agreement: Agreement | undefined, rules: Rules): boolean {
  return !rules.mpa.required || isInForce(agreement, rules);
}

/** A version was published that is not the signed one, where one has to be signed (Y2). From that moment the signature is as good as none (§4.2), whenever the timer comes by. */
export const isOutdated = (agreement: Agreement | undefined, { mpa }: Rules): boolean => mpa.required && agreement?.state === 'Accepted' && agreement.signature?.version !== mpa.version;

export function isInForce(agreement: Agreement | undefined, rules: Rules): boolean {
  return agreement?.state === 'Covered' || (agreement?.state === 'Accepted' && !isOutdated(agreement, rules));
}

/** It is to be signed now: for the first time, or the new version. */
export const isToBeSigned = (agreement: Agreement | undefined, rules: Rules): boolean => agreement?.state === 'PendingSignature' || isOutdated(agreement, rules);

const enrolmentOf = (world: World): Enrolment | undefined => world.read.enrolment as Enrolment | undefined; // `reads: ['enrolment']` puts it there

/** The one missing step is named before the box is looked at (MPA-02, MPA-03). */
function isQualified(_doc: Agreement, world: World): DomainError | undefined {
  const enrolment = enrolmentOf(world);
  if (!enrolment || !isEnrolled(enrolment)) return refuse('MPA-02', {}).error;
  return enrolment.mpn ? undefined : refuse('MPA-03', {}).error;
}

const isTicked: Guard<Agreement, { readonly accept: string }> = (_doc, input) => (input.accept === 'true' ? undefined : refuse('MPA-04', {}).error);

function accept(doc: Agreement, _input: unknown, world: World): Step<Agreement> {
  const { actor, now, rules, read } = world;
  const signature = { by: nameOf(actor), byId: actor.kind === 'person' ? actor.id : '', roles: [...rolesOf(actor)], at: now, version: rules.mpa.version };
  const step = settled(doc, 'Accepted', world, { signature, checkedAt: now, ...(doc.signature ? { earlier: [...doc.earlier ?? [], doc.signature] } : {}) });
  return { ...step, outbox: [...step.outbox ?? [], ...(read.tenant.siblings ?? []).map(lookForCover)] };
}

/** WF-08: one signature is good for all accounts of the company in the region. Nothing happens where none of them has signed the published version. */
function cover(doc: Agreement, _input: unknown, world: World): Step<Agreement> {
  const [sibling] = signedBySiblings(doc, world);
  if (!sibling) return { quiet: true };
  const { tenant, signature } = sibling;
  return settled(doc, 'Covered', world, { covered: { tenant: tenant.id, company: tenant.name, signature } });
}

function signedBySiblings({ region }: Agreement, { read, rules }: World) {
  return (read.siblings ?? []).flatMap(({ tenant, agreement }) => {
    const theirs = agreement as Agreement | undefined; // load reads it with its schema
    const isGood = theirs?.state === 'Accepted' && !isOutdated(theirs, rules) && theirs.region === region && sameCloud(tenant.cloud, read.tenant.cloud); // INV-61
    return isGood && theirs.signature ? [{ tenant, signature: theirs.signature }] : [];
  });
}

/** Qualified + mpaAccepted → Active (§4.1), in the same commit. */
function settled(doc: Agreement, to: 'Accepted' | 'Covered', world: World, set: Partial<Agreement>): Step<Agreement> {
  const enrolment = enrolmentOf(world);
  const active = enrolment?.state === 'Qualified' ? activated(enrolment, world) : undefined;
  return {
    to,
    set: { ...(enrolment && doc.id === '' ? { id: agreementId(enrolment.id), requester: personId.parse(enrolment.requester.id) } : {}), ...set },
    ...(enrolment && active ? { companions: [{ task: 'enrolment', doc: active }], outbox: countsOf({ before: enrolment, after: active }, world.now) } : {}),
  };
}

function activated(enrolment: Enrolment, world: World): Enrolment {
  const { set } = move(enrolment, 'Active', world);
  return { ...enrolment, ...(set as Partial<Enrolment>), state: 'Active', since: world.now, rev: enrolment.rev + 1, lastCommand: '' }; // move sets values only
}

/** The revision stays, so the number tells one reminder from the next: an earlier one may still be waiting for its reader. */
function remind(doc: Agreement): Step<Agreement> {
  const reminders = doc.reminders + 1;
  return { quiet: true, set: { reminders }, outbox: [outgoing('notice', { person: doc.requester, news: 'mpaReminder', text: '' }, String(reminders))] };
}

/** §4.2 newVersionPublished: the company signs again. The timer asks each day; where the signed version is still the published one, that is all it notes. */
function newVersion(doc: Agreement, _input: unknown, { now, rules }: World): Step<Agreement> {
  if (!isOutdated(doc, rules)) return { quiet: true, set: { checkedAt: now } };
  const news = outgoing('notice', { person: doc.requester, news: 'mpaNewVersion', text: '' });
  return { to: 'PendingSignature', set: { reminders: 0, checkedAt: undefined }, outbox: [news] };
}

/** M10: when a company that could sign since then is reminded of it. */
export const reminderTimes = (since: Instant, { mpa }: Pick<Rules, 'mpa'>): readonly Instant[] =>
  Array.from({ length: MOST_REMINDERS }, (_reminder, index) => plus(since, (index + 1) * mpa.reminderDays * DAY));

function dueOf(doc: Agreement, rules: Rules): ReturnType<NonNullable<TaskDef<Agreement>['due']>> {
  const { state, since, reminders, checkedAt } = doc;
  if (state === 'Accepted') return checkedAt && { at: plus(checkedAt, VERSION_CHECK), event: 'newVersionPublished' };
  const at = reminderTimes(since, rules)[reminders];
  return state === 'PendingSignature' && at ? { at, event: 'remind' } : undefined;
}

export const agreement = {
  task: 'agreement',
  documentId: () => AGREEMENT_ID,
  schema: agreementSchema,
  blank: blankAgreement,
  events: {
    accept: [row({
      from: ['NotAvailable', 'PendingSignature'], to: 'Accepted', needs: 'P15', refusal: 'MPA-01', reads: ['enrolment'],
      fields: { accept: optionalText(5) }, owner: isQualified, guards: [isTicked], effect: accept,
    })],
    remind: [row({ from: ['PendingSignature'], to: 'same', needs: 'S01', effect: remind })],
    coveredBySibling: [row({
      from: ['NotAvailable', 'PendingSignature'], to: ['Covered', 'same'], needs: 'S01', reads: ['enrolment', 'siblings'], owner: isQualified, effect: cover,
    })],
    newVersionPublished: [row({ from: ['Accepted'], to: ['PendingSignature', 'same'], needs: 'S01', effect: newVersion })],
  },
  due: dueOf,
} as const satisfies TaskDef<Agreement>;
