/**
 * Who may do what: the matrix of domain.md §2.3 as rows with their sources, and the one function that asks it. Dialogs, menus, help
 * and decisions all call `can`; nobody else compares roles. It knows roles and scopes, not documents.
 */

import type { Actor, AdminRole, AgentRole, PartnerRoles, PersonActor, TenantKind } from '../core/actor.ts';
import type { TenantId } from '../core/ids.ts';
import type { Rules } from './settings.ts';

export type PermissionRow = {
  readonly about: string;
  readonly agent: readonly AgentRole[];
  readonly admin: readonly AdminRole[];
  /** Other ways in than the two axes: [DESIGN] rows only. */
  readonly also?: (actor: Actor) => boolean;
  /** Holds for the documents of every company; the others end at the own one (INV-56). */
  readonly everywhere?: true;
  /** §2.3 note (c): on Office 365 subscriptions these roles only; undefined is everybody who may (INV-04). */
  readonly office365?: readonly AgentRole[];
  /** §2.3 "licences only": these roles change how many, and nothing else of a subscription (WF-25). */
  readonly licencesOnly?: readonly AdminRole[];
  /** Whose work it is (§2.3): on the other side the role is held, and of no use. Rules say so themselves (PAR-01, PAR-04); this is for telling people. */
  readonly side?: Exclude<TenantKind, 'customer'>;
  readonly source: string;
};

const AA = 'adminAgent';
const SA = 'salesAgent';
const HA = 'helpdeskAgent';
const GA = 'globalAdmin';
const UMA = 'userManagementAdmin';
const BA = 'billingAdmin';

const isGlobalAdmin = (actor: Actor): boolean => actor.kind === 'person' && actor.directoryRoles.includes('globalAdmin');
const isOf = (actor: Actor, kind: TenantKind, admins: readonly AdminRole[]): boolean => actor.kind === 'person' && actor.tenantKind === kind && admins.includes(heldRoles(actor).admin);

export const permissions = {
  P01: { about: 'service health', agent: [AA, HA], admin: [], source: 'S001' },
  P02: { about: 'service requests for customers', agent: [AA, HA], admin: [], office365: [AA], source: 'S001' },
  P03: { about: 'request delegated admin privileges', agent: [AA, SA], admin: [], source: 'S001, D23' },
  P04: { about: 'request a relationship with a customer', agent: [AA, SA], admin: [GA], side: 'reseller', source: 'S003, D23' },
  P05: { about: 'administer on behalf of a customer', agent: [AA], admin: [], source: 'S001' },
  P06: { about: "manage customers' subscriptions and services", agent: [AA, SA, HA], admin: [], office365: [AA, SA], source: 'S001, D23' },
  P07: { about: 'search and view customers', agent: [AA, SA, HA], admin: [GA], source: 'S001, S003, D23' },
  P08: { about: 'edit customer details', agent: [AA, SA, HA], admin: [GA], source: 'D23' },
  P09: { about: 'view partner profiles', agent: [], admin: [UMA], source: 'S001' },
  P10: { about: 'manage customer leads', agent: [SA], admin: [], source: 'D23' },
  P11: { about: 'partner user management', agent: [], admin: [GA, UMA], source: 'S001' },
  P12: { about: 'support tickets about Partner Center', agent: [SA, HA], admin: [GA, UMA, BA], source: 'S001, D23' },
  P13: { about: 'full access to every Microsoft service', agent: [], admin: [GA], source: 'S001' },
  P14: { about: "accept a provider's partnership request", agent: [], admin: [GA], side: 'reseller', source: 'S001' },
  P15: { about: 'sign the MPA', agent: [], admin: [GA], source: 'S000, D23' },
  P16: { about: 'see whether the MPA is accepted', agent: [AA, SA], admin: [GA], source: 'S000, D23' },
  P17: { about: 'request a partnership', agent: [SA], admin: [GA], side: 'provider', source: 'D23' },
  P18: { about: 'add a new customer', agent: [AA, SA], admin: [GA, UMA], side: 'provider', source: 'D23' },
  P19: { about: 'place and submit orders, add licences', agent: [AA, SA, HA], admin: [GA, UMA, BA], office365: [AA, SA], licencesOnly: [UMA], side: 'provider', source: 'D23' },
  P20: { about: 'change the designated support contact', agent: [AA, SA, HA], admin: [GA], office365: [AA, SA], source: 'D23' },
  P21: { about: 'attest the customer agreement', agent: [AA, SA], admin: [], source: 'D23' },
  P22: { about: 'remove a customer relationship', agent: [AA], admin: [GA], source: 'D23' },
  P23: { about: 'remove a partnership', agent: [SA], admin: [GA], side: 'provider', source: 'D23' },
  P24: { about: "reset a Global admin's password, grant or withdraw Global admin", agent: [], admin: [GA], source: 'D23' },
  P25: { about: 'read and export the audit log', agent: [AA], admin: [], source: 'D23' },
  P26: { about: 'edit legal name, address and MPN association', agent: [], admin: [GA], source: 'D23' },
  P27: { about: 'tag customers', agent: [AA], admin: [], source: 'D23' }, // §6.5
  // INV-10 (S001, S000): before enrolment there are no partner roles yet, so the directory's own role decides.
  E01: { about: 'enrol the company', agent: [], admin: [], also: isGlobalAdmin, source: 'S001, S000' },
  E02: { about: 'confirm or deny as the primary contact', agent: [], admin: [], also: (actor) => actor.kind === 'link', source: 'S001, S003, S000' },
  E03: { about: 'look at the enrolment of the own company', agent: [], admin: [], also: (actor) => actor.kind === 'person', source: '[DESIGN]' },
  E04: {
    about: 'see partners and users of the own company', agent: [AA, SA, HA], admin: [GA, UMA, BA], source: 'S001, S004, [DESIGN]',
  },
  // Whoever may look at customers (P07), and at providers, where they place orders (P19), those two as well.
  E05: { about: 'see orders and subscriptions', agent: [AA, SA, HA], admin: [GA], also: (actor) => isOf(actor, 'provider', [UMA, BA]), source: '[DESIGN]' },
  C01: { about: "accept or decline for the customer's own company", agent: [], admin: [], also: isGlobalAdmin, source: 'D23' }, // WF-22
  O01: {
    about: 'see and retry what could not be delivered', agent: [AA], admin: [],
    also: (actor) => actor.kind === 'person' && actor.programmeAdmin, source: '[DESIGN]',
  },
  O02: {
    about: 'see the rules of the programme', agent: [AA], admin: [GA],
    also: (actor) => actor.kind === 'person' && actor.programmeAdmin, source: '[DESIGN]', // §9: visible to admins
  },
  R01: {
    about: 'decide reviews for the programme', agent: [], admin: [], everywhere: true,
    also: (actor) => actor.kind === 'person' && actor.programmeAdmin, source: '[DESIGN]',
  },
  S01: { about: 'timers and deliveries', agent: [], admin: [], also: (actor) => actor.kind === 'system', source: '[DESIGN]' },
} as const satisfies Record<string, PermissionRow>;

