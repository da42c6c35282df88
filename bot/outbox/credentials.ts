/** Takes a temporary password off the screen when its time is over (INV-06): the row waits for that time, and whichever instance is there then writes over the message. */

import type { Command } from '../../src/app/command.ts';
import type { Deps } from '../../src/app/deps.ts';
import { newCustomerOf } from '../../src/app/orders.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import { perform } from '../../src/app/perform.ts';
import { userOf } from '../../src/app/users.ts';
import type { PayloadOf } from '../../src/tasks/outgoing.ts';
import { md } from '../cards/escape.ts';
import type { CardName } from '../cards/load.ts';
import { render } from '../cards/render.ts';
import { isDeleted } from './refused.ts';
import type { Sender } from './sender.ts';
import { done, keyOf } from './sender.ts';

/** Whose password it was: the card that is left, and where it is written down that it was shown. A work account writes nothing down. */
type Whose = {
  readonly card: Extract<CardName, `${string}/credentialsClosed`>; readonly target?: Pick<Command, 'task' | 'target'>; readonly disclosure?: { readonly at: string; readonly closedAt?: string | undefined } | undefined;
};

export const credentialsClose: Sender<'credentialsClose'> = async ({ deps, post }, payload, row) => {
  const { address, activity, userName, language } = payload;
  const { tenant, createdAt: at, correlation } = row.body;
  const { card, target, disclosure } = await whose(deps, payload, row);
  const isThisOne = disclosure?.at === at;
  if (isThisOne && disclosure.closedAt) return done(); // its reader closed it, and may be at work on another card in that place
  try {
    await post.update(address, activity, render(card, language, { userName: md(userName), ...(payload.newCustomer === undefined ? {} : { search: payload.newCustomer }) }));
  } catch (error) {
    if (!isDeleted(error)) throw error;
  }
  if (isThisOne && target) await perform(deps, { ...target, event: 'timedOut', tenant, input: { at }, commandId: keyOf(row), actor: { kind: 'system', part: 'outbox' }, correlation });
  return done();
};

async function whose(deps: Deps, { person, newCustomer }: PayloadOf<'credentialsClose'>, { body: { tenant } }: OutboxRow): Promise<Whose> {
  if (person !== undefined) return { card: 'users/credentialsClosed', target: { task: 'user', target: person }, disclosure: (await userOf(deps, tenant, person))?.disclosure };
  if (newCustomer !== undefined) return { card: 'orders/credentialsClosed', target: { task: 'newCustomer', target: newCustomer }, disclosure: (await newCustomerOf(deps, tenant, newCustomer))?.disclosure };
  return { card: 'enrolment/credentialsClosed' };
}
