/** What a change that a reseller asked for owes (WF-25): its line in the provider's list, news for those who are asked and for who asked, and its end with what the companies had in common. */

import { askedLine, changeIn, changesOf } from '../../src/app/changes.ts';
import { relationshipsOf } from '../../src/app/customers.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import { perform } from '../../src/app/perform.ts';
import { showLine } from '../../src/app/shownLines.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { tenantId } from '../../src/core/ids.ts';
import { isOpen } from '../../src/tasks/changeDoc.ts';
import type { PayloadOf } from '../../src/tasks/outgoing.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { t } from '../words.ts';
import { handOn, oweToSellers } from './elsewhere.ts';
import type { Sender, SenderDeps } from './sender.ts';
import { done, keyOf } from './sender.ts';
import { toPerson } from './toPerson.ts';

export const changeSync: Sender<'changeSync'> = async ({ deps }, { change }, { body: { tenant } }) => {
  const doc = await changeIn(deps, tenant, change);
  if (doc) await showLine(deps, askedLine(doc));
  return done();
};

export const changeAsked: Sender<'changeAsked'> = async (sending, { change, news }, row) => {
  const { tenant } = row.body;
  const doc = await changeIn(sending.deps, tenant, change);
  if (!doc) return done();
  await oweToSellers(sending, row, {
    company: doc.provider.id,
    noticeFor: (person) => outgoing('changeNotice', { person, news, company: doc.reseller.name, customer: doc.customer.name, change: doc.id, reseller: tenant }, person),
  });
  return done();
};

/** The requests are with the resellers: one, or all whom the customer has or had. */
export const changesEnd: Sender<'changesEnd'> = async (sending, payload, row) => {
  for (const reseller of await resellersIn(sending, payload)) await endsOf(sending, reseller, payload, row);
  return done();
};

async function resellersIn({ deps }: SenderDeps, { reseller, customer }: PayloadOf<'changesEnd'>): Promise<readonly TenantId[]> {
  if (reseller !== undefined) return [tenantId.parse(reseller)];
  const relationships = customer === undefined ? [] : await relationshipsOf(deps, tenantId.parse(customer));
  return relationships.filter(({ role }) => role === 'reseller').map(({ partner }) => partner);
}

/** Every page of the list, however long; what was answered meanwhile stays answered. */
async function endsOf({ deps }: SenderDeps, tenant: TenantId, { ended, provider, customer, at }: PayloadOf<'changesEnd'>, row: OutboxRow): Promise<void> {
  let after: string | undefined;
  do {
    const page = await changesOf(deps, tenant, { search: '', after });
    const meant = page.rows.filter((line) => isOpen(line) && line.reseller === tenant && (provider ?? line.provider) === line.provider && (customer ?? line.customer) === line.customer);
    for (const { id } of meant) {
      const performed = await perform(deps, {
        task: 'change', event: 'end', tenant, target: id, input: { ended, at }, commandId: `${keyOf(row)}:${id}`, actor: { kind: 'system', part: 'outbox' }, correlation: row.body.correlation,
      });
      if (performed.kind === 'refused' && performed.error.code === 'GEN-03') throw new Error(`${id} changed while it was being ended`);
    }
    after = page.next;
  } while (after);
}

export const changeNotice: Sender<'changeNotice'> = async (sending, payload, row) => {
  const { person, news, company, customer, change, reseller } = payload;
  const needs = news === 'asked' || news === 'withdrawn' ? 'P19' : 'P06'; // of those who are asked, and of those who ask
  if (await handOn(sending, row, { person, needs, noticeFor: (other) => outgoing('changeNotice', { ...payload, person: other }, other) })) return done();
  const params = { company: md(company), customer: md(customer), change };
  return await toPerson(sending, row, {
    person,
    cardOf: (language) => render('partnership/notice', language, {
      title: t(language, `subscriptions.news.${news}.title`, params), text: t(language, `subscriptions.news.${news}.text`, params), next: t(language, `subscriptions.news.${news}.next`),
      button: t(language, 'subscriptions.button.openChange'), verb: 'show.change', data: { id: change, reseller },
    }),
  });
};
