/** A list on a card: a page of lines, a search over them, and the way to the next page. Which list it is comes in as an argument; the cost of a page is one query. */

import { between } from '../../src/core/time.ts';
import type { PageOf } from '../../src/app/lines.ts';
import { md } from '../cards/escape.ts';
import type { JsonObject } from '../cards/load.ts';
import { render } from '../cards/render.ts';
import { duration, shortened } from '../format.ts';
import type { Instant } from '../../src/core/time.ts';
import type { CardData } from '../turn/inbound.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import { turnedTo } from './cursor.ts';

/** What somebody asked for: the first page of a search, or the page behind a cursor. */
export type Asked = { readonly search: string; readonly cursor: string | undefined };
export const askedIn = ({ input }: CardData): Asked => ({ search: input['query'] ?? '', cursor: input['cursor'] });

export type ListRow = {
  /** As it was typed by people; escaped and shortened here. */
  readonly name: string;
  /** Markdown already: escape what people typed. */
  readonly subtitle: string;
  readonly verb: string;
  readonly data: JsonObject;
};

export type ListFilter = { readonly label: string; readonly value: string; readonly choices: readonly { readonly title: string; readonly value: string }[] };

export type List<T> = {
  /** The view that shows this list: its search, its pages. */
  readonly verb: string;
  /** What the view needs besides, such as whose list it is; part of the cursor too, so that no cursor leads to another list. */
  readonly about?: string;
  readonly title: string;
  /** Under the title, and in place of rows; with a search the words say so. */
  readonly subtitle: (search: string) => string;
  readonly empty: (search: string) => string;
  readonly page: (search: string, after: string | undefined) => Promise<PageOf<T>>;
  readonly row: (line: T) => ListRow;
  /** A choice of what the list is about, beside the search; read while the page is. */
  readonly filter?: Promise<ListFilter | undefined>;
  readonly extra?: readonly { readonly title: string; readonly verb: string; readonly data: JsonObject }[];
};

export async function listReply<T>(ctx: TurnCtx, list: List<T>, asked: Asked): Promise<Reply> {
  const { verb, about = '' } = list;
  const [{ search, page, isFirst, next, banner }, filter] = await Promise.all([turnedTo(ctx, { ...asked, list: `${verb} ${about}` }, list.page), list.filter]);
  return cardReply(render('common/list', ctx.language, {
    title: list.title, subtitle: list.subtitle(search), empty: list.empty(search),
    rows: page.rows.map((line) => shown(list.row(line))),
    search: { query: search, verb, data: filter ? {} : { about } }, // a filter is an input, and says the same itself
    extra: list.extra ?? [],
    ...(filter ? { filter } : {}),
    ...(isFirst ? {} : { previous: { verb, data: { about, query: search } } }),
    ...(next ? { next: { verb, data: { about, cursor: next } } } : {}),
  }, { banner }));
}

/** A whole page of them has to fit on one card (28 KB, teams-platform §1); the thing itself shows the whole name. */
function shown({ name, subtitle, verb, data }: ListRow): JsonObject {
  return { title: md(shortened(name)), subtitle, verb, data };
}

/** "3 days ago", as the subtitles of rows say it. */
export const ago = ({ language, deps }: TurnCtx, instant: Instant): string => duration(language, -between(instant, deps.clock()));
