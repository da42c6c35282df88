/** An order that is reviewed before it is fulfilled: what commerce says of it, what its provider's people give and take back, and what each state owes (domain.md §4.7, 2023). */

import { describe, expect, it } from '@jest/globals';
import { MINUTE, plus } from '../../src/core/time.ts';
import { order } from '../../src/tasks/order.ts';
import { reviewStates } from '../../src/tasks/orderDoc.ts';
import { intune, orderIn, selling } from '../support/orders.ts';
import { iker, nuria } from '../support/partners.ts';
import { accepted, leaving, rules, run } from '../support/rules.ts';
import { NOW, cast, contoso, fabrikam } from '../support/world.ts';

const { system } = cast;
const given = { number: ' PO 4500-017 ', document: 'adventure.example/po' };
const licencesOnly = { ...iker, roles: { agent: 'notAnAgent', admin: 'userManagementAdmin' } } as const;
const byOther = orderIn('PendingPoUpload', { provider: { id: fabrikam.id, name: '' } });
const [line] = orderIn('PendingPoUpload').lines;
const withoutOffice = orderIn('PendingPoUpload', { lines: line ? [{ ...line, offer: { ...intune, countries: [] } }] : [] });

describe('what commerce says', () => {
  rules(order, [
    ['§4.7 it is accepted, and reviewed first', 'Submitted', 'reviewNeeded', system, {}, 'PendingReview', { read: selling }],
    ['§4.7 its purchase order is asked for', 'PendingReview', 'purchaseOrderAsked', system, {}, 'PendingPoUpload'],
    ['§4.7 GEN-07 which happens once', 'PoUploadComplete', 'purchaseOrderAsked', system, {}, 'GEN-07'],
    ['§4.7 a review without a purchase order is over', 'PendingReview', 'released', system, {}, 'Pending'],
    ['§4.7 the purchase order came another way', 'PendingPoUpload', 'released', system, {}, 'Pending'],
    ['§4.7 the purchase order is good', 'PoUploadComplete', 'released', system, {}, 'Pending'],
    ['§4.7 it does not pass', 'PendingReview', 'poRejected', system, { reason: 'risk' }, 'PoReviewRejected'],
    ['§4.7 nobody gave the purchase order', 'PendingPoUpload', 'poRejected', system, { reason: 'late' }, 'PoReviewRejected'],
    ['§4.7 the purchase order does not pass', 'PoUploadComplete', 'poRejected', system, { reason: 'purchaseOrder' }, 'PoReviewRejected'],
    ['§4.7 GEN-07 not after it was cancelled', 'Cancelled', 'released', system, {}, 'GEN-07'],
    ['GEN-01 no person says it', 'PendingReview', 'released', { ...iker, tenant: orderIn('PendingReview').tenant }, {}, 'GEN-01'],
  ]);

  it('§4.7 its subscriptions wait from then on, and nothing is provisioned; a minute later it is asked how it stands', () => {
    const decided = accepted(order, orderIn('Submitted'), 'reviewNeeded', { actor: system, read: selling });
    expect(decided.step.companions?.map(({ task, doc: { id, state } }) => [task, id, state])).toEqual([['subscription', 'SUB-7K3F-9QXD', 'Pending'], ['subscription', 'SUB-7K3F-9QXE', 'Pending']]);
    expect(decided.step.outbox).toMatchObject([{ kind: 'orderSync' }, { kind: 'orderReview', payload: { order: 'ORD-7K3F-9QXD', state: 'PendingReview' }, at: plus(NOW, MINUTE) }]);
  });

  it('§11 item 5 who submitted it is told when somebody is needed, and when it was rejected', () => {
    const owed = (state: (typeof reviewStates)[number], event: string) => leaving(accepted(order, orderIn(state), event, { actor: system, input: { reason: 'risk' } }));
    expect(owed('PendingReview', 'purchaseOrderAsked')).toEqual(['orderSync', 'orderTold', 'orderReview']);
    expect(owed('PoUploadComplete', 'poRejected')).toEqual(['orderSync', 'orderTold', 'orderVoid']);
    expect(owed('PoUploadComplete', 'released')).toEqual(['orderSync', 'orderProvision']);
  });

  it('§4.7 it keeps why it was rejected', () => {
    expect(accepted(order, orderIn('PoUploadComplete'), 'poRejected', { actor: system, input: { reason: 'purchaseOrder' } }).doc.refusal).toBe('purchaseOrder');
  });
});

