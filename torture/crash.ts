/** The real program under a load of whole stories, killed at random moments: what it has answered is never lost, and happens once. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../bot/local/freePort.ts';
import type { TeamsPeer } from '../bot/local/teamsPeer.ts';
import { openTeamsPeer } from '../bot/local/teamsPeer.ts';
import { MINUTE, SECOND } from '../src/core/time.ts';
import { afterwards } from './aftermath.ts';
import { companyOf, directoryOf, olivia } from './cast.ts';
import type { Chance } from './chance.ts';
import { openChance } from './chance.ts';
import type { Deed, Hand } from './hand.ts';
import { openHand } from './hand.ts';
import { enrols } from './life.ts';
import type { Scene } from './life.ts';
import type { Line } from './line.ts';
import { openLine } from './line.ts';
import type { Asked, Part, Row, Tally } from './part.ts';
import { messageOf, openTally } from './part.ts';
import type { Postbox } from './postbox.ts';
import { openPostbox } from './postbox.ts';
import type { Watch } from './posted.ts';
import { watchPosts } from './posted.ts';
import { CHANNEL } from './stage.ts';
import { trades } from './trade.ts';
import type { Victim } from './victim.ts';
import { openVictim } from './victim.ts';

const KILLS = { full: 200, short: 5 } as const;
/** Companies that live at the same time. */
const AT_ONCE = { full: 8, short: 2 } as const;
const PATIENCE = 3 * MINUTE;

export const crash: Part = { name: 'crash', about: 'The real process killed with SIGKILL under a mixed load, 200 times, and started again on its store', run: tortured };

type Stage = {
  readonly folder: string; readonly teams: TeamsPeer; readonly watch: Watch; readonly line: Line; readonly victim: Victim; readonly postbox: Postbox;
  readonly chance: Chance; readonly tally: Tally; readonly record: Deed[];
  readonly asked: Asked;
};

async function tortured(asked: Asked): Promise<readonly Row[]> {
  const kills = asked.rounds ?? KILLS[asked.scale];
  const folder = await mkdtemp(join(tmpdir(), 'enlace-crash-'));
  const env = await settled(folder, kills);
  const line = await openLine(Number(env['PORT']));
  const victim = openVictim({ port: Number(env['PORT']), env: { ...env, PUBLIC_URL: line.url }, output: join(folder, 'bot.log') });
  const teams = await openTeamsPeer(line.url);
  const stage: Stage = {
    folder, line, victim, teams, watch: watchPosts(teams), postbox: await openPostbox(join(folder, 'mail')),
    chance: openChance(asked.seed), tally: openTally(), record: [], asked,
  };
  try {
    await victim.starts();
    await victim.isUp();
    const reviewer = openHand(stage.teams, olivia, { place: CHANNEL, record: stage.record });
    await reviewer.says('/approvals here');
    const stop = new AbortController();
    if (asked.scale === 'short') stop.abort(); // one company each
    const lives = Array.from({ length: AT_ONCE[asked.scale] }, async (_one, index) => await live(stage, { reviewer, first: index, stop: stop.signal }));
    await killing(stage, kills);
    stop.abort();
    await Promise.all(lives);
    await afterwards(stage);
    return stage.tally.rows();
  } finally {
    victim.dies();
    await victim.isGone();
    stage.postbox.close();
    await stage.teams.close();
    await line.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A data folder with a world in it, and the catalogue loaded. @returns the settings of the program. */
async function settled(folder: string, kills: number): Promise<NodeJS.ProcessEnv> {
  const directory = join(folder, 'world.json');
  await writeFile(directory, directoryOf(AT_ONCE.full + 2 * kills));
  const env = { PORT: String(await freePort()), DATA_DIR: folder, DIRECTORY_FILE: directory, LOG_LEVEL: 'warn', PAGES_PER_ADDRESS: '1000000', PAGES_PER_LINK: '1000000' };
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const [code] = await once(spawn(process.execPath, ['bot/offers/main.ts', 'bot/local/offers.csv'], { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] }), 'exit') as readonly unknown[];
  if (code !== 0) throw new Error('The catalogue of offers could not be loaded');
  return env;
}

/** One company after the other, until it is over; a life that has begun is lived to its end. */
async function live(stage: Stage, { reviewer, first, stop }: { readonly reviewer: Hand; readonly first: number; readonly stop: AbortSignal }): Promise<void> {
  for (let index = first; index === first || !stop.aborted; index += AT_ONCE[stage.asked.scale]) {
    const scene = sceneOf(stage, reviewer, index);
    const failure = await enrols(scene).then(async () => await trades(scene)).then(() => undefined, (error: unknown) => `${scene.company.name}: ${messageOf(error)}`);
    stage.tally.tried('companies that enrol, sign, take a provider, add a colleague and sell to a customer', failure);
  }
}

function sceneOf({ teams, line, postbox, tally, record }: Stage, reviewer: Hand, index: number): Scene {
  const company = companyOf(index);
  const what = 'cards, notices, mails and other things that the outbox owed';
  return {
    company, reviewer, admin: openHand(teams, company.admin, { record }), seller: openHand(teams, company.seller, { record }), site: line.url, mail: postbox.newest,
    owed: async (thing, look) => {
      for (const giveUp = performance.now() + PATIENCE; performance.now() < giveUp; await pause(150)) {
        const seen = await look();
        if (seen === undefined || seen === false) continue;
        tally.tried(what);
        return seen;
      }
      tally.tried(what, `${company.name}: ${thing}`);
      throw new Error(`Waited in vain for ${thing}`);
    },
  };
}

async function killing(stage: Stage, kills: number): Promise<void> {
  const { victim, asked, tally } = stage;
  for (let kill = 1; kill <= kills; kill++) {
    await moment(stage);
    victim.dies();
    await victim.isGone();
    await victim.starts();
    tally.tried('SIGKILL, and the program starts again on the same store', await victim.isUp().then(() => undefined, messageOf));
    if (kill % 20 === 0) asked.log(`crash: ${kill} of ${kills}`);
  }
}

/** Mostly soon after the start; sometimes when the first sweep has come; sometimes in the middle of posting a card. */
async function moment({ chance, watch, victim }: Stage): Promise<void> {
  const kind = chance.next();
  await pause(kind < 0.25 ? chance.between(1.5 * SECOND, 3.5 * SECOND) : chance.between(20, 700));
  if (kind < 0.6) return;
  const posted = new Promise<void>((resolve) => {
    watch.meets = () => {
      victim.dies(); // the card is taken, and nobody is left to hear so
      resolve();
      return undefined;
    };
  });
  await Promise.race([posted, pause(SECOND)]);
  watch.meets = () => undefined;
}
