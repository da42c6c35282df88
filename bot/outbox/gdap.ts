/** What became of a request for delegated admin, told to both sides (WF-36): a notice in Teams to who asked, in their own home, and a mail to each Global admin of the customer. */

import { relationshipOf } from '../../src/app/customers.ts';
import { gdapOf } from '../../src/app/gdap.ts';
import { bornRow } from '../../src/app/outboxRows.ts';
import { globalAdminsWithMail } from '../../src/app/people.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { Instant } from '../../src/core/time.ts';
import { languageIn } from '../../src/rules/countries.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { adminOf } from '../../src/tasks/relationship.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { date } from '../format.ts';
import { gdapMail as composed } from '../mail/composeGdap.ts';
import { t } from '../words.ts';
import { handOn, oweTo } from './elsewhere.ts';
import { send } from './mails.ts';
import type { Sender } from './sender.ts';
import { done, keyOf } from './sender.ts';
import { toPerson } from './toPerson.ts';

export const gdapNews: Sender<'gdapNews'> = async (sending, { request, news }, row) => {
  const { tenant: customer } = row.body;
  const doc = await gdapOf(sending.deps, customer, request);
  if (!doc) return done();
  const { partner, customerName, name, until, requester } = doc;
  await oweTo(sending, row, { company: partner, people: [requester.id], noticeFor: (person) => outgoing('gdapNotice', { person, news, company: customerName, customer, request, name, until }, person) });
  return done();
};

/** A row for each, so that one address that fails keeps no other waiting. */
export const gdapMails: Sender<'gdapMails'> = async ({ deps }, { request, news }, { stored, body: { tenant, correlation } }) => {
  const birth = { partition: stored.partition, tenant, reason: stored.id, correlation, now: deps.clock() };
  const admins = await globalAdminsWithMail(deps, tenant);
  return done(admins.map(({ id, name, email }) => ({ op: 'create', doc: bornRow(outgoing('gdapMail', { request, news, to: email, name }, id), birth) })));
};

export const gdapMail: Sender<'gdapMail'> = async ({ deps, mailer }, { request, news, to, name }, row) => {
  const { tenant } = row.body;
  const [doc, company] = await Promise.all([gdapOf(deps, tenant, request), deps.directory.tenant(tenant)]);
  if (!doc || !company || (news === 'asked' && doc.state !== 'Requested')) return done(); // nobody is asked for what is settled
  const relationship = await relationshipOf(deps, tenant, doc.partner);
  const language = languageIn(company.country);
  return await send(mailer, composed({
    to, name, language, news, doc, rights: relationship ? adminOf(relationship) : 'None', link: `${deps.site()}/customer?lang=${language}`, timeZone: deps.rules.display.timeZone, key: keyOf(row),
  }));
};

export const gdapNotice: Sender<'gdapNotice'> = async (sending, payload, row) => {
  const { person, news, company, customer, request, name, until } = payload;
  if (await handOn(sending, row, { person, needs: 'P03', noticeFor: (other) => outgoing('gdapNotice', { ...payload, person: other }, other) })) return done();
  const { deps } = sending;
  const relationship = await relationshipOf(deps, tenantId.parse(customer), row.body.tenant);
  return await toPerson(sending, row, {
    person,
    cardOf: (language) => {
      const left = t(language, `customers.admin.${relationship?.delegatedAdmin ?? 'None'}`);
      const params = { company: md(company), name: md(name), until: date(language, until as Instant, deps.rules.display.timeZone), left }; // the request's own
      return render('partnership/notice', language, {
        title: t(language, `customers.news.${news}.title`, params), text: t(language, `customers.news.${news}.text`, params), next: t(language, `customers.news.${news}.next`, params),
        button: t(language, 'customers.button.openGdap'), verb: 'show.gdapRequest', data: { id: request, customer },
      });
    },
  });
};
