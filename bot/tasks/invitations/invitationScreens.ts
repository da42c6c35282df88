/** What an invitation says of itself on the cards of letters (WF-20, WF-21), and the first text of its mail. Nothing is read or decided here. */

import type { Language } from '../../../src/core/actor.ts';
import type { Rules } from '../../../src/rules/settings.ts';
import type { Invitation } from '../../../src/tasks/invitationDoc.ts';
import { placeOfInvitations } from '../../../src/tasks/invitationDoc.ts';
import { md } from '../../cards/escape.ts';
import { t } from '../../words.ts';
import type { LetterKind } from '../letters/letterKind.ts';
import { isLost, stateAt } from '../letters/letterKind.ts';

export const invitationKind: LetterKind<Invitation> = {
  task: 'invitation', needs: 'P04', prefix: 'INV', place: placeOfInvitations,
  views: { one: 'show.invitation', text: 'show.invitationText', list: 'show.invitations' }, toList: 'invitation.button.toList',
  banners: { done: 'invitation.banner.done', resend: 'invitation.banner.resend', revoke: 'invitation.banner.revoke' },
  draftWords: ({ provider }, language) => {
    const [how, names] = provider ? ['joint', { provider: md(provider.name) }] as const : ['alone', {}] as const;
    return { title: t(language, `invitation.draft.${how}`, names), hint: t(language, `invitation.draft.hint.${how}`, names) };
  },
  subject: ({ language, reseller, provider }) =>
    t(language, provider ? 'invitation.mail.subject.joint' : 'invitation.mail.subject.alone', { reseller: reseller.name, provider: provider?.name ?? '' }),
  statusWords: (doc, { now, language }) => {
    const state = stateAt(doc, now);
    return {
      about: t(language, 'invitation.status.about', { number: doc.id }), state: t(language, `invitation.state.${state}`),
      means: t(language, `invitation.means.${state}`, { provider: md(doc.provider?.name ?? '') }),
    };
  },
  facts: ({ provider, source }, language) => [
    { title: t(language, 'invitation.new.provider'), value: provider ? t(language, 'invitation.new.with', { provider: md(provider.name) }) : t(language, 'invitation.new.alone') },
    ...(source === 'notSaid' ? [] : [{ title: t(language, 'invitation.status.source'), value: t(language, `invitation.source.${source}`) }]),
  ],
  onward: ({ state, answer }, language) => {
    if (state === 'Accepted' && answer) return { title: t(language, 'invitation.button.toCustomer'), verb: 'show.customer', data: { customer: answer.customer }, needs: 'P07' };
    return isLost(state) ? { title: t(language, 'invitation.button.new'), verb: 'show.newInvitation', data: {}, needs: 'P04' } : undefined;
  },
};

type Names = { readonly person: string; readonly reseller: string; readonly provider: string | undefined; readonly link: string };

/** WF-20 step 2, WF-21 step 2: who asks, what each gets, and for how long the link is good. */
export function firstText(language: Language, { person, reseller, provider, link }: Names, { invitation: { ttlDays: days, delegatedAdmin } }: Rules): string {
  const rights = t(language, `invitation.mail.rights.${delegatedAdmin}`, { reseller });
  return t(language, provider === undefined ? 'invitation.mail.text.alone' : 'invitation.mail.text.joint', { person, reseller, provider: provider ?? '', link, rights, days });
}
