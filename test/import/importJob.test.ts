/** The import of many customers as a task: looked at, confirmed, done chunk by chunk, stopped; and how often its card is drawn. */

import { describe, expect, it } from '@jest/globals';
import { SECOND, plus } from '../../src/core/time.ts';
import type { ImportJob } from '../../src/tasks/importJob.ts';
import { importJob } from '../../src/tasks/importJob.ts';
import { importIn } from '../support/imports.ts';
import { accepted, rules } from '../support/rules.ts';
import { NOW, ago, cast, worldOf } from '../support/world.ts';

const { salesAgent, system, colleague, providerAdmin, helpdeskAgent } = cast;
const counted = { file: 'customers.csv', good: '25', bad: '2' };
const where = { serviceUrl: 'https://smba.example/', conversation: 'a:sal', channelId: 'msteams', bot: '28:enlace', user: '29:sal', activity: 'card-1' };
const chunk = (from: number, to: number, failed = 0) => ({ from: String(from), to: String(to), failed: String(failed) });

rules<ImportJob>(importJob, [
  ['a file that was read waits for a confirmation', 'NotStarted', 'preview', salesAgent, counted, 'Previewed'],
  ['P04 who may not invite one customer may not invite many', 'NotStarted', 'preview', helpdeskAgent, counted, 'GEN-01'],
  ['its counts are the program\'s own', 'NotStarted', 'preview', salesAgent, { ...counted, good: '1e3' }, 'GEN-05'],
  ['a confirmation begins', 'Previewed', 'confirm', salesAgent, where, 'Running'],
  ['a colleague who may invite may confirm too', 'Previewed', 'confirm', colleague, where, 'Running'],
  ['a file without a single good row cannot be confirmed', importIn('Previewed', { good: 0 }), 'confirm', salesAgent, where, 'GEN-07'],
  ['a second confirmation changes nothing', 'Running', 'confirm', salesAgent, where, 'GEN-07'],
  ['it can be cancelled', 'Previewed', 'stop', salesAgent, {}, 'Cancelled'],
  ['it can be stopped on the way', 'Running', 'stop', salesAgent, {}, 'Cancelled'],
  ['it cannot be stopped once it is over', 'Done', 'stop', salesAgent, {}, 'GEN-07'],
  ['rows advance', 'Running', 'advance', system, chunk(10, 20), 'Running'],
  ['the last rows end it', importIn('Running', { done: 20 }), 'advance', system, chunk(20, 25), 'Done'],
  ['rows that were counted before are not counted twice', 'Running', 'advance', system, chunk(0, 10), 'GEN-02'],
  ['rows that were on their way when it was stopped count, and it stays stopped', importIn('Cancelled', { done: 10 }), 'advance', system, chunk(10, 20), 'Cancelled'],
  ['nobody confirms it for a day', 'Previewed', 'expire', system, {}, 'Cancelled'],
]);

it('P19 what a provider brings are subscriptions to credit, what a reseller brings are customers to invite', () => {
  expect([providerAdmin, salesAgent].map((actor) => importJob.blank(worldOf(actor), 'IMP-0000-0000').kind)).toEqual(['credit', 'invite']);
});

describe('what leaves', () => {
  const kinds = (doc: ImportJob, input: Readonly<Record<string, string>>) => accepted(importJob, doc, 'advance', { actor: system, input }).step.outbox?.map(({ kind, payload, at }) => [kind, payload['from'], at]);

  it('a confirmation owes the first rows, in the name of whoever confirmed, and knows the card', () => {
    const { doc, step } = accepted(importJob, importIn('Previewed'), 'confirm', { actor: salesAgent, input: where });
    expect(step.outbox).toEqual([{ kind: 'importChunk', key: '0', payload: { job: doc.id, from: 0 } }]);
    const { activity, ...address } = where;
    expect(doc).toMatchObject({ by: { id: salesAgent.id, language: salesAgent.language }, card: { address, activity }, shownAt: NOW });
  });

  it('a card that has stood for a second is drawn anew, another is not', () => {
    expect(kinds(importIn('Running'), chunk(10, 20))).toEqual([['importChunk', 20, undefined], ['importShow', undefined, undefined]]);
    expect(kinds(importIn('Running', { shownAt: ago(SECOND / 2) }), chunk(10, 20))).toEqual([['importChunk', 20, undefined]]);
  });

  it('the end is always shown, if need be a second after the last time', () => {
    const shownAt = ago(SECOND / 2);
    expect(kinds(importIn('Running', { done: 20, shownAt }), chunk(20, 25))).toEqual([['importShow', undefined, plus(shownAt, SECOND)]]);
    expect(kinds(importIn('Running', { done: 20 }), chunk(20, 25))).toEqual([['importShow', undefined, undefined]]);
  });

  it('nothing more is owed once it was stopped, but what there is to see', () => {
    expect(kinds(importIn('Cancelled', { done: 10 }), chunk(10, 20))).toEqual([['importShow', undefined, undefined]]);
  });

  it('counts what was done and what was refused', () => {
    expect(accepted(importJob, importIn('Running'), 'advance', { actor: system, input: chunk(10, 20, 3) }).doc).toMatchObject({ done: 20, failed: 4 });
  });
});

it('a preview ends after a day, and nothing else by itself', () => {
  expect(importJob.due(importIn('Previewed'))).toEqual({ at: plus(importIn('Previewed').since, 24 * 60 * 60 * SECOND), event: 'expire' });
  for (const state of ['Running', 'Done', 'Cancelled'] as const) expect(importJob.due(importIn(state))).toBeUndefined();
});
