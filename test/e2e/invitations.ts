/** An invitation that is out, in the end-to-end tests of the page behind its link: Contoso invites, alone or with Norte. No expectations here. */

import { homeOf } from '../../src/app/homes.ts';
import { issueLink } from '../../src/app/links.ts';
import { invitationOf } from '../../src/app/invitations.ts';
import { perform } from '../../src/app/perform.ts';
import type { TaskDoc } from '../../src/core/machine.ts';
import { DAY, plus } from '../../src/core/time.ts';
import type { TaskKind } from '../../src/tasks/catalog.ts';
import { taskOf } from '../../src/tasks/catalog.ts';
import type { Invitation } from '../../src/tasks/invitationDoc.ts';
import { invitationIn, joint } from '../support/customers.ts';
import { partnershipIn } from '../support/partners.ts';
import { cast, contoso, norte } from '../support/world.ts';
import type { Story, StoryOptions } from './support.ts';
import { openStory } from './support.ts';
import type { Tab } from '../../bot/local/tab.ts';
import { openTab } from '../../bot/local/tab.ts';

export type Out = {
  readonly story: Story;
  readonly tab: Tab;
  /** The path of the personal link. */
  readonly path: string;
  readonly doc: () => Promise<Invitation>;
};

/** Stores a document as if it had always been there. */
export async function puts(story: Story, task: TaskKind, doc: TaskDoc): Promise<void> {
  await story.app.deps.store.commit([{ op: 'upsert', doc: { partition: homeOf(doc.tenant), id: taskOf(task).documentId(cast.globalAdmin, doc.id), kind: task, body: doc } }]);
}

/** A partnership of Contoso's, as the acceptance of a request begins it. */
export async function begins(story: Story, { provider, name }: { readonly provider: string; readonly name: string }): Promise<void> {
  const { name: by, id: byId } = cast.globalAdmin;
  await perform(story.app.deps, {
    task: 'partnership', event: 'start', tenant: contoso.id, target: provider, commandId: `contoso with ${provider}`, actor: cast.system, correlation: 'c0ffee',
    input: { providerName: name, providerCountry: 'ES', by, byId, roles: 'directory.globalAdmin', at: story.clock(), version: '2026-11', language: 'es', company: contoso.name, request: 'REQ-0000-0001' },
  });
  await story.settle();
}

const linked = (doc: Invitation, trace: string): Invitation => ({ ...doc, links: [trace] });

/** @param options.joint with Norte, whose partnership with Contoso is Active. */
export async function invited(more: Partial<Invitation> = {}, options: StoryOptions & { readonly joint?: true } = {}): Promise<Out> {
  const story = await openStory(options);
  const doc = invitationIn('Issued', { ...(options.joint ? joint : {}), ...more });
  const { token, trace } = await issueLink(story.app.deps, contoso.id, plus(story.clock(), 120 * DAY), doc.id);
  await puts(story, 'invitation', linked(doc, trace));
  if (options.joint) await puts(story, 'partnership', partnershipIn('Active', { id: norte.id }));
  const tab = openTab(story.url);
  const path = `/invitation/${token}`;
  await tab.opens(path);
  return {
    story, tab, path,
    doc: async () => {
      const found = await invitationOf(story.app.deps, contoso.id, doc.id);
      if (!found) throw new Error('The invitation is gone');
      return found;
    },
  };
}
