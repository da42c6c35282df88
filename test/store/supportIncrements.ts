/** A process of its own that adds to the number in one document, for the test of two processes on one file. Arguments: file, times. */

import { systemClock } from '../../src/core/time.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

const [file = '', times = '0'] = process.argv.slice(2);
const store = openSqlite(file, systemClock);
const ref = { partition: 'tenant', id: 'number' };
for (let done = 0; done < Number(times);) {
  const stored = await store.read(ref);
  const doc = { ...ref, kind: 'number', body: { value: Number(stored?.body['value'] ?? 0) + 1 } };
  const outcome = await store.commit([stored ? { op: 'replace', doc, ifMatch: stored.etag } : { op: 'create', doc }]);
  if (outcome === 'saved') done += 1;
}
await store.close();
