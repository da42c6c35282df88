/** The program: settings → app → listen; signals → close. Timers live here, so that tests have none. */

import { enableCompileCache } from 'node:module';

enableCompileCache();
const { serve } = await import('./serve.ts'); // after the cache is on, so that the program itself is in it
await serve();
