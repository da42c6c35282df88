/** The one step that moves somebody's business on (`/next`): for each kind of reader a table, in which the first row that fits is the answer. What is looked at is app/next.ts; words and buttons are the edge's. */

import type { DomainError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { Instant } from '../core/time.ts';
import { DAY, plus } from '../core/time.ts';
import type { Permission } from '../rules/permissions.ts';
import type { EnrolmentState } from './enrolmentDoc.ts';
import { draftStates } from './enrolmentDoc.ts';
import type { PartnerSide } from './relationship.ts';
import type { Subscription } from './subscriptionDoc.ts';

export const readers = ['programmeAdmin', 'provider', 'reseller', 'customer', 'stranger'] as const;
export type Reader = (typeof readers)[number];

/** What can be open at one customer. */
export const customerSteps = ['givePurchaseOrder', 'attest', 'order', 'clear', 'credit', 'askOrder', 'renew'] as const;
export type CustomerStep = (typeof customerSteps)[number];
export type Subject = { readonly customer: TenantId; readonly name: string; readonly subscription?: string; readonly order?: string };

export type Situation = {
  readonly reader: Reader;
  /** Of the programme: is there a place for reviews, and which review has waited longest? */
  readonly hasPlace: boolean;
  readonly review: { readonly id: string; readonly company: string; readonly since: Instant } | undefined;
  /** Of the reader's company. */
  readonly inCsp: boolean;
  readonly enrolment: { readonly state: EnrolmentState; readonly since: Instant; readonly requester: string; readonly isReaders: boolean } | undefined;
  readonly isSetUp: boolean;
  readonly mayTrade: boolean;
  /** Does the reader hold any role in the partner account? What follows is told to those who do. */
  readonly hasRole: boolean;
  readonly hasPartner: boolean;
  /** The newest request or invitation that nobody has answered yet. */
  readonly letter: { readonly state: 'draft' | 'sent'; readonly id: string; readonly since: Instant; readonly email: string } | undefined;
  /** The newest that a reseller has asked of its provider, and that is not dealt with yet; `other` is who asked or was asked. */
  readonly change: { readonly id: string; readonly reseller: string; readonly other: string; readonly customer: string; readonly since: Instant } | undefined;
  /** Undefined: the reader may not know (P07). */
  readonly hasCustomer: boolean | undefined;
  /** The first customer at which each of these is open. */
  readonly open: Readonly<Partial<Record<CustomerStep, Subject>>>;
};

type Row<S extends string = string> = { readonly step: S; readonly when: (situation: Situation) => boolean; readonly needs?: Permission };

const always = (): boolean => true;
const enrolmentIn = (...states: readonly EnrolmentState[]) => ({ enrolment }: Situation): boolean => states.includes(enrolment?.state ?? 'NotStarted');
const isColleagues = ({ enrolment }: Situation): boolean => enrolment?.isReaders === false;
const openAt = (step: CustomerStep) => ({ open }: Situation): boolean => open[step] !== undefined;
const noPartnerAnd = (state?: 'draft' | 'sent') => ({ hasPartner, letter }: Situation): boolean => !hasPartner && letter?.state === state;
const noCustomerAnd = (state?: 'draft' | 'sent') => ({ hasCustomer, letter }: Situation): boolean => hasCustomer === false && letter?.state === state;
const inColleaguesHands = [...draftStates, 'ActionRequired', 'Rejected', 'Withdrawn'] as const;

/** In the order in which the business of each goes on; the last row of a table always fits. */
export const nextRows = {
  programmeAdmin: [
    { step: 'choosePlace', when: ({ hasPlace }) => !hasPlace, needs: 'R01' },
    { step: 'review', when: ({ review }) => review !== undefined, needs: 'R01' },
    { step: 'allReviewed', when: always },
  ],
  provider: [
    { step: 'joinCsp', when: ({ inCsp }) => !inCsp }, // PAR-01, ORD-10
    { step: 'getRole', when: ({ hasRole }) => !hasRole, needs: 'P11' },
    { step: 'sendRequest', when: noPartnerAnd('draft'), needs: 'P17' },
    { step: 'awaitReseller', when: noPartnerAnd('sent') },
    { step: 'firstRequest', when: noPartnerAnd(), needs: 'P17' }, // INV-26
    { step: 'answerChange', when: ({ change }) => change !== undefined, needs: 'P19' }, // WF-25
    { step: 'seeCustomers', when: ({ hasCustomer }) => hasCustomer === undefined, needs: 'P07' },
    { step: 'givePurchaseOrder', when: openAt('givePurchaseOrder'), needs: 'P19' }, // §4.7: until then the order does not go on
    { step: 'firstCustomer', when: ({ hasCustomer }) => hasCustomer === false, needs: 'P18' },
    { step: 'attest', when: openAt('attest'), needs: 'P21' }, // INV-53
    { step: 'order', when: openAt('order'), needs: 'P19' },
    { step: 'clear', when: openAt('clear'), needs: 'P07' },
    { step: 'credit', when: openAt('credit'), needs: 'P19' }, // INV-46
    { step: 'renew', when: openAt('renew'), needs: 'P07' },
    { step: 'providerDone', when: always },
  ],
  reseller: [
    { step: 'enrol', when: enrolmentIn('NotStarted'), needs: 'E01' },
    { step: 'awaitColleague', when: (situation) => isColleagues(situation) && enrolmentIn(...inColleaguesHands)(situation) }, // ENR-14
    { step: 'reopen', when: enrolmentIn('Withdrawn'), needs: 'E01' },
    { step: 'fillIn', when: enrolmentIn(...draftStates), needs: 'E01' },
    { step: 'awaitContact', when: enrolmentIn('EmailVerificationPending') },
    { step: 'awaitReview', when: enrolmentIn('UnderReview') },
    { step: 'answerReview', when: enrolmentIn('ActionRequired'), needs: 'E01' },
    { step: 'appeal', when: enrolmentIn('Rejected'), needs: 'E01' },
    { step: 'adminAgent', when: ({ isSetUp }) => !isSetUp, needs: 'P11' }, // INV-15: before everything else
    { step: 'sign', when: ({ mayTrade }) => !mayTrade, needs: 'P15' }, // INV-16
    { step: 'getRole', when: ({ hasRole }) => !hasRole, needs: 'P11' },
    { step: 'findProvider', when: ({ hasPartner }) => !hasPartner, needs: 'P14' }, // INV-26: it cannot ask for one
    { step: 'seeCustomers', when: ({ hasCustomer }) => hasCustomer === undefined, needs: 'P07' },
    { step: 'sendInvitation', when: noCustomerAnd('draft'), needs: 'P04' },
    { step: 'awaitCustomer', when: noCustomerAnd('sent') },
    { step: 'invite', when: noCustomerAnd(), needs: 'P04' },
    { step: 'askOrder', when: openAt('askOrder'), needs: 'P06' }, // INV-44
    { step: 'awaitProvider', when: ({ change }) => change !== undefined },
    { step: 'renew', when: openAt('renew'), needs: 'P07' },
    { step: 'resellerDone', when: always },
  ],
  customer: [{ step: 'beInvited', when: always }], // WF-22: customers answer on a web page
  stranger: [{ step: 'introduce', when: always }],
} as const satisfies Readonly<Record<Reader, readonly Row[]>>;

export type Step = (typeof nextRows)[Reader][number]['step'];

export type Next = { readonly step: Step; readonly needs: Permission | undefined; readonly about: Subject | undefined };

export function nextStep(situation: Situation): Next {
  const rows: readonly Row<Step>[] = nextRows[situation.reader];
  const row = rows.find(({ when }) => when(situation));
  if (!row) throw new Error(`No row of the table for ${situation.reader} fits: its last one must always`);
  const open: Readonly<Partial<Record<string, Subject>>> = situation.open;
  return { step: row.step, needs: row.needs, about: open[row.step] };
}

/** [DESIGN] what ends sooner than this is worth a look. */
const SOON = 30 * DAY;

export type CustomerFacts = {
  readonly side: PartnerSide; readonly own: TenantId; readonly missing: readonly DomainError[]; readonly subscriptions: readonly Subscription[];
  /** The provider was asked for a first subscription already. */
  readonly isAsked: boolean;
  readonly now: Instant;
};

/** What is open at one customer, with the subscription that it is about, if it is about one. `missing`: what a provider's order would be refused with. */
export function openSteps({ side, own, missing, subscriptions, isAsked, now }: CustomerFacts): Partial<Record<CustomerStep, string>> {
  const running = subscriptions.filter(({ state }) => state === 'Pending' || state === 'Active' || state === 'Suspended');
  const ending = subscriptions.find((one) => isEnding(one, now));
  const common = ending ? { renew: ending.id } : {};
  if (side === 'reseller') return { ...common, ...(running.length === 0 && !isAsked ? { askOrder: '' } : {}) };
  const uncredited = running.find(({ record, channel, provider }) => !record && channel === 'csp' && provider.id === own); // INV-60: what was bought elsewhere is credited there
  const others = missing.filter(({ code }) => code !== 'CUS-12');
  return {
    ...common,
    ...(others.length < missing.length && others.length === 0 ? { attest: '' } : {}),
    ...(running.length === 0 && missing.length === 0 ? { order: '' } : {}),
    ...(others.length > 0 ? { clear: '' } : {}),
    ...(uncredited ? { credit: uncredited.id } : {}),
  };
}

const isEnding = ({ state, autoRenew, termEndsAt }: Subscription, now: Instant): boolean =>
  state === 'Suspended' || state === 'Expired' || (state === 'Active' && !autoRenew && termEndsAt <= plus(now, SOON));
