/** What can be done in which cloud (WF-32), and which domains come with its accounts (§6.1). */

import { describe, expect, it } from '@jest/globals';
import { clouds } from '../../src/core/machine.ts';
import { cameWithAccount, cloudDeeds, isPossibleIn, suffixOf, withoutSuffix } from '../../src/rules/clouds.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';

const all = rulesSchema.parse({ clouds: { enabled: [...clouds] } });

describe('national clouds', () => {
  it.each(cloudDeeds)('WF-32 INV-61 by default only the public cloud is open: %s', (deed) => {
    expect(clouds.filter((cloud) => isPossibleIn(cloud, deed, defaultRules))).toEqual(['public']);
  });

  it.each([
    ['usGov', ['create', 'order', 'licences', 'support']], ['germany', ['order', 'licences', 'support']], ['china21v', ['invite', 'create', 'order']],
  ] as const)('WF-32 %s can do %j once it is switched on', (cloud, deeds) => {
    expect(cloudDeeds.filter((deed) => isPossibleIn(cloud, deed, all))).toEqual(deeds);
  });
});

describe('§6.1 the domain of a new account', () => {
  const suffixes = [['public', '.onmicrosoft.com'], ['usGov', '.onmicrosoft.us'], ['germany', '.onmicrosoft.de'], ['china21v', '.partner.onmschina.cn']] as const;

  it.each(suffixes)('ends, in the cloud %s, in %s', (cloud, suffix) => {
    expect(suffixOf(cloud, defaultRules)).toBe(suffix);
    expect(withoutSuffix(` Contoso${suffix.toUpperCase()}`, cloud, defaultRules)).toBe('contoso');
  });

  it.each(clouds)('keeps what another cloud than %s made', (cloud) => {
    const others = suffixes.filter(([other]) => other !== cloud).map(([, suffix]) => `contoso${suffix}`);
    expect(others.map((domain) => withoutSuffix(domain, cloud, defaultRules))).toEqual(others);
  });

  it('has a suffix that is a setting of its own for each cloud', () => {
    const rules = rulesSchema.parse({ clouds: { suffixes: { usGov: 'gov.example' } } });
    expect(clouds.map((cloud) => suffixOf(cloud, rules))).toEqual(['.onmicrosoft.com', '.gov.example', '.onmicrosoft.de', '.partner.onmschina.cn']);
    expect(cameWithAccount('contoso.gov.example', rules)).toBe(true);
  });

  it.each(['.onmicrosoft.us', 'us', 'On Microsoft.us', ''])('has no suffix "%s"', (usGov) => {
    expect(rulesSchema.safeParse({ clouds: { suffixes: { usGov } } }).success).toBe(false);
  });

  it('is recognised whichever cloud made it, and its look-alikes are not', () => {
    expect(suffixes.map(([, suffix]) => cameWithAccount(`contoso${suffix}`, defaultRules))).toEqual([true, true, true, true]);
    expect(['contoso.com', 'onmicrosoft.us', 'notonmicrosoft.us', 'contoso.onmschina.cn', 'contoso.onmicrosoft.us.example'].map((domain) => cameWithAccount(domain, defaultRules))).toEqual([false, false, false, false, false]);
  });
});
