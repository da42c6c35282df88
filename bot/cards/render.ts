/**
 * A card's template and data in, the card that Teams shows out. Pure and synchronous; each template is parsed once, and the template engine
 * is not even loaded for cards that bind nothing. No words here, and no knowledge of any task.
 */

import { createRequire } from 'node:module';
import { setImmediate as idle } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { languages } from '../../src/core/actor.ts';
import type { Language } from '../../src/core/actor.ts';
import { words } from '../words.ts';
import { md, plain } from './escape.ts';
import type { CardTemplates, JsonObject, JsonValue } from './load.ts';
import { cardNames, isObject, loadCards } from './load.ts';

/** What a mapper hands to a card. Text that people typed passes `md` first, except where no Markdown is read: `value` of inputs, titles of actions. */
export type CardData = JsonObject;

export type AdaptiveCard = JsonObject & { readonly type: 'AdaptiveCard'; readonly body: readonly JsonValue[] };

/** A line across the top that says what just happened; plain text. The colour only underlines what the words say. */
export type Banner = { readonly style: 'good' | 'warning' | 'attention' | 'accent'; readonly text: string };

export interface Renderer<Name extends string> {
  readonly render: (name: Name, language: Language, data: CardData, options?: { readonly banner?: Banner | undefined }) => AdaptiveCard;
  /** Parses all templates, one in each idle moment: in the first person's turn it would cost a quarter of a second. */
  readonly warm: () => Promise<void>;
}

type Expand = (data: CardData) => JsonObject;

export function createRenderer<Name extends string>(cards: CardTemplates<Name>): Renderer<Name> {
  const expanders = new Map<JsonObject, Expand>();

  function expanderOf(name: Name, language: Language): Expand {
    const template = cards.get(name)?.[language];
    if (!template) throw new Error(`There is no card "${name}"`);
    const expand = expanders.get(template) ?? newExpander(name, template);
    expanders.set(template, expand);
    return expand;
  }

  return {
    render: (name, language, data, { banner } = {}) => finish(name, expanderOf(name, language)(data), language, banner),
    warm: async () => {
      for (const name of cards.keys()) {
        for (const language of languages) {
          await idle();
          expanderOf(name, language);
        }
      }
    },
  };
}

/** The cards of this program. */
export const { render, warm } = createRenderer(loadCards(fileURLToPath(new URL('../../cards', import.meta.url)), cardNames, words));

function newExpander(name: string, template: JsonObject): Expand {
  if (!JSON.stringify(template).includes('${')) return () => template;
  const { Template } = loadEngine();
  const parsed = new Template(template);
  return (data) => {
    missing = [];
    const card: JsonObject = parsed.expand({ $root: data }); // an object, because the template is one
    if (missing.length > 0) throw new Error(`The card "${name}" was given no value for ${missing.join(', ')}`);
    return card;
  };
}

/** Paths that the expansion under way found no value for; the engine would show them to the reader as "${path}". */
let missing: string[] = [];

// `require`, because a dynamic import would make every rendering asynchronous, and a static one costs 0.2 s before the first request.
const require = createRequire(import.meta.url);

function loadEngine(): typeof import('adaptivecards-templating') {
  const engine = require('adaptivecards-templating') as typeof import('adaptivecards-templating'); // `require` knows no types
  // The engine's only way to tell what is missing. It is process-wide; nobody else in this process expands templates.
  engine.GlobalSettings.getUndefinedFieldValueSubstitutionString = (path) => {
    missing.push(path);
    return '?';
  };
  return engine;
}

function finish(name: string, card: JsonObject, language: Language, banner: Banner | undefined): AdaptiveCard {
  const body = Array.isArray(card['body']) ? card['body'] as readonly JsonValue[] : []; // isArray forgets what the items are
  const heading = headingIn(body);
  if (heading === undefined) throw new Error(`The card "${name}" shows no TextBlock of style "heading"`);
  return {
    ...card,
    type: 'AdaptiveCard',
    lang: language,
    fallbackText: heading,
    speak: plain(heading),
    body: banner ? [bannerElement(banner), ...body] : body,
  };
}

/** The first heading on the card, wherever it is nested. */
function headingIn(elements: readonly JsonValue[]): string | undefined {
  for (const element of elements) {
    if (!isObject(element)) continue;
    const { type, style, text, items, columns } = element;
    if (type === 'TextBlock' && style === 'heading') return String(text);
    const nested = items ?? columns;
    const heading = Array.isArray(nested) ? headingIn(nested) : undefined;
    if (heading !== undefined) return heading;
  }
  return undefined;
}

function bannerElement({ style, text }: Banner): JsonObject {
  return { type: 'Container', style, bleed: true, items: [{ type: 'TextBlock', text: md(text), weight: 'Bolder', wrap: true }] };
}
