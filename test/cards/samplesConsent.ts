/** The cards of a reseller's answer (WF-15): Norte asks, Contoso's people open the link. */

import type { CardName } from '../../bot/cards/load.ts';
import { consentAnswer, openLink } from '../../bot/tasks/partners/consent.ts';
import type { TurnCtx } from '../../bot/turn/turnCtx.ts';
import { linkRef } from '../../src/app/homes.ts';
import type { Performed } from '../../src/app/perform.ts';
import type { DomainError } from '../../src/core/errors.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import { request } from '../../src/tasks/request.ts';
import type { PartnershipRequest } from '../../src/tasks/requestDoc.ts';
import { TOKEN, TRACE, requestIn } from '../support/partners.ts';
import { cast, contoso, enrolmentIn, norte } from '../support/world.ts';
import type { Sample } from './draw.ts';
import { clicked, put, refusal } from './stage.ts';

const { globalAdmin: ana, employee: eva } = cast;
const qualified = enrolmentIn('Qualified');
const nobodyEnrolled = enrolmentIn('UnderReview');

/** The request as the provider left it, and the pointer that its link is found by. */
async function issued(ctx: TurnCtx, doc: PartnershipRequest, enrolment = qualified): Promise<void> {
  const body = { v: 1, tenant: doc.tenant, expiresAt: doc.expiresAt, about: doc.id };
  await ctx.deps.store.commit([{ op: 'create', doc: { ...linkRef(TRACE), kind: 'link', body } }]);
  await put(ctx, 'request', doc);
  await put(ctx, 'enrolment', enrolment);
}

const opened = (doc: PartnershipRequest, viewer: PersonActor = ana, enrolment = qualified): Sample => ({
  viewer, about: doc,
  reply: async (ctx, said) => {
    await issued(ctx, said(doc), enrolment);
    return await openLink(ctx, TOKEN);
  },
});

const after = (event: 'authorise' | 'decline', performed: Performed, doc: PartnershipRequest): Sample => ({
  viewer: ana, about: doc,
  reply: async (ctx, said) => {
    await issued(ctx, said(doc));
    return await consentAnswer(ctx, clicked(event, said(performed), { link: TOKEN }));
  },
});

const done = (event: 'authorise' | 'decline', doc: PartnershipRequest): Sample => after(event, { kind: 'done', doc, complaint: undefined }, doc);
const refused = (doc: PartnershipRequest, error: DomainError): Sample => after('authorise', { kind: 'refused', doc, error }, doc);

const seen = { actor: ana, input: { link: TRACE, accept: '', version: '2026-11', language: 'es' }, read: { tenant: norte, own: contoso, ownEnrolment: qualified } } as const;
const asking = requestIn('Issued');
const authorised = requestIn('Accepted', { rev: 3 });
const declined = requestIn('Declined', { rev: 3 });

export const consentSamples = {
  'partnership/answered': {
    'authorised': done('authorise', authorised), 'declined': done('decline', declined), 'read later by an employee': opened(authorised, eva),
    'authorised by a colleague at the same moment': refused(authorised, refusal(request, authorised, 'decline', { ...seen, rev: 2 })),
    'declined by a colleague at the same moment': refused(declined, refusal(request, declined, 'authorise', { ...seen, rev: 2 })),
  },
  'partnership/consent': {
    'a Global admin of an enrolled company': opened(asking), 'the box was not ticked': refused(asking, refusal(request, asking, 'authorise', seen)),
    'a click on an older card': refused(asking, refusal(request, asking, 'authorise', { ...seen, rev: 1 })),
    'an employee reads it': opened(asking, eva), 'a company that is not enrolled': opened(asking, ana, nobodyEnrolled),
  },
} as const satisfies Partial<Record<CardName, Readonly<Record<string, Sample>>>>;
