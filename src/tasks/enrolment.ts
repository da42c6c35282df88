/** The enrolment task: its document, its tables put together, and when a timer looks at it. The rows are in enrolmentWizard, enrolmentMembership, enrolmentContact and enrolmentReview. */

import type { TaskDef } from '../core/machine.ts';
import { DAY, plus } from '../core/time.ts';
import { contactEvents } from './enrolmentContact.ts';
import type { Enrolment } from './enrolmentDoc.ts';
import { ENROLMENT_ID, blankEnrolment, draftStates, enrolmentSchema } from './enrolmentDoc.ts';
import { membershipEvents } from './enrolmentMembership.ts';
import { reviewEvents } from './enrolmentReview.ts';
import { wizardEvents } from './enrolmentWizard.ts';
import { counting } from './stats.ts';

const erasable: ReadonlySet<string> = new Set([...draftStates, 'Withdrawn']);

export const enrolment = {
  task: 'enrolment',
  documentId: () => ENROLMENT_ID,
  schema: enrolmentSchema,
  blank: blankEnrolment,
  events: counting({ ...wizardEvents, ...membershipEvents, ...contactEvents, ...reviewEvents }),
  due: (doc, rules) => (erasable.has(doc.state) ? { at: plus(doc.touchedAt, rules.enrolment.draftDays * DAY), event: 'eraseDraft' } : undefined),
} as const satisfies TaskDef<Enrolment>;
