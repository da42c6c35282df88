/** The permission matrix of domain.md §2.3 (test/support/matrix.ts) against the table: every role of both axes and every pair of them, and the ways in beside the axes. */

import { describe, expect, it } from '@jest/globals';
import type { AdminRole, AgentRole, PartnerRoles, PersonActor } from '../../src/core/actor.ts';
import type { Permission } from '../../src/rules/permissions.ts';
import { can, canBeyondLicences, canOnOffice365, permissions, reaches } from '../../src/rules/permissions.ts';
import { cellOf, isYes, matrix, pairs, rowOf, rows } from '../support/matrix.ts';
import type { Role } from '../support/world.ts';
import { cast, contoso, operator } from '../support/world.ts';

const holding = (roles: PartnerRoles | undefined, more: Partial<PersonActor> = {}): PersonActor => ({ ...cast.employee, roles, ...more });
/** Every pair of roles, on the reseller's side and on the provider's. */
const holders = pairs.flatMap((roles) => [holding(roles), holding(roles, { tenant: cast.providerAdmin.tenant, tenantKind: 'provider' })]);

describe(`§2.3 ${matrix.length} rows × ${pairs.length} pairs of roles × both sides`, () => {
  it.each(matrix)('%s', (title, cells) => {
    const row = rowOf(title);
    const wrong = (ask: typeof can, yes: string) => holders.filter((actor) => {
      const may = ask(actor, row);
      return may !== [actor.roles?.agent, actor.roles?.admin].some((role) => yes.includes(cellOf(cells, role ?? '')));
    });
    expect(holders).toHaveLength(32);
    expect(wrong(can, 'Yo')).toEqual([]);
    expect(wrong(canOnOffice365, 'Y')).toEqual([]); // INV-04
  });
});

describe('the two axes', () => {
  it('the table has the rows of §2.3, those beside them, and no other', () => {
    expect(Object.keys(permissions)).toEqual([...rows, 'E01', 'E02', 'E03', 'E04', 'E05', 'C01', 'O01', 'O02', 'R01', 'S01']);
  });

  it('INV-02 a Global admin without admin agent does not act for customers', () => {
    const admin = holding({ agent: 'notAnAgent', admin: 'globalAdmin' });
    expect((['P01', 'P02', 'P05', 'P06'] as const).filter((row) => can(admin, row))).toEqual([]);
  });

  it('INV-02 an admin agent without an admin role adds no users', () => {
    expect(can(holding({ agent: 'adminAgent', admin: 'notAnAdmin' }), 'P11')).toBe(false);
    expect(can(holding({ agent: 'adminAgent', admin: 'userManagementAdmin' }), 'P11')).toBe(true);
  });

  it('INV-04 a helpdesk agent touches no Office 365 subscription or ticket, though others; an admin agent does', () => {
    const helpdesk = holding({ agent: 'helpdeskAgent', admin: 'notAnAdmin' });
    expect((['P02', 'P06', 'P19'] as const).map((row) => [can(helpdesk, row), canOnOffice365(helpdesk, row)])).toEqual([[true, false], [true, false], [true, false]]);
    const admin = holding({ agent: 'adminAgent', admin: 'notAnAdmin' });
    expect((['P02', 'P06', 'P19'] as const).filter((row) => canOnOffice365(admin, row))).toEqual(['P02', 'P06', 'P19']);
    expect(canOnOffice365(holding({ agent: 'helpdeskAgent', admin: 'billingAdmin' }), 'P19')).toBe(true); // the other axis lets them
  });

  it('WF-25 P19 is about licences only for a user management admin, unless the other axis lets them', () => {
    const may = (agent: AgentRole, admin: AdminRole): readonly boolean[] => [can(holding({ agent, admin }), 'P19'), canBeyondLicences(holding({ agent, admin }), 'P19')];
    expect([may('notAnAgent', 'userManagementAdmin'), may('salesAgent', 'userManagementAdmin'), may('notAnAgent', 'billingAdmin'), may('notAnAgent', 'notAnAdmin')])
      .toEqual([[true, false], [true, true], [true, true], [false, false]]);
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
    ['E04', 'partners and users are seen by whoever holds a role in the account', ['globalAdmin', 'colleague', 'partnerGlobalAdmin', 'userManagementAdmin', 'billingAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent', 'providerAdmin']],
    ['E05', 'orders and subscriptions of a reseller are seen by whoever sees its customers', ['globalAdmin', 'colleague', 'partnerGlobalAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent', 'providerAdmin']],
    ['O01', 'what could not be delivered is the admin agent\'s, and the programme\'s', ['adminAgent', 'reviewer']],
    ['O02', '§9 the rules are seen by admins of partners, and by the programme\'s', ['globalAdmin', 'colleague', 'partnerGlobalAdmin', 'adminAgent', 'reviewer', 'providerAdmin']],
    ['R01', 'deciding takes a programme admin', ['reviewer']],
    ['S01', 'deliveries and timers are the machine\'s', ['system']],
  ])('%s: %s', (permission, _what, expected) => {
    expect(everybody.filter((role) => can(cast[role], permission))).toEqual(expected);
  });

  it('P07 P19 E05 at providers whoever orders sees what was ordered; at resellers only who sees customers', () => {
    const wrong = holders.filter((actor) => can(actor, 'E05') !== (can(actor, 'P07') || (actor.tenantKind === 'provider' && can(actor, 'P19'))));
    expect(wrong).toEqual([]);
    const billing = holding({ agent: 'notAnAgent', admin: 'billingAdmin' });
    expect([can(billing, 'E05'), can({ ...billing, tenantKind: 'provider' }, 'E05')]).toEqual([false, true]);
  });

  it('INV-56 each of them ends at the own company, but the reviews and the machine', () => {
    const everywhere = Object.keys(permissions).filter((permission) => reaches(cast.reviewer, permission as Permission, contoso.id)); // keys of the table
    expect(everywhere).toEqual(['R01']);
    expect([reaches(cast.system, 'S01', contoso.id), reaches(cast.globalAdmin, 'P14', contoso.id), reaches(cast.contact, 'E02', operator.id)]).toEqual([true, true, false]);
  });

  it('neither a link nor the machine holds anything of the axes', () => {
    expect(rows.filter((row) => can(cast.contact, row) || can(cast.system, row))).toEqual([]);
  });
});
