/** A business as `/next` and `/why` find it: documents at their sources with the lines that lead to them, for tests and samples of the two. No expectations here. */

import { linesOf } from '../../src/app/customers.ts';
import type { Deps } from '../../src/app/deps.ts';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { showLine } from '../../src/app/shownLines.ts';
import type { TaskDoc } from '../../src/core/machine.ts';
import { DAY, plus } from '../../src/core/time.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { taskOf } from '../../src/tasks/catalog.ts';
import type { CustomerAgreement } from '../../src/tasks/customerDoc.ts';
import type { Partnership } from '../../src/tasks/partnershipDoc.ts';
import { partnerLine } from '../../src/tasks/partnershipDoc.ts';
import type { Relationship } from '../../src/tasks/relationship.ts';
import type { Subscription } from '../../src/tasks/subscriptionDoc.ts';
import { blankSubscription } from '../../src/tasks/subscriptionDoc.ts';
import { olga } from './customers.ts';
import { relationshipIn } from './partners.ts';
import { NOW, adventure, ago, cast, contoso, norte, worldOf } from './world.ts';

type Writing = Pick<Deps, 'store'>;

/** A document as its task would have left it, and its line where it has one. */
export async function placed({ store }: Writing, task: TaskKind, doc: TaskDoc): Promise<void> {
  const { documentId, line } = taskOf(task);
  const partition = homeOf(doc.tenant);
  const id = documentId(cast.globalAdmin, 'partner' in doc ? String(doc.partner) : 'provider' in doc && task === 'partnership' ? partnerOf(doc) : doc.id);
  await store.commit([{ op: 'upsert', doc: { partition, id, kind: task, body: doc } }, ...lineWrites({ partition, key: id, before: undefined, after: line?.(doc) })]);
}

const partnerOf = (doc: TaskDoc): string => (doc as Partnership).provider.id; // a partnership, as `task` says

/** Relationships of one customer, and what follows from them in its partners' lists. */
export async function serving(deps: Writing, ...relationships: readonly Relationship[]): Promise<void> {
  for (const one of relationships) await placed(deps, 'relationship', one);
  for (const line of linesOf(relationships)) await showLine(deps, line);
}

/** A partnership with its line on both sides. */
export async function partnered(deps: Writing, doc: Partnership): Promise<void> {
  await placed(deps, 'partnership', doc);
  const writes = lineWrites({ partition: homeOf(doc.provider.id), key: `partner:${doc.tenant}`, before: undefined, after: partnerLine(doc, 'provider') });
  if (writes.length > 0) await deps.store.commit(writes);
}

/** Adventure Works with Contoso, and with Norte. */
export const ofContoso = (state: Relationship['state'] = 'Active', more: Partial<Relationship> = {}): Relationship => relationshipIn(state, more);
export const ofNorte = (state: Relationship['state'] = 'Active', more: Partial<Relationship> = {}): Relationship =>
  relationshipIn(state, { id: norte.id, partner: norte.id, partnerName: norte.name, role: 'provider', origin: 'joint', ...more });

export const agreed: CustomerAgreement = {
  how: 'accepted', firstName: 'Olga', lastName: 'Ortiz', email: olga.email, phone: '', agreedOn: '2026-11-01', version: '2023-01', by: olga.name, byId: olga.id, byTenant: adventure.id, at: ago(DAY),
};

/** Five seats that Norte sold to Adventure Works, credited to Contoso. */
export function soldSeats(more: Partial<Subscription> = {}): Subscription {
  const seller = { id: norte.id, name: norte.name };
  return {
    ...blankSubscription(worldOf(cast.system, { read: { tenant: adventure } }), 'SUB-7K3F-9QXD'), state: 'Active', rev: 1, name: 'Business Basic', quantity: 5, provider: seller, support: seller,
    record: { id: contoso.id, name: contoso.name, mpnId: '1234567', since: ago(DAY) }, termEndsAt: plus(NOW, 200 * DAY), ...more,
  };
}
