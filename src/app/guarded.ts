/** A document is written only over what was read of it. Nothing is read or committed here. */

import type { Doc, Stored, Write } from './ports.ts';

/** @param stored what was read there: undefined is that nothing was. Who wrote in between makes it a conflict. */
export const guarded = (stored: Pick<Stored, 'etag'> | undefined, doc: Doc): Write => (stored ? { op: 'replace', doc, ifMatch: stored.etag } : { op: 'create', doc });
