/** The program: settings → app → listen; signals → close. The one file in plain JavaScript: in TypeScript it would have to be translated at every start, before the compile cache can answer for the others. */

import { enableCompileCache } from 'node:module';

enableCompileCache();
const { serve } = await import('./serve.ts'); // after the cache is on, so that the program itself is in it
try {
  await serve();
} catch (error) {
  if (!(error instanceof Error) || error.name !== 'Error') throw error; // a mistake in the program: its stack is worth more than a sentence
  process.stderr.write(`Enlace does not start: ${error.message}\n`);
  process.exit(1);
}
