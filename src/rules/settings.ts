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
    delegatedAdmin: z.enum(['DAP', 'none']).default('DAP'), // WF-22: docs-2023 says none, GDAP apart
    consentVersion: z.string().default('2026-11'), // [DESIGN] the text that the acceptance page shows
    maxText: z.number().int().positive().max(2_400).default(2_000), // §6.5 [DESIGN]: what a mailto: address carries everywhere
  }).prefault({}),
  partnership: z.object({
    consentVersion: z.string().default('2026-11'), // [DESIGN] the text that cards/partnership/consent shows
    resellerCanRemove: z.boolean().default(false), // WF-34
  }).prefault({}),
  customerAgreement: z.object({
    required: z.boolean().default(true), // INV-53, WF-35
    version: z.string().default('2023-01'), // [DESIGN] the text that is accepted or attested
    url: z.url().default('https://www.microsoft.com/licensing/docs/customeragreement'), // [DESIGN] where it is published
  }).prefault({}),
  customer: z.object({
    verificationGate: z.boolean().default(true), // INV-53, CUS-10
    sessionMinutes: z.number().int().positive().default(30), // [DESIGN] how long a sign-in on the web page counts
  }).prefault({}),
  customerRemoval: z.object({
    delegatedAdmin: z.enum(['retain', 'revoke']).default('retain'), // Y6, INV-37
    requireSuspended: z.boolean().default(false), // CUS-13: docs-2023 says true
  }).prefault({}),
  order: z.object({
    maxLines: z.number().int().positive().max(7).default(7), // [DESIGN] what one commit carries, each with the longest name
    draftDays: days.default(7), // §4.7: a form that was left open for longer is begun anew
    additionalResellers: z.boolean().default(false), // INV-52
  }).prefault({}),
  subscription: z.object({
    windowDays: days.default(7), // §6.5: decrease and cancel
    trialSeats: z.number().int().positive().default(25), // INV-49
    expiredDays: days.default(30), // §4.6
    disabledDays: days.default(90),
  }).prefault({}),
  gdap: z.object({ maxDays: days.default(730), lapseDays: days.default(90), reminderDays: z.array(days).default([30, 7, 1]) }).prefault({}), // WF-36
  clouds: z.object({ enabled: z.array(z.enum(['public', 'usGov', 'germany', 'china21v'])).default(['public']) }).prefault({}), // Y13, WF-32
  audit: z.object({
    exportEntries: z.number().int().positive().default(20_000), // [DESIGN] of the newest entries, so that a file is made within one turn
    exportMinutes: z.number().int().positive().default(10), // [DESIGN] how long a file is on offer
  }).prefault({}),
  imports: z.object({
    maxRows: z.number().int().positive().max(2_000).default(500), // [DESIGN] what one document and one sitting carry
    keepDays: days.default(30), // [DESIGN] how long rows and results are known
    fileMinutes: z.number().int().positive().default(10), // [DESIGN] how long a file of results is on offer
  }).prefault({}),
  credentials: z.object({ visibleSeconds: z.number().int().positive().default(300) }).prefault({}), // INV-06
  display: z.object({ timeZone: z.string().default('UTC') }).prefault({}), // [DESIGN]
});

export type Rules = z.output<typeof rulesSchema>;

export const defaultRules: Rules = rulesSchema.parse({});
