/** What a partnership owes to other homes and to people: its beginning with the reseller, its line with the provider, and news for those concerned. */

import { globalAdminsOf } from '../../src/app/accounts.ts';
import { bornRow } from '../../src/app/outboxRows.ts';
import { partnershipOf, providersLine } from '../../src/app/partners.ts';
import { perform } from '../../src/app/perform.ts';
import { showLine } from '../../src/app/shownLines.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { PartnershipNews } from '../../src/tasks/outgoing.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { t } from '../words.ts';
import { handOn } from './elsewhere.ts';
import type { Sender } from './sender.ts';
import { done, keyOf } from './sender.ts';
import { toPerson } from './toPerson.ts';

/** The row's home is the provider's; the document that begins is the reseller's. */
export const partnershipStart: Sender<'partnershipStart'> = async ({ deps }, { reseller, roles, ...consent }, row) => {
  const { tenant: provider, correlation } = row.body;
  const performed = await perform(deps, {
    task: 'partnership', event: 'start', tenant: tenantId.parse(reseller), target: provider, input: { ...consent, roles: roles.join(' ') },
    commandId: keyOf(row), actor: { kind: 'system', part: 'outbox' }, correlation,
  });
  if (performed.kind !== 'refused' || performed.error.code === 'GEN-07') return done(); // another request of this provider has begun it, or it was removed since
  const reason = `The beginning was refused with ${performed.error.code}`;
  if (performed.error.code === 'GEN-03' || performed.error.code === 'GEN-04') throw new Error(reason);
  return { kind: 'never', reason };
};

/** INV-20: in the provider's list exactly while it is in the reseller's, where it stands with the document itself. */
export const partnershipSync: Sender<'partnershipSync'> = async ({ deps }, { provider }, row) => {
  const doc = await partnershipOf(deps, row.body.tenant, provider);
  if (doc) await showLine(deps, providersLine(doc));
  return done();
};

/** WF-15: all who can take the provider's administrator access back hear of it, the one who gave it included. */
export const partnershipStarted: Sender<'partnershipStarted'> = async ({ deps }, { provider, by }, row) => {
  const doc = await partnershipOf(deps, row.body.tenant, provider);
  if (doc?.state !== 'Active') return done(); // removed meanwhile
  const { partition } = row.stored;
  const { tenant, correlation } = row.body;
  const people = new Set([...await globalAdminsOf(deps, tenant), by]);
  const birth = { partition, tenant, reason: row.stored.id, correlation, now: deps.clock() };
  return done([...people].map((person) => {
    const notice = outgoing('partnershipNotice', { person, news: 'started', company: doc.provider.name, about: doc.id, email: '' }, person);
    return { op: 'create', doc: bornRow(notice, birth) };
  }));
};

export const partnershipNotice: Sender<'partnershipNotice'> = async (sending, payload, row) => {
  const { person, news, company, about, email } = payload;
  // What began was told to everybody whose it is; a request is the work of whoever asked, or of their colleagues.
  if (news !== 'started' && await handOn(sending, row, { person, needs: 'P17', noticeFor: (other) => outgoing('partnershipNotice', { ...payload, person: other }, other) })) return done();
  const { verb, data } = leadsTo(news, about);
  const params = { company: md(company), email: md(email) };
  return await toPerson(sending, row, {
    person,
    cardOf: (language) => render('partnership/notice', language, {
      title: t(language, `partnership.news.${news}.title`, params), text: t(language, `partnership.news.${news}.text`, params), next: t(language, `partnership.news.${news}.next`, params),
      button: t(language, news === 'started' ? 'partnership.news.toPartners' : 'partnership.news.toRequest'), verb, data,
    }),
  });
};

/** Who asked goes back to the request; who was asked goes to the list, where access is taken back. */
const leadsTo = (news: PartnershipNews, about: string) => (news === 'started' ? { verb: 'show.partners', data: {} } : { verb: 'show.request', data: { id: about } });
