/** What Norte's people were told about Adventure Works, for the tests of the domain. No expectations here. */

import { HOUR } from '../../src/core/time.ts';
import type { Access } from '../../src/tasks/access.ts';
import { iker } from './partners.ts';
import { adventure, ago, norte } from './world.ts';

export function accessIn(state: Access['state']): Access {
  const base = { v: 1 as const, id: norte.id, tenant: adventure.id, since: ago(HOUR), partner: norte.id };
  if (state === 'None') return { ...base, state, rev: 0, lastCommand: '', azureTold: [] };
  return { ...base, state, rev: 1, lastCommand: 'earlier', azureTold: [{ by: iker.name, byId: iker.id, at: ago(HOUR) }] };
}
