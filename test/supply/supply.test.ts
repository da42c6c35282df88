/** The supply chain as the lock file and the README have it: what is installed is what was looked at, nothing runs while installing but what is named, and every licence is one that was agreed to. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

type Package = { readonly integrity?: string; readonly resolved?: string; readonly license?: string; readonly hasInstallScript?: true; readonly dev?: true; readonly optional?: true; readonly os?: readonly string[]; readonly cpu?: readonly string[] };
type Manifest = { readonly dependencies: Readonly<Record<string, string>>; readonly devDependencies: Readonly<Record<string, string>> };

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const lock = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, Package>> }; // npm wrote it
const packages = Object.entries(lock.packages).filter(([path]) => path !== '').map(([path, one]) => ({ name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), ...one }));
const manifest = JSON.parse(read('package.json')) as Manifest; // ours
const readme = read('README.md');

/** Compiled parts of a package for platforms that were not there when the lock file was made: npm takes them from the registry as it finds them. */
const otherPlatforms = /^@(?:oxlint\/binding|swc\/core|unrs\/resolver-binding)-/;

describe('the lock file', () => {
  it('has a checksum of every package, but of compiled parts for other platforms, which come with a development dependency', () => {
    const without = packages.filter(({ integrity }) => integrity === undefined);
    expect(without.filter(({ name, optional, os, cpu }) => !otherPlatforms.test(name) || !optional || !(os ?? cpu))).toEqual([]);
    for (const { integrity } of packages) expect(integrity ?? 'sha512-').toMatch(/^sha512-/);
  });

  it('names no place to take packages from: that is the registry\'s business', () => {
    expect(packages.filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  it('holds exact versions of what the project asks for', () => {
    const asked = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });
});

describe('the README', () => {
  /** "Scripts that run while packages are installed: **name** (why), …" */
  const scripts = /Scripts that run while packages are installed:([^]*?)(?:\n\n|$)/.exec(readme)?.[1] ?? '';
  const bold = (text: string): readonly string[] => [...text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name = '']) => name);

  it('names every package that runs a script while it is installed, with the reason, and no other', () => {
    const runs = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
    expect(bold(scripts).toSorted()).toEqual([...new Set(runs)].toSorted());
    for (const name of runs) expect(scripts).toMatch(new RegExp(`\\*\\*${name}\\*\\* \\([^)]{20,}\\)`));
  });

  it('says why of every dependency', () => {
    const why = /Dependencies, and why:[^]*?(?=\n\n)/.exec(readme)?.[0] ?? '';
    const named = bold(why).flatMap((words) => words.split('/')); // "botbuilder-core/-dialogs"
    const isNamed = (name: string): boolean => named.some((word) => name === word || name.startsWith(`${word}/`) || (word.startsWith('-') && name.endsWith(word)));
    // Types go with what they are the types of.
    expect(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter((name) => !isNamed(name.replace(/^@(?:types|jest)\//, '').replace('globals', 'jest')))).toEqual([]);
  });
});

describe('licences', () => {
  const agreed = new Set([
    'MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'Apache-2.0 AND MIT', 'BlueOak-1.0.0', 'Unlicense', 'CC-BY-4.0', '(MIT OR CC0-1.0)', '(AFL-2.1 OR BSD-3-Clause)',
  ]);
  /** Of development only, so nothing of them is passed on: checks of pages, the Playground (Microsoft's own terms), geometry of the local Cosmos server, options of the Markdown reader. */
  const ofTools = new Map([['axe-core', 'MPL-2.0'], ['@microsoft/m365agentsplayground', 'SEE LICENSE IN LICENSE'], ['turf-jsts', '(EDL-1.0 OR EPL-1.0)'], ['argparse', 'Python-2.0']]);
  /** Said in the package's own files, and not where the lock file looks. */
  const saidElsewhere = new Map([['cldrjs', 'MIT'], ['get-closest', 'MIT'], ['jspath', 'MIT'], ['semaphore', 'MIT'], ['escape-regexp-component', 'MIT']]);

  it('are all on the list', () => {
    const isAgreed = ({ name, license, dev }: (typeof packages)[number]): boolean => agreed.has(license ?? saidElsewhere.get(name) ?? '') || (dev === true && ofTools.get(name) === license);
    expect(packages.filter((one) => !otherPlatforms.test(one.name) && !isAgreed(one)).map(({ name, license }) => `${name}: ${license ?? 'none'}`)).toEqual([]);
  });
});
