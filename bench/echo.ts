/** The yardstick: a bare botbuilder + restify bot that says back what it hears. No state, no cards, no store. */

import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { answerAbout, storeless } from './self.ts';

const restify = createRequire(import.meta.url)('restify') as typeof import('restify'); // CommonJS whose named exports Node cannot see

const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(`Echo: ${context.activity.text}`);
  await next();
});
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser({ mapParams: false }));
server.post('/api/messages', async (req, res) => {
  await adapter.process(req as unknown as Parameters<typeof adapter.process>[0], res, async (context) => await bot.run(context)); // the part that CloudAdapter reads
});
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => answerAbout(storeless, (server.server.address() as AddressInfo).port)); // it listens on a TCP port
