/** What all tasks have in common: which events a state accepts, who may give them, whose form it is, and the order in which a command is refused. */

import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/core/actor.ts';
import type { TaskDoc } from '../../src/core/machine.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { isTaskKind, readVerb, taskOf, tasks } from '../../src/tasks/catalog.ts';
import { enrolment } from '../../src/tasks/enrolment.ts';
import { relationshipIn } from '../support/partners.ts';
import { documentAt, outcomeOf, run } from '../support/rules.ts';
import type { Order } from '../support/rules.ts';
import type { Role } from '../support/world.ts';
import { adventure, ago, cast, contactPage, contoso, enrolmentIn, fabrikam, norte } from '../support/world.ts';

const draft = 'leave abandon takeOver eraseDraft mpnLost';

const answers = 'authorise decline';
/** Of an invitation: a customer's answer. */
const sent = 'accept decline';
/** Of a subscription: its quantity says why it cannot change, and its links stay to the end. */
const sold = 'changeQuantity credit support';
const managed = 'update becomeAdminAgent reset disclosed closed timedOut remove';

/** domain.md §4.1 to §4.5, state by state: the events each accepts. */
const accepts: Readonly<Record<TaskKind, Readonly<Record<string, string>>>> = {
  enrolment: {
    NotStarted: 'signIn',
    MpnSignIn: `sendCode codeSent enterCode cancel ${draft}`,
    MpnSelection: `cancel back continue ${draft}`,
    LegalProfile: `saveLegal back ${draft}`,
    PrimaryContact: `saveContact back ${draft}`,
    SupportInfo: `saveSupport back ${draft}`,
    Confirmation: `back editLegal editContact editSupport enrolNow ${draft}`,
    DetailsShort: `enrolNow ${draft}`,
    EmailVerificationPending: 'signIn resend linkIssued changeContact contactConfirmed contactDenied withdraw amend takeOver',
    UnderReview: 'signIn approve reject askMore withdraw amend takeOver',
    ActionRequired: 'signIn answer withdraw amend takeOver',
    Qualified: 'signIn',
    Rejected: 'signIn appeal withdraw takeOver',
    Active: 'signIn',
    Withdrawn: 'signIn amend takeOver eraseDraft',
  },
  agreement: { NotAvailable: 'accept coveredBySibling', PendingSignature: 'accept remind coveredBySibling', Accepted: 'newVersionPublished', Covered: '' },
  workAccount: { NotStarted: 'request', Requested: 'request created', Created: 'request' },
  request: {
    NotStarted: 'draft',
    Draft: `edit done discard linkIssued ${answers}`,
    Issued: `linkIssued revoke remind expire ${answers}`,
    Accepted: answers, Declined: answers, Revoked: answers, Expired: answers, Discarded: answers,
  },
  partnership: { None: 'start', Active: 'removeAdminAccess remove', Removed: 'start' },
  account: { NotOpened: '', Open: '' },
  user: { NotAUser: 'becomeAdminAgent', PendingFirstSignIn: `${managed} signedIn`, Active: managed, Removed: 'becomeAdminAgent' },
  newUser: { NotStarted: 'add', Requested: 'created retry drop' },
  invitation: {
    NotStarted: 'draft',
    Draft: `edit done discard linkIssued partnershipRemoved ${sent}`,
    Issued: `linkIssued resend revoke partnershipRemoved remind expire open ${sent}`,
    Opened: `linkIssued resend revoke partnershipRemoved remind expire ${sent}`,
    Accepted: sent, Declined: sent, Revoked: sent, Expired: `resend ${sent}`, Void: sent, Discarded: sent,
  },
  relationship: { None: 'imported', Active: 'remove tag adminRemoved', Removed: 'adminRemoved' },
  gdap: { None: 'request', Requested: 'terminate approve decline lapse', Approved: 'terminate end remind expire', Declined: '', Lapsed: '', Expired: '', Terminated: '' },
  customer: { None: 'accepted created attest associate edit', Known: 'accepted attest associate edit' },
  importJob: { NotStarted: 'preview', Previewed: 'confirm stop expire', Running: 'stop advance', Done: '', Cancelled: 'advance' },
  access: { None: 'azureTold', Told: 'azureTold' },
  subscription: {
    None: 'external', Pending: `provisioned provisioningFailed rename ${sold}`, Active: `suspend cancel setAutoRenew rename upgrade termEnded forget ${sold}`, Suspended: `reactivate cancel rename termEnded deleted ${sold}`,
    Expired: `rename disabled ${sold}`, Disabled: `rename disabled deleted ${sold}`, Deleted: 'changeQuantity credit', Error: 'changeQuantity credit',
  },
  order: {
    NotStarted: 'submit start', Submitted: 'accepted refused reviewNeeded cancel', Pending: 'fulfilled cancel',
    PendingReview: 'purchaseOrderAsked released poRejected cancel', PendingPoUpload: 'purchaseOrderGiven released poRejected cancel', PoUploadComplete: 'released poRejected cancel',
    Completed: 'cancelled', PartialSuccess: 'cancelled', Error: '', Rejected: '', PoReviewRejected: '', Cancelled: 'kept',
  },
  newCustomer: { NotStarted: 'submit checkCustomer', Submitted: 'created retry drop', Created: 'closed timedOut' },
  change: { NotStarted: 'ask', Requested: 'accept done decline withdraw end', Accepted: 'done decline withdraw end', Done: '', Declined: '', Withdrawn: '', Ended: '' },
};

