/** Customers between homes: those of other portals are taken over into the customer's own home, and from there every partner's lists follow (WF-19, WF-18). Idempotent, in any order. */

import { linesOf, relationshipsOf } from '../../src/app/customers.ts';
import { perform } from '../../src/app/perform.ts';
import { showLine } from '../../src/app/shownLines.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { traceOf } from '../../src/core/secrets.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import type { Sender, SenderDeps } from './sender.ts';
import { done } from './sender.ts';

export const importCustomers: Sender<'importCustomers'> = async (sending, _payload, row) => {
  for (const customer of await sending.deps.portals.customersOf(row.body.tenant)) await imports(sending, customer, row);
  return done();
};

/** INV-34: who may be a customer is the relationship's to say; a company that may not, or that the directory does not know, is skipped. */
async function imports({ deps }: SenderDeps, customer: TenantId, { body: { tenant: partner, correlation } }: OutboxRow): Promise<void> {
  const role = (await deps.directory.tenant(partner))?.kind === 'provider' ? 'provider' : 'reseller';
  const performed = await perform(deps, {
    task: 'relationship', event: 'imported', tenant: customer, target: partner, input: { role },
    commandId: traceOf(['imported', customer, partner].join('\n')), actor: { kind: 'system', part: 'portals' }, correlation,
  });
  if (performed.kind === 'refused' && performed.error.code === 'GEN-03') throw new Error(`The relationship of ${customer} with ${partner} changed while it was being imported`);
}

export const customerSync: Sender<'customerSync'> = async ({ deps }, _payload, row) => {
  for (const line of linesOf(await relationshipsOf(deps, row.body.tenant))) await showLine(deps, line);
  return done();
};
