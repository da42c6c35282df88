/** The agreement as cards tell it: signed, signed by another account of the company, and to be signed again because there is a new version. */

import { agreementStatus } from '../../bot/commands/agreement.ts';
import { offerAgreement } from '../../bot/tasks/enrolment/agreement.ts';
import { presentStatus } from '../../bot/tasks/enrolment/present.ts';
import type { Reply, TurnCtx } from '../../bot/turn/turnCtx.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import type { Agreement } from '../../src/tasks/agreement.ts';
import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import { accountIn } from '../support/people.ts';
import { NOW, agreementIn, cast, contoso, enrolmentIn } from '../support/world.ts';
import type { Sample } from './draw.ts';
import { put } from './stage.ts';

const { globalAdmin: ana, employee: eva, providerAdmin: noa } = cast;

/** Published after the version of every signature here, where the operator says. */
const anew = rulesSchema.parse({ mpa: { version: '2026-11', url: 'https://enlace.example/mpa-2026-11.pdf' } });
const underNewVersion = (ctx: TurnCtx): TurnCtx => ({ ...ctx, deps: { ...ctx.deps, rules: anew } });

const enrolled = enrolmentIn('Active');
const again = agreementIn('PendingSignature', { since: NOW, signature: agreementIn('Accepted').signature });

const holding = (viewer: Sample['viewer'], doc: Agreement, reply: (ctx: TurnCtx, company: Enrolment) => Promise<Reply>): Sample => ({
  viewer, about: doc,
  reply: async (ctx, said) => {
    const company = said(enrolled);
    await put(ctx, 'enrolment', company);
    await put(ctx, 'agreement', said(doc));
    await put(ctx, 'account', accountIn('Open', { adminAgents: [cast.adminAgent.id] }));
    return await reply(ctx, company);
  },
});

const status = (viewer: Sample['viewer'], doc: Agreement, under = (ctx: TurnCtx) => ctx): Sample => ({
  ...holding(viewer, doc, async (ctx, company) => await presentStatus(under(ctx), company)), about: enrolled,
});

export const signaturesAgain: Readonly<Record<string, Sample>> = { 'a new version': holding(ana, again, async (ctx) => await offerAgreement(underNewVersion(ctx))) };

export const agreementStatuses: Readonly<Record<string, Sample>> = {
  'enrolled, signed by another account': status(ana, agreementIn('Covered')),
  'enrolled, a new version is to be signed': status(ana, again, underNewVersion),
  'enrolled, a new version that the timer has not seen': status(eva, agreementIn('Accepted'), underNewVersion),
};

export const agreementAnswers: Readonly<Record<string, Sample>> = {
  'the own agreement, to be signed': holding(ana, agreementIn('PendingSignature'), async (ctx) => await agreementStatus(ctx, '')),
  'the own agreement, to be signed by others': holding(cast.adminAgent, agreementIn('PendingSignature'), async (ctx) => await agreementStatus(ctx, '')),
  'the own agreement, signed': holding(ana, agreementIn('Accepted'), async (ctx) => await agreementStatus(ctx, '')),
  'the own agreement, signed by another account': holding(ana, agreementIn('Covered'), async (ctx) => await agreementStatus(ctx, '')),
  'the own agreement, of an earlier version': holding(ana, again, async (ctx) => await agreementStatus(underNewVersion(ctx), '')),
  'an agreement signed by another account, seen by a provider': holding(noa, agreementIn('Covered'), async (ctx) => await agreementStatus(ctx, contoso.id)),
  'an agreement of an earlier version, seen by a provider': holding(noa, agreementIn('Accepted'), async (ctx) => await agreementStatus(underNewVersion(ctx), contoso.id)),
};
