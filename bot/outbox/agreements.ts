/** What a signature of the Microsoft Partner Agreement owes to the company's other accounts (WF-08). Whether it covers them is decided in src/tasks/agreement.ts. */

import { perform } from '../../src/app/perform.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { Sender } from './sender.ts';
import { done, keyOf } from './sender.ts';

/** An account that is not enrolled yet, or has signed itself, is none to be covered: it refuses, and that is that. */
export const agreementCover: Sender<'agreementCover'> = async ({ deps }, { tenant }, row) => {
  const performed = await perform(deps, {
    task: 'agreement', event: 'coveredBySibling', tenant: tenantId.parse(tenant), input: {}, commandId: keyOf(row), actor: { kind: 'system', part: 'outbox' }, correlation: row.body.correlation,
  });
  const code = performed.kind === 'refused' ? performed.error.code : undefined;
  if (code === 'GEN-03' || code === 'GEN-04') throw new Error(`The cover was refused with ${code}`);
  return done();
};
