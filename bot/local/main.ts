/** What `npm start` runs: the bot and its windows, with the settings of the environment. */

import { readConfig } from '../config.ts';
import { readArguments, runInTerminal } from './start.ts';

const { port, dataDir, directoryFile, playground, environment } = readConfig();
const { as } = readArguments(process.argv.slice(2));
await runInTerminal({
  port, dataDir, directoryFile, playground, as, env: environment, botCommand: ['bot/main.js'],
  // The sample list names the providers of the shipped world; another world has a list of its own. Offers are the same everywhere.
  seedCommands: [...(environment['DIRECTORY_FILE'] ? [] : [['bot/listings/main.ts', '--once', 'bot/local/providers.csv']]), ['bot/offers/main.ts', '--once', 'bot/local/offers.csv']],
  log: (line) => process.stdout.write(`${line}\n`),
});
