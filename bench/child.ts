/** A measured process, seen from the one that measures: started, asked, ended. */

import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Question, Told } from './self.ts';

export type Measured = { readonly port: number; readonly ask: (question: Question) => Promise<Told>; readonly end: () => Promise<void> };

export type Launch = { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv; readonly node?: readonly string[] };

/** Started in the folder of the project, with an environment of its own. */
export function launch(script: string, { args = [], env = {}, node = [] }: Launch): ChildProcess {
  return fork(script, [...args], { env, execArgv: [...node], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

export async function measured(script: string, options: Launch): Promise<Measured> {
  const child = launch(script, options);
  const { port } = await message<{ port: number }>(child);
  return {
    port,
    ask: async (question) => {
      child.send(question);
      return await message<Told>(child);
    },
    end: async () => await ended(child),
  };
}

/** Asked to, so that it writes what it compiled for the next one. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await new Promise((resolve) => { child.once('exit', resolve); });
}

/** The next thing that it says. */
export async function message<T>(child: ChildProcess): Promise<T> {
  return await new Promise((resolve, reject) => {
    const gone = (code: number | null): void => reject(new Error(`The measured process ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (told) => {
      child.off('exit', gone);
      resolve(told as T); // each script answers in one form
    });
  });
}
