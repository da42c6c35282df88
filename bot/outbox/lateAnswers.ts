/** The answer to a click that took too long, in the reader's own chat: the card as it is by now, drawn as after a repeat, or the words that were owed. Nothing is decided here. */

import { readingOnce } from '../../src/app/ahead.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { Address, Person } from '../../src/app/documents.ts';
import { personSchema } from '../../src/app/documents.ts';
import { personRef } from '../../src/app/homes.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import { personActor } from '../../src/app/people.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { readVerb } from '../../src/tasks/catalog.ts';
import type { PayloadOf } from '../../src/tasks/outgoing.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { commands } from '../commands/table.ts';
import { present } from '../tasks/clicks.ts';
import type { Reply, TurnCtx } from '../turn/turnCtx.ts';
import { textReply } from '../turn/turnCtx.ts';
import { isView, show, viewNeeds } from '../views.ts';
import { t } from '../words.ts';
import type { Sender } from './sender.ts';
import { done } from './sender.ts';
import { toPerson } from './toPerson.ts';

export const lateAnswer: Sender<'lateAnswer'> = async (sending, payload, row) => {
  const stored = await sending.deps.store.read(personRef(row.body.tenant, personId.parse(payload.person)));
  const person = stored && personSchema.parse(stored.body);
  if (!person?.address) return { kind: 'parked', person: payload.person };
  const ctx = await readerOf(sending.deps, person, { address: person.address, row });
  if (!ctx) return done(); // the directory does not know them any more
  const reply = await answer(ctx, payload);
  const card = reply.kind === 'card' ? reply.card : render('common/message', ctx.language, { title: 'Enlace', text: md(reply.text), facts: [] });
  return await toPerson(sending, row, { person: payload.person, cardOf: () => card });
};

type Reached = { readonly address: Address; readonly row: OutboxRow };

/** As if they had asked in their own chat, with the roles that they have by now (INV-57). */
async function readerOf(shared: Deps, person: Person, { address: { user, ...place }, row }: Reached): Promise<TurnCtx | undefined> {
  const deps = readingOnce(shared);
  const { tenant, id, name, language = person.lastLanguage, timeZone = deps.rules.display.timeZone } = person;
  const actor = await personActor(deps, { tenant, id, language });
  return actor && {
    deps, commands, viewNeeds, actor, language, timeZone, who: { tenant, id, name, channelUser: user }, where: { kind: 'personal', ...place },
    repliesTo: undefined, personal: undefined, correlation: row.body.correlation, activityId: row.stored.id,
  };
}

async function answer(ctx: TurnCtx, { text, show: what }: PayloadOf<'lateAnswer'>): Promise<Reply> {
  if (!what) return textReply(text);
  const data = { id: what.id, rev: undefined, input: what.input };
  if (isView(what.verb)) return await show(ctx, what.verb, data);
  const verb = readVerb(what.verb);
  return verb ? await present(ctx, { ...verb, located: { tenant: tenantId.parse(what.tenant), target: what.target }, data }) : textReply(t(ctx.language, 'commands.lateReady'));
}
