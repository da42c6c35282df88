/** The Microsoft Partner Agreement of a company (domain.md §4.2): who signed which text, and whether the company may trade. The text itself is elsewhere. */

import { z } from 'zod';
import { storedInstant, storedPerson, taskFields } from '../core/stored.ts';
import { nameOf, rolesOf } from '../core/actor.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { PersonId } from '../core/ids.ts';
import type { Guard, Step, TaskDef, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { DAY, plus } from '../core/time.ts';
import { optionalText } from '../rules/fields.ts';
import { regionOf } from '../rules/regions.ts';
import type { Rules } from '../rules/settings.ts';
import type { Enrolment } from './enrolmentDoc.ts';
import { isEnrolled } from './enrolmentDoc.ts';
import { move } from './enrolmentMoves.ts';
import { outgoing } from './outgoing.ts';

export const agreementStates = ['NotAvailable', 'PendingSignature', 'Accepted'] as const;

export const agreementSchema = z.object({
  ...taskFields(agreementStates),
  /** One signature is good for all countries of a CSP region (WF-08). */
  region: z.string(),
  /** Who is reminded: the person who enrolled the company. */
  requester: storedPerson,
  reminders: z.number().int(),
  signature: z.object({ by: z.string(), byId: z.string(), roles: z.array(z.string()), at: storedInstant, version: z.string() }).optional(),
});
export type Agreement = z.output<typeof agreementSchema>;

export const AGREEMENT_ID = 'agreement';

/** [DESIGN] after this many reminders (M10) the to-do in `/status` has to be enough. */
const MOST_REMINDERS = 4;

const row = rowsOf<Agreement>();

export function blankAgreement(world: World): Agreement {
  const { actor, now, read } = world;
  return {
    v: 1, id: '', tenant: read.tenant.id, state: 'NotAvailable', since: now, rev: 0, lastCommand: '',
    region: regionOf(read.tenant.country) ?? read.tenant.country, requester: actor.kind === 'person' ? actor.id : ('' as PersonId), reminders: 0,
  };
}

/** NotAvailable + enrolmentQualified: written in the commit that qualifies the enrolment. */
export function newAgreement(world: World, requester: PersonId, caseId: string): Agreement {
  return { ...blankAgreement(world), id: `MPA-${caseId.slice(4)}`, state: 'PendingSignature', requester, rev: 1 };
}

/** INV-16: without the agreement a company takes part in nothing that is traded; accepting a partnership is not trading. */
export function mayTrade(agreement: Agreement | undefined, rules: Rules): boolean {
  return !rules.mpa.required || agreement?.state === 'Accepted';
}

const enrolmentOf = (world: World): Enrolment | undefined => world.read.enrolment as Enrolment | undefined; // `reads: ['enrolment']` puts it there

/** The one missing step is named before the box is looked at (MPA-02, MPA-03). */
function isQualified(_doc: Agreement, world: World): DomainError | undefined {
  const enrolment = enrolmentOf(world);
  if (!enrolment || !isEnrolled(enrolment)) return refuse('MPA-02', {}).error;
  return enrolment.mpn ? undefined : refuse('MPA-03', {}).error;
}

const isTicked: Guard<Agreement, { readonly accept: string }> = (_doc, input) => (input.accept === 'true' ? undefined : refuse('MPA-04', {}).error);

function accept(_doc: Agreement, _input: unknown, world: World): Step<Agreement> {
  const enrolment = enrolmentOf(world);
  const { actor, now, rules } = world;
  const signature = { by: nameOf(actor), byId: actor.kind === 'person' ? actor.id : '', roles: [...rolesOf(actor)], at: now, version: rules.mpa.version };
  return {
    to: 'Accepted',
    set: { signature },
    // Qualified + mpaAccepted → Active (§4.1), in the same commit.
    ...(enrolment?.state === 'Qualified' ? { companions: [{ task: 'enrolment', doc: activated(enrolment, world) }] } : {}),
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
  },
  due: (doc, rules) => (doc.state === 'PendingSignature' && doc.reminders < MOST_REMINDERS
    ? { at: plus(doc.since, (doc.reminders + 1) * rules.mpa.reminderDays * DAY), event: 'remind' } : undefined),
} as const satisfies TaskDef<Agreement>;
