/** The agreement of a company as somebody of it looks at it: what the settings of this moment change about it happens first. */

import type { PersonActor } from '../core/actor.ts';
import type { Agreement } from '../tasks/agreement.ts';
import { AGREEMENT_ID, isOutdated } from '../tasks/agreement.ts';
import type { Deps } from './deps.ts';
import { perform } from './perform.ts';
import { agreementOf } from './queries.ts';

/** §4.2 newVersionPublished: noticed here when the timer has not come by yet. */
export async function agreementOpened(deps: Deps, { tenant }: PersonActor, correlation: string): Promise<Agreement | undefined> {
  const agreement = await agreementOf(deps, tenant);
  if (!agreement || !isOutdated(agreement, deps.rules)) return agreement;
  await perform(deps, {
    task: 'agreement', event: 'newVersionPublished', tenant, input: {}, commandId: [AGREEMENT_ID, agreement.rev, deps.rules.mpa.version].join(':'),
    actor: { kind: 'system', part: 'agreement' }, correlation,
  });
  return await agreementOf(deps, tenant);
}
