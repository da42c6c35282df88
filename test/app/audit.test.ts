/** What is written down about a command that was refused before any document was looked at. */

import { expect, it } from '@jest/globals';
import { noteRefusal } from '../../src/app/audit.ts';
import { auditPage } from '../../src/app/auditLog.ts';
import { eachWorld } from '../support/deps.ts';
import { cast, contoso } from '../support/world.ts';

const world = eachWorld();
const refused = { command: '/users', code: 'GEN-01', correlation: 'c0ffee' } as const;

it('WF-37 a refused command leaves one entry in the home of whoever gave it', async () => {
  await noteRefusal(world().deps, { ...refused, actor: cast.salesAgent });
  const { rows } = await auditPage(world().deps, { tenant: contoso.id, matches: () => true }, undefined);
  expect(rows).toMatchObject([{ actor: { id: cast.salesAgent.id }, roles: ['salesAgent', 'notAnAdmin'], document: '/users', outcome: 'refused', code: 'GEN-01', correlation: 'c0ffee', changed: {} }]);
});

it('WF-37 people of companies that nobody knows write nothing', async () => {
  await noteRefusal(world().deps, { ...refused, actor: { ...cast.salesAgent, tenantKind: undefined } });
  expect(world().traffic.commits).toEqual([]);
});
