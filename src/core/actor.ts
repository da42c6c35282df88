/** Who acts: always from the authenticated activity, the verified link or the machine itself, never from card data. What they may do is in rules/permissions.ts. */

import type { PersonId, TenantId } from './ids.ts';

export const agentRoles = ['adminAgent', 'salesAgent', 'helpdeskAgent', 'notAnAgent'] as const;
export type AgentRole = (typeof agentRoles)[number];
export const adminRoles = ['globalAdmin', 'userManagementAdmin', 'billingAdmin', 'notAnAdmin'] as const;
export type AdminRole = (typeof adminRoles)[number];
/** One value on each axis, "none" included (INV-01). */
export type PartnerRoles = { readonly agent: AgentRole; readonly admin: AdminRole };

export type DirectoryRole = 'globalAdmin' | 'userAdmin';
export type TenantKind = 'provider' | 'reseller' | 'customer';
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

export type PersonActor = {
  readonly kind: 'person';
  readonly tenant: TenantId;
  readonly id: PersonId;
  readonly name: string;
  readonly email: string | undefined;
  readonly language: Language;
  readonly tenantKind: TenantKind | undefined;
  readonly directoryRoles: readonly DirectoryRole[];
  /** Absent while the person is not a user of a partner account. */
  readonly roles: PartnerRoles | undefined;
  /** Decides reviews for the programme. */
  readonly programmeAdmin: boolean;
};

/** Somebody who holds the link of a mail: only what that link is for. */
export type LinkActor = { readonly kind: 'link'; readonly tenant: TenantId; readonly email: string };

/** Timers, the outbox and the directory's own changes. */
export type SystemActor = { readonly kind: 'system'; readonly part: string };

export type Actor = PersonActor | LinkActor | SystemActor;

/** The acting person, where the permission lets only people through. */
export function personOf({ actor }: { readonly actor: Actor }): PersonActor {
  if (actor.kind !== 'person') throw new Error(`A ${actor.kind} got through a permission for people`);
  return actor;
}

/** How the actor is named in audit entries and on cards. */
export function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'person': return actor.name;
    case 'link': return actor.email;
    case 'system': return 'Enlace';
  }
}

/** The roles of the moment, for the audit entry (WF-37). */
export function rolesOf(actor: Actor): readonly string[] {
  if (actor.kind !== 'person') return [actor.kind];
  const partner = actor.roles ? [actor.roles.agent, actor.roles.admin] : [];
  return [...actor.directoryRoles.map((role) => `directory.${role}`), ...partner, ...(actor.programmeAdmin ? ['programmeAdmin'] : [])];
}
