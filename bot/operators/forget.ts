/** What `npm run forget -- <tenant>/<person>` (or an e-mail address) runs: a person is erased from the store of the settings. `--dry-run` only counts. */

import { parseArgs } from 'node:util';
import { personId, tenantId } from '../../src/core/ids.ts';
import { forget } from '../../src/forget/forget.ts';
import type { Asked } from '../../src/forget/somebody.ts';
import { say } from './say.ts';
import type { Operating } from './store.ts';
import { operate } from './store.ts';

const USAGE = 'Name one person: npm run forget -- <tenant>/<person> [--dry-run], or an e-mail address of somebody who is in no directory';

const { values: { 'dry-run': dryRun = false }, positionals: [who = '', ...more] } = parseArgs({ allowPositionals: true, options: { 'dry-run': { type: 'boolean' } } });
await operate(async (operating) => {
  if (more.length > 0 || !/[@/]/.test(who)) throw new Error(USAGE);
  return await run(operating, askedIn(who));
});

function askedIn(text: string): Asked {
  const [tenant = '', person = ''] = text.split('/');
  return text.includes('/') ? { tenant: tenantId.parse(tenant), person: personId.parse(person) } : { email: text.trim() };
}

async function run({ operatorTenant, ...deps }: Operating, asked: Asked): Promise<number> {
  const done = await forget(deps, asked, { home: await operatorTenant(), dryRun });
  if (done.kind === 'refused') {
    say(done.sentence);
    return 1;
  }
  for (const [kind, count] of done.changed) say(`${kind}: ${count}`);
  if (done.hasNamesake) say('Somebody else has the same name: where only the name stands, it was left.');
  say(dryRun ? 'Nothing was changed.' : done.left.length === 0 ? 'Nothing of the person is left.' : `Still there, run it again: ${done.left.map(({ id }) => id).join(', ')}`);
  return done.left.length === 0 ? 0 : 1;
}
