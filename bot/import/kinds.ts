/** The kinds of files with many rows: which columns each has, how its rows are checked, and what becomes of one. A row of this table, and its words, is all that another kind needs. */

import { customersOf } from '../../src/app/customers.ts';
import type { ImportedRows } from '../../src/app/imports.ts';
import { partnersOf } from '../../src/app/partners.ts';
import { dayOf } from '../../src/core/time.ts';
import type { ImportKind } from '../../src/tasks/importJob.ts';
import type { Unreadable } from '../listings/csv.ts';
import { readCsv } from '../listings/csv.ts';
import type { TurnCtx } from '../turn/turnCtx.ts';
import { creditRow } from './creditRow.ts';
import { checkCredits, columns as creditColumns } from './creditRows.ts';
import { inviteRow } from './inviteRow.ts';
import { checkInvites, columns as inviteColumns } from './inviteRows.ts';
import type { Checking } from './naming.ts';
import { remembering } from './naming.ts';
import type { RowDeed } from './rowDeed.ts';

/** How many rows there are, and what checks them. */
type Read = { readonly count: number; readonly check: (checking: Checking) => Promise<ImportedRows> };

type Kind = { readonly read: (bytes: Uint8Array, most: number) => Read | Unreadable; readonly deed: RowDeed };

export const kinds: Readonly<Record<ImportKind, Kind>> = {
  invite: {
    read: (bytes, most) => {
      const table = readCsv(bytes, inviteColumns, most);
      return 'unreadable' in table ? table : { count: table.rows.length, check: async (checking) => await checkInvites(table.rows, checking) };
    },
    deed: inviteRow,
  },
  credit: {
    read: (bytes, most) => {
      const table = readCsv(bytes, creditColumns, most);
      return 'unreadable' in table ? table : { count: table.rows.length, check: async (checking) => await checkCredits(table.rows, checking) };
    },
    deed: creditRow,
  },
};

/** Companies as the lists of the person's own company have them. */
export const checkingFor = ({ deps, actor }: TurnCtx): Checking => ({
  context: { rules: deps.rules, country: '', today: dayOf(deps.clock()), form: {} },
  partners: remembering(async (search) => (await partnersOf(deps, actor, { search, after: undefined })).rows.map(({ other: id, name }) => ({ id, name }))),
  customers: remembering(async (search) => (await customersOf(deps, actor.tenant, { search, after: undefined })).rows.map(({ customer: id, name }) => ({ id, name }))),
});
