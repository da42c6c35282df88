/** Which kinds of documents there are, and the schema that reads each. What stores and lists do with them is the business of src/app. */

import { z } from 'zod';
import { exportSchema } from '../app/auditExport.ts';
import { auditSchema, caseSchema, chainSchema, linkSchema, outboxSchema, personSchema, placeSchema, postingSchema, reservationSchema } from '../app/documents.ts';
import { inForceSchema, versionSchema } from '../app/importedList.ts';
import { resultsSchema, rowsSchema } from '../app/imports.ts';
import { listingSchema } from '../app/listingDoc.ts';
import { proofSchema, unansweredSchema } from '../app/proofs.ts';
import { sessionSchema } from '../app/sessions.ts';
import { shownSchema } from '../app/shownLines.ts';
import { tallySchema } from '../app/stats.ts';
import { offerSchema } from '../core/offer.ts';
import type { TaskKind, tasks } from '../tasks/catalog.ts';
import { isTaskKind, taskOf } from '../tasks/catalog.ts';

type Reader = { readonly parse: (body: unknown) => unknown };

/** What it holds is the business of the list, or of the program, that it is for. */
const anything = z.record(z.string(), z.unknown());

const others = {
  person: personSchema, reservation: reservationSchema, link: linkSchema, session: sessionSchema, outbox: outboxSchema, case: caseSchema,
  place: placeSchema, posting: postingSchema, audit: auditSchema, chain: chainSchema, export: exportSchema, shown: shownSchema, proof: proofSchema, unanswered: unansweredSchema,
  command: z.object({ at: z.string(), event: z.string() }), claim: z.object({ by: z.string() }),
  importRows: rowsSchema, importResults: resultsSchema, listing: listingSchema, offer: offerSchema,
  listings: inForceSchema, listingsVersion: versionSchema, offers: inForceSchema, offersVersion: versionSchema,
  tally: tallySchema,
  line: anything, term: anything, chat: anything, cursor: anything,
} as const satisfies Readonly<Record<string, Reader>>;

type Others = typeof others;
export type Kind = TaskKind | keyof Others;
export type BodyOf<K extends Kind> = ReturnType<(K extends TaskKind ? (typeof tasks)[K]['schema'] : K extends keyof Others ? Others[K] : never)['parse']>;

/** @returns undefined for a kind that this program does not know. */
export function readerOf(kind: string): Reader | undefined {
  if (isTaskKind(kind)) return taskOf(kind).schema;
  return Object.hasOwn(others, kind) ? others[kind as keyof Others] : undefined; // as hasOwn says
}
