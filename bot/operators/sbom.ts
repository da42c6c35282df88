/** What `npm run sbom -- [file]` runs: a bill of materials (CycloneDX) of the lock file, as npm itself writes it. It says what would be installed, on whichever platform. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from './say.ts';

/** The first npm that writes one. */
const [MAJOR, MINOR] = [10, 2];

const npm = (...args: readonly string[]): string => execFileSync('npm', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'inherit'] });

const { positionals: [file = 'dist/sbom.json'] } = parseArgs({ allowPositionals: true });
process.exitCode = write(file);

function write(to: string): number {
  const version = npm('--version').trim();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < MAJOR || (major === MAJOR && minor < MINOR)) {
    say(`This is npm ${version}; a bill of materials takes npm ${MAJOR}.${MINOR} or newer: npx npm@latest run sbom`);
    return 1;
  }
  // Of the lock file, not of what is installed: the platform's own packages would be missing, and some ranges of the SDK contradict each other.
  const bill = npm('sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only');
  const { components } = JSON.parse(bill) as { readonly components: readonly unknown[] }; // CycloneDX has it
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, bill);
  say(`${to}: ${components.length} packages`);
  return 0;
}
