/** Takes a temporary password off the screen when its time is over (INV-06): the row waits for that time, and whichever instance is there then writes over the message. */

import { perform } from '../../src/app/perform.ts';
import { userOf } from '../../src/app/users.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { isDeleted } from './post.ts';
import type { Sender } from './sender.ts';
import { done, keyOf } from './sender.ts';

export const credentialsClose: Sender<'credentialsClose'> = async ({ deps, post }, { address, activity, userName, language, person }, row) => {
  const { tenant, createdAt: at, correlation } = row.body;
  const disclosure = person === undefined ? undefined : (await userOf(deps, tenant, person))?.disclosure;
  const isThisOne = disclosure?.at === at;
  if (isThisOne && disclosure.closedAt) return done(); // its reader closed it, and may be at work on another card in that place
  const card = person === undefined ? 'enrolment/credentialsClosed' : 'users/credentialsClosed';
  try {
    await post.update(address, activity, render(card, language, { userName: md(userName) }));
  } catch (error) {
    if (!isDeleted(error)) throw error;
  }
  if (isThisOne && person !== undefined) {
    await perform(deps, { task: 'user', event: 'timedOut', tenant, target: person, input: { at }, commandId: keyOf(row), actor: { kind: 'system', part: 'outbox' }, correlation });
  }
  return done();
};
