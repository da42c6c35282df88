/** The document of a request for delegated admin (WF-36), in the customer's home beside the relationship: its states, its fields, its line. What may happen to it is gdap.ts. */

import { z } from 'zod';
import type { FieldRule, Line, Outgoing, World } from '../core/machine.ts';
import { err, ok } from '../core/result.ts';
import { storedInstant, storedPerson, storedTenant, taskFields } from '../core/stored.ts';
import type { Instant } from '../core/time.ts';
import { days, optionalText, text } from '../rules/fields.ts';
import { flaw } from '../rules/text.ts';
import type { GdapNews } from './outgoing.ts';
import { outgoing } from './outgoing.ts';

export const gdapStates = ['None', 'Requested', 'Approved', 'Declined', 'Lapsed', 'Expired', 'Terminated'] as const;

/** [DESIGN] those that a partner's everyday work needs; in the customer's directory they are mapped to security groups. */
export const entraRoles = ['globalReader', 'directoryReader', 'licenceAdmin', 'userAdmin', 'helpdeskAdmin', 'serviceSupportAdmin'] as const;
export type EntraRole = (typeof entraRoles)[number];

export const gdapSchema = z.object({
  /** `tenant` of the document is the customer. */
  ...taskFields(gdapStates),
  customerName: z.string(),
  partner: storedTenant,
  partnerName: z.string(),
  requester: z.object({ id: storedPerson, name: z.string() }),
  name: z.string(),
  days: z.number().int(),
  roles: z.array(z.enum(entraRoles)),
  autoExtend: z.boolean(),
  /** When it lapses unanswered; once it is approved, when it ends. */
  until: storedInstant,
  /** How many of the reminders before its end are past. */
  reminded: z.number().int(),
  decision: z.object({ by: z.string(), byId: storedPerson, at: storedInstant }).optional(),
});
export type Gdap = z.output<typeof gdapSchema>;

export const gdapDocumentId = (id: string): string => `gdap:${id}`;
/** What one partner has asked one customer for: a list in the customer's home. */
export const gdapList = (partner: string): string => `gdap:${partner}`;

const chosenRoles: FieldRule<readonly EntraRole[]> = (raw) => {
  const asked = raw.split(',').filter((one) => one !== '');
  const known = entraRoles.filter((role) => asked.includes(role));
  if (asked.length === 0) return err(flaw('required'));
  return known.length === new Set(asked).size ? ok(known) : err(flaw('choice'));
};

/** WF-36: at most 50 characters; from one day to what the settings allow. */
export const gdapFields = {
  name: text(50), days: (raw, context) => days(1, context.rules.gdap.maxDays)(raw, context), roles: chosenRoles, autoExtend: optionalText(5),
} as const satisfies Readonly<Record<string, FieldRule<unknown>>>;

/** The partner of one that is not there yet is whoever asks. */
export function blankGdap({ now, read, actor }: World, target: string): Gdap {
  const person = actor.kind === 'person' ? actor : undefined;
  return {
    v: 1, id: target, tenant: read.tenant.id, state: 'None', since: now, rev: 0, lastCommand: '', customerName: read.tenant.name,
    partner: person?.tenant ?? read.tenant.id, partnerName: '', requester: { id: storedPerson.parse(person?.id ?? ''), name: person?.name ?? '' },
    name: '', days: 0, roles: [], autoExtend: false, until: now, reminded: 0,
  };
}

/** What is granted ends along with another document: every card of it is stale. */
export const terminated = (doc: Gdap, now: Instant): Gdap => ({ ...doc, state: 'Terminated', since: now, rev: doc.rev + 1 });

/** Who asked is told in Teams, the customer's Global admins by mail (WF-36). */
export const gdapTold = ({ id }: Gdap, news: GdapNews): readonly Outgoing[] => [outgoing('gdapNews', { request: id, news }, id), outgoing('gdapMails', { request: id, news }, id)];

/** By name, as their names are what tells them apart. It says nothing that changes, so that many can end in one commit. */
export function gdapLine({ id, partner, name, state }: Gdap): Line | undefined {
  return state === 'None' ? undefined : { list: gdapList(partner), sort: name, terms: [name, id], body: { id } };
}
