/** Traces of secrets: one way, salted, compared whole. */

import { describe, expect, it } from '@jest/globals';
import { isSameTrace, traceOf } from '../../src/core/secrets.ts';

describe('traces', () => {
  it('are SHA-256 of salt, line break and secret, in base64url', () => {
    expect(traceOf('204815', 'salt')).toBe('kklvjqsGDZrSZYpeaMeM_ScJngfYIoMBhoP_uo8Kiww');
  });

  it('differ by salt, so that equal codes look different', () => {
    expect(traceOf('204815', 'salt')).not.toBe(traceOf('204815', 'other'));
    expect(traceOf('204815')).not.toBe(traceOf('204815', 'salt'));
  });

  it.each([['same', 'same', true], ['same', 'sane', false], ['same', 'same and more', false], ['', '', true]])('"%s" and "%s"', (one, other, expected) => {
    expect(isSameTrace(one, other)).toBe(expected);
  });
});
