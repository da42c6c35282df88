/** The local world's reviews of orders: what the directory file says of a customer decides how each of its orders fares (§4.7, 2023). */

import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { openDirectoryFile } from '../../bot/local/directoryFile.ts';
import type { Commerce } from '../../src/app/ports.ts';
import { tenantId } from '../../src/core/ids.ts';
import { ownFolder } from '../support/ownFolder.ts';

const inFolder = ownFolder();
const ofCustomer = (id: string) => ({ id: `ORD-${id}`, customer: tenantId.parse(id), provider: tenantId.parse('norte'), lines: [] });

async function open(): Promise<Commerce> {
  const tenant = (orderReview: string): string => `  - { id: ${orderReview}, name: Adventure, country: ES, orderReview: ${orderReview} }`;
  await writeFile(inFolder('world.yaml'), ['operator: { tenant: op }', 'tenants:', '  - { id: unsaid, name: Adventure, country: ES }', ...['none', 'short', 'purchaseOrder', 'refused'].map(tenant)].join('\n'));
  return (await openDirectoryFile(inFolder('world.yaml'), { createdFile: inFolder('created.json'), randomness: () => 0 })).commerce;
}

describe('an order', () => {
  it.each([['unsaid', false], ['none', false], ['short', true], ['purchaseOrder', true], ['refused', true]])('of a customer with "%s" is reviewed first: %s', async (id, review) => {
    expect(await (await open()).place(ofCustomer(id))).toEqual({ accepted: true, review });
  });

  it.each([
    ['short', 'released', 'released'], ['purchaseOrder', 'purchaseOrderNeeded', 'released'], ['refused', 'purchaseOrderNeeded', 'rejected'],
  ])('with "%s" is %s, and once it has its purchase order it is %s', async (id, before, after) => {
    const commerce = await open();
    const order = ofCustomer(id);
    const first = await commerce.reviewOf(order);
    await commerce.purchaseOrder(order, { number: '17', document: '' });
    expect([first.review, (await commerce.reviewOf(order)).review, (await commerce.reviewOf({ ...order, id: 'ORD-other' })).review]).toEqual([before, after, before]);
  });

  it('whose purchase order a restart has forgotten asks for it again', async () => {
    await (await open()).purchaseOrder(ofCustomer('purchaseOrder'), { number: '17', document: '' });
    expect((await (await open()).reviewOf(ofCustomer('purchaseOrder'))).review).toBe('purchaseOrderNeeded');
  });
});
