/** Stands for @jest/globals where no test runs: the samples of cards import files of test/support that begin a world for each test, and here somebody else says when. */

import { registerHooks } from 'node:module';

type Hook = () => Promise<unknown>;
const begins: Hook[] = [];
const ends: Hook[] = [];

export const beforeEach = (hook: Hook): void => { begins.push(hook); };
export const afterEach = (hook: Hook): void => { ends.push(hook); };

/** Named by files that also hold tests' parts; nobody calls them here. */
const noTest = (): never => { throw new Error('No test runs here'); };
export { noTest as afterAll, noTest as beforeAll, noTest as expect, noTest as it };

registerHooks({ resolve: (specifier, context, next) => (specifier === '@jest/globals' ? { url: import.meta.url, shortCircuit: true } : next(specifier, context)) });

/** As jest runs a test. */
export async function inNewWorld<T>(run: () => Promise<T>): Promise<T> {
  for (const begin of begins) await begin();
  try {
    return await run();
  } finally {
    for (const end of ends) await end();
  }
}
