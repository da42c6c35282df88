/** `/outbox`: what was given up, why, and the button that sends it again. Which rows somebody sees is decided in app/deadRows.ts. */

import type { DeadRow } from '../../src/app/deadRows.ts';
import { deadRow, deadRows, deadScope, retryRow } from '../../src/app/deadRows.ts';
import { companyName } from '../../src/app/queries.ts';
import { searchTerm } from '../../src/app/search.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { dateTime, shortened } from '../format.ts';
import type { CardData } from '../turn/inbound.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply, textReply } from '../turn/turnCtx.ts';
import { t, words } from '../words.ts';
import type { Asked } from './list.ts';
import { ago, listReply } from './list.ts';

export async function outboxPage(ctx: TurnCtx, asked: Asked): Promise<Reply> {
  const { language, deps, actor } = ctx;
  const names = new Map<string, string>();
  return await listReply(ctx, {
    verb: 'show.outbox',
    title: t(language, 'reports.outbox.title'),
    subtitle: (search) => (search === '' ? t(language, 'reports.outbox.subtitle') : t(language, 'reports.outbox.found', { search: md(search) })),
    empty: (search) => t(language, search === '' ? 'reports.outbox.empty' : 'reports.outbox.foundNone'),
    page: async (search, after) => {
      const page = await deadRows(deps, { tenant: deadScope(actor), search: kindNamed(search) ?? search, after });
      for (const { tenant } of page.rows) names.set(tenant, names.get(tenant) ?? await companyOf(ctx, tenant));
      return page;
    },
    row: (row) => ({
      name: kindName(ctx, row),
      subtitle: t(language, 'reports.outbox.row', { company: md(shortened(names.get(row.tenant) ?? row.tenant)), since: ago(ctx, row.createdAt), attempts: row.attempts }),
      verb: 'show.deadRow', data: refOf(row),
    }),
  }, asked);
}

/** One of them, with the way to send it again; what is not there any more was sent meanwhile. */
export async function showDeadRow(ctx: TurnCtx, { input }: CardData): Promise<Reply> {
  const { language, deps, actor, timeZone } = ctx;
  const row = await deadRow(deps, actor, { partition: input['partition'] ?? '', id: input['id'] ?? '' });
  if (!row) return textReply(t(language, 'reports.outbox.gone'));
  const facts = [
    ['company', md(await companyOf(ctx, row.tenant))],
    ['since', dateTime(language, row.createdAt, timeZone)],
    ['attempts', String(row.attempts)],
    ['error', row.reason === '' ? t(language, 'reports.outbox.noError') : md(row.reason.slice(0, LONGEST_ERROR))],
  ] as const;
  return cardReply(render('reports/deadRow', language, {
    title: kindName(ctx, row), why: t(language, `reports.outbox.why.${row.why ?? 'unknown'}`), ...refOf(row),
    facts: facts.map(([name, value]) => ({ title: t(language, `reports.outbox.fact.${name}`), value })),
  }));
}

/** A second click finds nothing to send: the first one did it. */
export async function retry(ctx: TurnCtx, { input }: CardData): Promise<Reply> {
  const { deps, actor, language, correlation } = ctx;
  const outcome = await retryRow(deps, actor, { partition: input['partition'] ?? '', id: input['id'] ?? '', correlation });
  return textReply(t(language, `reports.outbox.${outcome}`));
}

/** Errors of other programs may be long. */
const LONGEST_ERROR = 500;

const refOf = ({ partition, id }: DeadRow) => ({ partition, id });

function kindName({ language }: TurnCtx, { kind }: DeadRow): string {
  return kind === '' ? t(language, 'reports.outbox.unreadable') : words['reports']?.[`${KIND}${kind}`]?.[language] ?? kind;
}

/** The list knows kinds by their codes; people search for the words that they see. */
function kindNamed(search: string): string | undefined {
  const term = searchTerm(search);
  const found = term === '' ? undefined : Object.entries(words['reports'] ?? {}).find(([key, entry]) => key.startsWith(KIND) && Object.values(entry).some((text) => searchTerm(text).startsWith(term)));
  return found?.[0].slice(KIND.length);
}

const KIND = 'outbox.kind.';

/** Of a row that cannot be read, nobody knows whose it is. */
const companyOf = async ({ deps }: TurnCtx, tenant: string): Promise<string> =>
  (tenant === '' ? '–' : await companyName(deps, tenant as TenantId)); // written by this program from a tenant's id
