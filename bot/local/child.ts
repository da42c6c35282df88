/** A process that the launcher has started: how it ends, and how it is ended together with all that it started itself. What it does is not known here. */

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { SECOND } from '../../src/core/time.ts';
import { hasCode } from './files.ts';

export type Exit = { readonly code: number; readonly reason: string };
export type Child = {
  readonly exited: Promise<Exit>;
  /** Asks it to end, and insists after a while. */
  stop(): Promise<Exit>;
};
export type ChildSpec = {
  /** What this same Node is to run. */
  readonly script: readonly string[];
  readonly preload?: readonly URL[];
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** An open file that takes both outputs. */
  readonly output: number;
};

const GRACE = 10 * SECOND;
const LIFELINE = new URL('lifeline.ts', import.meta.url);

export function startChild({ script, preload = [], cwd, env, output }: ChildSpec): Child {
  const imports = [LIFELINE, ...preload].flatMap((url) => ['--import', url.href]);
  // A group of its own: Ctrl-C reaches the launcher only, which then ends its children in order.
  const child = spawn(process.execPath, [...imports, ...script], { cwd, env, stdio: ['pipe', output, output], detached: true, windowsHide: true });
  const { promise: exited, resolve } = Promise.withResolvers<Exit>();
  child.once('error', (error) => resolve({ code: 127, reason: error.message }));
  child.once('exit', (code, signal) => resolve(exitOf(code, signal)));
  return {
    exited,
    async stop() {
      signalGroup(child.pid, 'SIGTERM');
      const insist = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), GRACE);
      const exit = await exited;
      clearTimeout(insist);
      signalGroup(child.pid, 'SIGKILL'); // what it has left behind
      return exit;
    },
  };
}

function exitOf(code: number | null, signal: NodeJS.Signals | null): Exit {
  return signal ? { code: 128 + constants.signals[signal], reason: signal } : { code: code ?? 0, reason: `exit code ${code}` };
}

/** Waits until `url` answers with success. @returns 'no' when `until` comes first, and how the child ended when that does. */
export async function answers(child: Child, url: string, until: AbortSignal): Promise<'yes' | 'no' | Exit> {
  while (!until.aborted) {
    if (await isUp(url)) return 'yes';
    const end = await Promise.race([child.exited, pause(100)]);
    if (end) return end;
  }
  return 'no';
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2 * SECOND) })).ok;
  } catch {
    return false; // not listening yet
  }
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error; // somebody is left, and does not hear
  }
}
