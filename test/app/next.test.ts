/** `/next`: a row of its tables for each step, an answer in every situation, and what is looked at for it in the store. */

import { describe, expect, it } from '@jest/globals';
import { situationOf } from '../../src/app/next.ts';
import { orderLines } from '../../src/app/orders.ts';
import { showLine } from '../../src/app/shownLines.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { TaskDoc } from '../../src/core/machine.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { refuse } from '../../src/core/errors.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { enrolmentStates } from '../../src/tasks/enrolmentDoc.ts';
import type { EnrolmentState } from '../../src/tasks/enrolmentDoc.ts';
import type { Order } from '../../src/tasks/orderDoc.ts';
import type { CustomerStep, Situation, Step } from '../../src/tasks/next.ts';
import { customerSteps, nextRows, nextStep, openSteps, readers } from '../../src/tasks/next.ts';
import { reviewsOf } from '../cards/stage.ts';
import { agreed, ofContoso, ofNorte, partnered, placed, serving, soldSeats } from '../support/advice.ts';
import { customerIn, invitationIn, olga } from '../support/customers.ts';
import { eachWorld } from '../support/deps.ts';
import { orderIn } from '../support/orders.ts';
import { iker, partnershipIn, requestIn } from '../support/partners.ts';
import { accountIn } from '../support/people.ts';
import { changeIn } from '../support/subscriptions.ts';
import { NOW, adventure, agreementIn, ago, cast, contoso, enrolmentIn, norte, tenantNamed } from '../support/world.ts';
import { ctxFor } from '../turn/support.ts';

const world = eachWorld();
let listings = 0;
const { globalAdmin: ana, colleague: luis, adminAgent: ada, salesAgent: sal, billingAdmin: bea, employee: eva, reviewer: rut } = cast;

const subject = { customer: adventure.id, name: adventure.name };
const open = (...steps: readonly CustomerStep[]): Situation['open'] => Object.fromEntries(steps.map((step) => [step, subject]));
const blank: Situation = {
  reader: 'stranger', hasPlace: false, review: undefined, inCsp: false, enrolment: undefined, isSetUp: false, mayTrade: false, hasRole: false, hasPartner: false, letter: undefined, change: undefined,
  hasCustomer: undefined, open: {},
};
const enrolled = (state: EnrolmentState, isReaders = true): Situation => ({ ...blank, reader: 'reseller', enrolment: { state, since: NOW, requester: ana.name, isReaders } });
const trading: Situation = { ...enrolled('Active'), isSetUp: true, mayTrade: true, hasRole: true };
const provider: Situation = { ...blank, reader: 'provider', inCsp: true, hasRole: true };
const programme: Situation = { ...blank, reader: 'programmeAdmin', hasPlace: true };
const letter = (state: 'draft' | 'sent') => ({ state, id: 'REQ-1', since: NOW, email: 'ana@contoso.es' }) as const;
const change = { id: 'CHG-1', reseller: contoso.id, other: contoso.name, customer: adventure.name, since: NOW };
const served = { hasPartner: true, hasCustomer: true } as const;

