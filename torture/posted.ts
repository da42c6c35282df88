/** What the bot posts on its own account, apart from its answers: each card and notice, and when it was taken. */

import type { TeamsPeer } from '../bot/local/teamsPeer.ts';
import { textOf } from '../bot/local/teamsPeer.ts';

/** The same words in the same conversation are the same notice. */
export type Own = { readonly at: number; readonly key: string };

export interface Watch {
  /** Asked before a request of the bot's own is taken, as `TeamsPeer.refuse` is. */
  meets: TeamsPeer['refuse'];
  readonly own: () => readonly Own[];
}

/** An answer names in its path the activity that it answers; what comes without one nobody has asked for. */
const isOwn = ({ method, path }: { readonly method: string; readonly path: string }): boolean => method === 'POST' && path.endsWith('/activities');

export function watchPosts(teams: TeamsPeer): Watch {
  const taken: { readonly at: number; readonly place: number }[] = [];
  const watch: Pick<Watch, 'meets'> = { meets: () => undefined };
  teams.refuse = (request) => {
    if (!isOwn(request)) return undefined;
    const refusal = watch.meets(request);
    if (!refusal) taken.push({ at: performance.now(), place: teams.posted.length }); // where it will stand in a moment
    return refusal;
  };
  return Object.assign(watch, {
    own: () => taken.flatMap(({ at, place }) => {
      const message = teams.posted[place];
      return message ? [{ at, key: `${message.conversation}\n${message.card ? textOf(message.card) : (message.text ?? '')}` }] : [];
    }),
  });
}
