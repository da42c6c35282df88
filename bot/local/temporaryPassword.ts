/** One-time passwords for the accounts of the local world (WF-02). They are returned, never kept (INV-06). */

/** An even choice among 0 … below - 1: `randomInt` of node:crypto in production. */
export type RandomBelow = (below: number) => number;

// Nothing that is mistaken for something else when read out (0 O o, 1 I l), and nothing that Markdown or HTML would take for its own.
const CLASSES = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '!?=%'] as const;
const LENGTH = 16;

/** Holds a character of each class, so that every complexity rule of Entra ID is met. */
export function temporaryPassword(randomBelow: RandomBelow): string {
  const pick = (alphabet: string): string => alphabet.charAt(randomBelow(alphabet.length));
  const all = CLASSES.join('');
  const characters = [...CLASSES.map(pick), ...Array.from({ length: LENGTH - CLASSES.length }, () => pick(all))];
  // Drawing from what is left puts the four certain ones at places nobody can foresee.
  return Array.from({ length: LENGTH }, () => characters.splice(randomBelow(characters.length), 1)).join('');
}
