/** The lists of commands that Teams offers while somebody types, made from the command table: one for each scope. What an entry says is in cards/; whether it may be run is asked when it is. */

import type { Language } from '../../src/core/actor.ts';
import type { CommandRow } from '../commands/row.ts';
import type { CommandName } from '../turn/turnCtx.ts';
import { t, words } from '../words.ts';
import type { CommandList } from './schema.ts';
import { MOST_COMMANDS } from './schema.ts';

/** [DESIGN] Teams shows the same list to everybody: those that say something useful by themselves, to most people first. A list takes as many as it has room for. */
const offered: readonly CommandName[] = [
  'help', 'next', 'enrol', 'status', 'partnerships', 'customers', 'orders', 'users', 'reviews', 'privacy', 'providers', 'resellers', 'offers', 'approvals', 'stats',
];

const scopes: CommandList['scopes'] = ['personal', 'team', 'groupChat'];

export function commandLists(table: readonly CommandRow[], language: Language): readonly CommandList[] {
  return scopes.map((scope) => ({
    scopes: [scope],
    commands: offeredIn(table, scope).map((row) => ({ title: titleOf(row, language), description: t(language, `commands.${row.name}.about`) })),
  }));
}

/** Where others read along, only what is answered there. */
export function offeredIn(table: readonly CommandRow[], scope: CommandList['scopes'][number]): readonly CommandRow[] {
  const rows = offered.flatMap((name) => table.find((row) => row.name === name) ?? []);
  return rows.filter(({ where }) => scope === 'personal' || where === 'anywhere').slice(0, MOST_COMMANDS);
}

/** What a click sends: a name of the command, or words in which it stands together with what it needs. */
export function titleOf(row: CommandRow, language: Language): string {
  const name = language === 'es' ? row.spanish[0] ?? row.name : row.name;
  return words['manifest']?.[`title.${row.name}`]?.[language] ?? name;
}
