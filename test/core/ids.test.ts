/** Case numbers: how they are made, and how people type them. */

import { describe, expect, it } from '@jest/globals';
import { isCaseId, newCaseId, readCaseId, tenantId } from '../../src/core/ids.ts';

describe('case numbers', () => {
  it.each([
    ['00000000-0000-4000-8000-000000000000', 'ENR-0000-0000'],
    ['ffffffff-ffff-4fff-8fff-ffffffffffff', 'ENR-ZZZZ-ZZZZ'],
    ['0f1e2d3c-4b5a-4768-9798-a0b1c2d3e4f5', 'ENR-1WF2-TF2B'],
  ])('the first forty bits of %s make %s', (uuid, expected) => {
    expect(newCaseId('ENR', () => uuid)).toBe(expected);
  });

  it.each([
    'ENR-1W02-TF2B', 'enr-1w02-tf2b', ' ENR 1W02 TF2B ', '1w02tf2b', 'enr1w02tf2b', 'ENR-IWO2-TF2B', 'enr–lwo2–tf2b',
  ])('"%s" is read as it was meant', (typed) => {
    expect(readCaseId(typed)).toBe('ENR-1W02-TF2B');
  });
});

describe('numbers of requests and partnerships', () => {
  it('are told apart by what they begin with', () => {
    const newId = () => '0f1e2d3c-4b5a-4768-9798-a0b1c2d3e4f5';
    expect([newCaseId('REQ', newId), newCaseId('PAR', newId)]).toEqual(['REQ-1WF2-TF2B', 'PAR-1WF2-TF2B']);
    expect([readCaseId('req 1wf2 tf2b', 'REQ'), readCaseId('1WF2TF2B', 'PAR')]).toEqual(['REQ-1WF2-TF2B', 'PAR-1WF2-TF2B']);
  });
});

describe('what a card says is a number', () => {
  it.each<[string, boolean]>([
    ['CHG-1W02-TF2B', true], ['chg-1w02-tf2b', false], ['CHG-IWO2-TF2B', false], ['ORD-1W02-TF2B', false], ['CHG--', false], ['CHG-1W02-TF2', false], ['CHG-1W02-TF2BX', false], ['CHG-1W02-T[x]', false], ['', false],
  ])('%j: %s', (text, expected) => {
    expect(isCaseId(text, 'CHG')).toBe(expected);
  });
});

describe('tenant ids', () => {
  it('are any text with something in it', () => {
    expect(tenantId.parse(' 00000000-0000-0000-0000-0000000000001 ')).toBe('00000000-0000-0000-0000-0000000000001');
    expect(tenantId.safeParse('  ').success).toBe(false);
    expect(tenantId.safeParse('x'.repeat(201)).success).toBe(false);
  });
});
