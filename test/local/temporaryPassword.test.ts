/** INV-06 starts with a password that meets every rule and can be read out. */

import { describe, expect, it } from '@jest/globals';
import { temporaryPassword } from '../../bot/local/temporaryPassword.ts';

describe('a temporary password', () => {
  const drawn = {
    'the first each time': () => 0,
    'the last each time': (below: number) => below - 1,
    'one after the other': (() => { let turn = 0; return (below: number) => turn++ % below; })(),
  };

  it.each(Object.entries(drawn))('holds each class of characters and none that is mistaken for another: %s', (_how, randomBelow) => {
    const password = temporaryPassword(randomBelow);
    expect(password).toMatch(/^[A-Za-z2-9!?=%]{16,}$/);
    for (const kind of [/[A-Z]/, /[a-z]/, /[2-9]/, /[!?=%]/]) expect(password).toMatch(kind);
    expect(password).not.toMatch(/[01OolI]/);
  });

  it('comes from the randomness it is given', () => {
    expect(temporaryPassword(drawn['the first each time'])).not.toBe(temporaryPassword(drawn['the last each time']));
  });
});
