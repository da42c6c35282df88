/** One row of an imported file credits a subscription to a reseller, as if the person had done it by hand (WF-26). */

import { perform } from '../../src/app/perform.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { RowDeed } from './rowDeed.ts';
import { seedOf, settled } from './rowDeed.ts';

export const creditRow: RowDeed = async (at) => {
  const { deps, actor, correlation, row: { input: { subscription = '', customer = '', reseller = '', mpnId = '' } } } = at;
  const performed = settled(await perform(deps, {
    task: 'subscription', event: 'credit', tenant: tenantId.parse(customer), target: subscription, input: { reseller, mpnId }, commandId: `${seedOf(at)}:credit`, actor, correlation,
  }));
  return performed.kind === 'refused' ? { error: performed.error } : { about: subscription };
};
