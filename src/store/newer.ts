/** The refusal to read what a newer program wrote, the same for every store. How older documents are read is the business of their schemas. */

import type { Stored } from '../app/ports.ts';
import { isNewer } from '../core/stored.ts';

/**
 * While instances are replaced, an older one may meet a document of a newer one: it is left as it is, and whoever asked tries again. What
 * is due, what reads everything, and /outbox of a row, say themselves what they cannot read.
 */
export function readable(stored: Stored): Stored {
  const { partition, id, kind, body } = stored;
  if (kind !== 'outbox' && isNewer(body)) throw new Error(`${id} in ${partition} was written by a newer version of Enlace (version ${String(body['v'])} of a document). Start that version.`);
  return stored;
}