describe('the table of steps', () => {
  const rows: readonly (readonly [Step, Situation])[] = [
    ['choosePlace', { ...programme, hasPlace: false, review: { id: 'ENR-1', company: 'Contoso', since: NOW } }],
    ['review', { ...programme, review: { id: 'ENR-1', company: 'Contoso', since: NOW } }],
    ['allReviewed', programme],
    ['enrol', { ...blank, reader: 'reseller' }],
    ['fillIn', enrolled('LegalProfile')],
    ['awaitColleague', enrolled('LegalProfile', false)],
    ['awaitColleague', enrolled('ActionRequired', false)],
    ['reopen', enrolled('Withdrawn')],
    ['awaitContact', enrolled('EmailVerificationPending', false)],
    ['awaitReview', enrolled('UnderReview')],
    ['answerReview', enrolled('ActionRequired')],
    ['appeal', enrolled('Rejected')],
    ['adminAgent', enrolled('Qualified')],
    ['sign', { ...enrolled('Qualified'), isSetUp: true }],
    ['getRole', { ...trading, hasRole: false }],
    ['findProvider', trading],
    ['sendInvitation', { ...trading, hasPartner: true, hasCustomer: false, letter: letter('draft') }],
    ['awaitCustomer', { ...trading, hasPartner: true, hasCustomer: false, letter: letter('sent') }],
    ['invite', { ...trading, hasPartner: true, hasCustomer: false }],
    ['askOrder', { ...trading, ...served, open: open('askOrder', 'renew') }],
    ['awaitProvider', { ...trading, ...served, change, open: open('renew') }],
    ['renew', { ...trading, ...served, open: open('renew') }],
    ['resellerDone', { ...trading, ...served, letter: letter('sent') }],
    ['seeCustomers', { ...trading, hasPartner: true }], // who may not know of customers hears nothing about them
    ['seeCustomers', { ...provider, hasPartner: true }],
    ['answerChange', { ...provider, ...served, change, letter: letter('sent'), open: open(...customerSteps) }],
    ['joinCsp', { ...provider, inCsp: false }],
    ['getRole', { ...provider, hasRole: false }],
    ['sendRequest', { ...provider, letter: letter('draft') }],
    ['awaitReseller', { ...provider, letter: letter('sent') }],
    ['firstRequest', provider],
    ['firstCustomer', { ...provider, hasPartner: true, hasCustomer: false, letter: letter('sent') }],
    ['givePurchaseOrder', { ...provider, ...served, open: open(...customerSteps) }],
    ['givePurchaseOrder', { ...provider, hasPartner: true, hasCustomer: false, open: open('givePurchaseOrder') }], // of a relationship that was removed meanwhile
    ['attest', { ...provider, ...served, open: open('attest', 'order', 'clear', 'credit', 'renew') }],
    ['order', { ...provider, ...served, open: open('order', 'clear', 'credit', 'renew') }],
    ['clear', { ...provider, ...served, open: open('clear', 'credit') }],
    ['credit', { ...provider, ...served, open: open('credit', 'renew') }],
    ['renew', { ...provider, ...served, open: open('renew') }],
    ['providerDone', { ...provider, ...served }],
    ['beInvited', { ...blank, reader: 'customer' }],
    ['introduce', blank],
  ];

  it.each(rows)('%s', (step, situation) => expect(nextStep(situation).step).toBe(step));

  it('has a test for each of its rows', () => {
    expect(new Set(rows.map(([step, { reader }]) => `${reader} ${step}`))).toEqual(new Set(readers.flatMap((reader) => nextRows[reader].map(({ step }) => `${reader} ${step}`))));
  });

  it('has an answer in every situation', () => {
    const truths = [true, false];
    let asked = 0;
    for (const reader of readers) for (const state of [undefined, ...enrolmentStates]) for (const bits of Array.from({ length: 128 }, (_unused, index) => index)) {
      const at = (place: number): boolean => truths[(bits >> place) & 1] ?? false;
      const enrolment = state && { state, since: NOW, requester: ana.name, isReaders: at(6) };
      const situation = { ...blank, reader, enrolment, inCsp: at(0), isSetUp: at(1), mayTrade: at(2), hasRole: at(3), hasPartner: at(4), hasPlace: at(0), hasCustomer: at(5) ? at(6) : undefined, ...(at(6) ? { letter: letter('sent') } : {}) };
      expect(typeof nextStep(situation).step).toBe('string');
      asked++;
    }
    expect(asked).toBe(readers.length * (enrolmentStates.length + 1) * 128);
  });

  it('says at which customer, and who it takes', () => {
    expect(nextStep({ ...provider, ...served, open: { credit: { ...subject, subscription: 'SUB-1' } } })).toEqual({ step: 'credit', needs: 'P19', about: { ...subject, subscription: 'SUB-1' } });
    expect(nextStep({ ...blank, reader: 'reseller' })).toEqual({ step: 'enrol', needs: 'E01', about: undefined });
  });
});

