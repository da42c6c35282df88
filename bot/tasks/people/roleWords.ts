/** Roles as people read them on cards. Which roles there are is src/tasks/userDoc.ts; how they are typed in commands is bot/commands/args.ts. */

import type { AdminRole, AgentRole, Language, PartnerRoles } from '../../../src/core/actor.ts';
import { t } from '../../words.ts';

type Choice = { readonly title: string; readonly value: string };

/** Least privilege (WF-11): each choice says what it allows. */
export const choicesOf = (language: Language, roles: readonly (AgentRole | AdminRole)[]): readonly Choice[] =>
  roles.map((role) => ({ title: t(language, 'users.choice', { role: t(language, `common.role.${role}`), allows: t(language, `users.allows.${role}`) }), value: role }));

export const rolesInWords = (language: Language, { agent, admin }: PartnerRoles): string =>
  `${t(language, `common.role.${agent}`)} · ${t(language, `common.role.${admin}`)}`;
