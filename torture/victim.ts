/** The real program as a process that is killed and started again on the same store. When, is not decided here. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { MINUTE, SECOND } from '../src/core/time.ts';
import { LEASE } from '../src/app/outboxRows.ts';

export interface Victim {
  readonly starts: () => Promise<void>;
  /** Until it answers. */
  readonly isUp: () => Promise<void>;
  /** SIGKILL: nothing of it runs after this. */
  readonly dies: () => void;
  readonly isGone: () => Promise<void>;
  readonly deaths: () => readonly number[];
}

export type VictimParts = { readonly port: number; readonly env: NodeJS.ProcessEnv; /** The file that takes its output. */ readonly output: string };

/** It outlives nobody who tortures it. */
const LIFELINE = new URL('../bot/local/lifeline.ts', import.meta.url);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Longer than a lease. */
const AWAY = LEASE + SECOND;

export function openVictim({ port, env, output }: VictimParts): Victim {
  const deaths: number[] = [];
  let child: ChildProcess | undefined;
  const isEnded = (): boolean => !child || child.exitCode !== null || child.signalCode !== null;
  return {
    starts: async () => {
      const file = await open(output, 'a');
      const later = new URL(`later.ts?ms=${deaths.length * AWAY}`, import.meta.url);
      child = spawn(process.execPath, ['--import', LIFELINE.href, '--import', later.href, 'bot/main.js'], { cwd: ROOT, env, stdio: ['pipe', file.fd, file.fd] });
      await file.close();
    },
    isUp: async () => {
      for (const giveUp = performance.now() + MINUTE; performance.now() < giveUp; await pause(20)) {
        if (await fetch(`http://127.0.0.1:${port}/healthz`).then(({ ok }) => ok, () => false)) return;
        if (isEnded()) throw new Error(`The bot has ended by itself; ${output} says why`);
      }
      throw new Error('The bot does not answer');
    },
    dies: () => {
      if (isEnded()) return;
      deaths.push(performance.now());
      child?.kill('SIGKILL');
    },
    isGone: async () => { if (child && !isEnded()) await once(child, 'exit'); },
    deaths: () => deaths,
  };
}
