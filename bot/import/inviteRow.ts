/** One row of an imported file becomes an invitation, as if the person had made and sent it by hand (WF-20, WF-21). Told twice, it happens once; its personal link is made for the file of results, and forgotten here. */

import { issueLink } from '../../src/app/links.ts';
import type { RowResult } from '../../src/app/imports.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { Performed } from '../../src/app/perform.ts';
import { perform } from '../../src/app/perform.ts';
import { companyName } from '../../src/app/queries.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { RawInput } from '../../src/core/decide.ts';
import { newCaseId } from '../../src/core/ids.ts';
import { DAY, plus } from '../../src/core/time.ts';
import type { Invitation } from '../../src/tasks/invitationDoc.ts';
import { invitationLink } from '../../src/tasks/invitationDoc.ts';
import { isLinkOf, withLink } from '../../src/tasks/letter.ts';
import { firstText } from '../tasks/invitations/invitationScreens.ts';
import type { RowDeed } from './rowDeed.ts';
import { seedOf, settled } from './rowDeed.ts';

export const inviteRow: RowDeed = async (at) => {
  const { deps, actor, correlation, row: { input: { email = '', language = '', source = '', provider = '', providerName = '' } } } = at;
  const seed = seedOf(at);
  const target = newCaseId('INV', () => Buffer.from(seed, 'base64url').toString('hex'));
  const { link, trace } = await newLink(deps, actor, target);
  const give = async (event: string, commandId: string, input: RawInput): Promise<Performed> =>
    settled(await perform(deps, { task: 'invitation', event, tenant: actor.tenant, target, input, commandId, actor, correlation }));

  const text = firstText(language === 'en' ? 'en' : 'es', { person: actor.name, reseller: await companyName(deps, actor.tenant), provider: provider === '' ? undefined : providerName, link }, deps.rules);
  const drafted = await give('draft', `${seed}:draft`, { email, language, source, provider, text, link: trace });
  const doc = drafted.doc as Invitation | undefined; // perform read it with the invitation's schema
  if (drafted.kind === 'refused' || !doc) return refusedAs(drafted);
  if (doc.state !== 'Draft') return { about: target }; // an earlier delivery of this row got so far
  if (!isLinkOf(doc, trace)) await give('linkIssued', trace, { link: trace });
  const done = await give('done', `${seed}:done`, { text: withLink(doc.text, link) });
  return done.kind === 'refused' ? refusedAs(done) : { about: target };
};

function refusedAs(performed: Performed): RowResult {
  if (performed.kind !== 'refused') throw new Error('An invitation that was drafted is not there');
  return { error: performed.error };
}

/** Another link of an invitation, good beside those that it has. Links are remembered for two terms, as those of letters are (tasks/letter.ts). */
export async function newLink(deps: Deps, { tenant }: Pick<PersonActor, 'tenant'>, invitation: string): Promise<{ readonly link: string; readonly trace: string }> {
  const { token, trace } = await issueLink(deps, tenant, plus(deps.clock(), 2 * deps.rules.invitation.ttlDays * DAY), invitation);
  return { link: invitationLink(deps.site(), token), trace };
}
