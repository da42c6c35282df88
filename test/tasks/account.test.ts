/** The partner account as a record of who holds the two roles that must never run out (INV-15, INV-63). How one is opened is in test/app/accounts.test.ts. */

import { describe, expect, it } from '@jest/globals';
import type { PartnerRoles } from '../../src/core/actor.ts';
import { account, isSetUp, withHolder } from '../../src/tasks/account.ts';
import { accountIn } from '../support/people.ts';

const roles = (agent: PartnerRoles['agent'], admin: PartnerRoles['admin']): PartnerRoles => ({ agent, admin });

describe('holders', () => {
  it.each<[string, string, PartnerRoles | undefined, readonly string[], readonly string[]]>([
    ['a new admin', 'eva', roles('notAnAgent', 'globalAdmin'), ['ana', 'eva'], ['ada']],
    ['a new agent', 'eva', roles('adminAgent', 'notAnAdmin'), ['ana'], ['ada', 'eva']],
    ['both at once', 'eva', roles('adminAgent', 'globalAdmin'), ['ana', 'eva'], ['ada', 'eva']],
    ['others are not counted', 'eva', roles('salesAgent', 'billingAdmin'), ['ana'], ['ada']],
    ['nobody is counted twice', 'ana', roles('adminAgent', 'globalAdmin'), ['ana'], ['ada', 'ana']],
    ['a role that is given back', 'ana', roles('notAnAgent', 'notAnAdmin'), [], ['ada']],
    ['somebody who is removed', 'ada', undefined, ['ana'], []],
  ])('INV-63 INV-15 %s', (_what, id, held, globalAdmins, adminAgents) => {
    const before = accountIn('Open', { adminAgents: ['ada'] });
    expect(withHolder(before, id, held)).toEqual({ ...before, globalAdmins, adminAgents, rev: 2 });
  });

  it('INV-15 set-up is complete with an admin agent, and only then', () => {
    expect([accountIn('Open'), accountIn('Open', { adminAgents: ['ada'] })].map(isSetUp)).toEqual([false, true]);
  });

  it('nobody can ask for a change of it: it changes beside users', () => {
    expect(account.events).toEqual({});
  });
});
