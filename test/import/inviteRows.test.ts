/** A file of customers to invite: the rows that can be done, and what is wrong with the others, in words and with their line. */

import { describe, expect, it } from '@jest/globals';
import { problemLines } from '../../bot/import/problems.ts';
import { checkInvites, columns } from '../../bot/import/inviteRows.ts';
import type { Find } from '../../bot/import/naming.ts';
import { readCsv } from '../../bot/listings/csv.ts';
import type { ImportedRows } from '../../src/app/imports.ts';
import { searchTerm } from '../../src/app/search.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import { norte } from '../support/world.ts';

const known = [{ id: norte.id, name: 'Distribuciones Norte' }, { id: 'sur', name: 'Distribuciones Sur' }, { id: 'sur-2', name: 'Distribuciones Sur Este' }];
const partners: Find = async (words) => known.filter(({ id, name }) => searchTerm(name).startsWith(searchTerm(words)) || id === words);
const customers: Find = async () => [];

async function read(...lines: readonly string[]): Promise<ImportedRows> {
  const table = readCsv(Buffer.from(lines.join('\n')), columns);
  if ('unreadable' in table) throw new Error(table.unreadable);
  return await checkInvites(table.rows, { context: { rules: defaultRules, country: '', today: '2026-11-21', form: {} }, partners, customers });
}

describe('good rows', () => {
  it('WF-20 WF-21 have a clean address, a language, a source and the provider that joins', async () => {
    await expect(read('Correo;Idioma;Compañía;Proveedor;Origen', ' Ana.Gil@tienda.example ;español;Tienda Gil;distribuciones norte;Marketing propio', 'b@x.example;EN;;;')).resolves.toEqual({
      good: [
        { line: 2, shown: { email: 'Ana.Gil@tienda.example', company: 'Tienda Gil' }, input: { email: 'Ana.Gil@tienda.example', company: 'Tienda Gil', language: 'es', source: 'ownMarketing', provider: norte.id, providerName: 'Distribuciones Norte' } },
        { line: 3, shown: { email: 'b@x.example', company: '' }, input: { email: 'b@x.example', company: '', language: 'en', source: 'notSaid', provider: '', providerName: '' } },
      ],
      bad: [],
    });
  });

  it.each([['its whole name, though another begins so', 'Distribuciones Sur', 'sur'], ['its id', 'sur-2', 'sur-2'], ['words that only one has', 'Distribuciones N', norte.id]])('name their provider by %s', async (_how, typed, id) => {
    expect((await read('email,language,provider', `a@x.example,es,${typed}`)).good).toMatchObject([{ input: { provider: id } }]);
  });
});

describe('bad rows', () => {
  it.each([
    ['ana@,es,,', 'Line 2, email: This is not one complete e-mail address. One looks like ana.garcia@contoso.com.'],
    [',es,,', 'Line 2, email: This is needed to go on. Please fill it in, or tick it.'],
    ['a@x.example,,,', 'Line 2, language: Write es or en.'],
    ['a@x.example,fr,,', 'Line 2, language: Write es or en.'],
    ['a@x.example,es,Nobody,', 'Line 2, provider: No company in your list is called so.'],
    ['a@x.example,es,Distribuciones,', 'Line 2, provider: Several companies in your list are called so. Write the whole name.'],
    ['a@x.example,es,,word of mouth', 'Line 2, source: Write where the customer came from: own marketing, referral by Microsoft, the provider, or nothing.'],
  ])('%s', async (line, sentence) => {
    const { good, bad } = await read('email,language,provider,source', line);
    expect(good).toEqual([]);
    expect(bad.flatMap((row) => problemLines('en', row))).toEqual([sentence]);
  });

  it('an address that stands in the file twice is told with the first line, whatever its case', async () => {
    const { good, bad } = await read('email,language', 'a@x.example,es', 'b@x.example,es', 'A@X.example,en');
    expect(good.map(({ line }) => line)).toEqual([2, 3]);
    expect(bad.flatMap((row) => problemLines('es', row))).toEqual(['Línea 4, correo: Esta dirección está también en la línea 2.']);
  });

  it('say all that is wrong at once', async () => {
    const { bad } = await read('email,language,provider', 'x,fr,Nobody');
    expect(bad.flatMap((row) => problemLines('en', row))).toHaveLength(3);
  });
});
