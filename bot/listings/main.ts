/** What `npm run providers:import` runs. */

import { importFromTerminal } from './command.ts';
import { providersList } from './providers.ts';

await importFromTerminal(providersList);
