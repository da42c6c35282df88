/** Links and codes of mails: the secret is in the mail only, and finding a link changes nothing. */

import { describe, expect, it } from '@jest/globals';
import { followLink, issueLink, newCode } from '../../src/app/links.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { eachWorld, given } from '../support/deps.ts';
import { NOW, contoso, enrolmentIn, norte } from '../support/world.ts';

const world = eachWorld();

describe('links', () => {
  it('lead to the company they were made for', async () => {
    const { token, trace } = await issueLink(world().deps, contoso.id, plus(NOW, DAY));
    expect(await followLink(world().deps, token)).toEqual({ tenant: contoso.id, trace, about: undefined });
  });

  it('of a partnership request lead to that one of many', async () => {
    const { token, trace } = await issueLink(world().deps, norte.id, plus(NOW, DAY), 'REQ-7K3F-9QXD');
    expect(await followLink(world().deps, token)).toEqual({ tenant: norte.id, trace, about: 'REQ-7K3F-9QXD' });
  });

  it('are 256 random bits, of which the store knows a trace only', async () => {
    const { token, trace } = await issueLink(world().deps, contoso.id, plus(NOW, DAY));
    expect(Buffer.from(token, 'base64url')).toEqual(Buffer.alloc(32, 1));
    const written = JSON.stringify(world().traffic.commits);
    expect([written.includes(trace), written.includes(token)]).toEqual([true, false]);
  });

  it.each(['', 'guess', `${'A'.repeat(43)}`])('"%s" is none of ours', async (token) => {
    await issueLink(world().deps, contoso.id, plus(NOW, DAY));
    expect(await followLink(world().deps, token)).toBeUndefined();
  });

  it('INV-24 following one changes nothing, however often', async () => {
    await given(world(), 'enrolment', enrolmentIn('EmailVerificationPending'));
    const { token } = await issueLink(world().deps, contoso.id, plus(NOW, DAY));
    world().quiet();
    for (let visit = 0; visit < 3; visit++) await followLink(world().deps, token);
    expect(world().traffic.commits).toEqual([]);
    expect(world().traffic.reads).toHaveLength(3);
  });
});

describe('codes', () => {
  const codeFrom = (...numbers: readonly number[]) => {
    const left = [...numbers];
    return newCode({ randomBytes: (size) => { const bytes = Buffer.alloc(size); bytes.writeUInt32BE(left.shift() ?? 0); return bytes; } });
  };

  it.each([
    [[7], '000007'], [[999_999], '999999'], [[1_234_567], '234567'],
    [[4_293_999_999], '999999'], [[4_294_000_000, 5], '000005'], [[4_294_967_295, 4_294_000_001, 6], '000006'],
  ])('from %j comes %s: six digits, none more likely than another', (numbers, expected) => {
    expect(codeFrom(...numbers)).toBe(expected);
  });
});
