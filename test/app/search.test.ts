/** Terms of a search are text that every store takes, whatever they were made of. */

import { describe, expect, it } from '@jest/globals';
import { searchTerm, termsOf } from '../../src/app/search.ts';

describe('a term', () => {
  it('that is cut ends with a whole character', () => {
    const name = `a${'𠀀'.repeat(60)}`;
    expect(searchTerm(name)).toBe(`a${'𠀀'.repeat(49)}`);
    expect(termsOf(`Nube ${name}`, [name]).filter((term) => !term.isWellFormed())).toEqual([]);
  });
});
