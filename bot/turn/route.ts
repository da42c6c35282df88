/** Inbound → what handles it, as a pure function: the first match wins, and "nothing matches" is a value (style.md H1). */

import { searchTerm } from '../../src/app/search.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { readVerb } from '../../src/tasks/catalog.ts';
import type { Parsed } from '../commands/parse.ts';
import { parseCommand, spanishGreetings } from '../commands/parse.ts';
import type { CommandRow } from '../commands/row.ts';
import type { ViewVerb } from '../views.ts';
import { isView } from '../views.ts';
import type { CardData, FileAnswer, Inbound, SentFile } from './inbound.ts';
import type { Reply } from './turnCtx.ts';

export type Route =
  | { readonly kind: 'event'; readonly task: TaskKind; readonly event: string; readonly data: CardData }
  | { readonly kind: 'view'; readonly verb: ViewVerb; readonly data: CardData }
  | { readonly kind: 'command'; readonly parsed: Exclude<Parsed, { kind: 'none' }> }
  | { readonly kind: 'sent'; readonly file: SentFile }
  | { readonly kind: 'file'; readonly answer: FileAnswer }
  | { readonly kind: 'greeting' }
  | { readonly kind: 'talk'; readonly text: string }
  | { readonly kind: 'installed' }
  | { readonly kind: 'unknownVerb' }
  /** Something has to be asked before. */
  | { readonly kind: 'question'; readonly reply: Reply }
  | { readonly kind: 'ignored' };

const greetings: ReadonlySet<string> = new Set(['hi', 'hello', 'hey', 'menu', ...spanishGreetings]);

export function route(inbound: Inbound, table: readonly CommandRow[]): Route {
  switch (inbound.kind) {
    case 'click': return routeClick(inbound.verb, inbound.data);
    case 'text': return routeText(inbound.text, table);
    case 'sent': return { kind: 'sent', file: inbound.file };
    case 'file': return { kind: 'file', answer: inbound.answer };
    case 'installed': return { kind: 'installed' };
    case 'signIn': case 'upgraded': case 'removed': case 'ignored': case 'malformed': return { kind: 'ignored' };
  }
}

function routeClick(verb: string, data: CardData): Route {
  const event = readVerb(verb);
  if (event) return { kind: 'event', ...event, data };
  return isView(verb) ? { kind: 'view', verb, data } : { kind: 'unknownVerb' };
}

function routeText(text: string, table: readonly CommandRow[]): Route {
  if (text === '' || greetings.has(searchTerm(text))) return { kind: 'greeting' };
  const parsed = parseCommand(text, table);
  return parsed.kind === 'none' ? { kind: 'talk', text } : { kind: 'command', parsed };
}
