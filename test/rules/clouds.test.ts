/** What can be done in which cloud (WF-32). */

import { describe, expect, it } from '@jest/globals';
import { clouds } from '../../src/core/machine.ts';
import { cloudDeeds, isPossibleIn } from '../../src/rules/clouds.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';

const all = rulesSchema.parse({ clouds: { enabled: [...clouds] } });

describe('national clouds', () => {
  it.each(cloudDeeds)('WF-32 INV-61 by default only the public cloud is open: %s', (deed) => {
    expect(clouds.filter((cloud) => isPossibleIn(cloud, deed, defaultRules))).toEqual(['public']);
  });

  it.each([
    ['usGov', ['order', 'licences', 'support']], ['germany', ['order', 'licences', 'support']], ['china21v', ['invite', 'order']],
  ] as const)('WF-32 %s can do %j once it is switched on', (cloud, deeds) => {
    expect(cloudDeeds.filter((deed) => isPossibleIn(cloud, deed, all))).toEqual(deeds);
  });
});
