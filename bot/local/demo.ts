/** `npm run demo`: the whole story over real HTTP, told in the terminal, once in Spanish and once in English. Exit code 0 only if it went as told. */

import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listMails, readMail } from '../mail/mailbox.ts';
import type { Language } from '../../src/core/actor.ts';
import { tellCustomer } from './demoCustomers.ts';
import { tellPartnership } from './demoPartners.ts';
import type { Scene } from './demoStory.ts';
import { tellEnrolment } from './demoStory.ts';
import { openTeamsPeer } from './teamsPeer.ts';
import { freePort } from './freePort.ts';

const print = (line: string): void => { process.stdout.write(`${line}\n`); };
const PATIENCE_MS = 20_000;

process.exitCode = await demo();

async function demo(): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'enlace-demo-'));
  const port = await freePort();
  const botUrl = `http://127.0.0.1:${port}`;
  const env = { PORT: String(port), DATA_DIR: directory, LOG_LEVEL: 'warn' };
  const bot = fork('bot/main.js', { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    await waitFor('the bot', async () => (await fetch(`${botUrl}/healthz`).catch(() => undefined))?.ok);
    const [code] = await once(fork('bot/offers/main.ts', ['bot/local/offers.csv'], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }), 'exit') as readonly unknown[];
    if (code !== 0) throw new Error('The catalogue of offers could not be loaded');
    for (const language of ['es', 'en'] as const) await play(language, botUrl, directory);
    print('\n✔ It went as told, in both languages.');
    return 0;
  } catch (error) {
    print(`\n✘ ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await end(bot);
    await rm(directory, { recursive: true, force: true });
  }
}

async function play(language: Language, botUrl: string, directory: string): Promise<void> {
  const teams = await openTeamsPeer(botUrl);
  const mails = join(directory, 'mail');
  const scene: Scene = {
    language, teams, botUrl, waitFor,
    tells: (who, what) => print(`  ${who.padEnd(10)} ${what}`),
    titles: (title) => print(`\n— ${title}`),
    mailTo: async (address, subject) => await waitFor(`a mail to ${address}`, async () => {
      const { mails: found } = await listMails(mails, 100);
      const newest = found.find((mail) => mail.to.includes(address) && mail.subject.includes(subject));
      return newest && (await readMail(mails, newest.file))?.text;
    }),
  };
  try {
    const { admin, name } = await tellEnrolment(scene);
    await tellPartnership(scene, admin, name);
    await tellCustomer(scene, admin, name);
  } finally {
    await teams.close();
  }
}

/** Asks until there is something to see. */
async function waitFor<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (const giveUp = performance.now() + PATIENCE_MS; performance.now() < giveUp; await pause(25)) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
  }
  throw new Error(`Waited in vain for ${what}`);
}

async function end(bot: ChildProcess): Promise<void> {
  if (bot.exitCode !== null) return;
  const ended = new Promise((resolve) => { bot.once('exit', resolve); });
  bot.kill();
  await ended;
}
