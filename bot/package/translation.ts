/** What the manifest says in a language, by the paths at which Teams looks for it. */

import type { Language } from '../../src/core/actor.ts';
import type { CommandRow } from '../commands/row.ts';
import { t } from '../words.ts';
import { commandLists } from './commandLists.ts';
import type { Manifest } from './schema.ts';
import { manifestSchema } from './schema.ts';

/** `bots[0].commandLists[0].commands[0].title` → the words. */
export type Texts = Readonly<Record<string, string>>;

export function textsIn(table: readonly CommandRow[], language: Language): Texts {
  const own = (['name.short', 'name.full', 'description.short', 'description.full'] as const).map((path) => [path, t(language, `manifest.${path}`)] as const);
  const listed = commandLists(table, language).flatMap(({ commands }, list) => commands.flatMap(({ title, description }, index) => {
    const path = `bots[0].commandLists[${list}].commands[${index}]`;
    return [[`${path}.title`, title], [`${path}.description`, description]] as const;
  }));
  return Object.fromEntries([...own, ...listed]);
}

/** The manifest as readers of that language have it. Throws for a path at which it has no text, and for a text that is too long. */
export function translated(manifest: Manifest, texts: Texts): Manifest {
  const copy = structuredClone(manifest);
  for (const [path, text] of Object.entries(texts)) replaceText(copy, path, text);
  return manifestSchema.parse(copy);
}

function replaceText(root: object, path: string, text: string): void {
  const keys = path.split(/[.[\]]+/);
  const last = keys.pop() ?? '';
  const holder = keys.reduce<unknown>((node, key) => (isRecord(node) ? node[key] : undefined), root);
  if (!isRecord(holder) || typeof holder[last] !== 'string') throw new Error(`The manifest has no text at ${path}`);
  holder[last] = text;
}

function isRecord(node: unknown): node is Record<string, unknown> {
  return typeof node === 'object' && node !== null;
}
