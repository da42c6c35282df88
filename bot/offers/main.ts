/** What `npm run offers:import` runs. */

import { importFromTerminal } from '../listings/command.ts';
import { offersList } from './offersFile.ts';

await importFromTerminal(offersList);
