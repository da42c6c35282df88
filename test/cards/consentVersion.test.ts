/** Who consents is on record with the version of what they read (WF-15): the words and the version change together, or not at all. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { grantedParts } from '../../bot/http/partnerPage.ts';
import { words } from '../../bot/words.ts';
import { defaultRules } from '../../src/rules/settings.ts';

/** One line for each version there has been. New words: a new version in src/rules/settings.ts, and its line here. */
const published: Readonly<Record<string, string>> = {
  '2026-11': '368581c0b07739ab',
};

const consent = Object.entries(words['partnership'] ?? {}).filter(([key]) => key.startsWith('consent.granted.') || key === 'consent.accept');

it('WF-15 the words of what is granted, in both languages, are those of the version that is recorded', () => {
  const hash = createHash('sha256').update(JSON.stringify(consent)).digest('hex').slice(0, 16);
  const version = defaultRules.partnership.consentVersion;
  expect({ version, hash }).toEqual({ version, hash: published[version] });
});

it('WF-15 the card and the page show every part of it', () => {
  const card = readFileSync(new URL('../../cards/partnership/consent.json', import.meta.url), 'utf8');
  const keys = consent.map(([key]) => key);
  expect(keys.filter((key) => !card.includes(`"@${key}"`))).toEqual([]);
  expect(grantedParts.map((part) => `consent.granted.${part}`)).toEqual(keys.filter((key) => key !== 'consent.accept'));
});
