/** The notices about partnerships in every shape: news for who asked, and for who was asked. */

import { partnershipNotice } from '../../bot/outbox/partnerships.ts';
import type { PartnershipNews } from '../../src/tasks/outgoing.ts';
import { partnershipNews } from '../../src/tasks/outgoing.ts';
import { cast, contoso, norte } from '../support/world.ts';
import type { Sample } from './draw.ts';
import { posted } from './stage.ts';

const { globalAdmin: ana } = cast;
const about: Readonly<Record<PartnershipNews, readonly [company: string, document: string]>> = {
  accepted: [contoso.name, 'REQ-7K3F-9QXD'], declined: [contoso.name, 'REQ-7K3F-9QXD'], expired: ['', 'REQ-7K3F-9QXD'], unanswered: ['', 'REQ-7K3F-9QXD'], started: [norte.name, 'PAR-7K3F-9QXD'],
};

const told = (news: PartnershipNews): Sample => ({
  viewer: ana,
  reply: (ctx, said) => {
    const [company, document] = about[news];
    const email = news === 'started' ? '' : 'ana@contoso.es';
    return posted(ctx, { kind: 'partnershipNotice', payload: { person: ana.id, news, company: said(company), about: document, email: said(email) }, sender: partnershipNotice });
  },
});

export const noticeSamples = { 'partnership/notice': Object.fromEntries(partnershipNews.options.map((news) => [news, told(news)])) } as const;
