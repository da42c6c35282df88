/** `/whoami`: who somebody is to this program, what they may do, and for the rest: why not, and who can help. It asks `can`, and reads the same rows. */

import { searchTerm } from '../../src/app/search.ts';
import { languages } from '../../src/core/actor.ts';
import type { DirectoryRole, PersonActor } from '../../src/core/actor.ts';
import type { DirectoryTenant } from '../../src/app/ports.ts';
import type { Permission } from '../../src/rules/permissions.ts';
import { can, canOnOffice365, heldRoles, isTheirWork, permissions, rowOf } from '../../src/rules/permissions.ts';
import { md } from '../cards/escape.ts';
import type { JsonObject } from '../cards/load.ts';
import type { Banner } from '../cards/render.ts';
import { render } from '../cards/render.ts';
import { countryName, list } from '../format.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';

/** Links and timers hold the other two; no person ever does. */
const ofPeople = Object.keys(permissions).filter((id): id is PersonPermission => id in permissions && id !== 'E02' && id !== 'S01');
type PersonPermission = Exclude<Permission, 'E02' | 'S01'>;

/** @param about a permission, by its number or by words of it in either language; empty for none. */
export async function whoami(ctx: TurnCtx, about: string): Promise<Reply> {
  const { language, deps, actor } = ctx;
  const tenant = await deps.directory.tenant(actor.tenant);
  const asked = permissionNamed(about);
  const mine = ofPeople.filter((id) => mayUse(actor, id));
  const missing = ofPeople.filter((id) => !mine.includes(id));
  const banner: Banner | undefined = about !== '' && !asked ? { style: 'accent', text: t(language, 'reports.whoami.unknownPermission', { typed: about.slice(0, 80) }) } : undefined;
  return cardReply(render('reports/whoami', language, {
    title: t(language, 'reports.whoami.title', { name: md(actor.name), company: md(tenant?.name ?? actor.tenant) }),
    facts: [...companyFacts(ctx, tenant), ...roleFacts(ctx)],
    note: note(ctx, tenant),
    granted: mine.map((id) => ({ title: id, value: granted(ctx, id) })),
    missing: missing.map((id) => ({ title: `${id} ${what(ctx, id)}`, value: id })),
    chosen: missing.find((id) => id === asked) ?? missing[0] ?? '',
    ...(asked ? { asked: explained(ctx, asked, tenant) } : {}),
  }, { banner }));
}

/** Held, and of use in a company of this kind. */
const mayUse = (actor: PersonActor, id: Permission): boolean => can(actor, id) && isTheirWork(actor, id);

const what = ({ language }: Pick<TurnCtx, 'language'>, id: Permission): string => t(language, `common.permission.${id}`);

/** INV-04: most of what a helpdesk agent may do ends at Office 365. */
function granted(ctx: TurnCtx, id: Permission): string {
  return canOnOffice365(ctx.actor, id) ? what(ctx, id) : t(ctx.language, 'reports.whoami.notOffice365', { what: what(ctx, id) });
}

function permissionNamed(about: string): PersonPermission | undefined {
  const term = searchTerm(about);
  if (term === '') return undefined;
  return ofPeople.find((id) => id.toLowerCase() === term) ?? ofPeople.find((id) => languages.some((language) => searchTerm(what({ language }, id)).includes(term)));
}

function companyFacts({ language, actor }: TurnCtx, tenant: DirectoryTenant | undefined): readonly JsonObject[] {
  return [
    { title: t(language, 'reports.whoami.company'), value: md(tenant?.name ?? actor.tenant) },
    ...(tenant ? [{ title: t(language, 'reports.whoami.country'), value: countryName(language, tenant.country) }] : []),
    { title: t(language, 'reports.whoami.kind'), value: t(language, `reports.whoami.kind.${tenant?.kind ?? 'unknown'}`) },
  ];
}

