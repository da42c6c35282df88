/** Where documents live: partitions and ids (design.md §4). Every partition name and every id with a meaning is made here and nowhere else. */

import type { PersonId, TenantId } from '../core/ids.ts';
import { traceOf } from '../core/secrets.ts';
import type { DocRef } from './ports.ts';

/** The home of all that an organisation owns. The prefix keeps a tenant from being named like another kind of home. */
export const homeOf = (tenant: TenantId): string => `tenant:${tenant}`;

export const personRef = (tenant: TenantId, person: PersonId): DocRef => ({ partition: homeOf(tenant), id: `person:${person}` });
/** What the directory said of a person when they last proved who they are; and what they asked for that waits until they do. */
export const proofRef = (tenant: TenantId, person: PersonId): DocRef => ({ partition: homeOf(tenant), id: `proof:${person}` });
export const unansweredRef = (tenant: TenantId, person: PersonId): DocRef => ({ partition: homeOf(tenant), id: `unanswered:${person}` });
export const commandRef = (partition: string, commandId: string): DocRef => ({ partition, id: `command:${commandId}` });

/** A name that only one document of a home may hold. */
export const claimRef = (partition: string, name: string): DocRef => ({ partition, id: `claim:${name}` });
/** A document as a line of a list of its home, and under each term that finds it there. */
export const lineRef = (partition: string, list: string, key: string): DocRef => ({ partition, id: `line:${list}:${key}` });
export const termRef = (partition: string, list: string, { key, term }: { readonly key: string; readonly term: string }): DocRef => ({ partition, id: `term:${list}:${key}:${term}` });

/** Where nothing is: read to see whether the store answers. */
export const nothingRef: DocRef = { partition: 'nothing', id: 'nothing' };

/** The end of the chain that the audit log of a home is. */
export const chainRef = (partition: string): DocRef => ({ partition, id: 'audit-chain' });

/** One home for each MPN ID: whoever creates the reservation first holds it (INV-09). */
export const reservationRef = (mpnId: string): DocRef => ({ partition: `mpn:${mpnId}`, id: 'reservation' });

/** One home for each mailed link, found by the trace of its token; it points to the enrolment and is never trusted for a decision. */
export const linkRef = (trace: string): DocRef => ({ partition: `link:${trace}`, id: 'link' });

/** One home for each session on a web page, found by the trace of what the browser's cookie holds. */
export const sessionRef = (trace: string): DocRef => ({ partition: `session:${trace}`, id: 'session' });

/** A case in the reviewing organisation's home: where the enrolment is, and a copy of it while the case is open. Its line in the queue stands beside it as long. */
export const caseRef = (operator: TenantId, caseId: string): DocRef => ({ partition: homeOf(operator), id: `case:${caseId}` });

/** What was counted on one day, or ever, in the reviewing organisation's home; in shards, so that many instances do not wait for one document. */
export const tallyRef = (operator: TenantId, day: string, shard: number): DocRef => ({ partition: homeOf(operator), id: `tally:${day}:${shard}` });

/** The official list of providers: one home for each version of the list and each market in it. */
export const listingsHome = (version: string, market: string): string => `listings:${version}:${market}`;
export const listingRef = (partition: string, provider: TenantId): DocRef => ({ partition, id: `listing:${provider}` });
/** The catalogue of offers: one home for each version of it. */
export const offersHome = (version: string): string => `offers:${version}`;
export const offerRef = (partition: string, offer: string): DocRef => ({ partition, id: `offer:${offer}` });
/** Of a list that operators import: which version is in force, and what has to be known of each version to remove it. */
export const inForceRef = (operator: TenantId, list: string): DocRef => ({ partition: homeOf(operator), id: list });
export const versionRef = (operator: TenantId, list: string, version: string): DocRef => ({ partition: homeOf(operator), id: `${list}:${version}` });

/** A place where review cards go. Conversation ids are long and contain anything, so the id is a trace of it. */
export const placeId = (conversation: string): string => traceOf(conversation).slice(0, 22);
export const placeRef = (operator: TenantId, place: string): DocRef => ({ partition: homeOf(operator), id: `place:${place}` });
export const postingRef = (partition: string, caseId: string, place: string): DocRef => ({ partition, id: `posting:${caseId}:${place}` });

export const lists = {
  /** Open reviews, oldest first, in the reviewing organisation's home. */
  reviews: 'reviews',
  places: 'places',
  /** Posted review cards, in the enrolment's home, by case. */
  postings: 'postings',
  /** Outbox rows for people whom nobody can reach yet, by person. */
  waiting: 'waiting',
  /** Outbox rows that were given up. */
  dead: 'dead',
  audit: 'audit',
  /** Versions of the official list and of the catalogue, in the operator's home; and what is in a version, in its own. */
  listingVersions: 'listingVersions',
  providers: 'providers',
  offerVersions: 'offerVersions',
  offers: 'offers',
  /** What was counted, by day, and last what was counted ever; in the operator's home. */
  tallies: 'tallies',
} as const;