describe('what is open at a customer', () => {
  const at = (more: Partial<Parameters<typeof openSteps>[0]>) => openSteps({ side: 'provider', own: norte.id, missing: [], subscriptions: [], isAsked: false, now: NOW, ...more });
  const unsigned = refuse('CUS-12', {}).error;
  const unverified = refuse('CUS-10', { status: 'refused' }).error;
  const uncredited = { ...soldSeats(), record: undefined };

  it.each([
    ['INV-53 nothing but the agreement', at({ missing: [unsigned] }), { attest: '' }],
    ['INV-53 the agreement and more', at({ missing: [unverified, unsigned] }), { clear: '' }],
    ['a first order', at({}), { order: '' }],
    ['nothing', at({ subscriptions: [soldSeats()] }), {}],
    ['INV-46 a credit', at({ subscriptions: [soldSeats(), { ...uncredited, id: 'SUB-2' }] }), { credit: 'SUB-2' }],
    ['INV-60 no credit of what was bought elsewhere', at({ subscriptions: [{ ...uncredited, channel: 'external' }] }), {}],
    ['INV-59 no credit of what another provider sold', at({ subscriptions: [{ ...uncredited, provider: { id: tenantNamed('sur'), name: 'Sur' } }] }), {}],
    ['what ended is no subscription', at({ subscriptions: [soldSeats({ state: 'Deleted' })] }), { order: '' }],
    ['what is suspended', at({ subscriptions: [soldSeats({ state: 'Suspended' })] }), { renew: 'SUB-7K3F-9QXD' }],
    ['what ends in 30 days', at({ subscriptions: [soldSeats({ autoRenew: false, termEndsAt: plus(NOW, 30 * DAY) })] }), { renew: 'SUB-7K3F-9QXD' }],
    ['not what ends later', at({ subscriptions: [soldSeats({ autoRenew: false, termEndsAt: plus(NOW, 30 * DAY + 1) })] }), {}],
    ['not what renews itself', at({ subscriptions: [soldSeats({ termEndsAt: plus(NOW, DAY) })] }), {}],
    ['INV-44 a reseller asks', at({ side: 'reseller', own: contoso.id, missing: [unsigned] }), { askOrder: '' }],
    ['and only once', at({ side: 'reseller', own: contoso.id, isAsked: true }), {}],
    ['and not for more', at({ side: 'reseller', own: contoso.id, subscriptions: [soldSeats({ state: 'Suspended' })] }), { renew: 'SUB-7K3F-9QXD' }],
  ])('%s', (_title, found, expected) => expect(found).toEqual(expected));
});

