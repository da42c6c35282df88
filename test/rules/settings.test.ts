/** The settings of §9: their defaults, the named profiles, and what a rules file cannot say. */

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readRules } from '../../bot/rulesFile.ts';
import { profileNames } from '../../src/rules/profiles.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';

const troubleOf = (written: object): string => rulesSchema.safeParse(written).error?.issues.map(({ message, path }) => [...path, message].join('|')).join('\n') ?? '';

describe('the profiles', () => {
  // Copied from §9 and §8.1, not from the code: what differs from seed-2020-10, which has the defaults of §9.
  const usual = {
    mpa: true, removal: true, sla: null, salesAgents: true, delegatedAdmin: 'retain', requireSuspended: false, invited: 'DAP', clouds: ['public'], additional: false,
  };
  it.each<[string, Partial<Record<keyof typeof usual, unknown>>]>([
    ['seed-2017', { mpa: false, removal: false }],
    ['seed-2019', { mpa: false, removal: false, clouds: ['public', 'usGov', 'germany', 'china21v'] }],
    ['seed-2020-04', { mpa: false, removal: false }],
    ['seed-2020-10', {}],
    ['docs-2023', { sla: 5, salesAgents: false, delegatedAdmin: 'revoke', requireSuspended: true, invited: 'none', clouds: ['public', 'usGov'], additional: true }],
  ])('Y2 Y6 Y13 Y14 C13 %s', (profile, differs) => {
    const rules = rulesSchema.parse({ profile });
    const { mpa, partnership, enrolment, roles, customerRemoval, invitation, clouds, order } = rules;
    expect({
      mpa: mpa.required, removal: partnership.removal, sla: enrolment.reviewSlaBusinessDays, salesAgents: roles.salesAgentForResellers, ...customerRemoval,
      invited: invitation.delegatedAdmin, clouds: clouds.enabled, additional: order.additionalResellers,
    }).toEqual({ ...usual, ...differs });
    expect(rules.profile).toBe(profile);
  });

  it('the usual one is seed-2020-10', () => {
    expect(defaultRules).toEqual(rulesSchema.parse({ profile: 'seed-2020-10' }));
  });

  it('a value that is written wins over its profile, and the rest of its group stays', () => {
    const rules = rulesSchema.parse({ profile: 'docs-2023', customerRemoval: { requireSuspended: false }, clouds: { enabled: ['public'] } });
    expect([rules.customerRemoval, rules.clouds.enabled]).toEqual([{ delegatedAdmin: 'revoke', requireSuspended: false }, ['public']]);
  });

  it('another name is a mistake that names those there are', () => {
    expect(troubleOf({ profile: 'seed-2018' })).toMatch(/^profile\|.*seed-2017.*docs-2023/);
    expect(profileNames).toHaveLength(5);
  });
});

describe('what cannot be said', () => {
  it.each([[{ mpa: { requried: false } }, 'mpa|Unrecognized key: "requried"'], [{ customerAgreement: { required: false } }, 'Unrecognized key: "customerAgreement"'], [{ profile: 'docs-2023', order: { lines: 3 } }, 'order|Unrecognized key: "lines"']])('%j is named', (written, trouble) => {
    expect(troubleOf(written)).toBe(trouble);
  });

  it.each<[string, object]>([
    ['Y2 mpa.scope|', { mpa: { scope: 'tenant' } }], ['Y11 mpn.source|', { mpn: { source: 'lookup' } }], ['INV-01 Y8 roles.multiple|', { roles: { multiple: true } }],
    ['C3 INV-47 subscriptionAssociation.grantsManagement|', { subscriptionAssociation: { grantsManagement: true } }], ['Y12 csp.resaleScope|', { csp: { resaleScope: 'company' } }],
  ])('%s says why it has one value only', (title, written) => {
    const [group = '', key = ''] = (title.split(' ').at(-1) ?? '').replace('|', '').split('.');
    expect(troubleOf(written)).toMatch(new RegExp(`^${group}\\|${key}\\|.{40,}`));
  });
});

describe('the rules file', () => {
  const written = async (text: string): Promise<string> => {
    const file = join(await mkdtemp(join(tmpdir(), 'rules-')), 'rules.yaml');
    await writeFile(file, text);
    return file;
  };

  it('is YAML over its profile', async () => {
    expect((await readRules(await written('profile: seed-2017\nmpa: { reminderDays: 3 }\n'))).mpa).toMatchObject({ required: false, reminderDays: 3 });
    expect(await readRules(undefined)).toEqual(defaultRules);
  });

  it('with mistakes starts nothing, and says which they are and where', async () => {
    const file = await written('mpa: { requried: false }\nmpn: { source: lookup }\n');
    for (const told of [file, 'Unrecognized key: "requried"', 'at mpa', 'membership site', 'at mpn.source']) await expect(readRules(file)).rejects.toThrow(told);
  });
});