describe('the purchase order', () => {
  rules(order, [
    ['§4.7 P19 is given by its provider', 'PendingPoUpload', 'purchaseOrderGiven', iker, given, 'PoUploadComplete'],
    ['§4.7 without a document', 'PendingPoUpload', 'purchaseOrderGiven', iker, { number: '1', document: ' ' }, 'PoUploadComplete'],
    ['GEN-05 not without a number', 'PendingPoUpload', 'purchaseOrderGiven', iker, { number: ' ', document: '' }, 'GEN-05'],
    ['GEN-05 nor with one of 51 characters', 'PendingPoUpload', 'purchaseOrderGiven', iker, { number: 'x'.repeat(51), document: '' }, 'GEN-05'],
    ['GEN-05 nor with an address that is not https', 'PendingPoUpload', 'purchaseOrderGiven', iker, { number: '1', document: 'http://adventure.example/po' }, 'GEN-05'],
    ['GEN-05 nor with words in place of one', 'PendingPoUpload', 'purchaseOrderGiven', iker, { number: '1', document: 'see the mail' }, 'GEN-05'],
    ['GEN-07 before it is asked for', 'PendingReview', 'purchaseOrderGiven', iker, given, 'GEN-07'],
    ['GEN-07 a second time', 'PoUploadComplete', 'purchaseOrderGiven', iker, given, 'GEN-07'],
    ['GEN-07 after the order was cancelled', 'Cancelled', 'purchaseOrderGiven', iker, given, 'GEN-07'],
    ['INV-56 GEN-06 not by the credited reseller', 'PendingPoUpload', 'purchaseOrderGiven', { ...iker, tenant: contoso.id, tenantKind: 'reseller' }, given, 'GEN-06'],
    ['INV-56 GEN-06 not by another provider', byOther, 'purchaseOrderGiven', iker, given, 'GEN-06'],
    ['P19 GEN-01 not by who has licences only', 'PendingPoUpload', 'purchaseOrderGiven', licencesOnly, given, 'GEN-01'],
    ['INV-57 GEN-01 not by who has lost the role', 'PendingPoUpload', 'purchaseOrderGiven', { ...iker, roles: { agent: 'notAnAgent', admin: 'notAnAdmin' } }, given, 'GEN-01'],
    ['INV-04 ORD-11 not by a helpdesk agent for Office 365', 'PendingPoUpload', 'purchaseOrderGiven', nuria, given, 'ORD-11'],
    ['INV-04 who gives it for anything else', withoutOffice, 'purchaseOrderGiven', nuria, given, 'PoUploadComplete'],
  ]);

  it('§4.7 is kept as a number and an address, and the review hears of it at once', () => {
    const decided = accepted(order, orderIn('PendingPoUpload'), 'purchaseOrderGiven', { actor: iker, input: given });
    expect(decided.doc.purchaseOrder).toEqual({ number: 'PO 4500-017', document: 'https://adventure.example/po' });
    expect(decided.step.outbox).toEqual([{ kind: 'orderSync', key: '', payload: { order: 'ORD-7K3F-9QXD' } }, { kind: 'orderReview', key: '', payload: { order: 'ORD-7K3F-9QXD', state: 'PoUploadComplete' } }]);
  });

  it('GEN-05 everything that is wrong with it is told at once', () => {
    const decided = run(order, orderIn('PendingPoUpload'), 'purchaseOrderGiven', { actor: iker, input: { number: '', document: 'x' } });
    expect(decided.ok ? [] : decided.error.fields.map(({ field, rule }) => [field, rule])).toEqual([['number', 'required'], ['document', 'url']]);
  });
});

describe('while it waits', () => {
  it.each(reviewStates)('§4.7 in %s its provider may cancel it, and what waits with it ends', (state) => {
    const decided = accepted(order, orderIn(state), 'cancel', { actor: iker });
    expect([decided.doc.state, leaving(decided)]).toEqual(['Cancelled', ['orderSync', 'orderVoid']]);
  });

  rules(order, [
    ['INV-56 GEN-06 the credited reseller may not', 'PendingReview', 'cancel', { ...iker, tenant: contoso.id, tenantKind: 'reseller' }, {}, 'GEN-06'],
    ['INV-04 ORD-11 nor may a helpdesk agent one of Office 365', 'PendingReview', 'cancel', nuria, {}, 'ORD-11'],
  ]);
});
