/** User management as people do it: the form that is filled in, the user who is looked up, and the password that may be on a card. No expectations here. */

import type { Desk } from '../../bot/local/desk.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { Story } from './support.ts';
import { gala } from './world.ts';

export const este = tenantId.parse('este');
export const nora = { name: 'Nora Núñez', email: 'nora@este.example', agent: 'salesAgent', admin: 'notAnAdmin' };
export const NORA = 'este-nora@este.example';

/** The form, filled in and sent. */
export async function adds(story: Story, who = gala, typed: Readonly<Record<string, string>> = nora): Promise<Desk> {
  const desk = story.desk(who);
  await desk.says('/agregar-usuario');
  await desk.presses('newUser.add', typed);
  return desk;
}

/** The password on a card: the only word of sixteen characters with a capital, a digit and a sign. */
export const passwordOn = (desk: Desk): string => /^(?=.*[A-Z])(?=.*\d)(?=.*[!?=%])\S{16}$/m.exec(desk.reads())?.[0] ?? '';

/** The card of a user, found by words. */
export async function looksUp(story: Story, who: typeof gala, words: string): Promise<Desk> {
  const desk = story.desk(who);
  await desk.says(`/usuario ${words}`);
  return desk;
}
