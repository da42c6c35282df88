/** What an invitation owes: news for the person who sent it, and the end of the joint ones when their partnership ends. */

import { invitationsOf } from '../../src/app/invitations.ts';
import { perform } from '../../src/app/perform.ts';
import { isAnswerable } from '../../src/tasks/invitationDoc.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { t } from '../words.ts';
import { handOn } from './elsewhere.ts';
import type { Sender } from './sender.ts';
import { done, keyOf } from './sender.ts';
import { toPerson } from './toPerson.ts';

/** INV-27: every page of the list, however long; one that was answered meanwhile stays answered. */
export const invitationsVoid: Sender<'invitationsVoid'> = async ({ deps }, { provider }, row) => {
  const { tenant, correlation } = row.body;
  let after: string | undefined;
  do {
    const page = await invitationsOf(deps, tenant, { search: '', after });
    for (const line of page.rows.filter((candidate) => candidate.provider === provider && (isAnswerable(candidate) || candidate.state === 'Draft'))) {
      const performed = await perform(deps, {
        task: 'invitation', event: 'partnershipRemoved', tenant, target: line.id, input: {}, commandId: `${keyOf(row)}:${line.id}`, actor: { kind: 'system', part: 'outbox' }, correlation,
      });
      if (performed.kind === 'refused' && performed.error.code === 'GEN-03') throw new Error(`${line.id} changed while it was being ended`);
    }
    after = page.next;
  } while (after);
  return done();
};

export const invitationNotice: Sender<'invitationNotice'> = async (sending, payload, row) => {
  const { person, news, company, about, email } = payload;
  if (await handOn(sending, row, { person, needs: 'P04', noticeFor: (other) => outgoing('invitationNotice', { ...payload, person: other }, other) })) return done();
  const params = { company: md(company), email: md(email) };
  return await toPerson(sending, row, {
    person,
    cardOf: (language) => render('partnership/notice', language, {
      title: t(language, `invitation.news.${news}.title`, params), text: t(language, `invitation.news.${news}.text`, params), next: t(language, `invitation.news.${news}.next`, params),
      button: t(language, 'invitation.news.open'), verb: 'show.invitation', data: { id: about },
    }),
  });
};
