/** The permission matrix of domain.md §2.3, written out by hand: the oracle of every test that asks who may. The code's own table is src/rules/permissions.ts. */

import type { AdminRole, AgentRole, PartnerRoles } from '../../src/core/actor.ts';
import type { Permission } from '../../src/rules/permissions.ts';

/** Y = may, o = may but not on Office 365; anything else = may not. The columns are those of §2.3. */
export const matrix = [
  //                                                AA SA HA GA UMA BA
  ['P01 service health',                           'Y  .  Y  .  .  .'],
  ['P02 service requests for customers',           'Y  .  o  .  .  .'],
  ['P03 request delegated admin privileges',       'Y  Y  N  .  .  .'],
  ['P04 request a relationship with a customer',   'Y  Y  N  Y  .  .'],
  ['P05 administer on behalf of a customer',       'Y  .  .  .  .  .'],
  ['P06 manage subscriptions and services',        'Y  Y  o  .  .  .'],
  ['P07 search and view customers',                'Y  Y  Y  Y  .  .'],
  ['P08 edit customer details',                    'Y  Y  Y  Y  .  .'],
  ['P09 view partner profiles',                    '.  .  N  .  Y  .'],
  ['P10 manage customer leads',                    '.  Y  N  .  .  .'],
  ['P11 partner user management',                  'N  .  .  Y  Y  .'],
  ['P12 support tickets about Partner Center',     'N  Y  Y  Y  Y  Y'],
  ['P13 full access to every Microsoft service',   '.  .  .  Y  .  .'],
  ['P14 accept a partnership request',             '.  .  .  Y  .  .'],
  ['P15 sign the MPA',                             '.  .  .  Y  .  .'],
  ['P16 see whether the MPA is accepted',          'Y  Y  .  Y  .  .'],
  ['P17 request a partnership',                    '.  Y  .  Y  .  .'],
  ['P18 add a new customer',                       'Y  Y  .  Y  Y  .'],
  ['P19 place and submit orders, add licences',    'Y  Y  o  Y  Y  Y'],
  ['P20 change the designated support contact',    'Y  Y  o  Y  .  .'], // note (c), INV-04: an Office 365 subscription is acted on
  ['P21 attest the customer agreement',            'Y  Y  .  .  .  .'],
  ['P22 remove a customer relationship',           'Y  .  .  Y  .  .'],
  ['P23 remove a partnership',                     '.  Y  .  Y  .  .'],
  ['P24 reset, grant or withdraw Global admin',    '.  .  .  Y  .  .'],
  ['P25 read and export the audit log',            'Y  .  .  .  .  .'],
  ['P26 edit legal name, address, association',    '.  .  .  Y  .  .'],
  ['P27 tag customers (§6.5)',                      'Y  .  .  .  .  .'],
] as const;

export type Row = Extract<Permission, `P${string}`>;
const columns = ['adminAgent', 'salesAgent', 'helpdeskAgent', 'globalAdmin', 'userManagementAdmin', 'billingAdmin'];

export const rowOf = (title: string) => title.slice(0, 3) as Row; // the titles of the table above begin with it
export const cellOf = (cells: string, role: string): string => cells.split(/ +/)[columns.indexOf(role)] ?? '.';
export const rows = matrix.map(([title]) => rowOf(title));
export const isYes = (row: Row, role: string): boolean => 'Yo'.includes(cellOf(matrix.find(([title]) => rowOf(title) === row)?.[1] ?? '', role));

export const agents: readonly AgentRole[] = ['adminAgent', 'salesAgent', 'helpdeskAgent', 'notAnAgent'];
export const admins: readonly AdminRole[] = ['globalAdmin', 'userManagementAdmin', 'billingAdmin', 'notAnAdmin'];
export const pairs: readonly PartnerRoles[] = agents.flatMap((agent) => admins.map((admin) => ({ agent, admin })));
