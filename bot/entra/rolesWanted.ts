/** Would it matter for what somebody asks whether they are a Global admin of their directory? Permissions answer; no roles are looked up here. */

import type { PersonActor } from '../../src/core/actor.ts';
import type { Permission } from '../../src/rules/permissions.ts';
import { can } from '../../src/rules/permissions.ts';
import { taskOf } from '../../src/tasks/catalog.ts';
import type { Route } from '../turn/route.ts';
import type { CommandName, TurnCtx } from '../turn/turnCtx.ts';

/** What commands and screens are about that everybody may open [DESIGN]: those of the first table lead a Global admin further than others, the second shows them more. */
const begins: Partial<Record<CommandName, Permission>> = { enrol: 'E01', accept: 'P14' };
const shows: ReadonlySet<CommandName> = new Set(['status', 'next', 'whoami']);
const beginsHere: Readonly<Record<string, Permission>> = { 'show.enrolment': 'E01' };

type Wanted = { readonly needs: Permission; readonly how: 'asked' | 'ifEasy' };

/** @returns "ifEasy" for what goes on without a question: typing on in a form is not interrupted. */
export function wantsRoles({ actor, viewNeeds }: Pick<TurnCtx, 'actor' | 'viewNeeds'>, route: Route): Wanted['how'] | undefined {
  const wanted = wantedBy(route, viewNeeds);
  return wanted && helps(actor, wanted.needs) ? wanted.how : undefined;
}

function wantedBy(route: Route, viewNeeds: TurnCtx['viewNeeds']): Wanted | undefined {
  if (route.kind === 'talk' || route.kind === 'installed' || (route.kind === 'command' && shows.has(route.parsed.row.name))) return { needs: 'E01', how: 'ifEasy' };
  const needs = needsOf(route, viewNeeds);
  return needs && { needs, how: 'asked' };
}

function needsOf(route: Route, viewNeeds: TurnCtx['viewNeeds']): Permission | undefined {
  switch (route.kind) {
    case 'command': return route.parsed.kind === 'command' ? begins[route.parsed.row.name] ?? route.parsed.row.needs : undefined;
    case 'view': return beginsHere[route.verb] ?? viewNeeds(route.verb);
    case 'event': return taskOf(route.task).events[route.event]?.[0]?.needs; // the rows of one event are for the same people
    case 'sent': return 'E04';
    default: return undefined;
  }
}

/** Enrolling and answering is the work of companies, not of the programme's staff or of providers' (§2.3). */
function helps(actor: PersonActor, needs: Permission): boolean {
  const isStaff = actor.programmeAdmin || actor.tenantKind === 'provider';
  return !(needs === 'E01' && isStaff) && !can(actor, needs) && can({ ...actor, directoryRoles: ['globalAdmin'] }, needs);
}
