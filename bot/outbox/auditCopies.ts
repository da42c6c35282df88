/** Entries of the audit log that belong to two companies: the copy for the home of whoever acted (WF-37). Writing the entry itself is perform's. */

import { auditSchema } from '../../src/app/documents.ts';
import { homeOf, lists } from '../../src/app/homes.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { Sender } from './sender.ts';
import { done } from './sender.ts';

/** The same entry under the same id: a second delivery finds it there. */
export const auditCopy: Sender<'auditCopy'> = async ({ deps }, { home, id, sort, entry }) => {
  const body = auditSchema.parse(entry);
  await deps.store.commit([{ op: 'create', doc: { partition: homeOf(tenantId.parse(home)), id, kind: 'audit', list: lists.audit, sort, due: body.at, body } }]);
  return done();
};
