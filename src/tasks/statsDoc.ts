/** What is counted of enrolments for the programme's figures: the steps, the queues that companies wait in, and the note that one commit sends to be counted. No counting here. */

import { z } from 'zod';
import { storedInstant } from '../core/stored.ts';

/**
 * The way of §4.1, as far as somebody asks how many get there. `begun`, `submitted` and `reviewed` count once for each enrolment; of decisions
 * and withdrawals each one counts, because an appeal opens the review again. `short` is enrolled without a review (WF-04), `discarded` given up
 * or forgotten before it was sent. [DESIGN]
 */
export const funnelSteps = ['begun', 'discarded', 'submitted', 'reviewed', 'approved', 'short', 'rejected', 'withdrawn', 'active'] as const;
export type FunnelStep = (typeof funnelSteps)[number];

/** Who waits for a decision, and who for their own signature of the agreement. */
export const queues = ['review', 'signature'] as const;
export type Queue = (typeof queues)[number];

/** Since when somebody waits there. */
const waiting = z.object({ review: storedInstant.optional(), signature: storedInstant.optional() } satisfies Record<Queue, unknown>);

export const countedSchema = z.object({ steps: z.array(z.enum(funnelSteps)), at: storedInstant, entered: waiting, left: waiting });
export type Counted = z.output<typeof countedSchema>;
