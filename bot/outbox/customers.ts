/** Customers between homes: those of other portals are taken over into the customer's own home, and from there every partner's lists follow (WF-19, WF-18). Idempotent, in any order. */

import { linesOf, relationshipOf, relationshipsOf, tagLine } from '../../src/app/customers.ts';
import { perform } from '../../src/app/perform.ts';
import { companyName } from '../../src/app/queries.ts';
import { showLine } from '../../src/app/shownLines.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { tenantId } from '../../src/core/ids.ts';
import { traceOf } from '../../src/core/secrets.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import type { PayloadOf } from '../../src/tasks/outgoing.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { t } from '../words.ts';
import type { Sender, SenderDeps } from './sender.ts';
import { done, keyOf } from './sender.ts';
import { toPerson } from './toPerson.ts';
import { oweToSellers } from './elsewhere.ts';

export const importCustomers: Sender<'importCustomers'> = async (sending, _payload, row) => {
  for (const customer of await sending.deps.portals.customersOf(row.body.tenant)) await imports(sending, customer, row);
  return done();
};

/** INV-34, INV-61: who may be a customer is the relationship's to say; a company that may not, or that the directory does not know, is skipped. */
async function imports({ deps }: SenderDeps, customer: TenantId, { body: { tenant: partner, correlation } }: OutboxRow): Promise<void> {
  const { kind, cloud = '' } = await deps.directory.tenant(partner) ?? {};
  const performed = await perform(deps, {
    task: 'relationship', event: 'imported', tenant: customer, target: partner, input: { role: kind === 'provider' ? 'provider' : 'reseller', cloud },
    commandId: traceOf(['imported', customer, partner].join('\n')), actor: { kind: 'system', part: 'portals' }, correlation,
  });
  if (performed.kind === 'refused' && performed.error.code === 'GEN-03') throw new Error(`The relationship of ${customer} with ${partner} changed while it was being imported`);
}

/** INV-32: both relationships of a joint invitation begin in one commit of the customer's home, or none does. The row's home is the reseller's. */
export const customerStart: Sender<'customerStart'> = async (sending, payload, row) => {
  const { deps } = sending;
  const { customer, ...consent } = payload;
  const { tenant: reseller, correlation } = row.body;
  const performed = await perform(deps, {
    task: 'customer', event: 'accepted', tenant: tenantId.parse(customer), input: { ...consent, reseller }, commandId: keyOf(row), actor: { kind: 'system', part: 'outbox' }, correlation,
  });
  if (performed.kind !== 'refused') await tellProvider(sending, payload, row);
  if (performed.kind !== 'refused' || performed.error.code === 'GEN-07') return done(); // removed since (INV-39)
  const reason = `The acceptance was refused with ${performed.error.code}`;
  if (performed.error.code === 'GEN-03' || performed.error.code === 'GEN-04') throw new Error(reason);
  return { kind: 'never', reason };
};

/** §11 item 5: whoever may order for the new customer at that time, not whoever once asked. */
async function tellProvider(sending: SenderDeps, { customer, provider, resellerName }: PayloadOf<'customerStart'>, row: OutboxRow): Promise<void> {
  if (provider === '') return;
  const name = await companyName(sending.deps, tenantId.parse(customer));
  await oweToSellers(sending, row, { company: tenantId.parse(provider), noticeFor: (person) => outgoing('customerNotice', { person, customer, name, company: resellerName }, person) });
}

export const customerNotice: Sender<'customerNotice'> = async (sending, { person, customer, name, company }, row) => {
  const params = { name: md(name), company: md(company) };
  return await toPerson(sending, row, {
    person,
    cardOf: (language) => render('partnership/notice', language, {
      title: t(language, 'customers.news.gained.title', params), text: t(language, 'customers.news.gained.text', params), next: t(language, 'customers.news.gained.next'),
      button: t(language, 'customers.news.gained.open'), verb: 'show.customer', data: { customer },
    }),
  });
};

export const customerSync: Sender<'customerSync'> = async ({ deps }, _payload, row) => {
  for (const line of linesOf(await relationshipsOf(deps, row.body.tenant))) await showLine(deps, line);
  return done();
};

export const tagSync: Sender<'tagSync'> = async ({ deps }, { partner, tags }, row) => {
  const relationship = await relationshipOf(deps, row.body.tenant, tenantId.parse(partner));
  if (!relationship) throw new Error(`The customer ${row.body.tenant} has no relationship with ${partner}`);
  for (const tag of tags) await showLine(deps, tagLine(relationship, tag));
  return done();
};
