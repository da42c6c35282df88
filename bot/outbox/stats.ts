/** Brings a step of an enrolment into the programme's figures, once however often the row is delivered. What is counted where is src/app/stats.ts. */

import { count } from '../../src/app/stats.ts';
import type { Sender } from './sender.ts';
import { done, keyOf } from './sender.ts';

export const enrolmentCounted: Sender<'enrolmentCounted'> = async ({ deps }, counted, row) => {
  await count(deps, { tenant: row.body.tenant, counted, delivery: keyOf(row) });
  return done();
};