function roleFacts({ language, actor }: TurnCtx): readonly JsonObject[] {
  const { agent, admin } = heldRoles(actor);
  const directory = actor.directoryRoles.map((role: DirectoryRole) => t(language, `reports.whoami.directory.${role}`));
  return [
    { title: t(language, 'reports.whoami.agent'), value: t(language, `common.role.${agent}`) },
    { title: t(language, 'reports.whoami.admin'), value: t(language, `common.role.${admin}`) },
    { title: t(language, 'reports.whoami.directory'), value: directory.length > 0 ? list(language, directory) : t(language, 'reports.whoami.none') },
    ...(actor.programmeAdmin ? [{ title: t(language, 'reports.whoami.programme'), value: t(language, 'reports.whoami.programme.yes') }] : []),
  ];
}

/** What somebody holds on the two axes; none is none. */
function rolesNamed({ language, actor }: Pick<TurnCtx, 'language' | 'actor'>): readonly string[] {
  const { agent, admin } = heldRoles(actor);
  return [...(agent === 'notAnAgent' ? [] : [agent]), ...(admin === 'notAnAdmin' ? [] : [admin])].map((role) => t(language, `common.role.${role}`));
}

/** What permissions are given for beside those two axes; a Global admin is told so once. */
const otherRoles = ({ language, actor }: TurnCtx): readonly string[] => [
  ...(actor.directoryRoles.includes('globalAdmin') && heldRoles(actor).admin !== 'globalAdmin' ? [t(language, 'reports.whoami.also.E01')] : []),
  ...(actor.programmeAdmin ? [t(language, 'reports.whoami.also.R01')] : []),
];

/** Why somebody may do so little, where it is not their roles. */
function note({ language, actor }: TurnCtx, tenant: DirectoryTenant | undefined): string {
  if (!tenant) return t(language, 'reports.whoami.note.unknown');
  if (tenant.kind === 'customer') return t(language, 'reports.whoami.note.customer');
  return actor.roles || rolesNamed({ language, actor }).length > 0 || actor.programmeAdmin ? '' : t(language, 'reports.whoami.note.noAccount');
}

/** Whose it is, what the reader has, and who can help. */
function explained(ctx: TurnCtx, id: PersonPermission, tenant: DirectoryTenant | undefined): JsonObject {
  const { language, actor } = ctx;
  const may = mayUse(actor, id);
  const { agent, admin, office365, side } = rowOf(id);
  const held = [...rolesNamed(ctx), ...otherRoles(ctx)];
  const facts = [
    { name: 'grants', value: list(language, [...also(ctx, id), ...[...agent, ...admin].map((role) => t(language, `common.role.${role}`))]) },
    { name: 'you', value: held.length > 0 ? list(language, held) : t(language, 'reports.whoami.none') },
    ...(office365 ? [{ name: 'office365' as const, value: list(language, office365.map((role) => t(language, `common.role.${role}`))) }] : []),
    ...(side ? [{ name: 'side' as const, value: t(language, `reports.whoami.side.${side}`) }] : []),
    ...(may || can(actor, id) ? [] : [{ name: 'help' as const, value: help(ctx, id, tenant) }]),
  ] as const;
  return {
    title: t(language, may ? 'reports.whoami.yours' : 'reports.whoami.notYours', { id, what: may ? granted(ctx, id) : what(ctx, id) }),
    facts: facts.map(({ name, value }) => ({ title: t(language, `reports.whoami.fact.${name}`), value })),
  };
}

/** Ways to hold a permission that are no partner role. */
const otherWays = ['E01', 'E03', 'E05', 'O01', 'O02', 'R01'] as const;

function also({ language }: TurnCtx, id: PersonPermission): readonly string[] {
  const way = otherWays.find((other) => other === id);
  return way ? [t(language, `reports.whoami.also.${way}`)] : [];
}

function help({ language }: TurnCtx, id: PersonPermission, tenant: DirectoryTenant | undefined): string {
  if (id === 'R01') return t(language, 'reports.whoami.help.programme');
  if (tenant?.kind !== 'provider' && tenant?.kind !== 'reseller') return t(language, 'reports.whoami.help.noAccount');
  const admins = md(tenant.globalAdmins.join(', ')) || t(language, 'common.nobodyKnown');
  return t(language, id === 'E01' ? 'reports.whoami.help.globalAdmin' : 'reports.whoami.help.roles', { admins });
}
