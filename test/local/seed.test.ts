/** The sample data of `npm start`: loaded once the bot is up, and no reason to stop when it cannot be. */

import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { freePort } from '../../bot/local/freePort.ts';
import { startLocalWorld } from '../../bot/local/start.ts';
import { ownFolder } from '../support/ownFolder.ts';

const BOT = "import { createServer } from 'node:http'; createServer((_request, response) => response.end()).listen(Number(process.env.PORT), '127.0.0.1');";
const SEED = "import { writeFileSync } from 'node:fs'; const { PORT, DATA_DIR } = process.env; const { ok } = await fetch(`http://127.0.0.1:${PORT}/healthz`); writeFileSync(DATA_DIR + '/seeded', String(ok));";

const inFolder = ownFolder();

/** What a local world tells until it is ready; then it is interrupted. */
async function linesOf(seed: string): Promise<readonly string[]> {
  const [botFile, seedFile, directoryFile] = [inFolder('bot.mjs'), inFolder('seed.mjs'), inFolder('world.yaml')];
  await Promise.all([writeFile(botFile, BOT), writeFile(seedFile, seed), writeFile(directoryFile, '{ operator: { tenant: op, admins: [olivia] }, tenants: [] }')]);
  const lines: string[] = [];
  const ready = new AbortController();
  const log = (line: string): void => {
    lines.push(line);
    if (line.includes('Ctrl-C ends')) ready.abort();
  };
  const world = { port: await freePort(), dataDir: inFolder(), directoryFile, playground: false, as: [], env: {}, log, botCommand: [botFile], seedCommands: [[seedFile]] };
  await expect(startLocalWorld(world, ready.signal)).resolves.toBe(0);
  return lines;
}

it('is loaded when the bot answers', async () => {
  const lines = await linesOf(SEED);
  await expect(readFile(inFolder('seeded'), 'utf8')).resolves.toBe('true');
  expect(lines.join('\n')).not.toContain('sample data');
});

it('that cannot be loaded is told, and the bot goes on', async () => {
  expect((await linesOf('process.exit(3);')).join('\n')).toContain('The sample data could not be loaded (exit code 3)');
});
