/** Activities as anybody could write them, posted to the door as they are. No expectations here. */

import type { Persona } from '../../bot/local/teamsPeer.ts';
import { personSchema } from '../../src/app/documents.ts';
import { personRef } from '../../src/app/homes.ts';
import type { Stored } from '../../src/app/ports.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import type { Story } from './support.ts';

export type Answered = { readonly status: number; readonly body: string };
export type Activity = Readonly<Record<string, unknown>>;

/** Posts a body of any kind; JSON unless said. */
export async function post(story: Story, body: string, headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' }): Promise<Answered> {
  const response = await fetch(`${story.url}/api/messages`, { method: 'POST', headers, body });
  return { status: response.status, body: await response.text() };
}

/** A good activity of somebody who has spoken before, for a test to spoil. A field that is set to undefined is left out. */
export async function activityOf(story: Story, { tenant, id, name, locale }: Persona): Promise<Activity> {
  const stored = await story.app.deps.store.read(personRef(tenantId.parse(tenant), personId.parse(id)));
  const { serviceUrl, conversation, channelId, bot, user } = personSchema.parse(stored?.body).address ?? {};
  return {
    type: 'message', id: 'raw', channelId, serviceUrl, locale, localTimezone: 'Europe/Madrid',
    from: { id: user, aadObjectId: id, name }, recipient: { id: bot, name: 'Enlace' },
    conversation: { id: conversation, conversationType: 'personal', tenantId: tenant }, channelData: { tenant: { id: tenant } },
  };
}

/** What a decision could have changed: everything but the record of refusals, and what is remembered of a conversation. */
export async function state(story: Story): Promise<readonly Stored[]> {
  return (await story.content()).filter(({ kind }) => kind !== 'audit' && kind !== 'chat');
}