describe('what is looked at', () => {
  const step = async (actor: PersonActor): Promise<Step> => nextStep(await situationOf(world().deps, actor)).step;
  const put = async (task: TaskKind, doc: TaskDoc): Promise<void> => await placed(world().deps, task, doc);
  const listed = async (doc: Order): Promise<void> => {
    for (const line of orderLines({ ...doc, rev: ++listings })) await showLine(world().deps, line);
  };
  const ready = async (): Promise<void> => {
    await put('enrolment', enrolmentIn('Active'));
    await put('account', accountIn('Open', { adminAgents: [ada.id] }));
    await put('agreement', agreementIn('Accepted'));
  };

  it('INV-10 before an enrolment: it begins, for whoever asks; a colleague\'s is the colleague\'s', async () => {
    expect([await step(ana), await step(eva)]).toEqual(['enrol', 'enrol']);
    await put('enrolment', enrolmentIn('LegalProfile'));
    expect([await step(ana), await step(luis)]).toEqual(['fillIn', 'awaitColleague']);
  });

  it('INV-15 INV-16 after it: the admin agent, then the agreement', async () => {
    await put('enrolment', enrolmentIn('Qualified'));
    await put('account', accountIn('Open'));
    expect(await step(ana)).toBe('adminAgent');
    await put('account', accountIn('Open', { adminAgents: [ada.id] }));
    expect(await step(ana)).toBe('sign');
    await put('agreement', agreementIn('Accepted'));
    expect(await step(ana)).toBe('findProvider');
    expect(await step(eva)).toBe('getRole');
  });

  it('INV-26 WF-20 a reseller finds a provider, then invites, then waits, then asks for an order', async () => {
    await ready();
    await partnered(world().deps, partnershipIn('Active'));
    expect(await step(sal)).toBe('invite');
    await put('invitation', invitationIn('Draft'));
    expect(await step(sal)).toBe('sendInvitation');
    await put('invitation', invitationIn('Issued', { expiresAt: NOW }));
    expect(await step(sal)).toBe('invite'); // what ran out a moment ago is not waited for, however late the timer is
    await put('invitation', invitationIn('Opened'));
    expect(await step(sal)).toBe('awaitCustomer');
    await serving(world().deps, ofContoso(), ofNorte());
    await put('customer', customerIn('Known'));
    expect(await step(sal)).toBe('askOrder');
    await put('change', changeIn('Requested', { what: 'newSubscription' }));
    expect(await step(sal)).toBe('awaitProvider');
    await put('change', changeIn('Declined', { what: 'newSubscription' }));
    expect(await step(sal)).toBe('askOrder');
    await put('subscription', soldSeats());
    expect(await step(sal)).toBe('resellerDone');
  });

  it('P07 who may not see customers is told nothing of them', async () => {
    await ready();
    await partnered(world().deps, partnershipIn('Active'));
    await serving(world().deps, ofContoso(), ofNorte());
    expect(await situationOf(world().deps, bea)).toMatchObject({ hasRole: true, hasPartner: true, hasCustomer: undefined, open: {} });
    expect(await situationOf(world().deps, eva)).toMatchObject({ hasRole: false, hasPartner: false, hasCustomer: undefined, open: {} });
  });

  it('WF-14 WF-23 a provider asks, waits, gets a customer, attests, orders, credits', async () => {
    expect(await step(iker)).toBe('firstRequest');
    await put('request', requestIn('Draft'));
    expect(await step(iker)).toBe('sendRequest');
    await put('request', requestIn('Issued'));
    expect(await step(iker)).toBe('awaitReseller');
    await partnered(world().deps, partnershipIn('Active'));
    expect(await step(iker)).toBe('firstCustomer');
    await serving(world().deps, ofContoso(), ofNorte());
    await put('customer', customerIn('Known'));
    expect(await step(iker)).toBe('attest');
    await put('customer', customerIn('Known', { agreement: agreed }));
    expect(await step(iker)).toBe('order');
    const { record: _credited, ...uncredited } = soldSeats();
    await put('subscription', uncredited);
    expect(await situationOf(world().deps, iker)).toMatchObject({ open: { credit: { customer: adventure.id, subscription: 'SUB-7K3F-9QXD' } } });
    expect(await step(iker)).toBe('credit');
    await put('subscription', soldSeats());
    expect(await step(iker)).toBe('providerDone');
  });

  it('§4.7 a provider gives the purchase order that a review asks for, and nothing else is asked for it', async () => {
    await partnered(world().deps, partnershipIn('Active'));
    await serving(world().deps, ofContoso(), ofNorte());
    await put('customer', customerIn('Known'));
    await listed(orderIn('PendingReview'));
    expect(await step(iker)).toBe('attest');
    await listed(orderIn('PendingPoUpload'));
    expect(nextStep(await situationOf(world().deps, iker))).toEqual({ step: 'givePurchaseOrder', needs: 'P19', about: { customer: adventure.id, name: adventure.name, order: 'ORD-7K3F-9QXD' } });
    await listed(orderIn('PoUploadComplete'));
    expect(await step(iker)).toBe('attest');
  });

  it('a programme admin chooses a place, then decides on the oldest review', async () => {
    expect(await step(rut)).toBe('choosePlace');
    await world().deps.store.commit([{ op: 'create', doc: { partition: `tenant:${rut.tenant}`, id: 'place:here', kind: 'place', list: 'places', sort: 'here', body: {} } }]);
    expect(await step(rut)).toBe('allReviewed');
    await reviewsOf(ctxFor(world().deps, rut), 3, contoso.name);
    expect(await situationOf(world().deps, rut)).toMatchObject({ review: { id: 'ENR-7K3F-0003', since: ago(3 * 60 * 60 * 1000) } });
  });

  it('a customer and a company that nobody knows have their own answers', async () => {
    expect(await step(olga)).toBe('beInvited');
    expect(await step({ ...eva, tenant: tenantNamed('nobody'), tenantKind: undefined })).toBe('introduce');
  });

  it('costs the same however long the lists are', async () => {
    for (let number = 10; number < 40; number++) {
      await serving(world().deps, ofNorte('Active', { tenant: tenantNamed(`customer-${number}`), customer: { name: `Nube ${number}`, country: 'ES', domain: '' } }));
      if (number === 19 || number === 39) {
        world().quiet();
        await situationOf(world().deps, iker);
        expect(world().traffic.reads.length).toBeLessThan(90);
      }
    }
    expect(world().traffic.commits).toEqual([]);
  });
});
