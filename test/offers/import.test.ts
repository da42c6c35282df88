/** `npm run offers:import`: what a catalogue of offers may say, and what is wrong in which line and column of one that may not. */

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import type { Checked } from '../../bot/listings/check.ts';
import { check } from '../../bot/listings/check.ts';
import { load } from '../../bot/listings/command.ts';
import { offersFile, offersList } from '../../bot/offers/offersFile.ts';
import { catalogueInForce } from '../../src/app/offers.ts';
import type { Offer } from '../../src/core/offer.ts';
import { segments } from '../../src/core/offer.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';
import { eachWorld } from '../support/deps.ts';

const HEADER = 'id,name,segment,countries,min,max,trial,kind,office365,onePerCustomer,term,billing,family,tier';
const BASIC = 'M365:BASIC,Microsoft 365 Business Basic,commercial,ES PT,1,300,no,licence,yes,no,P1Y,P1M,m365,1';
const AZURE = 'AZURE,Azure plan,commercial,,1,1,no,azure,no,yes,P1M,P1M,,';

const file = (...rows: readonly string[]): Checked<Offer> => check(offersFile, Buffer.from([HEADER, ...rows, ''].join('\n')), defaultRules);
/** A good row with some cells changed. */
const but = (changes: Readonly<Record<string, string>>): string => BASIC.split(',').map((cell, index) => changes[HEADER.split(',')[index] ?? ''] ?? cell).join(',');

describe('a good catalogue', () => {
  it('becomes offers: codes in capitals, numbers, answers; what is left empty is no', () => {
    expect(file(BASIC, AZURE)).toEqual({
      lines: ['2 rows, all good.'],
      items: [
        {
          id: 'M365:BASIC', name: 'Microsoft 365 Business Basic', segment: 'commercial', countries: ['ES', 'PT'], min: 1, max: 300, trial: false, kind: 'licence', office365: true,
          onePerCustomer: false, term: 'P1Y', billing: 'P1M', family: 'm365', tier: 1, addOn: 'none',
        },
        {
          id: 'AZURE', name: 'Azure plan', segment: 'commercial', countries: [], min: 1, max: 1, trial: false, kind: 'azure', office365: false, onePerCustomer: true, term: 'P1M', billing: 'P1M',
          family: '', tier: 0, addOn: 'none',
        },
      ],
    });
  });

  it('may leave out what few offers need, and be in Spanish', () => {
    const spanish = 'Oferta;Nombre;Segmento;Mínimo;Máximo;Tipo;Período;Facturación\nX1;Correo;Educación;1;50;Licencia;p1y;P1M\n';
    expect(check(offersFile, Buffer.from(spanish), defaultRules).items).toMatchObject([{ id: 'X1', segment: 'education', min: 1, max: 50, kind: 'licence', term: 'P1Y', countries: [], trial: false, family: '', tier: 0, addOn: 'none' }]);
  });

  it('INV-49 has trials of exactly as many licences as the programme says', () => {
    const ten = rulesSchema.parse({ subscription: { trialSeats: 10 } });
    const trial = (count: string): string => [HEADER, but({ trial: 'yes', min: count, max: count })].join('\n');
    expect(file(but({ trial: 'sí', min: '25', max: '25' })).items).toHaveLength(1);
    expect(check(offersFile, Buffer.from(trial('10')), ten).items).toHaveLength(1);
    expect(check(offersFile, Buffer.from(trial('25')), ten).lines[1]).toBe('  line 2, max: A trial has 10 licences, as its minimum and as its maximum.');
  });

  it.each([['multiGeo', 'multiGeo'], ['Multigeográfico', 'multiGeo'], ['other', 'other'], ['otro', 'other'], ['', 'none'], ['No', 'none']])('§6.5 says what is an add-on: %j', (typed, addOn) => {
    expect(check(offersFile, Buffer.from(`${HEADER},addOn\n${BASIC},${typed}\n`), defaultRules).items).toMatchObject([{ addOn }]);
  });

  it('is what npm start loads: three segments, families with steps, a trial, a reservation, software and a multi-geo add-on', async () => {
    const { lines, items = [] } = check(offersFile, await readFile('bot/local/offers.csv'), defaultRules);
    expect(lines).toEqual([`${items.length} rows, all good.`]);
    expect(new Set(items.map(({ segment }) => segment))).toEqual(new Set(segments));
    expect(items.filter(({ family }) => family === 'o365-enterprise').map(({ tier }) => tier)).toEqual([1, 2, 3]);
    expect(items.some(({ trial }) => trial) && items.some(({ kind }) => kind === 'reservation') && items.some(({ kind }) => kind === 'software')).toBe(true);
    expect(items.filter(({ addOn }) => addOn === 'multiGeo').map(({ id }) => id)).toEqual(['M365-MULTI-GEO']);
  });
});