const people: readonly Role[] = ['globalAdmin', 'colleague', 'partnerGlobalAdmin', 'userManagementAdmin', 'billingAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent', 'employee'];
const ownForm = 'sendCode enterCode cancel continue saveLegal saveContact saveSupport back editLegal editContact editSupport leave enrolNow abandon '
  + 'resend changeContact answer appeal withdraw amend';

const globalAdmins: readonly Role[] = ['globalAdmin', 'colleague', 'partnerGlobalAdmin'];

/** Who may give which events, and what the others of the company hear. An event that two tasks have is named with its task. */
const groups: readonly { readonly events: string; readonly may: readonly Role[]; readonly others: string }[] = [
  { events: 'subscription.changeQuantity change.accept change.done change.decline', may: [...globalAdmins, 'userManagementAdmin', 'billingAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent'], others: 'GEN-01' },
  { events: 'subscription.upgrade subscription.suspend subscription.reactivate subscription.cancel subscription.setAutoRenew subscription.rename', may: [...globalAdmins, 'billingAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent'], others: 'GEN-01' },
  { events: 'subscription.provisioned subscription.provisioningFailed subscription.termEnded subscription.disabled subscription.deleted', may: ['system'], others: 'GEN-01' },
  { events: 'subscription.external subscription.forget', may: ['adminAgent', 'salesAgent', 'helpdeskAgent'], others: 'GEN-01' },
  { events: 'order.submit order.cancel order.purchaseOrderGiven', may: [...globalAdmins, 'billingAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent'], others: 'GEN-01' },
  { events: 'order.start order.accepted order.refused order.reviewNeeded order.purchaseOrderAsked order.released order.poRejected order.fulfilled order.cancelled order.kept newCustomer.timedOut', may: ['system'], others: 'GEN-01' },
  { events: 'newCustomer.submit newCustomer.checkCustomer newCustomer.created newCustomer.retry newCustomer.drop newCustomer.closed', may: [...globalAdmins, 'userManagementAdmin', 'adminAgent', 'salesAgent'], others: 'GEN-01' },
  { events: 'change.ask change.withdraw', may: ['adminAgent', 'salesAgent', 'helpdeskAgent'], others: 'GEN-01' },
  { events: 'importJob.preview importJob.confirm importJob.stop', may: [...globalAdmins, 'salesAgent', 'adminAgent'], others: 'GEN-01' },
  { events: 'importJob.advance importJob.expire change.end', may: ['system'], others: 'GEN-01' },
  { events: 'invitation.draft invitation.edit invitation.done invitation.discard invitation.linkIssued invitation.resend invitation.revoke', may: [...globalAdmins, 'salesAgent', 'adminAgent'], others: 'GEN-01' },
  { events: 'invitation.open invitation.accept invitation.decline', may: ['globalAdmin', 'colleague'], others: 'CUS-01' },
  { events: 'invitation.partnershipRemoved', may: ['system'], others: 'GEN-01' },
  { events: 'gdap.request gdap.terminate', may: ['adminAgent', 'salesAgent'], others: 'GEN-01' },
  { events: 'gdap.approve gdap.decline gdap.end', may: ['globalAdmin', 'colleague'], others: 'CUS-01' },
  { events: 'gdap.lapse gdap.remind gdap.expire', may: ['system'], others: 'GEN-01' },
  { events: 'customer.accepted customer.created', may: ['system'], others: 'GEN-01' },
  { events: 'customer.attest', may: ['adminAgent', 'salesAgent'], others: 'GEN-01' },
  { events: 'customer.associate customer.edit', may: [...globalAdmins, 'adminAgent', 'salesAgent', 'helpdeskAgent'], others: 'GEN-01' },
  { events: 'subscription.credit', may: [...globalAdmins, 'adminAgent', 'salesAgent', 'helpdeskAgent', 'billingAdmin'], others: 'GEN-01' },
  { events: 'subscription.support access.azureTold', may: [...globalAdmins, 'adminAgent', 'salesAgent', 'helpdeskAgent'], others: 'GEN-01' },
  { events: 'relationship.remove', may: [...globalAdmins, 'adminAgent'], others: 'GEN-01' },
  { events: 'relationship.tag', may: ['adminAgent'], others: 'GEN-01' },
  { events: 'relationship.adminRemoved', may: ['globalAdmin', 'colleague'], others: 'CUS-01' },
  { events: `signIn takeOver ${ownForm}`, may: ['globalAdmin', 'colleague'], others: 'ENR-01' },
  { events: 'contactConfirmed contactDenied', may: ['contact'], others: 'GEN-01' },
  { events: 'approve reject askMore', may: ['reviewer'], others: 'GEN-01' },
  { events: 'codeSent enrolment.linkIssued eraseDraft mpnLost remind expire start imported signedIn timedOut coveredBySibling newVersionPublished', may: ['system'], others: 'GEN-01' },
  { events: 'accept', may: globalAdmins, others: 'MPA-01' },
  { events: 'request workAccount.created', may: people, others: 'GEN-01' },
  { events: 'draft edit done discard request.linkIssued revoke partnership.remove', may: [...globalAdmins, 'salesAgent'], others: 'GEN-01' },
  { events: `${answers} removeAdminAccess`, may: globalAdmins, others: 'PAR-03' },
  { events: 'update becomeAdminAgent reset disclosed closed user.remove add newUser.created retry drop', may: [...globalAdmins, 'userManagementAdmin'], others: 'GEN-01' },
];

