/** How words are made comparable for "starts with" searches (§6.5): the projections write these terms, the queries look for them. */

/** Lower case, without accents and punctuation. */
export function searchTerm(text: string): string {
  const term = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return term.slice(0, 100).replace(/\p{Cs}$/u, ''); // half a character is no text, and no store takes it
}

/** The terms that find a line: the whole name and each of its words, so that "iberia" finds "Contoso Iberia". */
export function termsOf(name: string, ids: readonly string[]): readonly string[] {
  const whole = searchTerm(name);
  const words = whole.split(' ');
  const tails = words.map((_word, index) => words.slice(index).join(' '));
  return [...new Set([...tails.slice(0, 8), ...ids.map(searchTerm)])].filter((term) => term !== '');
}
