/** Lines in somebody else's list: what is kept of them follows from its source, unless the outbox row that would say so is still waiting. */

import { isDeepStrictEqual } from 'node:util';
import { askedLine } from '../app/changes.ts';
import { linesOf } from '../app/customers.ts';
import { orderLines } from '../app/orders.ts';
import { providersLine } from '../app/partners.ts';
import type { DocRef } from '../app/ports.ts';
import type { ShownLine } from '../app/shownLines.ts';
import { shownRef } from '../app/shownLines.ts';
import type { TenantId } from '../core/ids.ts';
import type { Line } from '../core/machine.ts';
import type { OutgoingKind } from '../tasks/outgoing.ts';
import type { Whole } from './check.ts';
import { keyOf } from './inventory.ts';
import type { Listed } from './lines.ts';

/** A line as its source says it is now, and whether it is on its way. */
type Wanted = { readonly shown: ShownLine; readonly isLate: boolean };

export function shownTrouble(whole: Whole): readonly Listed[] {
  const wanted = wantedIn(whole);
  const sources = new Set(wanted.map(({ shown }) => keyOf(shownRef(shown))));
  return [...wanted.flatMap((one) => compare(one, whole)), ...orphans(whole, sources)];
}

function wantedIn({ inventory, waiting }: Whole): readonly Wanted[] {
  const from = (tenant: TenantId, kinds: readonly OutgoingKind[], lines: readonly ShownLine[], payload?: Readonly<Record<string, string>>): readonly Wanted[] => {
    const isLate = waiting.has(tenant, kinds, payload);
    return lines.map((shown) => ({ shown, isLate }));
  };
  const customers = Map.groupBy(inventory.all('relationship').map(({ doc }) => doc), ({ tenant }) => tenant);
  return [
    ...inventory.all('partnership').flatMap(({ doc }) => from(doc.tenant, ['partnershipSync'], [providersLine(doc)], { provider: doc.provider.id })),
    ...inventory.all('order').flatMap(({ doc }) => from(doc.tenant, ['orderSync'], orderLines(doc), { order: doc.id })),
    ...inventory.all('change').flatMap(({ doc }) => from(doc.tenant, ['changeSync'], [askedLine(doc)], { change: doc.id })),
    ...[...customers].flatMap(([tenant, relationships]) => from(tenant, ['customerSync', 'tagSync'], linesOf(relationships))),
  ];
}

function compare({ shown, isLate }: Wanted, { inventory }: Whole): readonly Listed[] {
  const { partition, id } = shownRef(shown);
  const kept = inventory.one('shown', { partition, id });
  return isLate || isSame(kept?.line, shown.line) ? [] : [{ where: { partition, id }, list: shown.list, what: shown.line ? 'its source says otherwise' : 'it should not be shown any more' }];
}

/** What an earlier release did not say is no difference. */
function isSame(kept: Line | undefined, wanted: Line | undefined): boolean {
  if (!kept || !wanted) return kept === wanted;
  const { body, ...place } = kept;
  const said: Line = JSON.parse(JSON.stringify(wanted));
  return isDeepStrictEqual(place, { list: said.list, sort: said.sort, terms: said.terms }) && Object.entries(body).every(([field, value]) => isDeepStrictEqual(value, said.body[field]));
}

/** A tag that was taken away is none of the relationship's any more; its line goes with the row that says so. */
const orphans = ({ inventory, waiting }: Whole, sources: ReadonlySet<string>): readonly Listed[] => inventory.all('shown')
  .filter(({ stored, doc: { line } }) => line !== undefined && !sources.has(keyOf(stored)) && !waiting.rows.some(({ doc }) => doc.kind === 'tagSync' && stored.id.endsWith(`:${doc.tenant}`)))
  .map(({ stored, doc }): Listed => ({ where: stored satisfies DocRef, list: doc.line?.list ?? '', what: 'it has no source' }));
