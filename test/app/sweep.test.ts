/** Timers: what is due becomes a command of the machine, once, and what is not due stays. */

import { describe, expect, it } from '@jest/globals';
import { sweepDeadlines } from '../../src/app/sweep.ts';
import { agreementOf, enrolmentOf } from '../../src/app/queries.ts';
import { homeOf } from '../../src/app/homes.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { requestDocumentId } from '../../src/tasks/requestDoc.ts';
import { eachWorld, given } from '../support/deps.ts';
import { requestIn } from '../support/partners.ts';
import { NOW, agreementIn, contoso, enrolmentIn, fabrikam, norte } from '../support/world.ts';

const world = eachWorld();

describe('sweep', () => {
  it('erases drafts that nobody touched for thirty days, of any company, and no younger ones', async () => {
    await given(world(), 'enrolment', enrolmentIn('LegalProfile', { touchedAt: NOW }));
    await given(world(), 'enrolment', enrolmentIn('LegalProfile', { tenant: fabrikam.id, touchedAt: NOW }));
    world().clock.move(30 * DAY - 1);
    await sweepDeadlines(world().deps);
    expect(world().traffic.commits).toEqual([]);
    world().clock.move(1);
    await sweepDeadlines(world().deps);
    expect([await enrolmentOf(world().deps, contoso.id), await enrolmentOf(world().deps, fabrikam.id)]).toEqual([undefined, undefined]);
  });

  it('does not erase what was sent', async () => {
    await given(world(), 'enrolment', enrolmentIn('UnderReview'));
    world().clock.move(365 * DAY);
    await sweepDeadlines(world().deps);
    expect((await enrolmentOf(world().deps, contoso.id))?.state).toBe('UnderReview');
  });

  it('M10 reminds of the agreement each week, four times, once each', async () => {
    await given(world(), 'agreement', agreementIn('PendingSignature', { since: NOW }));
    const reminders: (number | undefined)[] = [];
    for (let week = 0; week < 6; week++) {
      world().clock.move(7 * DAY);
      await sweepDeadlines(world().deps);
      await sweepDeadlines(world().deps);
      reminders.push((await agreementOf(world().deps, contoso.id))?.reminders);
    }
    expect(reminders).toEqual([1, 2, 3, 4, 4, 4]);
    expect(new Set(world().nudged.map(({ id }) => id)).size).toBe(4);
  });

  it('INV-16 a signed agreement is not reminded of', async () => {
    await given(world(), 'agreement', agreementIn('Accepted'));
    world().clock.move(30 * DAY);
    await sweepDeadlines(world().deps);
    expect(world().nudged).toEqual([]);
  });

  it('WF-14 tells who asked for a partnership, twice, that nobody answers, and once that the time is over', async () => {
    await given(world(), 'request', requestIn('Issued', { issuedAt: NOW, expiresAt: plus(NOW, 90 * DAY) }));
    const states: unknown[] = [];
    for (let month = 0; month < 4; month++) {
      world().clock.move(30 * DAY);
      await sweepDeadlines(world().deps);
      await sweepDeadlines(world().deps);
      states.push((await world().deps.store.read({ partition: homeOf(norte.id), id: requestDocumentId('REQ-7K3F-9QXD') }))?.body['state']);
    }
    expect(states).toEqual(['Issued', 'Issued', 'Expired', 'Expired']);
    expect(world().nudged.map(({ partition, body }) => [partition, (body['payload'] as { news: string }).news])).toEqual([ // the payload of a notice
      ['tenant:norte', 'unanswered'], ['tenant:norte', 'unanswered'], ['tenant:norte', 'expired'],
    ]);
  });

  it('asks the settings of today, and refuses nothing: a time that was moved has not come', async () => {
    await given(world(), 'enrolment', enrolmentIn('LegalProfile', { touchedAt: NOW }));
    world().clock.move(31 * DAY);
    await sweepDeadlines({ ...world().deps, rules: rulesSchema.parse({ enrolment: { draftDays: 60 } }) });
    expect(world().traffic.commits).toEqual([]);
    expect(await enrolmentOf(world().deps, contoso.id)).toBeDefined();
  });
});
