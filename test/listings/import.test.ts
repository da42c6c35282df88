/** `npm run providers:import`: files as spreadsheets write them, and what is wrong in which line of one that is not good. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { check as checkFile } from '../../bot/listings/check.ts';
import type { Checked } from '../../bot/listings/check.ts';
import { load } from '../../bot/listings/command.ts';
import { providersFile, providersList } from '../../bot/listings/providers.ts';
import type { Listing } from '../../src/app/listingDoc.ts';
import { listingsInForce } from '../../src/app/listings.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import { eachWorld } from '../support/deps.ts';
import { ownFolder } from '../support/ownFolder.ts';

const HEADER = 'tenantId,name,country,countries,training,marketing,financing,support,contactName,contactEmail,contactPhone,webSite';
const NORTE = 'norte,Distribuciones Norte,ES,ES|PT,yes,no,yes,premium,Elena Vidal,elena@norte.example,+34 944 12 34 56,norte.example';
const LITORAL = 'litoral,Litoral Mayorista,ES,ES,sí,no,no,basic,Jordi Puig,jordi@litoral.example,933 12 34 56,';

const check = (text: string): Checked<Listing> => checkFile(providersFile, Buffer.from(text), defaultRules);
const file = (...rows: readonly string[]): Checked<Listing> => check([HEADER, ...rows, ''].join('\n'));
const idsIn = ({ items }: Checked<Listing>): readonly string[] | undefined => items?.map(({ tenant }) => tenant);
/** A good row with one cell changed. */
const but = (column: string, value: string, row = NORTE): string => row.split(',').with(HEADER.split(',').indexOf(column), value).join(',');

describe('a good file', () => {
  it('WF-12 becomes listings: clean values, services as a list, phones with the prefix of the country', () => {
    const { lines, items } = file(NORTE, LITORAL);
    expect(lines).toEqual(['2 rows, all good.']);
    expect(items).toEqual([
      {
        v: 1, tenant: 'norte', name: 'Distribuciones Norte', country: 'ES', cloud: 'public', countries: ['ES', 'PT'], services: ['training', 'financing'], support: 'premium',
        contact: { name: 'Elena Vidal', email: 'elena@norte.example', phone: '+34944123456', webSite: 'https://norte.example' },
      },
      {
        v: 1, tenant: 'litoral', name: 'Litoral Mayorista', country: 'ES', cloud: 'public', countries: ['ES'], services: ['training'], support: 'basic',
        contact: { name: 'Jordi Puig', email: 'jordi@litoral.example', phone: '+34933123456' },
      },
    ]);
  });

  it.each([
    ['with the mark of UTF-8', `\u{feff}${HEADER}\n${NORTE}\n`],
    ['with semicolons', `${HEADER}\n${NORTE}\n`.replaceAll(',', ';')],
    ['with tabs', `${HEADER}\n${NORTE}\n`.replaceAll(',', '\t')],
    ['with the line breaks of Windows', `${HEADER}\r\n${NORTE}\r\n`],
    ['with the line breaks of old Macs', `${HEADER}\r${NORTE}\r`],
    ['without a last line break', `${HEADER}\n${NORTE}`],
    ['with empty lines', `\n\n${HEADER}\n\n  \n${NORTE}\n,,,,,,,,,,,\n`],
    ['with line breaks and quotation marks inside quotation marks', `${HEADER}\n${but('contactName', '"Elena\r\n""la jefa""\nVidal"')}\n`],
    ['with names of columns in capitals and accents', `${HEADER.toUpperCase().replace('NAME', 'Námé')}\n${NORTE}\n`],
    ['with columns in Spanish', `Inquilino,Nombre,País,Países,Formación,Marketing,Financiación,Soporte,Contacto,Correo,Teléfono,Sitio web\n${but('support', 'Prémium')}\n`],
    ['with spaces between countries', `${HEADER}\n${but('countries', 'es  pt')}\n`],
  ])('may come %s', (_how, text) => {
    expect(check(text).lines).toEqual(['1 row, all good.']);
    expect(check(text).items).toMatchObject([{ tenant: 'norte', countries: ['ES', 'PT'], support: 'premium', services: ['training', 'financing'] }]);
  });

  it('may name columns in another order and have more of them, which are told', () => {
    const turned = (row: string): string => row.split(',').toReversed().join(',');
    expect(check(`${turned(HEADER)},fax,notes\n${turned(NORTE)},1,2\n`)).toEqual({ lines: ['1 row, all good.', 'Columns that are not used: fax, notes.'], items: file(NORTE).items });
  });

  it('INV-61 may say of which cloud a provider is', () => {
    expect(check(`${HEADER},cloud\n${NORTE},usGov\n${LITORAL},\n`).items).toMatchObject([{ cloud: 'usGov' }, { cloud: 'public' }]);
  });

  it('may have 100,000 rows, and the wrong one among them is found', () => {
    const rows = Array.from({ length: 100_000 }, (_one, index) => but('tenantId', `provider-${index}`));
    expect(file(...rows.slice(0, -1), but('support', 'gold')).lines).toEqual(['100000 rows, 1 of them wrong:', expect.stringMatching(/^ {2}line 100001, support: /), 'Nothing was loaded.']);
  });

  it('is what npm start loads, in both countries of its provider windows', async () => {
    const sample = await readFile('bot/local/providers.csv');
    expect(idsIn(checkFile(providersFile, sample, defaultRules))).toEqual(expect.arrayContaining(['distribuciones-norte', 'northwind-distribution']));
  });
});