describe('a catalogue that is not good is not loaded', () => {
  it.each<[string, string, string]>([
    ['id', '', 'The cell is empty.'], ['id', 'a b', 'letters and digits'], ['id', 'a/b', 'letters and digits'], ['id', 'x'.repeat(61), 'too long'], ['name', '', 'The cell is empty.'],
    ['segment', 'schools', 'Write one of these: commercial, education, government, nonprofit. It says "schools".'],
    ['countries', 'ES XX', 'not the code of a country'], ['min', '', 'The cell is empty.'], ['min', '0', 'At least 1'], ['min', '1.000', 'can mean one or a thousand times as many'], ['max', '-3', 'without a sign'],
    ['trial', 'maybe', 'yes or no'], ['kind', 'gadget', 'licence, azure, software, reservation'], ['office365', 'x', 'yes or no'], ['onePerCustomer', 'x', 'yes or no'],
    ['term', 'P2Y', 'P1M, P1Y, P3Y'], ['billing', '', 'The cell is empty.'], ['family', 'x'.repeat(61), 'too long'], ['tier', 'high', 'At least 0 and at most 99'],
  ])('when %s is %j', (column, value, why) => {
    const { lines, items } = file(AZURE, but({ [column]: value }));
    expect(lines).toEqual(['2 rows, 1 of them wrong:', expect.stringMatching(new RegExp(`^  line 3, ${column}: `)), 'Nothing was loaded.']);
    expect(lines[1]).toContain(why);
    expect(items).toBeUndefined();
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['the minimum is above the maximum', { min: '9', max: '5' }, '  line 2, min: The minimum is greater than the maximum.'],
    ['INV-49 a trial has another number of licences', { trial: 'yes', min: '1', max: '25' }, '  line 2, max: A trial has 25 licences, as its minimum and as its maximum.'],
    ['Azure could be ordered twice', { kind: 'azure', max: '2' }, '  line 2, max: Azure is ordered once: the minimum and the maximum are 1.'],
    ['it is billed after its term', { term: 'P1M', billing: 'P1Y' }, '  line 2, billing: Nobody is billed less often than the term ends: the billing period is longer than the term.'],
  ])('when %s', (_what, changes, line) => {
    expect(file(but(changes))).toEqual({ lines: ['1 row, 1 of them wrong:', line, 'Nothing was loaded.'], items: undefined });
  });

  it('when an offer has two lines, or columns are missing', () => {
    expect(file(BASIC, AZURE, BASIC).lines[1]).toBe('  line 4, id: "M365:BASIC" is in line 2 too. Each offer has one line.');
    expect(check(offersFile, Buffer.from('id,name\na,b\n'), defaultRules).lines[0]).toBe('The first line has to name the columns. These are missing: segment, min, max, kind, term, billing.');
    expect(file().lines[0]).toBe('The file has a header and no offers.');
  });
});

describe('loading', () => {
  const world = eachWorld();

  it('puts the catalogue in force, says so when there is nothing to do, and leaves one alone that only had to be there', async () => {
    const { deps } = world();
    const items = file(BASIC).items ?? [];
    await expect(load(offersList, { deps, items, once: true })).resolves.toEqual({ line: 'The list is in force.', isGood: true });
    await expect(load(offersList, { deps, items })).resolves.toEqual({ line: 'The list in force says the same: nothing to do.', isGood: true });
    await expect(load(offersList, { deps, items: file(AZURE).items ?? [], once: true })).resolves.toEqual({ line: 'There is a list already: nothing to do.', isGood: true });
    await expect(catalogueInForce(deps)).resolves.toMatchObject({ count: 1 });
  });
});
