/** The enrolment document of a company (one per tenant), its states and its pages. What may happen to it is in the enrolment*.ts tables beside this file. */

import { z } from 'zod';
import { storedInstant, storedLanguage, storedPerson, taskFields } from '../core/stored.ts';
import type { Language } from '../core/actor.ts';
import type { PersonId } from '../core/ids.ts';
import type { Fields, TaskDoc, World } from '../core/machine.ts';
import { addressCheckSchema, addressChoice } from '../rules/addressCheck.ts';
import {
  addressLine1, addressLine2, anyEmail, city, companyName, firstName, language, lastName, optionalPhone, phone, postalCode, primaryContactEmail, stateCode, webSite,
} from '../rules/fields.ts';

/**
 * The states of domain.md §4.1. Its Welcome and WorkAccountSignIn store nothing and are cards only (WF-01 step 1, [DESIGN]); its Details
 * is four pages here, so that each page is saved when it is left; Withdrawn is [DESIGN].
 */
export const enrolmentStates = [
  'NotStarted', 'MpnSignIn', 'MpnSelection', 'LegalProfile', 'PrimaryContact', 'SupportInfo', 'Confirmation', 'DetailsShort',
  'EmailVerificationPending', 'UnderReview', 'ActionRequired', 'Qualified', 'Rejected', 'Active', 'Withdrawn',
] as const;
export type EnrolmentState = (typeof enrolmentStates)[number];

/** Before "Enrol now": the form is the requester's to fill in. */
export const draftStates = ['MpnSignIn', 'MpnSelection', 'LegalProfile', 'PrimaryContact', 'SupportInfo', 'Confirmation', 'DetailsShort'] as const satisfies readonly EnrolmentState[];
/** After "Enrol now" and before the decision. */
export const pendingStates = ['EmailVerificationPending', 'UnderReview', 'ActionRequired'] as const satisfies readonly EnrolmentState[];

const addressFields = { addressLine1, addressLine2, city, state: stateCode, postalCode } as const satisfies Fields;
export const addressNames = Object.keys(addressFields);
/** `addressChoice` says which address is meant, when the checker asked. */
export const legalFields = { companyName, ...addressFields, addressChoice } as const satisfies Fields;
export const contactFields = {
  contactFirstName: firstName, contactLastName: lastName, contactEmail: primaryContactEmail, contactPhone: optionalPhone, contactLanguage: language,
} as const satisfies Fields;
export const supportFields = { supportEmail: anyEmail, supportPhone: phone, supportWebSite: webSite } as const satisfies Fields;

/** The pages of the form, in order. */
export const pages = {
  LegalProfile: legalFields,
  PrimaryContact: contactFields,
  SupportInfo: supportFields,
} as const satisfies Partial<Record<EnrolmentState, Fields>>;
export type Page = keyof typeof pages;
export const pageNames = ['LegalProfile', 'PrimaryContact', 'SupportInfo'] as const satisfies readonly Page[];

const profile = z.object({ mpnId: z.string(), name: z.string(), country: z.string(), active: z.boolean(), type: z.enum(['location', 'global']) });
/** `choice` names this choosing of it: its reservation carries the same name, so that one of an earlier choosing is not taken for it. Absent in what is older. */
const chosenProfile = profile.extend({ choice: z.string().optional() });
const who = z.object({ id: storedPerson, name: z.string() });
const form = z.record(z.string(), z.string());