type Place = readonly [task: TaskKind, state: string, event: string];
const groupOf = ([task, , event]: Place) =>
  groups.find(({ events }) => events.split(' ').some((name) => name === event || name === `${task}.${event}`)) ?? { events: '', may: [], others: '' };
const kinds = Object.keys(accepts) as readonly TaskKind[]; // the keys of the record above
const eventsIn = (task: TaskKind, state: string) => (accepts[task][state] ?? '').split(' ').filter((event) => event !== '');
const listed: readonly Place[] = kinds.flatMap((task) => Object.keys(accepts[task]).flatMap((state) => eventsIn(task, state).map((event) => [task, state, event] as const)));
const unlisted: readonly Place[] = kinds.flatMap((task) => Object.keys(accepts[task]).flatMap((state) =>
  Object.keys(taskOf(task).events).filter((event) => !eventsIn(task, state).includes(event)).map((event) => [task, state, event] as const)));

const sampleOf = (task: TaskKind, state: string): TaskDoc => documentAt(taskOf(task), state);
const parties = new Map([['request.authorise', contoso], ['request.decline', contoso], ['partnership.remove', norte], ['customer.attest', norte], ['customer.associate', norte], ['customer.edit', norte], ['subscription.credit', norte], ['subscription.support', norte], ['access.azureTold', norte], ...['changeQuantity', 'upgrade', 'suspend', 'reactivate', 'cancel', 'setAutoRenew', 'rename', 'external', 'forget'].map((event) => [`subscription.${event}`, norte] as const), ['change.accept', norte], ['order.submit', norte], ['order.cancel', norte], ['order.purchaseOrderGiven', norte], ['change.done', norte], ['change.decline', norte], ['relationship.remove', contoso], ['relationship.tag', contoso], ['gdap.request', norte], ['gdap.terminate', norte]]);
/** Of two companies in one document, the one whose people the event is for; the document's own unless said. */
const partyOf = ([task, state, event]: Place) =>
  parties.get(`${task}.${event}`) ?? [contoso, norte, adventure].find(({ id }) => id === sampleOf(task, state).tenant) ?? contoso;
