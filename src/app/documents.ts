/** Schemas of the persisted documents that are not tasks, each with its version. What a body means is decided here; stores only keep it. */

import { z } from 'zod';
import { storedAddress, storedInstant, storedLanguage, storedPerson, storedTenant } from '../core/stored.ts';

export type Address = z.output<typeof storedAddress>;

/** A person of a tenant as the bot knows them: language and personal chat. Their partner roles are in the user's document. */
export const personSchema = z.object({
  v: z.literal(1),
  tenant: storedTenant,
  id: storedPerson,
  name: z.string(),
  /** Absent: the language of the client is followed. */
  language: storedLanguage.optional(),
  /** The language of the last turn, for what is sent when nobody is speaking. */
  lastLanguage: storedLanguage,
  timeZone: z.string().optional(),
  address: storedAddress.optional(),
  /** Since when the channel says that nobody is at that address: nothing is sent there until they are back. */
  awaySince: storedInstant.optional(),
  /** A programme admin was told that reviews have no place to go to. */
  toldNoPlace: z.boolean().optional(),
});
export type Person = z.output<typeof personSchema>;

/** `choice` is the choosing of the MPN ID that it was made for. */
export const reservationSchema = z.object({ v: z.literal(1), mpnId: z.string(), tenant: storedTenant, at: storedInstant, choice: z.string().optional() });

/** `about` is the partnership request that the link belongs to; without it, it is the enrolment's. */
export const linkSchema = z.object({ v: z.literal(1), tenant: storedTenant, expiresAt: storedInstant, about: z.string().optional() });

/** Why a row was given up; what it means for people is a sentence of cards/reports. */
export const deadWhys = ['away', 'tooBig', 'refused', 'unsure', 'exhausted', 'mail', 'unreadable', 'overtaken'] as const;
export type DeadWhy = (typeof deadWhys)[number];
/** A reason that this program does not know is that of a newer one. */
export const deadWhySchema = z.enum(deadWhys).optional().catch(undefined);

/** One row for each thing that has to leave. `attempts` counts deliveries begun. */
export const outboxSchema = z.object({
  v: z.literal(1),
  kind: z.string(),
  payload: z.record(z.string(), z.unknown()),
  tenant: storedTenant,
  correlation: z.string(),
  createdAt: storedInstant,
  attempts: z.number().int(),
  lastError: z.string().optional(),
  /** An attempt ended without an answer: what is owed may have arrived. */
  unsure: z.boolean().optional(),
  why: deadWhySchema,
});
export type OutboxBody = z.output<typeof outboxSchema>;

/** A review as it stands in the queue. */
export const caseLineSchema = z.object({
  v: z.literal(1),
  caseId: z.string(),
  tenant: storedTenant,
  company: z.string(),
  country: z.string(),
  mpnId: z.string(),
  openedAt: storedInstant,
  /** The revision of the enrolment this line was made from; an older one never overwrites a newer one. */
  rev: z.number().int(),
  open: z.boolean(),
});
export type CaseLine = z.output<typeof caseLineSchema>;
/**
 * A case in the reviewers' home. While it is open, `file` is a copy of the enrolment with the etag that it had, so that a decision reads one
 * home: it is committed only if the enrolment is still what was copied.
 */
export const caseSchema = caseLineSchema.extend({ file: z.object({ etag: z.string(), body: z.record(z.string(), z.unknown()) }).optional() });
export type Case = z.output<typeof caseSchema>;

export const placeSchema = z.object({
  v: z.literal(1),
  place: z.string(),
  address: storedAddress,
  language: storedLanguage,
  by: z.string(),
  at: storedInstant,
});
export type Place = z.output<typeof placeSchema>;

export const postingSchema = z.object({
  v: z.literal(1),
  caseId: z.string(),
  place: z.string(),
  address: storedAddress,
  language: storedLanguage,
  activity: z.string(),
  shownRev: z.number().int(),
});
export type Posting = z.output<typeof postingSchema>;

export const auditSchema = z.object({
  v: z.literal(1),
  at: storedInstant,
  actor: z.object({ kind: z.string(), tenant: z.string(), id: z.string(), name: z.string() }),
  roles: z.array(z.string()),
  task: z.string(),
  document: z.string(),
  event: z.string(),
  outcome: z.enum(['done', 'refused']),
  code: z.string().optional(),
  before: z.string(),
  after: z.string(),
  changed: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })),
  correlation: z.string(),
  /** Its place in the chain of its home; absent until the next sweep (auditChain.ts). */
  link: z.object({ seq: z.number().int(), prev: z.string(), hash: z.string(), personal: z.string(), salt: z.string().optional() }).optional(),
});
export type AuditEntry = z.output<typeof auditSchema>;

/** The last link of the audit log's chain in a home. */
export const chainSchema = z.object({ v: z.literal(1), seq: z.number().int(), hash: z.string() });
