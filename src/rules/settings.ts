/**
 * The settings of the programme (domain.md §9), versioned, with the defaults of its profile seed-2020-10 (the others are profiles.ts). Decisions read them from
 * `World.rules`; nothing here reads the environment. A key that decides nothing beyond one value accepts that value only, and says why. What each means to people
 * is in cards/reports/strings.json: a setting without words does not compile (bot/commands/rules.ts).
 */

import { z } from 'zod';
import { profileNames, profiles, withProfile } from './profiles.ts';
import type { ProfileName } from './profiles.ts';

const days = z.number().int().positive();
const suffix = z.string().regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'a domain in lower case, without a dot before it');

const settings = z.strictObject({
  version: z.literal(1).default(1),
  profile: z.enum(profileNames).default('seed-2020-10'),
  mpa: z.strictObject({
    required: z.boolean().default(true), // Y2
    scope: z.literal('region', 'one signature is good for one CSP region (WF-08), and no source knows another scope').default('region'), // Y2
    version: z.string().default('2020-02'), // [DESIGN] the text a signature is for
    url: z.url().nullable().default(null), // [DESIGN] where the text can be read; no source names a public page of it, so null: the card sends people to Partner Center
    reminderDays: days.default(7), // [DESIGN] M10
  }).prefault({}),
  mpn: z.strictObject({
    source: z.literal('membershipSignIn', 'an MPN ID comes from a sign-in to the membership site; looking one up (2023) is not built').default('membershipSignIn'), // Y11
    sameCountry: z.boolean().default(true), // INV-08
    length: z.strictObject({ min: z.number().int().default(4), max: z.number().int().default(10) }).prefault({}), // §6.1 [DESIGN]
  }).prefault({}),
  enrolment: z.strictObject({
    draftDays: days.default(30), // §4.1 abandon
    linkDays: days.default(7), // M1
    resendMinutes: z.number().int().positive().default(2), // [DESIGN] between two verification mails
    resendsPerDay: z.number().int().positive().default(5), // [DESIGN]
    reviewSlaBusinessDays: z.number().int().positive().nullable().default(null), // null says "several days"
  }).prefault({}),
  membershipCode: z.strictObject({
    minutes: z.number().int().positive().default(10),
    attempts: z.number().int().positive().default(5),
    sendsPerHour: z.number().int().positive().default(5), // [DESIGN] WF-03 throttle
  }).prefault({}),
  webmail: z.strictObject({
    includeIsp: z.boolean().default(true),
    domains: z.array(z.string()).default([]), // added to the lists of §6.4
    overrides: z.array(z.string()).default([]), // never treated as webmail
  }).prefault({}),
  invitation: z.strictObject({
    ttlDays: days.default(90), // §4.4
    reminderDays: days.default(30), // [DESIGN] the issuer hears that nobody has answered yet
    delegatedAdmin: z.enum(['DAP', 'none']).default('DAP'), // WF-22: docs-2023 says none, GDAP apart
    consentVersion: z.string().default('2026-11'), // [DESIGN] the text that the acceptance page shows
    maxText: z.number().int().positive().max(2_400).default(2_000), // §6.5 [DESIGN]: what a mailto: address carries everywhere
  }).prefault({}),
  roles: z.strictObject({
    multiple: z.literal(false, 'a user has exactly one role on each axis (INV-01); several (2023) are not built').default(false), // Y8
    salesAgentForResellers: z.boolean().default(true), // C13
  }).prefault({}),
  users: z.strictObject({ requireAdminAgentToManage: z.boolean().default(false) }).prefault({}), // C1
  partnership: z.strictObject({
    consentVersion: z.string().default('2026-11'), // [DESIGN] the text that cards/partnership/consent shows
    removal: z.boolean().default(true), // Y14
    requireMpa: z.boolean().default(false), // INV-16: accepting a partnership is not trading
    resellerCanRemove: z.boolean().default(false), // WF-34
  }).prefault({}),
  mca: z.strictObject({
    required: z.boolean().default(true), // INV-53, WF-35
    version: z.string().default('2023-01'), // [DESIGN] the text that is accepted or attested
    url: z.url().default('https://www.microsoft.com/licensing/docs/customeragreement'), // [DESIGN] where it is published
  }).prefault({}),
  customer: z.strictObject({
    verificationGate: z.boolean().default(true), // INV-53, CUS-10
    sessionMinutes: z.number().int().positive().default(30), // [DESIGN] how long a sign-in on the web page counts
  }).prefault({}),
  customerRemoval: z.strictObject({
    delegatedAdmin: z.enum(['retain', 'revoke']).default('retain'), // Y6, INV-37
    requireSuspended: z.boolean().default(false), // CUS-13: docs-2023 says true
  }).prefault({}),
  order: z.strictObject({
    maxLines: z.number().int().positive().max(7).default(7), // [DESIGN] what one commit carries, each with the longest name
    draftDays: days.default(7), // §4.7: a form that was left open for longer is begun anew
    additionalResellers: z.boolean().default(false), // INV-52
  }).prefault({}),
  subscription: z.strictObject({
    windowDays: days.default(7), // §6.5: decrease and cancel
    trialSeats: z.number().int().positive().default(25), // INV-49
    expiredDays: days.default(30), // §4.6
    disabledDays: days.default(90),
  }).prefault({}),
  subscriptionAssociation: z.strictObject({
    grantsManagement: z.literal(false, 'credit on a subscription is for incentives, and managing comes from the association with the customer (C3, INV-47)').default(false),
  }).prefault({}),
  csp: z.strictObject({
    resaleScope: z.literal('cspTenantOnly', 'who trades in CSP is told by its tenant (Y12), also where its company has several').default('cspTenantOnly'),
    regionCheck: z.boolean().default(true), // INV-29
  }).prefault({}),
  commerce: z.strictObject({
    profile: z.enum(['newCommerce', 'legacy']).default('newCommerce'), // §4.6
    suspendedDays: days.default(90), // §4.6: of the legacy profile
  }).prefault({}),
  gdap: z.strictObject({ maxDays: days.default(730), lapseDays: days.default(90), reminderDays: z.array(days).default([30, 7, 1]) }).prefault({}), // WF-36
  clouds: z.strictObject({
    enabled: z.array(z.enum(['public', 'usGov', 'germany', 'china21v'])).readonly().default(['public']), // Y13, WF-32
    // §6.1: what the first domain of an account made there ends in. [DESIGN] the values of other clouds are general knowledge
    suffixes: z.strictObject({
      public: suffix.default('onmicrosoft.com'), usGov: suffix.default('onmicrosoft.us'), germany: suffix.default('onmicrosoft.de'), china21v: suffix.default('partner.onmschina.cn'),
    }).readonly().prefault({}),
  }).prefault({}),
  audit: z.strictObject({
    exportEntries: z.number().int().positive().default(20_000), // [DESIGN] of the newest entries, so that a file is made within one turn
    exportMinutes: z.number().int().positive().default(10), // [DESIGN] how long a file is on offer
  }).prefault({}),
  imports: z.strictObject({
    maxRows: z.number().int().positive().max(2_000).default(500), // [DESIGN] what one document and one sitting carry
    keepDays: days.default(30), // [DESIGN] how long rows and results are known
    fileMinutes: z.number().int().positive().default(10), // [DESIGN] how long a file of results is on offer
  }).prefault({}),
  credentials: z.strictObject({ visibleSeconds: z.number().int().positive().default(300) }).prefault({}), // INV-06
  display: z.strictObject({ timeZone: z.string().default('UTC') }).prefault({}), // [DESIGN]
});

profiles satisfies Readonly<Record<ProfileName, z.input<typeof settings>>>;

export const rulesSchema = z.preprocess(withProfile, settings);

export type Rules = z.output<typeof rulesSchema>;

export const defaultRules: Rules = rulesSchema.parse({});