const isForReseller = ([task, , event]: Place): boolean => task === 'request' && answers.split(' ').includes(event);
const isForCustomer = ([task, , event]: Place): boolean => task === 'invitation' && ['open', 'accept', 'decline'].includes(event);
const isForAnybody = (place: Place): boolean => isForReseller(place) || isForCustomer(place);

/** Somebody of that company with this role. The machine belongs to none, and programme admins to their own. */
const holding = (role: Role, { id: tenant, kind: tenantKind }: typeof contoso): Actor => {
  const actor: Actor = cast[role];
  if (actor.kind === 'system' || role === 'reviewer') return actor;
  return actor.kind === 'link' ? { ...actor, tenant } : { ...actor, tenant, tenantKind };
};
const holderOf = (place: Place): Actor => holding(groupOf(place).may[0] ?? 'employee', partyOf(place));

/** INV-56: whose customer it is; the others have nothing to do with it. */
const customerOfNorte = { relationships: [relationshipIn('Active', { id: norte.id, partner: norte.id, role: 'provider' })] };
const isAboutCustomer = (task: TaskKind): boolean => ['customer', 'order', 'access', 'gdap', 'subscription'].includes(task);

/** The document is about the actor, where it must be. */
function answerAt([task, state, event]: Place, asked: Order): string {
  const order: Order = isAboutCustomer(task) ? { ...asked, read: { ...customerOfNorte, ...asked.read } } : asked;
  const doc = sampleOf(task, state);
  const { actor } = order;
  if (event !== 'becomeAdminAgent' || actor.kind !== 'person') return outcomeOf(run(taskOf(task), doc, event, order));
  return outcomeOf(run(taskOf(task), { ...doc, id: actor.id }, event, { ...order, read: { subject: { directoryRoles: ['globalAdmin'] } } }));
}

describe('states and events', () => {
  it.each(kinds)('%s: each state accepts these events', (task) => {
    const { events } = taskOf(task);
    const table = Object.keys(accepts[task]).map((state) => [state, Object.keys(events).filter((event) => events[event]?.some((row) => row.from.includes(state))).toSorted()]);
    expect(table).toEqual(Object.keys(accepts[task]).map((state) => [state, eventsIn(task, state).toSorted()]));
  });

  it('GEN-07 refuses the other 905 pairs of state and event; GEN-06 INV-56 one of many that is not there is as good as somebody else\'s', () => {
    expect(unlisted).toHaveLength(905);
    const isMissing = ([task, state]: Place) => taskOf(task).many === true && ['NotStarted', 'None', 'NotAUser'].includes(state);
    expect(unlisted.filter((place) => answerAt(place, { actor: holderOf(place) }) !== (isMissing(place) ? 'GEN-06' : 'GEN-07'))).toEqual([]);
  });

  it('no state accepts an event twice', () => {
    const rows = kinds.flatMap((task) => Object.entries(taskOf(task).events).flatMap(([event, alternatives]) => alternatives.flatMap(({ from }) => from.map((state) => `${task}.${event} ${state}`))));
    expect(rows).toEqual([...new Set(rows)]);
  });

  it('an event that no table knows is a mistake of the program', () => {
    expect(() => run(enrolment, enrolmentIn('UnderReview'), 'celebrate', { actor: cast.reviewer })).toThrow('add a row to src/tasks/enrolment.ts');
  });
});

