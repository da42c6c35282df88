/**
 * A card's template and data in, the card that Teams shows out. Pure and synchronous; each template is read once, and the template engine is
 * loaded only for one that says more than expand.ts reads. No words here, and no knowledge of any task.
 */

import { createRequire } from 'node:module';
import { setImmediate as idle } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drawing } from '../../src/app/telemetry.ts';
import { languages } from '../../src/core/actor.ts';
import type { Language } from '../../src/core/actor.ts';
import { words } from '../words.ts';
import { md, plain } from './escape.ts';
import type { Expand } from './expand.ts';
import { compile } from './expand.ts';
import type { CardTemplates, JsonObject, JsonValue } from './load.ts';
import { cardNames, isObject, loadCards } from './load.ts';

/** What a mapper hands to a card. Text that people typed passes `md` first, except where no Markdown is read: `value` of inputs, titles of actions. */
export type CardData = JsonObject;

export type AdaptiveCard = JsonObject & { readonly type: 'AdaptiveCard'; readonly body: readonly JsonValue[] };

/** A line across the top that says what just happened; plain text. The colour only underlines what the words say. */
export type Banner = { readonly style: 'good' | 'warning' | 'attention' | 'accent'; readonly text: string };

export interface Renderer<Name extends string> {
  readonly render: (name: Name, language: Language, data: CardData, options?: { readonly banner?: Banner | undefined }) => AdaptiveCard;
  /** Reads all templates, one in each idle moment, so that nobody waits for it and a template that cannot be read is known soon. */
  readonly warm: () => Promise<void>;
}

export function createRenderer<Name extends string>(cards: CardTemplates<Name>): Renderer<Name> {
  const expanders = new Map<JsonObject, (data: CardData) => JsonObject>();

  function expanderOf(name: Name, language: Language): (data: CardData) => JsonObject {
    const template = cards.get(name)?.[language];
    if (!template) throw new Error(`There is no card "${name}"`);
    const expand = expanders.get(template) ?? newExpander(name, template);
    expanders.set(template, expand);
    return expand;
  }

  const draw: Renderer<Name>['render'] = (name, language, data, { banner } = {}) => finish(name, expanderOf(name, language)(data), language, banner);

  return {
    render: (name, language, data, options) => (drawing.hasSubscribers ? drawing.traceSync(draw, { name }, undefined, name, language, data, options) : draw(name, language, data, options)),
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

/** The card of some data, or an error that names what the data lacks. */
function newExpander(name: string, template: JsonObject): (data: CardData) => JsonObject {
  const expand = compile(template) ?? byEngine(name, template);
  return (data) => {
    const missing: string[] = [];
    const card = expand(data, missing);
    if (missing.length > 0) throw new Error(`The card "${name}" was given no value for ${missing.join(', ')}`);
    return card;
  };
}

/** For a template that says more than expand.ts reads: the whole language, and its price. */
function byEngine(name: string, template: JsonObject): Expand {
  const { GlobalSettings, Template } = require('adaptivecards-templating') as typeof import('adaptivecards-templating'); // `require` knows no types
  const parsed = parse(name, () => new Template(template));
  return (data, missing) => {
    // The engine's only way to tell what is missing. It is process-wide; nobody else in this process expands templates.
    GlobalSettings.getUndefinedFieldValueSubstitutionString = (path) => {
      missing.push(path);
      return '?';
    };
    return parsed.expand({ $root: data }); // an object, because the template is one
  };
}

function parse<Parsed>(name: string, template: () => Parsed): Parsed {
  try {
    return template();
  } catch (cause) {
    throw new Error(`The card "${name}" has an expression that the template engine cannot read`, { cause });
  }
}

// Not a dynamic import, which would make every rendering asynchronous, nor a static one, which costs each start 0.2 s.
const require = createRequire(import.meta.url);

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
