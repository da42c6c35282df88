/** `/audit`: what happened in the own company, newest first, a page at a time. As a file: auditFile.ts. */

import type { AuditPage } from '../../src/app/auditLog.ts';
import { auditPage } from '../../src/app/auditLog.ts';
import type { AuditEntry } from '../../src/app/documents.ts';
import { md } from '../cards/escape.ts';
import type { JsonObject } from '../cards/load.ts';
import { render } from '../cards/render.ts';
import { dateTime, shortened } from '../format.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { cardReply } from '../turn/turnCtx.ts';
import { t } from '../words.ts';
import { offerFile } from './auditFile.ts';
import { about, fieldName, rolesHeld, stateName, valueOf, whatHappened } from './auditWords.ts';
import { turnedTo } from './cursor.ts';
import type { Asked } from './list.ts';

export type AuditAsked = { readonly about: string; readonly format: 'card' | 'csv' | 'json' };

export async function audit(ctx: TurnCtx, { about: search, format }: AuditAsked): Promise<Reply> {
  return format === 'card' ? await showAudit(ctx, { search, cursor: undefined }) : await offerFile(ctx, { about: search, format });
}

export async function showAudit(ctx: TurnCtx, asked: Asked): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const { search: query, page, isFirst, next, banner } = await turnedTo(ctx, { ...asked, list: 'show.audit' }, async (search, after) =>
    await auditPage(deps, { tenant: actor.tenant, matches: about(search) }, after));
  return cardReply(render('reports/audit', language, {
    query, subtitle: subtitle(ctx, query), empty: empty(ctx, query, page),
    rows: page.rows.map((entry) => shown(ctx, entry)),
    ...(next ? { older: { cursor: next } } : {}),
    ...(isFirst ? {} : { newest: { query } }),
  }, { banner }));
}

function subtitle({ language, timeZone }: TurnCtx, query: string): string {
  return query === '' ? t(language, 'reports.audit.subtitle', { zone: timeZone }) : t(language, 'reports.audit.subtitleFound', { about: md(query), zone: timeZone });
}

function empty({ language }: TurnCtx, query: string, { rows, next, lookedAt }: AuditPage): string {
  if (rows.length > 0) return '';
  if (next) return t(language, 'reports.audit.foundNoneYet', { count: lookedAt });
  return t(language, query === '' ? 'reports.audit.empty' : 'reports.audit.foundNone');
}

/** A page of entries has to fit on a card (28 KB): long texts are cut, and whole in the file. */
const LONGEST = 40;
const MOST_FIELDS = 4;

const short = (text: string): string => shortened(text, LONGEST);

function shown(ctx: TurnCtx, entry: AuditEntry): JsonObject {
  const { language, timeZone } = ctx;
  const roles = rolesHeld(language, entry);
  const who = { at: dateTime(language, entry.at, timeZone), name: md(short(entry.actor.name)), roles: md(roles) };
  const detail = [short(entry.document), moved(language, entry), changes(ctx, entry), entry.correlation];
  return {
    title: md(shortened(whatHappened(language, entry), 80)),
    who: t(language, roles === '' ? 'reports.audit.whoOnly' : 'reports.audit.who', who),
    detail: md(detail.filter((part) => part !== '').join(' · ')),
  };
}

function moved(language: TurnCtx['language'], { task, before, after }: AuditEntry): string {
  return before === after ? '' : t(language, 'reports.audit.from', { before: stateName(language, task, before), after: stateName(language, task, after) });
}

/** A field whose parts stayed the same was only written anew. */
function changes(ctx: TurnCtx, { changed }: AuditEntry): string {
  const { language } = ctx;
  const told = Object.entries(changed).flatMap(([field, { before, after }]) => {
    const [was, is] = [short(valueOf(ctx, before, after)), short(valueOf(ctx, after, before))];
    return was === is ? [] : [t(language, 'reports.audit.field', { field: short(fieldName(language, field)), before: was, after: is })];
  });
  if (told.length === 0) return '';
  const more = told.length > MOST_FIELDS ? [t(language, 'reports.audit.more', { count: told.length - MOST_FIELDS })] : [];
  return t(language, 'reports.audit.changed', { fields: [...told.slice(0, MOST_FIELDS), ...more].join('; ') });
}