describe('who may', () => {
  it('INV-10 INV-57 every event is refused to every role that may not give it, with its own code', () => {
    const wrong = listed.flatMap((place) => [...people, 'contact', 'system'].map((role) => role as Role).flatMap((role) => { // names of the cast
      const { may, others } = groupOf(place);
      const answer = answerAt(place, { actor: holding(role, partyOf(place)) });
      const isRight = may.includes(role) ? !['ENR-01', 'MPA-01', 'PAR-03', 'CUS-01', 'GEN-01', 'GEN-06'].includes(answer) : answer === others;
      return isRight ? [] : [[...place, role, answer]];
    }));
    expect(wrong).toEqual([]);
  });

  it('INV-56 GEN-06 people of other companies reach nothing, whatever they are there; reviewers reach reviews', () => {
    const everybody = [contoso, norte, fabrikam].flatMap((company) => (['globalAdmin', 'salesAgent', 'userManagementAdmin', 'contact'] as const).map((role) => holding(role, company)));
    const isReview = (place: Place) => groupOf(place).may.includes('reviewer');
    const answered = (place: Place) => [...everybody, cast.reviewer].flatMap((actor) => (actor.kind !== 'system' && actor.tenant === partyOf(place).id ? [] : [answerAt(place, { actor })]));
    const closed = listed.filter((place) => !isReview(place) && !isForAnybody(place));
    expect(closed.filter((place) => answered(place).some((answer) => answer !== 'GEN-06'))).toEqual([]);
    expect(closed.filter((place) => answered(place).length < 9)).toEqual([]);
    expect(listed.filter(isReview).map((place) => [place[2], answerAt(place, { actor: cast.reviewer }), new Set(answered(place))])).toEqual([
      ['approve', 'Qualified', new Set(['GEN-01', 'Qualified'])], ['reject', 'ENR-16', new Set(['GEN-01', 'ENR-16'])], ['askMore', 'ENR-16', new Set(['GEN-01', 'ENR-16'])],
    ]);
  });

  it('WF-15 a request can be answered by the Global admins of any company that holds the link', () => {
    const places = listed.filter(isForReseller);
    expect(places).toHaveLength(14);
    expect(new Set(places.flatMap((place) => [contoso, norte, fabrikam].map((company) => answerAt(place, { actor: holding('salesAgent', company) }))))).toEqual(new Set(['PAR-03']));
    expect(places.filter((place) => answerAt(place, { actor: holding('globalAdmin', fabrikam) }) === 'GEN-06')).toEqual([]);
  });

  it('WF-22 CUS-01 an invitation can be answered by the Global admins of any company that holds the link', () => {
    const places = listed.filter(isForCustomer);
    expect(places).toHaveLength(19);
    expect(new Set(places.flatMap((place) => [contoso, norte, adventure].map((company) => answerAt(place, { actor: holding('adminAgent', company) }))))).toEqual(new Set(['CUS-01']));
    expect(places.filter((place) => answerAt(place, { actor: holding('globalAdmin', adventure) }) === 'GEN-06')).toEqual([]);
  });

  it('INV-57 ENR-14 a colleague cannot write in somebody else\'s form', () => {
    const places = listed.filter(([task, , event]) => task === 'enrolment' && ownForm.split(' ').includes(event));
    expect(places).toHaveLength(44);
    expect(places.filter((place) => answerAt(place, { actor: cast.colleague }) !== 'ENR-14')).toEqual([]);
  });
});

