/** Imports of many customers in each of their states: Sal of Contoso has confirmed one of 25 rows. No expectations here. */

import type { ImportJob } from '../../src/tasks/importJob.ts';
import { HOUR } from '../../src/core/time.ts';
import { ago, cast, contoso } from './world.ts';

const address = { serviceUrl: 'https://smba.example/', conversation: 'a:sal', channelId: 'msteams', bot: '28:enlace', user: '29:sal' };

const running: ImportJob = {
  v: 1, id: 'IMP-7K3F-9QXD', tenant: contoso.id, state: 'Running', kind: 'invite', since: ago(HOUR), rev: 2, lastCommand: 'earlier', file: 'customers.csv', good: 25, bad: 2, done: 10, failed: 1,
  by: { id: cast.salesAgent.id, language: 'en' }, card: { address, activity: 'card-1' }, shownAt: ago(HOUR),
};

export function importIn(state: ImportJob['state'], more: Partial<ImportJob> = {}): ImportJob {
  const { by: _by, card: _card, shownAt: _shownAt, ...waiting } = { ...running, rev: 1, done: 0, failed: 0 };
  if (state === 'NotStarted') return { ...waiting, state, rev: 0, lastCommand: '', file: '', good: 0, bad: 0, ...more };
  if (state === 'Previewed' || state === 'Cancelled') return { ...waiting, state, ...more };
  return state === 'Done' ? { ...running, state, rev: 4, done: 25, ...more } : { ...running, ...more };
}
