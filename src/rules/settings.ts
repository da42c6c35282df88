/** The settings of the programme (domain.md §9), versioned, with the defaults of its profile seed-2020-10. Decisions read them from `World.rules`; nothing here reads the environment. */

import { z } from 'zod';

const days = z.number().int().positive();

export const rulesSchema = z.object({
  version: z.literal(1).default(1),
  mpa: z.object({
    required: z.boolean().default(true), // Y2
    version: z.string().default('2020-02'), // [DESIGN] the text a signature is for
    url: z.url().default('https://www.microsoft.com/licensing/docs/customeragreement'), // [DESIGN] where the text is published
    reminderDays: days.default(7), // [DESIGN] M10
  }).prefault({}),
  mpn: z.object({
    sameCountry: z.boolean().default(true), // INV-08
    minLength: z.number().int().default(4), // §6.1 [DESIGN]
    maxLength: z.number().int().default(10),
  }).prefault({}),
  enrolment: z.object({
    draftDays: days.default(30), // §4.1 abandon
    linkDays: days.default(7), // M1
    resendMinutes: z.number().int().positive().default(2), // [DESIGN] between two verification mails
    resendsPerDay: z.number().int().positive().default(5), // [DESIGN]
    reviewSlaBusinessDays: z.number().int().positive().nullable().default(null), // null says "several days"
  }).prefault({}),
  membershipCode: z.object({
    minutes: z.number().int().positive().default(10),
    attempts: z.number().int().positive().default(5),
    sendsPerHour: z.number().int().positive().default(5), // [DESIGN] WF-03 throttle
  }).prefault({}),
  webmail: z.object({
    includeIsp: z.boolean().default(true),
    domains: z.array(z.string()).default([]), // added to the lists of §6.4
    overrides: z.array(z.string()).default([]), // never treated as webmail
  }).prefault({}),
  invitation: z.object({
    ttlDays: days.default(90), // §4.4
    reminderDays: days.default(30), // [DESIGN] the issuer hears that nobody has answered yet
    maxText: z.number().int().positive().max(2_400).default(2_000), // §6.5 [DESIGN]: what a mailto: address carries everywhere
  }).prefault({}),
  partnership: z.object({
    consentVersion: z.string().default('2026-11'), // [DESIGN] the text that cards/partnership/consent shows
    resellerCanRemove: z.boolean().default(false), // WF-34
  }).prefault({}),
  audit: z.object({
    exportEntries: z.number().int().positive().default(20_000), // [DESIGN] of the newest entries, so that a file is made within one turn
    exportMinutes: z.number().int().positive().default(10), // [DESIGN] how long a file is on offer
  }).prefault({}),
  credentials: z.object({ visibleSeconds: z.number().int().positive().default(300) }).prefault({}), // INV-06
  display: z.object({ timeZone: z.string().default('UTC') }).prefault({}), // [DESIGN]
});

export type Rules = z.output<typeof rulesSchema>;

export const defaultRules: Rules = rulesSchema.parse({});