export type Permission = keyof typeof permissions;

export const rowOf = (permission: Permission): PermissionRow => permissions[permission];

/** May this actor do it, at this moment, within their own scope? (INV-57: called when the command runs, not when the card was drawn.) */
export function can(actor: Actor, permission: Permission): boolean {
  const row = rowOf(permission);
  if (row.also?.(actor)) return true;
  if (actor.kind !== 'person') return false;
  const held = heldRoles(actor);
  return row.agent.includes(held.agent) || row.admin.includes(held.admin);
}

/** INV-04: a helpdesk agent may do it, but not where the subscription or ticket is about Office 365. */
export function canOnOffice365(actor: Actor, permission: Permission): boolean {
  const row = rowOf(permission);
  if (!row.office365 || actor.kind !== 'person') return can(actor, permission);
  const { agent, admin } = heldRoles(actor);
  return row.office365.includes(agent) || row.admin.includes(admin);
}

/** WF-25: more than how many licences a subscription has. */
export function canBeyondLicences(actor: Actor, permission: Permission): boolean {
  const { agent, admin, licencesOnly = [] } = rowOf(permission);
  if (actor.kind !== 'person') return can(actor, permission);
  const held = heldRoles(actor);
  return agent.includes(held.agent) || (admin.includes(held.admin) && !licencesOnly.includes(held.admin));
}

/** Is it the work of this person's company at all? */
export function isTheirWork(actor: Actor, permission: Permission): boolean {
  const { side } = rowOf(permission);
  return side === undefined || (actor.kind === 'person' && actor.tenantKind === side);
}

/** INV-56: does the permission, whoever holds it, reach a document of this company? */
export function reaches(actor: Actor, permission: Permission, tenant: TenantId): boolean {
  const row = rowOf(permission);
  return row.everywhere === true || actor.kind === 'system' || actor.tenant === tenant;
}

/** A Global admin of the directory holds the admin axis even before somebody gave them a partner role; the agent axis never follows (§2.2). */
export function heldRoles(actor: PersonActor): { readonly agent: AgentRole; readonly admin: AdminRole } {
  const admin = actor.roles?.admin ?? 'notAnAdmin';
  return {
    agent: actor.roles?.agent ?? 'notAnAgent',
    admin: isGlobalAdmin(actor) && actor.tenantKind !== 'customer' ? 'globalAdmin' : admin,
  };
}

/** C13: S003 has sales agents at resellers as well; 2023 at providers only. */
export const isGivenAt = (kind: TenantKind | undefined, agent: AgentRole, { roles }: Pick<Rules, 'roles'>): boolean => roles.salesAgentForResellers || kind !== 'reseller' || agent !== SA;

/** The roles that count, whatever was given under other settings. */
export const inForce = (kind: TenantKind | undefined, roles: PartnerRoles | undefined, rules: Pick<Rules, 'roles'>): PartnerRoles | undefined =>
  (roles && !isGivenAt(kind, roles.agent, rules) ? { ...roles, agent: 'notAnAgent' } : roles);

/** C1: the seeds disagree whether managing users (P11) takes an admin agent besides; the setting says so. */
export const managesUsers = (actor: Actor, { users }: Pick<Rules, 'users'>): boolean => !users.requireAdminAgentToManage || (actor.kind === 'person' && heldRoles(actor).agent === AA);
