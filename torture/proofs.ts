/** What is proved by tests, case by case: each case is a try. They are a part of `npm test` anyway; here they are counted beside the rest, and the seed says in which order they run. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Asked, Part, Row } from './part.ts';

export const proofs: Part = { name: 'proofs', about: 'The door, sign-in, who may see and do what, secrets, dying instances, old stores: each case of their tests', run: proved };

/** By what somebody wants to know. */
const topics = [
  ['the door: tokens that are wrong in one way each', ['test/http/channelDoor']],
  ['sign-in with Entra, on the pages and in Teams', ['test/entra', 'test/http/signIn', 'test/http/session']],
  ['every command, verb and page, for whoever may and whoever may not', ['test/authorisation', 'test/e2e/isolation', 'test/e2e/forged']],
  ['secrets of a whole story, and people who were forgotten', ['test/secrets', 'test/forget']],
  ['each misbehaviour of Teams, for each kind of message', ['test/outbox/misbehaviour', 'test/outbox/pace', 'test/outbox/answers', 'test/outbox/installation']],
  ['each misbehaviour of Cosmos DB, and turns that take too long', ['test/store/cosmosTrouble', 'test/e2e/late']],
  ['instances that share a store, are slow, or die with leases', ['test/e2e/instances', 'test/e2e/recovery']],
  ['stores of older and newer releases, backups under load', ['test/store/growth', 'test/store/backup']],
  ['the chain of the audit log, and every check of a store', ['test/core/chain', 'test/check']],
] as const;

const reportSchema = z.object({
  numTotalTests: z.number(),
  testResults: z.array(z.object({ message: z.string(), assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) })),
});

async function proved({ seed, log }: Asked): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [what, patterns] of topics) {
    rows.push({ what, ...await casesOf(patterns, seed) });
    log(`proofs: ${what}`);
  }
  return rows;
}

const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));

async function casesOf(patterns: readonly string[], seed: number): Promise<Omit<Row, 'what'>> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-proofs-'));
  const file = join(folder, 'report.json');
  try {
    const args = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, '--json', `--outputFile=${file}`, '--randomize', `--seed=${seed}`, ...patterns];
    await new Promise<void>((resolve) => { execFile(process.execPath, args, { cwd: root, maxBuffer: 100_000_000 }, () => resolve()); }); // how it ended is in the report
    const { numTotalTests, testResults } = reportSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    const failed = testResults.flatMap(({ message, assertionResults }) => (
      assertionResults.length === 0 ? [message.slice(0, 300)] : assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
    ));
    return { tries: numTotalTests, failures: failed };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
