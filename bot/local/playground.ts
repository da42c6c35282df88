/** Opens the Microsoft 365 Agents Playground for one persona and says why when it cannot. Who the personas are is decided in personas.ts. */

import { open, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SECOND } from '../../src/core/time.ts';
import type { Child } from './child.ts';
import { answers, startChild } from './child.ts';
import { lastLines } from './files.ts';
import type { Persona } from './personas.ts';
import { CONFIG_FILE, writePersona } from './personas.ts';

export type WindowSpec = {
  readonly persona: Persona; readonly dataDir: string; readonly botUrl: string; readonly env: NodeJS.ProcessEnv; readonly stop: AbortSignal;
};
export type OpenedWindow = { readonly persona: Persona; readonly url: string; readonly child: Child };
export type FailedWindow = { readonly persona: Persona; readonly reason: string };

export const isOpen = (window: OpenedWindow | FailedWindow): window is OpenedWindow => 'child' in window;

const PATIENCE = 60 * SECOND;
const LOOPBACK_ONLY = new URL('loopbackOnly.ts', import.meta.url);

/** Resolves when the window can be opened in a browser, or has turned out not to come. */
export async function openWindow({ persona, dataDir, botUrl, env, stop }: WindowSpec): Promise<OpenedWindow | FailedWindow> {
  const { port } = persona;
  // With its port taken the Playground would take any other one, silently.
  if (!await isFree(port)) return { persona, reason: `port ${port} is taken by another program` };
  const folder = await writePersona(dataDir, persona);
  const logFile = join(folder, 'playground.log');
  await rm(logFile, { force: true });
  const output = await open(join(folder, 'output.log'), 'w');
  const url = `http://127.0.0.1:${port}`;
  const child = startChild({
    script: [
      fileURLToPath(import.meta.resolve('@microsoft/m365agentsplayground/cli.js')), 'start',
      '--app-endpoint', `${botUrl}/api/messages`, '--port', String(port), '--service-url', `${url}/_connector`, '--disable-telemetry',
    ],
    preload: [LOOPBACK_ONLY],
    cwd: folder,
    env: { ...env, ...settings(folder, logFile) },
    output: output.fd,
  });
  const answer = await answers(child, `${url}/_debug/ping`, AbortSignal.any([stop, AbortSignal.timeout(PATIENCE)]));
  await output.close();
  if (answer === 'yes') return { persona, url, child };
  const { reason } = await child.stop();
  // Its complaints are in the log only.
  return { persona, reason: answer === 'no' ? `it does not answer; see ${logFile}` : [reason, ...await lastLines(logFile, 4)].join('\n  ') };
}

function settings(folder: string, logFile: string): NodeJS.ProcessEnv {
  return {
    TEAMSAPPTESTER_BROWSER: 'none', // opens no browser by itself
    M365_AGENTS_PLAYGROUND_CONFIG_PATH: join(folder, CONFIG_FILE),
    M365_AGENTS_PLAYGROUND_LOGFILE: logFile,
    APPLICATION_INSIGHTS_NO_STATSBEAT: 'true', // --disable-telemetry leaves this one on
    NO_PROXY: '127.0.0.1', // it would look for the bot through HTTP_PROXY
  };
}

export async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  probe.once('error', () => resolve(false));
  probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  return promise;
}
