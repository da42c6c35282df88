/** What fuzzing draws from: text that is a trap somewhere, JSON of any shape, and good activities that are spoilt in a few places. No expectations here. */

import * as fc from 'fast-check';

/** How long, and from which seed: short and the same each time in `npm test`, long in the torture. */
export type Runs = { readonly seed: number; readonly numRuns: number };

const traps = [
  '', ' ', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '${secret}', '${$root}', '{{DATE(2026-11-21T10:00:00Z)}}', '<at>Todos</at>', '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' OR 1=1 --",
  '[pay](https://evil.example)', '![x](https://evil.example/x)', '**b**', '_i_', '~~s~~', '`c`', '# h', '- l', '1. l', '> q', '&lt;b&gt;', '\\[x\\](y)', '\r\nBcc: all@evil.example', 'a\nb', 'a\u2028b', '=1+1', '+1', '-1', '@SUM(A1)',
  '\t=1', '\r=1', '\u202eabc', '\ud800', '\udfff\ud800', 'a\u0000b', '😀', 'e\u0301', '\u00ad', '../../etc/passwd', '%2e%2e', '%E0%A4%A', 'tenant:norte', '1e309', '-0', 'NaN', 'null', '9007199254740993', '0x10', '٣', '🇪🇸',
] as const;

const unit = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...'abc 019[](){}<>&"\'`*_~#|\\/-+=@$!?.,;:%\n\r\t') }, { weight: 3, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) }, { weight: 1, arbitrary: fc.constantFrom('\ud800', '\udc00', '\u0000', '\u202e', '\u200f', '\ufeff') });

/** Short as a rule, and now and then longer than any field. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...traps) },
  { weight: 5, arbitrary: fc.string({ unit, maxLength: 40 }) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...traps), fc.string({ unit, maxLength: 20 }), fc.constantFrom(...traps)).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.tuple(fc.string({ unit, minLength: 1, maxLength: 5 }), fc.integer({ min: 100, max: 4_000 })).map(([part, times]) => part.repeat(times)) },
);

const names = ['__proto__', 'constructor', 'prototype', 'id', 'rev', 'verb', 'data', 'action', 'text', 'type', 'name', 'toString', 'length', '0', ''] as const;

/** JSON as text, because an object of ours would swallow `__proto__`. */
export const json: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    text.map((value) => JSON.stringify(value)),
    fc.constantFrom('null', 'true', 'false', '0', '-1', '1e308', '9007199254740993', '""', '[]', '{}'),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
    fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), text), tie('value')), { maxLength: 4 }).map((entries) => `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`),
    fc.integer({ min: 50, max: 3_000 }).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`),
  ),
})).value;

export type Spot = { readonly path: readonly string[]; readonly value: string };

/** @returns the JSON of `good` with these values in these places; what does not exist is made. */
export function spoilt(good: unknown, spots: readonly Spot[]): string {
  const copy: unknown = JSON.parse(JSON.stringify(good));
  for (const [index, { path }] of spots.entries()) put(copy, path, `@spot-${index}@`);
  return spots.reduce((written, { value }, index) => written.replace(`"@spot-${index}@"`, () => value), JSON.stringify(copy));
}

function put(target: unknown, [name = '', ...rest]: readonly string[], value: string): void {
  if (typeof target !== 'object' || target === null) return;
  const inside = target as Record<string, unknown>; // an object of JSON
  if (rest.length === 0) inside[name] = value;
  else {
    if (typeof inside[name] !== 'object' || inside[name] === null) inside[name] = {};
    put(inside[name], rest, value);
  }
}

/** A few places of a good document, each with anything in it. */
export const spotsIn = (paths: readonly string[]): fc.Arbitrary<readonly Spot[]> =>
  fc.array(fc.record({ path: fc.constantFrom(...paths).map((path) => path.split('.')), value: json }), { minLength: 1, maxLength: 3 });
