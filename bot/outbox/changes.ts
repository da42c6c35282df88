/** What a change that a reseller asked for owes (WF-25): its line in the provider's list, and news for those who are asked and for who asked. */

import { changeIn } from '../../src/app/changes.ts';
import { homeOf } from '../../src/app/homes.ts';
import { showLine } from '../../src/app/shownLines.ts';
import { CHANGES, changeLine } from '../../src/tasks/changeDoc.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { t } from '../words.ts';
import type { Sender } from './sender.ts';
import { done } from './sender.ts';
import { toPerson } from './toPerson.ts';
import { oweToSellers } from './elsewhere.ts';

export const changeSync: Sender<'changeSync'> = async ({ deps }, { change }, { body: { tenant } }) => {
  const doc = await changeIn(deps, tenant, change);
  if (doc) await showLine(deps, { partition: homeOf(doc.provider.id), list: CHANGES, key: `change:${doc.id}`, rev: doc.rev, line: changeLine(doc) });
  return done();
};

export const changeAsked: Sender<'changeAsked'> = async (sending, { change }, row) => {
  const { tenant } = row.body;
  const doc = await changeIn(sending.deps, tenant, change);
  if (!doc) return done();
  await oweToSellers(sending, row, {
    company: doc.provider.id,
    noticeFor: (person) => outgoing('changeNotice', { person, news: 'asked', company: doc.reseller.name, customer: doc.customer.name, change: doc.id, reseller: tenant }, person),
  });
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
