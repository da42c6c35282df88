/** What a change that a reseller asked for owes (WF-25): its line in the provider's list, and news for those who are asked and for who asked. */

import { changeIn, sellersWithChat } from '../../src/app/changes.ts';
import { commandRef, homeOf } from '../../src/app/homes.ts';
import { bornRow, rowsIn } from '../../src/app/outboxRows.ts';
import type { Write } from '../../src/app/ports.ts';
import { showLine } from '../../src/app/shownLines.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { CHANGES, changeLine } from '../../src/tasks/changeDoc.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { t } from '../words.ts';
import type { Sender } from './sender.ts';
import { done, keyOf } from './sender.ts';
import { toPerson } from './toPerson.ts';

export const changeSync: Sender<'changeSync'> = async ({ deps }, { change }, { body: { tenant } }) => {
  const doc = await changeIn(deps, tenant, change);
  if (doc) await showLine(deps, { partition: homeOf(doc.provider.id), list: CHANGES, key: `change:${doc.id}`, rev: doc.rev, line: changeLine(doc) });
  return done();
};

/** Their notices are owed by their own home. A second delivery finds that they were owed before, and owes nothing twice. */
export const changeAsked: Sender<'changeAsked'> = async ({ deps }, { change }, row) => {
  const { tenant, correlation } = row.body;
  const doc = await changeIn(deps, tenant, change);
  if (!doc) return done();
  const { id: provider } = doc.provider;
  const birth = { partition: homeOf(provider), tenant: provider, reason: `${tenant}:${row.stored.id}`, correlation, now: deps.clock() };
  for (const person of await sellersWithChat(deps, provider)) {
    const notice = outgoing('changeNotice', { person, news: 'asked', company: doc.reseller.name, customer: doc.customer.name, change: doc.id, reseller: tenant }, person);
    const command = { ...commandRef(birth.partition, `${keyOf(row)}:${person}`), kind: 'command', expires: plus(birth.now, 30 * DAY), body: { at: birth.now, event: 'changeAsked' } };
    const writes: readonly Write[] = [{ op: 'create', once: true, doc: command }, { op: 'create', doc: bornRow(notice, birth) }];
    if (await deps.store.commit(writes) === 'saved') deps.nudge(rowsIn(writes));
  }
  return done();
};

export const changeNotice: Sender<'changeNotice'> = async (sending, { person, news, company, customer, change, reseller }, row) => {
  const params = { company: md(company), customer: md(customer), change };
  return await toPerson(sending, row, {
    person,
    cardOf: (language) => render('partnership/notice', language, {
      title: t(language, `subscriptions.news.${news}.title`, params), text: t(language, `subscriptions.news.${news}.text`, params), next: t(language, `subscriptions.news.${news}.next`),
      button: t(language, 'subscriptions.button.openChange'), verb: 'show.change', data: { id: change, reseller },
    }),
  });
};
