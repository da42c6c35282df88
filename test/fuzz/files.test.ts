/** Some hundred runs of the properties of files.ts, from a fixed seed. The torture has many more. */

import { readFile } from 'node:fs/promises';
import { it } from '@jest/globals';
import { csvFiles, directoryFiles } from './files.ts';

const runs = { seed: 20_261_121, numRuns: 300 };
const local = async (name: string): Promise<string> => await readFile(new URL(`../../bot/local/${name}`, import.meta.url), 'utf8');

it('files of rows are read, or complained about in words', async () => csvFiles({ offers: await local('offers.csv'), providers: await local('providers.csv') }, runs));
it('a directory file is a world, or a sentence', async () => directoryFiles(await local('world.yaml'), { ...runs, numRuns: 60 }));