describe('order of refusals', () => {
  it('GEN-02 refuses a stale card in every state; ENR-02 ENR-09 a card to begin with is older than any revision, so it hears where the enrolment stands', () => {
    const answered = listed.map((place) => [...place, answerAt(place, { actor: holderOf(place), rev: sampleOf(place[0], place[1]).rev - 1 })] as const);
    expect(answered.filter(([, , event, answer]) => answer !== 'GEN-02' && !['signIn', 'becomeAdminAgent', 'closed', 'add', 'ask', 'stop', 'attest', 'associate', 'submit', 'checkCustomer'].includes(event))).toEqual([]);
    expect(answered.filter(([, , event, answer]) => answer === 'GEN-02' && ['signIn', 'becomeAdminAgent', 'closed', 'add', 'ask', 'stop', 'attest', 'associate', 'submit', 'checkCustomer'].includes(event))).toEqual([]);
    expect(answered.filter(([, , event]) => event === 'signIn').map(([, state, , answer]) => [state, answer])).toEqual([
      ['NotStarted', 'MpnSignIn'], ['EmailVerificationPending', 'ENR-02'], ['UnderReview', 'ENR-02'], ['ActionRequired', 'ENR-02'], ['Qualified', 'ENR-02'],
      ['Rejected', 'ENR-09'], ['Active', 'ENR-02'], ['Withdrawn', 'ENR-02'],
    ]);
  });

  const tooSoon = enrolmentIn('EmailVerificationPending', { verification: { round: 1, email: '', links: [], sentAt: [ago(1)] } });
  const other = { ...contactPage, contactEmail: 'pablo@contoso.es' };
  it.each<[string, TaskDoc['state'], Order, string]>([
    ['the company', 'UnderReview', { actor: { ...cast.employee, tenant: cast.providerAdmin.tenant }, rev: 1 }, 'GEN-06'],
    ['the permission', 'UnderReview', { actor: cast.employee, rev: 1 }, 'ENR-01'],
    ['the revision', 'UnderReview', { actor: cast.colleague, rev: 1 }, 'GEN-02'],
    ['the state', 'UnderReview', { actor: cast.colleague, rev: 4 }, 'GEN-07'],
    ['the owner', '', { actor: cast.colleague, rev: 4 }, 'ENR-14'],
    ['the input', '', { actor: cast.globalAdmin, rev: 4 }, 'GEN-05'],
    ['the guards', '', { actor: cast.globalAdmin, rev: 4, input: other }, 'ENR-13'],
  ])('next comes %s', (_what, state, order, expected) => {
    const doc = state === 'UnderReview' ? enrolmentIn('UnderReview') : tooSoon;
    expect(outcomeOf(run(enrolment, doc, 'changeContact', order))).toBe(expected);
  });
});

describe('catalogue', () => {
  it.each([
    ['enrolment.signIn', { task: 'enrolment', event: 'signIn' }],
    ['agreement.accept', { task: 'agreement', event: 'accept' }],
    ['partnership.remove', { task: 'partnership', event: 'remove' }],
    ['partnership.start', undefined], ['request.draft', undefined], ['user.disclosed', undefined], ['newUser.created', undefined], ['account.open', undefined],
    ['enrolment.toString', undefined], ['toString.call', undefined], ['enrolment', undefined], ['enrolment.signIn.x', undefined], ['', undefined],
  ])('the verb "%s"', (verb, expected) => {
    expect(readVerb(verb)).toEqual(expected);
  });

  it('INV-28 these are all the tasks, and none is about a provider\'s public listing', () => {
    expect(Object.keys(tasks)).toEqual([
      'enrolment', 'agreement', 'workAccount', 'request', 'partnership', 'account', 'user', 'newUser', 'relationship',
      'invitation', 'customer', 'newCustomer', 'order', 'subscription', 'change', 'access', 'importJob', 'gdap',
    ]);
    const changing = kinds.filter((task) => Object.keys(taskOf(task).events).some((event) => /listing|profile|offer/i.test(event)));
    expect(changing).toEqual([]);
  });

  it('knows its tasks by name only', () => {
    expect(['enrolment', 'agreement', 'workAccount', 'constructor'].map(isTaskKind)).toEqual([true, true, true, false]);
  });

  it('a timer looks at drafts and at what was withdrawn', () => {
    const due = Object.keys(accepts.enrolment).filter((state) => enrolment.due(documentAt(enrolment, state as 'Active'), defaultRules)); // a key of the record above
    expect(due).toEqual(['MpnSignIn', 'MpnSelection', 'LegalProfile', 'PrimaryContact', 'SupportInfo', 'Confirmation', 'DetailsShort', 'Withdrawn']);
  });
});
