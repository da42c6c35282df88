/** Everything that a bot under test writes, logs, sends and answers, by the place where it could be read. What a secret is, is not known here. */

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach } from '@jest/globals';
import type { Story } from '../e2e/support.ts';

export type Watch = {
  /** Until now. The answer says where a text occurs, each place once: "store", "log", "mail to …", "chat of …", "page …", "file …", "golden file". */
  readonly places: () => Promise<(secret: string) => readonly string[]>;
  /** The traces of the links and sessions that were made: each is of a secret. */
  readonly traces: readonly string[];
};

const GOLDEN = new URL('../cards/golden', import.meta.url).pathname;

let ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends) end();
  ends = [];
});

export function watch(story: Story): Watch {
  const read = new Map<string, string[]>();
  const note = (place: string, text: string): void => { read.set(place, [...read.get(place) ?? [], plain(text)]); };
  const traces: string[] = [];
  const { commit } = story.trouble;
  story.trouble.commit = async (writes) => {
    traces.push(...writes.flatMap((write) => (write.op === 'create' && ['link', 'session'].includes(write.doc.kind) ? [write.doc.partition.slice(write.doc.kind.length + 1)] : [])));
    note('store', JSON.stringify(writes)); // also what is gone a moment later
    await commit(writes);
  };
  watchAnswers(story, note);
  return {
    traces,
    places: async () => {
      const all = [...read, ...await kept(story)];
      return (secret) => [...new Set(all.filter(([, texts]) => texts.some((text) => holds(text, secret))).map(([place]) => place))].toSorted();
    },
  };
}

/** Cards escape their text, and JSON that. */
const plain = (text: string): string => text.replaceAll('\\', '');

/** A code of six digits is one only where no more digits or letters are around it. */
const holds = (text: string, secret: string): boolean => (/^\d+$/.test(secret) ? new RegExp(`(?<![\\w-])${secret}(?![\\w-])`).test(text) : text.includes(secret) || text.includes(encodeURIComponent(secret)));

/** What is there in the end. */
async function kept(story: Story): Promise<readonly (readonly [string, readonly string[]])[]> {
  const names = await readdir(story.folder);
  const files = await Promise.all(names.filter((name) => name.endsWith('.json')).map(async (name) => [`file ${name}`, [await readFile(join(story.folder, name), 'utf8')]] as const));
  const golden = await Promise.all((await readdir(GOLDEN)).map(async (name) => plain(await readFile(join(GOLDEN, name), 'utf8'))));
  return [
    ...files, ['golden file', golden],
    ['store', [plain(JSON.stringify(await story.content()))]],
    ['log', [plain(inspect(story.logs, { depth: 12, maxArrayLength: null, maxStringLength: null }))]],
    ...story.mails.map((mail) => [`mail to ${mail.to}`, [plain(JSON.stringify(mail))]] as const),
  ];
}

/** The bodies of what the bot answers, and what has been posted meanwhile: an update overwrites what a person had read. */
function watchAnswers({ url, teams }: Story, note: (place: string, text: string) => void): void {
  const { fetch } = globalThis;
  ends.push(() => { globalThis.fetch = fetch; });
  globalThis.fetch = async (asked, init) => {
    const answer = await fetch(asked, init);
    const address = String(asked);
    if (!address.startsWith(url)) return answer;
    note(placeOf(new URL(address).pathname, init), await answer.clone().text());
    for (const { conversation, text, card } of teams.posted) note(chatOf(conversation), JSON.stringify([text, card]));
    return answer;
  };
}

function placeOf(path: string, init: RequestInit | undefined): string {
  if (path !== '/api/messages') return `page ${path}`;
  const { conversation } = JSON.parse(String(init?.body)) as { readonly conversation: { readonly id: string } }; // the test wrote it
  return chatOf(conversation.id);
}

const chatOf = (conversation: string): string => `chat of ${conversation.split(':').at(-1)}`;