export const enrolmentSchema = z.object({
  ...taskFields(enrolmentStates),
  company: z.object({ name: z.string(), country: z.string() }),
  requester: who.extend({ email: z.string(), language: storedLanguage }),
  touchedAt: storedInstant,
  /** WF-04: only support information is asked for. */
  short: z.boolean(),
  membership: z.object({
    account: z.string(),
    /** Counts the codes asked for; a code of an older round is worth nothing. */
    round: z.number().int(),
    sentAt: z.array(storedInstant),
    code: z.object({ hash: z.string(), salt: z.string(), expiresAt: storedInstant, attempts: z.number().int() }).optional(),
    profiles: z.array(profile).optional(),
  }).optional(),
  mpn: chosenProfile.optional(),
  /** Inputs as typed, page by page, whether they are right yet or not. */
  form,
  donePages: z.array(z.enum(pageNames)),
  /** Of the address in the form; absent in what is older than the check. */
  addressCheck: addressCheckSchema.optional(),
  /** The form and the profile as they were frozen by "Enrol now". */
  submitted: z.object({ at: storedInstant, form, mpn: chosenProfile.optional(), addressCheck: addressCheckSchema.optional() }).optional(),
  /** Where an amendment goes back to when it is given up. */
  amendedFrom: z.enum(pendingStates).optional(),
  verification: z.object({
    /** Counts the addresses; a link of an older round is void. */
    round: z.number().int(),
    email: z.string(),
    sentAt: z.array(storedInstant),
    links: z.array(z.object({ hash: z.string(), expiresAt: storedInstant })),
    confirmedAt: storedInstant.optional(),
    deniedAt: storedInstant.optional(),
  }).optional(),
  review: z.object({
    openedAt: storedInstant,
    decision: z.object({ kind: z.enum(['approved', 'rejected', 'documentsAsked']), by: who, at: storedInstant, text: z.string() }).optional(),
    answer: z.object({ kind: z.enum(['documentsSent', 'appealed']), at: storedInstant, documentType: z.string(), reference: z.string(), text: z.string() }).optional(),
  }).optional(),
  history: z.array(z.object({ at: storedInstant, state: z.enum(enrolmentStates), by: z.string() })),
});

export type Enrolment = z.output<typeof enrolmentSchema>;
export type ChosenProfile = z.output<typeof chosenProfile>;

/** Every company has one enrolment, in its own partition. */
export const ENROLMENT_ID = 'enrolment';

export function blankEnrolment(world: World): Enrolment {
  const { actor, now, read } = world;
  const person = actor.kind === 'person' ? actor : undefined;
  return {
    v: 1, id: '', tenant: read.tenant.id, state: 'NotStarted', since: now, rev: 0, lastCommand: '', touchedAt: now,
    company: { name: read.tenant.name, country: read.tenant.country },
    requester: { id: person?.id ?? ('' as PersonId), name: person?.name ?? '', email: person?.email ?? '', language: person?.language ?? 'en' },
    short: false, form: {}, donePages: [], history: [],
  } satisfies Enrolment & TaskDoc;
}

/** The first page that is not done yet, `done` being done now; the last stop is the summary. */
export function nextPage(doc: Enrolment, done?: Page): EnrolmentState {
  return pageNames.find((page) => page !== done && !doc.donePages.includes(page)) ?? 'Confirmation';
}

/** The MPN profiles that are kept for the company: the chosen one, and during an amendment the one that was sent, to which it may go back. */
export const heldProfiles = ({ mpn, amendedFrom, submitted }: Pick<Enrolment, 'mpn' | 'amendedFrom' | 'submitted'>): readonly ChosenProfile[] =>
  [mpn, amendedFrom && submitted?.mpn].filter((held) => held !== undefined);

/** The choosing for which this MPN ID is held; undefined when it is not. */
export const heldAs = (doc: Enrolment | undefined, mpnId: string): ChosenProfile | undefined => doc && heldProfiles(doc).find((held) => held.mpnId === mpnId);

/** INV-17: enrolled is who was approved; an MPN ID is not enough. */
export const isEnrolled = (doc: Enrolment | undefined): boolean => doc?.state === 'Qualified' || doc?.state === 'Active';

/** The primary contact as submitted; undefined on the short path, which asks for none (INV-14). */
export function contactOf(doc: Enrolment): { readonly name: string; readonly email: string; readonly language: Language } | undefined {
  const submitted = doc.submitted?.form;
  const email = submitted?.['contactEmail'];
  if (!submitted || !email) return undefined;
  return {
    name: `${submitted['contactFirstName'] ?? ''} ${submitted['contactLastName'] ?? ''}`.trim(),
    email,
    language: submitted['contactLanguage'] === 'es' ? 'es' : 'en',
  };
}
