/** Takes a temporary password off the screen when its time is over (INV-06): the row waits for that time, and whichever instance is there then writes over the message. */

import { userOf } from '../../src/app/users.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { isDeleted } from './post.ts';
import type { Sender } from './sender.ts';
import { done } from './sender.ts';

export const credentialsClose: Sender<'credentialsClose'> = async ({ deps, post }, { address, activity, userName, language, person }, row) => {
  const disclosure = person === undefined ? undefined : (await userOf(deps, row.body.tenant, person))?.disclosure;
  if (disclosure?.closedAt && disclosure.at === row.body.createdAt) return done(); // its reader closed it, and may be at work on another card in that place
  const card = person === undefined ? 'enrolment/credentialsClosed' : 'users/credentialsClosed';
  try {
    await post.update(address, activity, render(card, language, { userName: md(userName) }));
  } catch (error) {
    if (!isDeleted(error)) throw error;
  }
  return done();
};
