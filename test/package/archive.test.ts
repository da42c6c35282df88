/** The archive that people upload, the icons in it, and the program that writes it. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import packageFile from '../../package.json' with { type: 'json' };
import { readPackageConfig } from '../../bot/config.ts';
import { packageFiles } from '../../bot/package/files.ts';
import { manifestSchema } from '../../bot/package/schema.ts';
import { translated } from '../../bot/package/translation.ts';
import { zipped } from '../../bot/package/zip.ts';
import { APPLICATION, BOT_ID, filesIn, packaged } from './support.ts';

type Picture = { readonly width: number; readonly height: number; readonly data: Uint8Array };
const { PNG } = createRequire(import.meta.url)('pngjs') as { readonly PNG: { readonly sync: { readonly read: (bytes: Buffer) => Picture } } }; // it has no types of its own

const made = async (): Promise<ReadonlyMap<string, Buffer>> => await filesIn(await zipped(await packageFiles(packaged)));
const read = (files: ReadonlyMap<string, Buffer>, name: string): unknown => JSON.parse(String(files.get(name)));

describe('the archive', () => {
  it('has the manifest, its Spanish and the icons, and nothing else', async () => {
    expect([...(await made()).keys()]).toEqual(['manifest.json', 'es.json', 'color.png', 'outline.png']);
  });

  it('has every file that the manifest names', async () => {
    const files = await made();
    const { icons, localizationInfo: { additionalLanguages } } = manifestSchema.parse(read(files, 'manifest.json'));
    for (const name of [...Object.values(icons), ...additionalLanguages.map(({ file }) => file)]) expect(files.has(name)).toBe(true);
  });

  it('has Spanish for the paths of the manifest beside it', async () => {
    const files = await made();
    const { $schema, ...texts } = read(files, 'es.json') as Record<string, string>; // of texts alone
    expect($schema).toBe('https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.Localization.schema.json');
    expect(translated(manifestSchema.parse(read(files, 'manifest.json')), texts).name.full).toBe('Enlace para partners de CSP');
  });

  it('is the same bytes each time', async () => {
    const [one, other] = [await zipped(await packageFiles(packaged)), await zipped(await packageFiles(packaged))];
    expect(one.equals(other)).toBe(true);
    // Where a file begins: PK 3 4, then at 10 the time and the day as DOS tells them: midnight, 1980-01-01.
    expect(one.readUInt32LE(10)).toBe((1 << 21) + (1 << 16));
  });
});

describe('the icons', () => {
  const pixels = ({ data }: Picture) => Array.from({ length: data.length / 4 }, (_unused, index) => [0, 1, 2, 3].map((part) => data[index * 4 + part] ?? Number.NaN));
  const icon = async (name: string): Promise<Picture> => PNG.sync.read((await made()).get(name) ?? Buffer.alloc(0));

  it('in colour: 192 x 192, opaque to its edges, and more than one colour', async () => {
    const color = await icon('color.png');
    expect([color.width, color.height]).toEqual([192, 192]);
    expect(pixels(color).filter(([, , , alpha]) => alpha !== 255)).toEqual([]);
    expect(new Set(pixels(color).map(String)).size).toBeGreaterThan(2);
    expect((await made()).get('color.png')?.length).toBeLessThan(32 * 1024);
  });

  it('in outline: 32 x 32, white on nothing', async () => {
    const outline = await icon('outline.png');
    expect([outline.width, outline.height]).toEqual([32, 32]);
    expect(pixels(outline).filter(([red, green, blue]) => red !== 255 || green !== 255 || blue !== 255)).toEqual([]);
    const alphas = pixels(outline).map(([, , , alpha]) => alpha);
    expect(alphas).toContain(255);
    expect([...alphas.slice(0, 32), ...alphas.slice(-32)].filter((alpha) => alpha !== 0)).toEqual([]);
  });
});

describe('the settings', () => {
  const good = { MICROSOFT_APP_ID: BOT_ID, PUBLIC_URL: 'https://enlace.example/' };

  it('of a deployment without sign-in', () => {
    expect(readPackageConfig(good)).toEqual({ botId: BOT_ID, site: 'https://enlace.example', application: undefined });
    expect(readPackageConfig({ ...good, ENTRA_CLIENT_ID: APPLICATION }).application).toBeUndefined();
  });

  it('of one with sign-in: the application is the bot\'s registration, or one beside it', () => {
    expect(readPackageConfig({ ...good, OAUTH_CONNECTION: 'teams' }).application).toBe(BOT_ID);
    expect(readPackageConfig({ ...good, OAUTH_CONNECTION: 'teams', ENTRA_CLIENT_ID: APPLICATION }).application).toBe(APPLICATION);
    expect(() => readPackageConfig({ ...good, OAUTH_CONNECTION: 'teams', MICROSOFT_APP_TYPE: 'UserAssignedMSI' })).toThrow('OAUTH_CONNECTION needs ENTRA_CLIENT_ID');
  });

  it.each([
    [{}, ['MICROSOFT_APP_ID', 'PUBLIC_URL']],
    [{ ...good, MICROSOFT_APP_ID: '' }, ['MICROSOFT_APP_ID']],
    [{ ...good, MICROSOFT_APP_ID: 'enlace' }, ['MICROSOFT_APP_ID']],
    [{ ...good, PUBLIC_URL: undefined }, ['PUBLIC_URL']],
    [{ ...good, PUBLIC_URL: 'http://enlace.example' }, ['PUBLIC_URL']],
    [{ ...good, PUBLIC_URL: 'https://localhost:3978' }, ['PUBLIC_URL']],
    [{ ...good, PUBLIC_URL: 'https://intranet' }, ['PUBLIC_URL']],
    [{ ...good, PUBLIC_URL: 'enlace.example' }, ['PUBLIC_URL']],
    [{ ...good, MICROSOFT_APP_TYPE: 'MultiTenant' }, ['MICROSOFT_APP_TYPE']],
    [{ ...good, ENTRA_CLIENT_ID: 'none' }, ['ENTRA_CLIENT_ID']],
  ])('that are missing or wrong are named: %j', (environment, names) => {
    const needs = names.map((name) => String.raw`${name} \([^()]+\)`).join(' and ');
    expect(() => readPackageConfig(environment)).toThrow(new RegExp(`^Settings: the package needs ${needs}, for example: `));
  });
});

describe('npm run package', () => {
  let folder: string | undefined;
  afterEach(async () => { if (folder) await rm(folder, { recursive: true }); });

  async function runs(environment: Readonly<Record<string, string>>): Promise<{ readonly code: number; readonly said: string }> {
    folder = await mkdtemp(join(tmpdir(), 'enlace-package-'));
    const program = join(import.meta.dirname, '../../bot/package/main.ts');
    return await promisify(execFile)(process.execPath, [program], { cwd: folder, env: environment }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      ({ code, stdout }: { readonly code: number; readonly stdout: string }) => ({ code, said: stdout }),
    );
  }

  it('writes the package of this version, and says where it is and what to do with it', async () => {
    const { code, said } = await runs({ MICROSOFT_APP_ID: BOT_ID, PUBLIC_URL: 'https://enlace.example' });
    const path = `dist/enlace-${packageFile.version}.zip`;
    expect([code, said.split('\n')[0]]).toEqual([0, `${path}: Enlace ${packageFile.version} for https://enlace.example`]);
    expect(said).toMatch(/Teams admin center.*Upload a custom app/);
    expect(await readFile(join(folder ?? '', path))).toEqual(await zipped(await packageFiles({ ...packaged, version: packageFile.version })));
  });

  it('without settings says which, and how they are given, and ends with 2', async () => {
    const { code, said } = await runs({});
    expect(code).toBe(2);
    expect(said).toMatch(/^Settings: the package needs MICROSOFT_APP_ID .* and PUBLIC_URL .*, for example: MICROSOFT_APP_ID=\S+ PUBLIC_URL=\S+ npm run package\n$/);
  });
});