describe('a file that is not good is not loaded', () => {
  it.each([
    ['tenantId', '', 'The cell is empty.'], ['name', 'N', 'more than one character'], ['country', 'XX', 'not the code of a country'], ['country', '', 'The cell is empty.'],
    ['countries', 'ES|XX', 'It says "ES|XX".'], ['countries', ' | ', 'The cell is empty.'], ['training', 'maybe', 'Write one of these: yes or no. It says "maybe".'], ['marketing', '', 'The cell is empty.'],
    ['support', 'gold', 'basic, standard, premium'], ['contactName', '', 'The cell is empty.'], ['contactEmail', 'elena@', 'not one complete e-mail address'], ['contactPhone', '12', 'not a complete phone number'],
    ['webSite', 'javascript:alert(1)', 'not the address of a web site'], ['webSite', 'file:///etc/passwd', 'not the address of a web site'],
  ])('when %s is %j', (column, value, why) => {
    const { lines, items } = file(LITORAL, but(column, value));
    expect(lines).toEqual(['2 rows, 1 of them wrong:', expect.stringMatching(new RegExp(`^  line 3, ${column}: `)), 'Nothing was loaded.']);
    expect(lines[1]).toContain(why);
    expect(items).toBeUndefined();
  });

  it('and every wrong cell is told with the line where its row begins, after rows of several lines and empty ones', () => {
    const long = but('contactName', '"Elena\r\n\r\nVidal"', LITORAL);
    const { lines } = check([HEADER, long, '', but('contactEmail', 'x', but('name', '"Norte\r\n& Co."')), but('country', 'XX', but('tenantId', 'litoral'))].join('\r\n'));
    expect(lines.map((line) => /^ {2}line \d+, \w+/.exec(line)?.[0])).toEqual([undefined, '  line 6, contactEmail', '  line 8, tenantId', '  line 8, country', undefined]);
  });

  it('when a provider has two lines, both of which are told, whatever else is wrong with them', () => {
    expect(file(but('support', 'gold'), LITORAL, NORTE).lines).toEqual(['3 rows, 2 of them wrong:', expect.stringMatching(/line 2, support/), '  line 4, tenantId: "norte" is in line 2 too. Each provider has one line.', 'Nothing was loaded.']);
  });

  it.each([
    ['is empty', '', 'The file is empty.'],
    ['has only line breaks', '\n\r\n', 'The file is empty.'],
    ['has a header and nothing more', HEADER, 'The file has a header and no providers.'],
    ['lacks a column', `${HEADER.replace('country,', '')}\n`, 'The first line has to name the columns. This one is missing: country.'],
    ['lacks more', 'a,b\n1,2\n', 'The first line has to name the columns. These are missing: tenantId, name, country, countries, training, marketing, financing, support, contactName, contactEmail.'],
    ['has a column twice', `${HEADER},País\n${NORTE},ES\n`, 'Two columns are called country.'],
    ['does not close its quotation marks', `${HEADER}\n${NORTE}\n"norte,x\n`, 'After line 2, quotation marks are not closed'],
    ['is a spreadsheet\'s own', 'PK\u{3}\u{4}\u{0}\u{0}', 'This is no CSV file in UTF-8.'],
  ])('when it %s', (_how, text, why) => {
    const { lines: [first], items } = check(text);
    expect(first).toContain(why);
    expect(items).toBeUndefined();
  });

  it.each([['in Windows-1252', Buffer.from([0x50, 0x61, 0xed, 0x73])], ['in UTF-16', Buffer.from(HEADER, 'utf16le')]])('when it is %s', (_how, bytes) => {
    expect(checkFile(providersFile, bytes, defaultRules)).toEqual({ lines: ['This is no CSV file in UTF-8. A spreadsheet saves one as "CSV UTF-8".', 'Nothing was loaded.'], items: undefined });
  });
});

