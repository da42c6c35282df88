/** A list on a card: a page of lines, a search over them, and the way to the next page. Which list it is comes in as an argument; the cost of a page is one query. */

import type { Language } from '../../src/core/actor.ts';
import { between } from '../../src/core/time.ts';
import type { PageOf } from '../../src/app/lines.ts';
import { md } from '../cards/escape.ts';
import type { JsonObject } from '../cards/load.ts';
import type { Banner } from '../cards/render.ts';
import { render } from '../cards/render.ts';
import { duration } from '../format.ts';
import type { Instant } from '../../src/core/time.ts';
import type { CardData } from '../turn/inbound.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import type { Cursor } from './cursor.ts';
import { openCursor, sealCursor } from './cursor.ts';

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
  readonly extra?: readonly { readonly title: string; readonly verb: string; readonly data: JsonObject }[];
};

export async function listReply<T>(ctx: TurnCtx, list: List<T>, { search, cursor }: Asked): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const { verb, about = '' } = list;
  const opened = cursor ? await openCursor(deps, actor, { id: cursor, list: `${verb} ${about}` }) : undefined;
  const asked = opened?.search ?? search;
  const { rows, next: after } = await list.page(asked, opened?.after);
  const next = after ? await sealCursor(deps, actor, { list: `${verb} ${about}`, search: asked, after }) : undefined;
  return cardReply(render('common/list', language, {
    title: list.title, subtitle: list.subtitle(asked), empty: list.empty(asked),
    rows: rows.map((line) => shown(list.row(line))),
    search: { query: asked, verb, data: { about } },
    extra: list.extra ?? [],
    ...(opened ? { previous: { verb, data: { about, query: asked } } } : {}),
    ...(next ? { next: { verb, data: { about, cursor: next } } } : {}),
  }, restarted(language, cursor, opened)));
}

/** A cursor that leads nowhere is answered with the first page, and a word why. */
export function restarted(language: Language, cursor: string | undefined, opened: Cursor | undefined): { readonly banner?: Banner } {
  return cursor && !opened ? { banner: { style: 'accent', text: t(language, 'common.list.restarted') } } : {};
}

/** A whole page of them has to fit on one card (28 KB, teams-platform §1); the thing itself shows the whole name. */
function shown({ name, subtitle, verb, data }: ListRow): JsonObject {
  const short = shortened(name);
  return { name: short, title: md(short), subtitle, verb, data };
}

const LONGEST_NAME = 50;

/** On one line, and cut where it is too long for a line of many. */
export function shortened(text: string, longest = LONGEST_NAME): string {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length > longest ? `${characters.slice(0, longest).join('').trimEnd()}…` : characters.join('');
}

/** "3 days ago", as the subtitles of rows say it. */
export const ago = ({ language, deps }: TurnCtx, instant: Instant): string => duration(language, -between(instant, deps.clock()));
