/** The local checker of addresses: what it says of streets that it knows, of streets like them, and of places that it knows nothing of. */

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { addressesOf } from '../../bot/local/addressesFile.ts';
import { parseDirectory } from '../../bot/local/directorySchema.ts';
import type { Address } from '../../src/core/address.ts';

const { addresses } = parseDirectory(`
operator: { tenant: op }
addresses:
  - { country: ES, postalCode: "28013", city: Madrid, streets: [Calle Mayor, Calle del Arenal, Calle de Preciados, Gran Vía] }
  - { country: ES, postalCode: "28004", city: Madrid, streets: [Calle de Hortaleza, Gran Vía, Gran Vía de Hortaleza] }
  - { country: ES, postalCode: "28014", city: Madrid, streets: [Paseo del Prado] }
  - { country: ES, postalCode: "41001", city: Sevilla, streets: [Calle Mayor] }
  - { country: ES, postalCode: "41001", city: Tomares, streets: [Calle Clara] }
  - { country: US, postalCode: "98052", city: Redmond, state: WA, streets: [Main Street, Microsoft Way] }
  - { country: GB, postalCode: SW1A 1AA, city: London, streets: [The Mall] }
`, 'world.yaml');
const { check } = addressesOf(addresses);
const madrid: Address = { country: 'ES', line1: 'Calle Mayor 5', line2: '', city: 'Madrid', state: '', postalCode: '28013' };
const redmond: Address = { country: 'US', line1: '1 Main Street', line2: '', city: 'Redmond', state: 'WA', postalCode: '98052' };
const lines = async (address: Address) => {
  const { result, suggestions } = await check(address);
  return [result, ...suggestions.map(({ line1, city, state, postalCode }) => [line1, city, state, postalCode].filter((part) => part !== '').join(', '))];
};

describe('the check of an address', () => {
  it.each([
    ['as it is known', madrid, ['Verified']],
    ['with a comma before the number', { ...madrid, line1: 'Calle Mayor, 5' }, ['Verified']],
    ['with more behind the number', { ...madrid, line1: 'Calle Mayor 5 Bajo', line2: 'Puerta 2' }, ['Verified']],
    ['with the number first', redmond, ['Verified']],
    ['with a postal code in other groups', { ...redmond, country: 'GB', line1: '1 The Mall', city: 'London', state: '', postalCode: 'SW1A1AA' }, ['Verified']],
    ['in another case', { ...madrid, line1: 'CALLE MAYOR 5', city: 'madrid' }, ['InteractionRequired', 'Calle Mayor 5, Madrid, 28013']],
    ['without its accent', { ...madrid, line1: 'Gran Via 10' }, ['InteractionRequired', 'Gran Vía 10, Madrid, 28013']],
    ['abbreviated', { ...madrid, line1: 'C/ Mayor, 5' }, ['InteractionRequired', 'Calle Mayor 5, Madrid, 28013']],
    ['abbreviated without a space', { ...madrid, line1: 'C/Mayor 5' }, ['InteractionRequired', 'Calle Mayor 5, Madrid, 28013']],
    ['abbreviated in English', { ...redmond, line1: '1 Main St.' }, ['InteractionRequired', '1 Main Street, Redmond, WA, 98052']],
    ['in another state', { ...redmond, state: 'OR' }, ['InteractionRequired', '1 Main Street, Redmond, WA, 98052']],
    ['in another city', { ...madrid, city: 'Sevilla' }, ['InteractionRequired', 'Calle Mayor 5, Madrid, 28013']],
    ['in the second town of a postal code', { ...madrid, line1: 'Calle Clara 1', city: 'Tomares', postalCode: '41001' }, ['Verified']],
    ['without a number', { ...madrid, line1: 'Calle Mayor' }, ['PremisesPartial']],
    ['with a street that is none there', { ...madrid, line1: 'Calle Mayr 5' }, ['StreetPartial', 'Calle Mayor 5, Madrid, 28013', 'Calle del Arenal 5, Madrid, 28013', 'Gran Vía 5, Madrid, 28013']],
    ['with the number before a street that is none there', { ...redmond, line1: '7 Microsft Way' }, ['StreetPartial', '7 Microsoft Way, Redmond, WA, 98052', '7 Main Street, Redmond, WA, 98052']],
    ['with the postal code of another part of the city', { ...madrid, line1: 'Paseo del Prado 3' }, ['InteractionRequired', 'Paseo del Prado 3, Madrid, 28014']],
    ['of a street in several other parts', { ...madrid, line1: 'Gran Vía 10', postalCode: '28014' }, ['Multiple', 'Gran Vía 10, Madrid, 28013', 'Gran Vía 10, Madrid, 28004']],
    ['where neither street nor city is right', { ...madrid, line1: 'Calle Sierpes 5', city: 'Bilbao' }, ['None']],
    ['of a postal code that is not listed', { ...madrid, postalCode: '08001' }, ['NotValidated']],
    ['of a country that is not listed', { ...madrid, country: 'PT' }, ['NotValidated']],
  ])('%s', async (_what, address, said) => {
    await expect(lines(address)).resolves.toEqual(said);
  });

  it('keeps the second line, and what it suggests is verified', async () => {
    const { suggestions: [first] } = await check({ ...madrid, line1: 'c/ mayor 5', line2: 'Piso 3' });
    expect(first).toEqual({ ...madrid, line2: 'Piso 3' });
    if (first) await expect(lines(first)).resolves.toEqual(['Verified']);
  });

  it.each([['Calle Mayor 5', 'Madrid', '', '28013', 'ES'], ['Calle Mayor 1', 'Madrid', '', '28013', 'ES'], ['1 Main Street', 'Redmond', 'WA', '98052', 'US']])('the world that is shipped knows %s, which the stories give', async (line1, city, state, postalCode, country) => {
    const file = new URL('../../bot/local/world.yaml', import.meta.url);
    const shipped = addressesOf(parseDirectory(await readFile(file, 'utf8'), 'world.yaml').addresses);
    await expect(shipped.check({ country, line1, line2: '', city, state, postalCode })).resolves.toMatchObject({ result: 'Verified' });
  });

  it('a world without addresses knows nothing', async () => {
    await expect(addressesOf(parseDirectory('operator: { tenant: op }', 'world.yaml').addresses).check(madrid)).resolves.toEqual({ result: 'NotValidated', suggestions: [] });
  });
});
