/** The permission matrix of domain.md §2.3, written out by hand, against the table: every role of both axes and every pair of them, and the ways in beside the axes. */

import { describe, expect, it } from '@jest/globals';
import type { AdminRole, AgentRole, PartnerRoles, PersonActor } from '../../src/core/actor.ts';
import type { Permission } from '../../src/rules/permissions.ts';
import { can, permissions } from '../../src/rules/permissions.ts';
import type { Role } from '../support/world.ts';
import { cast } from '../support/world.ts';

/** Y = may; anything else = may not. The columns are those of §2.3. */
const matrix = {
  //    AA SA HA GA UMA BA
  P01: 'Y  .  Y  .  .  .',
  P02: 'Y  .  Y  .  .  .',
  P03: 'Y  Y  N  .  .  .',
  P04: 'Y  Y  N  Y  .  .',
  P05: 'Y  .  .  .  .  .',
  P06: 'Y  Y  Y  .  .  .',
  P07: 'Y  Y  Y  Y  .  .',
  P08: 'Y  Y  Y  Y  .  .',
  P09: '.  .  N  .  Y  .',
  P10: '.  Y  N  .  .  .',
  P11: 'N  .  .  Y  Y  .',
  P12: 'N  Y  Y  Y  Y  Y',
  P13: '.  .  .  Y  .  .',
  P14: '.  .  .  Y  .  .',
  P15: '.  .  .  Y  .  .',
  P16: 'Y  Y  .  Y  .  .',
  P17: '.  Y  .  Y  .  .',
  P18: 'Y  Y  .  Y  Y  .',
  P19: 'Y  Y  Y  Y  Y  Y',
  P20: 'Y  Y  Y  Y  .  .',
  P21: 'Y  Y  .  .  .  .',
  P22: 'Y  .  .  Y  .  .',
  P23: '.  Y  .  Y  .  .',
  P24: '.  .  .  Y  .  .',
  P25: 'Y  .  .  .  .  .',
  P26: '.  .  .  Y  .  .',
} as const;
type Row = keyof typeof matrix;
const rows = Object.keys(matrix) as readonly Row[]; // the keys of the record above

const agents: readonly AgentRole[] = ['adminAgent', 'salesAgent', 'helpdeskAgent', 'notAnAgent'];
const admins: readonly AdminRole[] = ['globalAdmin', 'userManagementAdmin', 'billingAdmin', 'notAnAdmin'];
const columns = ['adminAgent', 'salesAgent', 'helpdeskAgent', 'globalAdmin', 'userManagementAdmin', 'billingAdmin'];

const isYes = (row: Row, role: string): boolean => matrix[row].split(/ +/)[columns.indexOf(role)] === 'Y';
const holding = (roles: PartnerRoles | undefined, more: Partial<PersonActor> = {}): PersonActor => ({ ...cast.employee, roles, ...more });
const pairs = agents.flatMap((agent) => admins.map((admin) => ({ agent, admin })));

describe('the two axes', () => {
  it(`INV-01 every one of ${pairs.length} pairs of roles × ${rows.length} rows answers as §2.3 says`, () => {
    const answers = pairs.flatMap((roles) => rows.map((row) => ({ ...roles, row, may: can(holding(roles), row) })));
    expect(answers).toHaveLength(4 * 4 * 26);
    expect(answers.filter(({ agent, admin, row, may }) => may !== (isYes(row, agent) || isYes(row, admin)))).toEqual([]);
  });

  it('the table has the rows of §2.3, those of the enrolment, and no other', () => {
    expect(Object.keys(permissions)).toEqual([...rows, 'E01', 'E02', 'E03', 'R01', 'S01']);
  });

  it('INV-02 a Global admin without admin agent does not act for customers', () => {
    const admin = holding({ agent: 'notAnAgent', admin: 'globalAdmin' });
    expect((['P01', 'P02', 'P05', 'P06'] as const).filter((row) => can(admin, row))).toEqual([]);
  });

  it('INV-02 an admin agent without an admin role adds no users', () => {
    expect(can(holding({ agent: 'adminAgent', admin: 'notAnAdmin' }), 'P11')).toBe(false);
    expect(can(holding({ agent: 'adminAgent', admin: 'userManagementAdmin' }), 'P11')).toBe(true);
  });

  it('INV-03 a helpdesk agent sees no partner profiles, asks for no relationship and manages no leads', () => {
    const helpdesk = holding({ agent: 'helpdeskAgent', admin: 'notAnAdmin' });
    expect((['P09', 'P04', 'P10'] as const).filter((row) => can(helpdesk, row))).toEqual([]);
  });
});

describe('the directory', () => {
  it('a Global admin of the directory holds the admin axis without a partner role, or against one', () => {
    const own = [undefined, { agent: 'notAnAgent', admin: 'notAnAdmin' }, { agent: 'notAnAgent', admin: 'billingAdmin' }] as const;
    for (const roles of own) {
      const actor = holding(roles, { directoryRoles: ['globalAdmin'] });
      expect(rows.filter((row) => can(actor, row))).toEqual(rows.filter((row) => isYes(row, 'globalAdmin')));
    }
  });

  it('INV-02 but not the agent axis', () => {
    expect(can(holding(undefined, { directoryRoles: ['globalAdmin'] }), 'P05')).toBe(false);
  });

  it('a customer\'s Global admin is nobody in the programme', () => {
    const customer = holding(undefined, { directoryRoles: ['globalAdmin'], tenantKind: 'customer' });
    expect(rows.filter((row) => can(customer, row))).toEqual([]);
  });

  it('other directory roles give nothing', () => {
    expect(rows.filter((row) => can(holding(undefined, { directoryRoles: ['userAdmin'] }), row))).toEqual([]);
  });
});

describe('the ways in beside the axes', () => {
  const people: readonly Role[] = [
    'globalAdmin', 'colleague', 'partnerGlobalAdmin', 'userManagementAdmin', 'billingAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent', 'employee', 'reviewer', 'providerAdmin',
  ];
  const everybody: readonly Role[] = [...people, 'contact', 'system'];

  it.each<[Permission, string, readonly Role[]]>([
    ['E01', 'INV-10 enrolling takes the directory\'s Global admin', ['globalAdmin', 'colleague', 'providerAdmin']],
    ['E02', 'confirming takes the link of the mail', ['contact']],
    ['E03', 'looking at the own enrolment takes a person', people],
    ['R01', 'deciding takes a programme admin', ['reviewer']],
    ['S01', 'deliveries and timers are the machine\'s', ['system']],
  ])('%s: %s', (permission, _what, expected) => {
    expect(everybody.filter((role) => can(cast[role], permission))).toEqual(expected);
  });

  it('neither a link nor the machine holds anything of the axes', () => {
    expect(rows.filter((row) => can(cast.contact, row) || can(cast.system, row))).toEqual([]);
  });
});
