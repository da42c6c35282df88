/** Lists: every line and every word that finds it say what their source says, and nothing stands in a list that has no source (INV-20, INV-22, INV-35, INV-56, INV-59). */

import { isDeepStrictEqual } from 'node:util';
import { DEAD_EVERYWHERE, DEAD_HERE } from '../app/deadRows.ts';
import { lists, listingsHome, offersHome } from '../app/homes.ts';
import { lineWrites, termList } from '../app/lines.ts';
import { docsOf as docsOfListing } from '../app/listingDoc.ts';
import { docsOf as docsOfOffer } from '../app/offerDoc.ts';
import type { Doc } from '../app/ports.ts';
import type { Line } from '../core/machine.ts';
import type { TaskKind } from '../tasks/catalog.ts';
import { taskOf, tasks } from '../tasks/catalog.ts';
import { PARTNERS } from '../tasks/partnershipDoc.ts';
import { CUSTOMERS, sharedWith } from '../tasks/relationship.ts';
import type { Check, Seen, Whole } from './check.ts';
import { keyOf } from './inventory.ts';
import { shownTrouble } from './shown.ts';

export type Listed = Seen & { readonly list: string };

/** Looked at once for all rules that speak of lists. */
const known = new WeakMap<Whole, readonly Listed[]>();

function listTrouble(whole: Whole): readonly Listed[] {
  const before = known.get(whole);
  if (before) return before;
  const explained = new Set<string>();
  const found = [...lineTrouble(whole, explained), ...versionTrouble(whole, explained), ...shownTrouble(whole)];
  const all = [...found, ...strays(whole, explained)];
  known.set(whole, all);
  return all;
}

/** Lines of task documents in their own home, and lines that others are shown, as what is kept of them says. */
function lineTrouble({ inventory }: Whole, explained: Set<string>): readonly Listed[] {
  const compare = (partition: string, key: string, line: Line | undefined): readonly Listed[] =>
    docsOfLine(partition, key, line).flatMap((doc) => {
      explained.add(keyOf(doc));
      return difference(doc, inventory.at(doc), line?.list ?? '');
    });
  const own = (Object.keys(tasks) as TaskKind[]).flatMap((kind) => // Object.keys forgets them
    inventory.all(kind).flatMap(({ stored: { partition, id }, doc }) => compare(partition, id, taskOf(kind).line?.(doc))));
  const shown = inventory.all('shown').flatMap(({ stored: { partition, id }, doc: { line } }) => compare(partition, line ? id.slice(`shown:${line.list}:`.length) : '', line));
  return [...own, ...shown];
}

const docsOfLine = (partition: string, key: string, line: Line | undefined): readonly Doc[] =>
  lineWrites({ partition, key, before: undefined, after: line }).flatMap((write) => (write.op === 'upsert' ? [write.doc] : []));

/** A line of an earlier release may say less, and nothing else. */
function difference(wanted: Doc, stored: Doc | undefined, list: string): readonly Listed[] {
  if (!stored) return [{ where: wanted, list, what: 'it is missing from its list' }];
  const said: Doc['body'] = JSON.parse(JSON.stringify(wanted.body));
  const isSame = stored.list === wanted.list && stored.sort === wanted.sort && Object.entries(stored.body).every(([field, value]) => isDeepStrictEqual(value, said[field]));
  return isSame ? [] : [{ where: wanted, list, what: 'it does not say what its source says' }];
}

/** Of an imported list, the version in force: as many as it says, each in its lists. One that is being written, or removed, is nobody's yet. */
function versionTrouble(whole: Whole, explained: Set<string>): readonly Listed[] {
  const { inventory } = whole;
  const item = (wanted: readonly Doc[], list: string): readonly Listed[] => wanted.flatMap((doc) => {
    explained.add(keyOf(doc));
    return difference(doc, inventory.at(doc), list);
  });
  const listings = inForceOf(whole, 'listings', 'listing', listingsHome);
  const offers = inForceOf(whole, 'offers', 'offer', (version) => offersHome(version));
  return [
    ...listings.trouble, ...listings.items.flatMap(({ stored, doc }) => item(docsOfListing(stored.partition, doc), lists.providers)),
    ...offers.trouble, ...offers.items.flatMap(({ stored, doc }) => item(docsOfOffer(stored.partition, doc), lists.offers)),
  ];
}

function inForceOf<I extends 'listing' | 'offer'>({ inventory }: Whole, name: 'listings' | 'offers', item: I, home: (version: string, market: string) => string) {
  const [{ stored, doc } = { stored: undefined, doc: undefined }] = inventory.all(name);
  const items = doc ? inventory.all(item).filter(({ stored: { partition } }) => partition.startsWith(home(doc.version, ''))) : [];
  const isWhole = !stored || items.length === doc.count;
  return { items, trouble: isWhole ? [] : [{ where: stored, list: name, what: `version ${doc.version} has ${items.length} entries, and should have ${doc.count}` }] };
}

/** Their lines follow from something else than a document that says its own: enrolments.ts and outbox.ts. */
const elsewhere: ReadonlySet<string> = new Set([lists.reviews, DEAD_HERE, DEAD_EVERYWHERE].flatMap((list) => [list, termList(list)]));
const imported = [listingsHome('', '').slice(0, -1), offersHome('')] as const;

/** INV-56: whoever finds a line reads it. */
const strays = ({ inventory }: Whole, explained: ReadonlySet<string>): readonly Listed[] => [...inventory.kind('line'), ...inventory.kind('term')]
  .filter((stored) => !explained.has(keyOf(stored)) && !elsewhere.has(stored.list ?? '') && !imported.some((home) => stored.partition.startsWith(home)))
  .map((where) => ({ where, list: '', what: 'nothing that is in the store explains this line' }));

const inLists = (isMeant: (list: string) => boolean): Check['find'] => (whole) => listTrouble(whole).filter(({ list }) => isMeant(list)).map(({ where, what }) => ({ where, what }));

const isShared = (list: string): boolean => list.startsWith(sharedWith(''));
const isTagged = (list: string): boolean => list.startsWith('tagged:'); // customerTags.ts
const named: ReadonlySet<string> = new Set([PARTNERS, CUSTOMERS, '']);

export const listChecks: readonly Check[] = [
  { rule: 'INV-20', about: 'partners are in each other\'s lists exactly while the partnership is Active', find: inLists((list) => list === PARTNERS) },
  { rule: 'INV-22', about: 'shared customers are the same from both sides', find: inLists(isShared) },
  { rule: 'INV-35', about: 'a customer is in a partner\'s list exactly while the relationship is Active', find: inLists((list) => list === CUSTOMERS) },
  { rule: 'INV-59', about: 'a partner\'s tags are in lists of its own', find: inLists(isTagged) },
  { rule: 'INV-56', about: 'every line of a list follows from a document', find: inLists((list) => list === '') },
  { rule: 'lists', about: 'every other document is in its lists as it is', find: inLists((list) => !named.has(list) && !isShared(list) && !isTagged(list)) },
];
