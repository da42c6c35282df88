/** Draws cards in a process of its own and tells how long it took: the first one after a start, and many beside a template that is parsed anew each time. `warm` as an argument: after the templates were warmed. */

import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { cardNames, loadCards } from '../bot/cards/load.ts';
import type { CardName, JsonObject } from '../bot/cards/load.ts';
import type { AdaptiveCard, CardData } from '../bot/cards/render.ts';
import { render, warm } from '../bot/cards/render.ts';
import { formScreens } from '../bot/tasks/enrolment/enrolmentScreens.ts';
import { words } from '../bot/words.ts';
import { median } from './arithmetic.ts';
import { enrolmentOf } from './seed.ts';

export type Drawn = { readonly name: string; /** Microseconds, medians. */ readonly own: number; readonly fresh: number };
export type Drawing = { /** Milliseconds of the first card of the process. */ readonly first: number; readonly cards: readonly Drawn[] };

type Card = { readonly name: string; readonly card: CardName; readonly data: CardData };

const rounds = Number(process.argv[2]);
const OWN_EACH = 200;
const FRESH_EACH = 5;

const [form, ...others] = cardsOf();
if (process.argv.includes('warm')) await warm();
const begun = performance.now();
render(form.card, 'es', form.data);
const first = performance.now() - begun;
process.send?.({ first, cards: rounds === 0 ? [] : [form, ...others].map(drawn) } satisfies Drawing);

function cardsOf(): readonly [Card, ...Card[]] {
  const doc = enrolmentOf(0);
  const { card, data } = formScreens.LegalProfile(doc);
  const ctx = { language: 'es', timeZone: 'Europe/Madrid' } as Parameters<typeof data>[0]['ctx']; // what this form asks of it
  return [{ name: 'a form, the legal profile', card, data: data({ ctx, doc }) }, { name: 'a list of 25 rows', card: 'common/list', data: list() }];
}

/** As bot/commands/list.ts binds it. */
function list(): CardData {
  const rows = Array.from({ length: 25 }, (_unused, index) => ({
    name: `Viveros Woodgrove ${index}`, title: `Viveros Woodgrove ${index}`, subtitle: 'Activo · desde hace 3 días · España', verb: 'show.customer', data: { id: `customer-${index}`, about: 'bench' },
  }));
  return {
    title: 'Clientes', subtitle: 'Los clientes de tu compañía', empty: 'Todavía no hay ninguno', rows, extra: [],
    search: { query: '', verb: 'show.customers', data: { about: '' } }, next: { verb: 'show.customers', data: { about: '', cursor: '1' } },
  };
}

function drawn({ name, card, data }: Card): Drawn {
  const fresh = freshly(card, data);
  if (!isDeepStrictEqual(plain(fresh()), plain(bound(render(card, 'es', data))))) throw new Error(`${card} is not what a fresh template makes of it`);
  const [own, anew]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    own.push(timed(OWN_EACH, () => render(card, 'es', data)));
    anew.push(timed(FRESH_EACH, fresh));
  }
  return { name, own: median(own), fresh: median(anew) };
}

/** The sample way: the template is parsed for each card. */
function freshly(card: CardName, data: CardData): () => JsonObject {
  const { Template } = createRequire(import.meta.url)('adaptivecards-templating') as typeof import('adaptivecards-templating'); // `require` knows no types
  const template = loadCards(fileURLToPath(new URL('../cards', import.meta.url)), cardNames, words).get(card)?.es;
  return () => new Template(template).expand({ $root: data });
}

/** What comes of binding, without what rendering adds for everybody. */
function bound({ lang: _language, fallbackText: _fallback, speak: _spoken, ...card }: AdaptiveCard): JsonObject {
  return card;
}

function plain(card: JsonObject): unknown {
  return JSON.parse(JSON.stringify(card));
}

/** Microseconds of each of so many. */
function timed(count: number, draw: () => unknown): number {
  const start = performance.now();
  for (let times = 0; times < count; times++) draw();
  return (performance.now() - start) * 1000 / count;
}
