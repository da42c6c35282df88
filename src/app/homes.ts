/** Where documents live: partitions and ids (design.md §4). Every partition name and every id with a meaning is made here and nowhere else. */

import type { PersonId, TenantId } from '../core/ids.ts';
import { traceOf } from '../core/secrets.ts';
import type { DocRef } from './ports.ts';

/** The home of all that an organisation owns. The prefix keeps a tenant from being named like another kind of home. */
export const homeOf = (tenant: TenantId): string => `tenant:${tenant}`;

export const personRef = (tenant: TenantId, person: PersonId): DocRef => ({ partition: homeOf(tenant), id: `person:${person}` });
export const commandRef = (partition: string, commandId: string): DocRef => ({ partition, id: `command:${commandId}` });

/** One home for each MPN ID: whoever creates the reservation first holds it (INV-09). */
export const reservationRef = (mpnId: string): DocRef => ({ partition: `mpn:${mpnId}`, id: 'reservation' });

/** One home for each mailed link, found by the trace of its token; it points to the enrolment and is never trusted for a decision. */
export const linkRef = (trace: string): DocRef => ({ partition: `link:${trace}`, id: 'link' });

/** The reviewing organisation's view of a case: where it is, and its line in the queue. */
export const caseRef = (operator: TenantId, caseId: string): DocRef => ({ partition: homeOf(operator), id: `case:${caseId}` });
export const caseTermRef = (operator: TenantId, caseId: string, term: string): DocRef => ({ partition: homeOf(operator), id: `caseTerm:${caseId}:${term}` });

/** A place where review cards go. Conversation ids are long and contain anything, so the id is a trace of it. */
export const placeId = (conversation: string): string => traceOf(conversation).slice(0, 22);
export const placeRef = (operator: TenantId, place: string): DocRef => ({ partition: homeOf(operator), id: `place:${place}` });
export const postingRef = (partition: string, caseId: string, place: string): DocRef => ({ partition, id: `posting:${caseId}:${place}` });

export const lists = {
  /** Open reviews, oldest first, in the reviewing organisation's home. */
  reviews: 'reviews',
  /** The same reviews under each word that finds them. */
  reviewTerms: 'reviewTerms',
  places: 'places',
  /** Posted review cards, in the enrolment's home, by case. */
  postings: 'postings',
  /** Outbox rows for people whom nobody can reach yet, by person. */
  waiting: 'waiting',
  /** Outbox rows that were given up. */
  dead: 'dead',
  audit: 'audit',
} as const;
