/** What all tasks have in common: which events a state accepts, who may give them, whose form it is, and the order in which a command is refused. */

import { describe, expect, it } from '@jest/globals';
import type { TaskDoc } from '../../src/core/machine.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { isTaskKind, readVerb, taskOf } from '../../src/tasks/catalog.ts';
import { enrolment } from '../../src/tasks/enrolment.ts';
import { documentAt, outcomeOf, run } from '../support/rules.ts';
import type { Order } from '../support/rules.ts';
import type { Role } from '../support/world.ts';
import { ago, cast, contactPage, enrolmentIn } from '../support/world.ts';

const draft = 'leave abandon takeOver eraseDraft mpnLost';

/** domain.md §4.1 and §4.2, state by state: the events each accepts. */
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
    Qualified: 'signIn becomeAdminAgent',
    Rejected: 'signIn appeal withdraw takeOver',
    Active: 'signIn becomeAdminAgent',
    Withdrawn: 'signIn amend takeOver eraseDraft',
  },
  agreement: { NotAvailable: 'accept', PendingSignature: 'accept remind', Accepted: '' },
  workAccount: { NotStarted: 'request', Requested: 'request created', Created: 'request' },
};

const people: readonly Role[] = ['globalAdmin', 'colleague', 'partnerGlobalAdmin', 'userManagementAdmin', 'billingAdmin', 'adminAgent', 'salesAgent', 'helpdeskAgent', 'employee'];
const ownForm = 'sendCode enterCode cancel continue saveLegal saveContact saveSupport back editLegal editContact editSupport leave enrolNow abandon '
  + 'resend changeContact answer appeal withdraw amend';

/** Who may give which events, and what the others of the company hear. */
const groups: readonly { readonly events: string; readonly may: readonly Role[]; readonly others: string }[] = [
  { events: `signIn takeOver ${ownForm}`, may: ['globalAdmin', 'colleague'], others: 'ENR-01' },
  { events: 'contactConfirmed contactDenied', may: ['contact'], others: 'GEN-01' },
  { events: 'approve reject askMore', may: ['reviewer'], others: 'GEN-01' },
  { events: 'codeSent linkIssued eraseDraft mpnLost remind', may: ['system'], others: 'GEN-01' },
  { events: 'becomeAdminAgent', may: ['globalAdmin', 'colleague', 'partnerGlobalAdmin', 'userManagementAdmin'], others: 'GEN-01' },
  { events: 'accept', may: ['globalAdmin', 'colleague', 'partnerGlobalAdmin'], others: 'MPA-01' },
  { events: 'request created', may: people, others: 'GEN-01' },
];
const groupOf = (event: string) => groups.find(({ events }) => events.split(' ').includes(event)) ?? { events: '', may: [], others: '' };

type Place = readonly [task: TaskKind, state: string, event: string];
const kinds = Object.keys(accepts) as readonly TaskKind[]; // the keys of the record above
const eventsIn = (task: TaskKind, state: string) => (accepts[task][state] ?? '').split(' ').filter((event) => event !== '');
const listed: readonly Place[] = kinds.flatMap((task) => Object.keys(accepts[task]).flatMap((state) => eventsIn(task, state).map((event) => [task, state, event] as const)));
const unlisted: readonly Place[] = kinds.flatMap((task) => Object.keys(accepts[task]).flatMap((state) =>
  Object.keys(taskOf(task).events).filter((event) => !eventsIn(task, state).includes(event)).map((event) => [task, state, event] as const)));

const sampleOf = (task: TaskKind, state: string): TaskDoc => documentAt(taskOf(task), state);
const answerAt = ([task, state, event]: Place, order: Order): string => outcomeOf(run(taskOf(task), sampleOf(task, state), event, order));
const holderOf = (event: string) => cast[groupOf(event).may[0] ?? 'employee'];

describe('states and events', () => {
  it.each(kinds)('%s: each state accepts these events', (task) => {
    const { events } = taskOf(task);
    const table = Object.keys(accepts[task]).map((state) => [state, Object.keys(events).filter((event) => events[event]?.some((row) => row.from.includes(state))).toSorted()]);
    expect(table).toEqual(Object.keys(accepts[task]).map((state) => [state, eventsIn(task, state).toSorted()]));
  });

  it('GEN-07 refuses the other 397 pairs of state and event', () => {
    expect(unlisted).toHaveLength(397);
    expect(unlisted.filter((place) => answerAt(place, { actor: holderOf(place[2]) }) !== 'GEN-07')).toEqual([]);
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
      const { may, others } = groupOf(place[2]);
      const answer = answerAt(place, { actor: cast[role] });
      const isRight = may.includes(role) ? !['ENR-01', 'MPA-01', 'GEN-01', 'GEN-06'].includes(answer) : answer === others;
      return isRight ? [] : [[...place, role, answer]];
    }));
    expect(wrong).toEqual([]);
  });

  it('INV-56 GEN-06 people of other companies reach nothing, whatever they are there; reviewers reach reviews', () => {
    const strangers = [cast.providerAdmin, cast.reviewer, { ...cast.globalAdmin, tenant: cast.providerAdmin.tenant }, { ...cast.contact, tenant: cast.providerAdmin.tenant }];
    const isReview = (event: string) => groupOf(event).may.includes('reviewer');
    const answers = listed.flatMap((place) => strangers.map((actor) => [isReview(place[2]), answerAt(place, { actor })] as const));
    expect(new Set(answers.filter(([isReviewed]) => !isReviewed).map(([, answer]) => answer))).toEqual(new Set(['GEN-06']));
    expect(answers.filter(([isReviewed]) => isReviewed).map(([, answer]) => answer).slice(0, 4)).toEqual(['GEN-01', 'Qualified', 'GEN-01', 'GEN-01']);
  });

  it('INV-57 ENR-14 a colleague cannot write in somebody else\'s form', () => {
    const places = listed.filter(([, , event]) => ownForm.split(' ').includes(event));
    expect(places).toHaveLength(44);
    expect(places.filter((place) => answerAt(place, { actor: cast.colleague }) !== 'ENR-14')).toEqual([]);
  });
});

describe('order of refusals', () => {
  it('GEN-02 refuses a stale card in every state; ENR-02 ENR-09 a card to begin with is older than any revision, so it hears where the enrolment stands', () => {
    const answers = listed.map((place) => [...place, answerAt(place, { actor: holderOf(place[2]), rev: sampleOf(place[0], place[1]).rev - 1 })]);
    expect(answers.filter(([, , event, answer]) => answer !== 'GEN-02' && event !== 'signIn')).toEqual([]);
    expect(answers.filter(([, , event]) => event === 'signIn').map(([, state, , answer]) => [state, answer])).toEqual([
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
    ['enrolment.toString', undefined], ['toString.call', undefined], ['enrolment', undefined], ['enrolment.signIn.x', undefined], ['', undefined],
  ])('the verb "%s"', (verb, expected) => {
    expect(readVerb(verb)).toEqual(expected);
  });

  it('knows its tasks by name only', () => {
    expect(['enrolment', 'agreement', 'workAccount', 'constructor'].map(isTaskKind)).toEqual([true, true, true, false]);
  });

  it('a timer looks at drafts and at what was withdrawn', () => {
    const due = Object.keys(accepts.enrolment).filter((state) => enrolment.due(documentAt(enrolment, state as 'Active'), defaultRules)); // a key of the record above
    expect(due).toEqual(['MpnSignIn', 'MpnSelection', 'LegalProfile', 'PrimaryContact', 'SupportInfo', 'Confirmation', 'DetailsShort', 'Withdrawn']);
  });
});
