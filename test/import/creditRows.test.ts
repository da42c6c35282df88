/** A file of subscriptions to credit: the rows that can be done, and what is wrong with the others, in words and with their line (WF-26). */

import { describe, expect, it } from '@jest/globals';
import { checkCredits, columns } from '../../bot/import/creditRows.ts';
import type { Find } from '../../bot/import/naming.ts';
import { problemLines } from '../../bot/import/problems.ts';
import { readCsv } from '../../bot/listings/csv.ts';
import type { ImportedRows } from '../../src/app/imports.ts';
import { searchTerm } from '../../src/app/search.ts';
import { defaultRules } from '../../src/rules/settings.ts';

const finding = (known: readonly { readonly id: string; readonly name: string }[]): Find => async (words) => known.filter(({ id, name }) => searchTerm(name).startsWith(searchTerm(words)) || id === words);
const partners = finding([{ id: 'contoso', name: 'Contoso Iberia' }, { id: 'adatum', name: 'Adatum' }]);
const customers = finding([{ id: 'tailwind', name: 'Tailwind Panaderías' }, { id: 'toys-1', name: 'Toys One' }, { id: 'toys-2', name: 'Toys Two' }]);

async function read(...lines: readonly string[]): Promise<ImportedRows> {
  const table = readCsv(Buffer.from(lines.join('\n')), columns);
  if ('unreadable' in table) throw new Error(table.unreadable);
  return await checkCredits(table.rows, { context: { rules: defaultRules, country: '', today: '2026-11-21', form: {} }, partners, customers });
}

it('WF-26 a good row names the subscription, its customer, and the reseller or an MPN ID', async () => {
  await expect(read('Suscripción;Cliente;Revendedor;Id. de MPN', 'sub-7k3f 9qxd;tailwind panaderias;Contoso;', 'SUB-0000-0001;toys-2;;45 67 890')).resolves.toEqual({
    good: [
      { line: 2, shown: { subscription: 'sub-7k3f 9qxd', customer: 'tailwind panaderias', reseller: 'Contoso' }, input: { subscription: 'SUB-7K3F-9QXD', customer: 'tailwind', reseller: 'contoso', mpnId: '' } },
      { line: 3, shown: { subscription: 'SUB-0000-0001', customer: 'toys-2', reseller: '45 67 890' }, input: { subscription: 'SUB-0000-0001', customer: 'toys-2', reseller: 'notListed', mpnId: '4567890' } },
    ],
    bad: [],
  });
});

describe('a bad row', () => {
  it.each([
    ['7K3F,tailwind,contoso,', 'Line 2, subscription: Write the number of a subscription, for example SUB-7K3F-9QXD.'],
    ['SUB-7K3F-9QXD,,contoso,', 'Line 2, customer: This is needed to go on. Please fill it in, or tick it.'],
    ['SUB-7K3F-9QXD,Nobody,contoso,', 'Line 2, customer: No company in your list is called so.'],
    ['SUB-7K3F-9QXD,Toys,contoso,', 'Line 2, customer: Several companies in your list are called so. Write the whole name.'],
    ['SUB-7K3F-9QXD,tailwind,Nobody,', 'Line 2, reseller: No company in your list is called so.'],
    ['SUB-7K3F-9QXD,tailwind,,', 'Line 2, reseller: Write the reseller, or its MPN ID.'],
    ['SUB-7K3F-9QXD,tailwind,,12', 'Line 2, MPN ID: An MPN ID has only digits, from 4 to 10 of them, for example 1234567.'],
  ])('%s', async (line, sentence) => {
    const { good, bad } = await read('subscription,customer,reseller,mpnId', line);
    expect(good).toEqual([]);
    expect(bad.flatMap((row) => problemLines('en', row))).toEqual([sentence]);
  });

  it('is one whose subscription stands in the file before', async () => {
    const { good, bad } = await read('subscription,customer,reseller', 'SUB-7K3F-9QXD,tailwind,contoso', 'sub 7k3f 9qxd,tailwind,adatum');
    expect(good).toHaveLength(1);
    expect(bad.flatMap((row) => problemLines('en', row))).toEqual(['Line 3, subscription: This subscription is in line 2 too.']);
  });
});