describe('loading', () => {
  const world = eachWorld();
  const good = (...rows: readonly string[]) => file(...rows).items ?? [];

  it('replaces the list, says so when there is nothing to do, and leaves a list alone that only had to be there', async () => {
    const { deps } = world();
    await expect(load(providersList, { deps, items: good(NORTE), once: true })).resolves.toEqual({ line: 'The list is in force.', isGood: true });
    await expect(load(providersList, { deps, items: good(NORTE) })).resolves.toEqual({ line: 'The list in force says the same: nothing to do.', isGood: true });
    await expect(load(providersList, { deps, items: good(NORTE, LITORAL), once: true })).resolves.toEqual({ line: 'There is a list already: nothing to do.', isGood: true });
    await expect(listingsInForce(deps)).resolves.toMatchObject({ count: 1 });
    await expect(load(providersList, { deps, items: good(LITORAL, NORTE) })).resolves.toMatchObject({ isGood: true });
    await expect(listingsInForce(deps)).resolves.toMatchObject({ count: 2 });
  });

  it('tells that another import was faster', async () => {
    const { deps } = world();
    const both = await Promise.all([load(providersList, { deps, items: good(NORTE) }), load(providersList, { deps, items: good(LITORAL) })]);
    expect(both.map(({ isGood }) => isGood).toSorted()).toEqual([false, true]);
  });
});

describe('the command', () => {
  const inFolder = ownFolder();

  async function command(...argv: readonly string[]): Promise<{ readonly code: unknown; readonly said: string }> {
    const child = spawn(process.execPath, ['bot/listings/main.ts', ...argv], { env: { DATA_DIR: inFolder() }, stdio: ['ignore', 'pipe', 'inherit'] });
    const said: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
    const [code] = await once(child, 'close') as readonly unknown[]; // of a child process: its exit code
    return { code, said: said.join('') };
  }

  it('checks, loads and repeats itself; its exit code is 1 when anything is wrong', async () => {
    const [good, bad] = [inFolder('good.csv'), inFolder('bad.csv')];
    await writeFile(good, `${HEADER}\n${NORTE}\n`);
    await writeFile(bad, `${HEADER}\n${but('country', 'XX')}\n`);
    await expect(command(good, '--dry-run')).resolves.toEqual({ code: 0, said: '1 row, all good.\n' });
    await expect(command(good)).resolves.toEqual({ code: 0, said: '1 row, all good.\nThe list is in force.\n' });
    await expect(command(good)).resolves.toMatchObject({ code: 0, said: expect.stringContaining('nothing to do') });
    await expect(command(bad)).resolves.toMatchObject({ code: 1, said: expect.stringContaining('line 2, country') });
    for (const argv of [[inFolder('none.csv')], [inFolder()], [], [good, bad], [good, '--force']]) await expect(command(...argv)).resolves.toMatchObject({ code: 1, said: expect.stringMatching(/cannot be read|Name one CSV file|--force/) });
  });
});
