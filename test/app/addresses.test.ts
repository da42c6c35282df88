/** When the checker of addresses is asked, about what, and that its failure is nobody's mistake (§6.3). Over the real embedded store. */

import { describe, expect, it } from '@jest/globals';
import { newCustomerAddress } from '../../src/app/addresses.ts';
import { perform } from '../../src/app/perform.ts';
import { enrolmentOf } from '../../src/app/queries.ts';
import type { Address } from '../../src/core/address.ts';
import { commanding, eachWorld, given } from '../support/deps.ts';
import { typedCustomer } from '../support/orders.ts';
import { contoso, enrolmentIn, legal } from '../support/world.ts';

const world = eachWorld();
const order = commanding(world);
const MAYOR = legal.addressLine1;
const typed: Address = { country: 'ES', line1: MAYOR, line2: '', city: 'Madrid', state: '', postalCode: '28013' };

/** @returns what the checker is asked from now on. */
function listening(): Address[] {
  const asked: Address[] = [];
  const { addresses } = world().deps;
  const { check } = addresses;
  Object.assign(addresses, { check: async (address: Address) => { asked.push(address); return await check(address); } });
  return asked;
}
const saving = async (input: Record<string, string>, event = 'saveLegal') => {
  await given(world(), 'enrolment', enrolmentIn('LegalProfile'));
  return await perform(world().deps, order(event, { input }));
};

describe('§6.3 the checker of addresses', () => {
  it('is asked about the address as it will be stored, in the country of the company', async () => {
    const asked = listening();
    expect(await saving({ ...legal, addressLine1: '  Calle   Mayor 5 ' })).toMatchObject({ kind: 'done' });
    expect(asked).toEqual([typed]);
  });

  it.each([['a part of the address is wrong by itself', { ...legal, postalCode: 'x' }, 'saveLegal'], ['the page is only left', legal, 'leave']])('is not asked when %s', async (_why, input, event) => {
    const asked = listening();
    await saving(input, event);
    expect(asked).toEqual([]);
  });

  it('that fails is told to those who run this, and the address passes as not validated', async () => {
    world().findings.set(MAYOR, async () => { throw new Error('down'); });
    expect(await saving(legal)).toMatchObject({ kind: 'done' });
    expect(world().failures).toEqual([new Error('down')]);
    expect(await enrolmentOf(world().deps, contoso.id)).toMatchObject({ state: 'PrimaryContact', addressCheck: { result: 'NotValidated', taken: 'typed' } });
  });

  it('that refuses leaves the document as it is', async () => {
    world().findings.set(MAYOR, async () => ({ result: 'None', suggestions: [] }));
    expect(await saving(legal)).toMatchObject({ kind: 'refused', error: { code: 'GEN-05' } });
    expect(await enrolmentOf(world().deps, contoso.id)).toEqual(enrolmentIn('LegalProfile'));
  });

  it('is asked about a new customer in the country of the form, once each part is right', async () => {
    const asked = listening();
    expect(await newCustomerAddress(world().deps, { ...typedCustomer, country: 'pt', postalCode: '1250-096', line1: ` ${MAYOR}` }, 'c0ffee')).toMatchObject({ typed: { country: 'PT', line1: MAYOR }, found: { result: 'NotValidated' } });
    expect(await newCustomerAddress(world().deps, { ...typedCustomer, line1: '' }, 'c0ffee')).toBeUndefined();
    expect(asked).toEqual([{ ...typed, country: 'PT', postalCode: '1250-096' }]);
  });
});
