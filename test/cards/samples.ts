/** Every card in every shape that it can have, as the bot itself makes it: from documents in each state and from refusals that the domain really gives. */

import type { CardName } from '../../bot/cards/load.ts';
import { agreementStatus, mpnStatus } from '../../bot/commands/agreement.ts';
import { approvals, noPlaceNotice } from '../../bot/commands/approvals.ts';
import { showUsage } from '../../bot/commands/help.ts';
import { reviewPage } from '../../bot/commands/reviews.ts';
import { commands } from '../../bot/commands/table.ts';
import { notice } from '../../bot/outbox/notices.ts';
import { reviewCardUpdate } from '../../bot/outbox/reviewCards.ts';
import { agreementUi, offerAgreement } from '../../bot/tasks/enrolment/agreement.ts';
import { enrolmentUi } from '../../bot/tasks/enrolment/enrolment.ts';
import type { EnrolmentForm } from '../../bot/tasks/enrolment/enrolmentForms.ts';
import { enrolmentForm } from '../../bot/tasks/enrolment/enrolmentForms.ts';
import type { Shown } from '../../bot/tasks/banners.ts';
import { presentEnrolment, presentStatus } from '../../bot/tasks/enrolment/present.ts';
import { reviewReply } from '../../bot/tasks/enrolment/review.ts';
import { presentWorkAccount, workAccountUi } from '../../bot/tasks/enrolment/workAccount.ts';
import { show } from '../../bot/views.ts';
import type { Performed } from '../../src/app/perform.ts';
import { DomainTaken } from '../../src/app/ports.ts';
import type { NewCredentials } from '../../src/app/ports.ts';
import { HOUR } from '../../src/core/time.ts';
import { agreement } from '../../src/tasks/agreement.ts';
import { enrolment } from '../../src/tasks/enrolment.ts';
import type { Enrolment, EnrolmentState } from '../../src/tasks/enrolmentDoc.ts';
import { enrolmentNews } from '../../src/tasks/outgoing.ts';
import type { WorkAccount } from '../../src/tasks/workAccount.ts';
import { workAccount } from '../../src/tasks/workAccount.ts';
import { accountIn } from '../support/people.ts';
import { accountForm, ago, agreementIn, amended, cast, contoso, enrolmentIn, legal, madrid, support, workAccountIn } from '../support/world.ts';
import { places } from '../turn/support.ts';
import type { Sample } from './draw.ts';
import { agreementAnswers, agreementStatuses, signaturesAgain } from './samplesAgreement.ts';
import { confirmedAddresses, legalAddresses, reviewedAddresses } from './samplesAddress.ts';
import { importSamples } from './samplesImport.ts';
import { offerSamples } from './samplesOffers.ts';
import { adviceSamples } from './samplesAdvice.ts';
import { accessLists, accessSamples } from './samplesAccess.ts';
import { noticeSamples } from './samplesNotices.ts';
import { userLists, userMessages, userSamples } from './samplesUsers.ts';
import { providerMessages, providerSamples } from './samplesProviders.ts';
import { consentSamples } from './samplesConsent.ts';
import { invitationLists, invitationMenus, invitationNotices, invitationSamples } from './samplesInvitation.ts';
import { requestLists, requestSamples } from './samplesRequest.ts';
import { outboxSamples, reportSamples, strangerMenus, usageSamples } from './samplesReports.ts';
import { privacySamples } from './samplesPrivacy.ts';
import { rulesSamples } from './samplesRules.ts';
import { statsSamples } from './samplesStats.ts';
import { customerLists, customerRemovals, customerSamples } from './samplesCustomers.ts';
import { detailSamples, detailedCustomers, taggedLists } from './samplesCustomerDetails.ts';
import { changeNotices, subscriptionLists, subscriptionSamples } from './samplesSubscriptions.ts';
import { orderLists, orderMenus, orderSamples } from './samplesOrders.ts';
import { partnerLists, partnershipRemovals, partnershipSamples } from './samplesPartnership.ts';
import { clicked, posted, put, refusal, reviewsOf } from './stage.ts';

const { globalAdmin: ana, colleague: luis, employee: eva, adminAgent: ada, reviewer: rut, providerAdmin: noa } = cast;

const page = (doc: Enrolment, shown: Shown = {}, viewer = ana): Sample => ({ viewer, about: doc, reply: (ctx, said) => presentEnrolment(ctx, said(doc), said(shown)) });

/** The page of a state after its button was refused. */
const refusedPage = (doc: Enrolment, event: string, typed: Record<string, string>, tenant = contoso): Sample =>
  page(doc, { typed, error: refusal(enrolment, doc, event, { actor: ana, input: typed, read: { tenant } }) });

const story: Enrolment['history'] = [
  { at: ago(4 * HOUR), state: 'MpnSignIn', by: ana.name }, { at: ago(3 * HOUR), state: 'MpnSelection', by: ana.name },
  { at: ago(2 * HOUR), state: 'Confirmation', by: luis.name }, { at: ago(HOUR), state: 'EmailVerificationPending', by: ana.name },
];

type Ready = { readonly mpa: 'PendingSignature' | 'Accepted'; readonly adminAgent?: true };
const status = (state: EnrolmentState, viewer: Sample['viewer'] = ana, more: Partial<Enrolment> = {}, { mpa, adminAgent }: Partial<Ready> = {}): Sample => {
  const doc = enrolmentIn(state, { history: story, ...more });
  return {
    viewer, about: doc,
    reply: async (ctx, said) => {
      if (mpa) await put(ctx, 'agreement', said(agreementIn(mpa)));
      if (mpa) await put(ctx, 'account', accountIn('Open', adminAgent ? { adminAgents: [ada.id] } : {}));
      return await presentStatus(ctx, said(doc));
    },
  };
};

const form = (name: EnrolmentForm, doc: Enrolment, typed?: Record<string, string>): Sample => ({
  viewer: ana, about: doc,
  reply: async (ctx, said) => enrolmentForm(ctx, name, said(doc), typed ? said({ typed, error: refusal(enrolment, doc, name, { actor: ana, input: typed }) }) : {}),
});

const review = (doc: Enrolment, event?: 'reject' | 'askMore', typed: Record<string, string> = {}): Sample => ({
  viewer: rut, about: doc, where: 'channel',
  reply: async (ctx, said) => reviewReply(ctx, said(doc), event ? said({ typed, error: refusal(enrolment, doc, event, { actor: rut, input: typed }) }) : {}),
});

/** What a click on an enrolment's button is answered with. */
const after = (event: string, performed: Performed): Sample => ({ viewer: ana, ...(performed.doc ? { about: performed.doc } : {}), reply: (ctx, said) => enrolmentUi.answer(ctx, said(clicked(event, performed))) });

const made = async (): Promise<NewCredentials> => ({ tenant: contoso.id, person: ana.id, userName: 'ana@contosoiberia.onmicrosoft.com', temporaryPassword: '(shown once)' });
const domainTaken = async (): Promise<NewCredentials> => { throw new DomainTaken(`${accountForm.prefix}.onmicrosoft.com`); };

const account = (event: string, performed: Performed, typed: Record<string, string> = {}, createTenant = made): Sample => ({
  viewer: ana, about: performed.doc ?? workAccountIn('NotStarted'),
  reply: async (ctx, said) => {
    if (performed.doc) await put(ctx, 'workAccount', said(performed.doc));
    const accounts = { ...ctx.deps.accounts, createTenant: async () => said(await createTenant()) };
    return await workAccountUi.answer({ ...ctx, deps: { ...ctx.deps, accounts } }, said(clicked(event, performed, typed)));
  },
});
const reopened = (doc: WorkAccount): Sample => ({
  viewer: ana, about: doc,
  reply: async (ctx, said) => {
    await put(ctx, 'workAccount', said(doc));
    return await presentWorkAccount(ctx);
  },
});
const refusedAccount = (typed: Record<string, string>): Sample =>
  account('request', { kind: 'refused', doc: undefined, error: refusal(workAccount, workAccountIn('NotStarted'), 'request', { actor: ana, input: typed }) }, typed);

const sign = (more: { readonly country?: string; readonly unticked?: true } = {}): Sample => {
  const companion = enrolmentIn('Qualified', { company: { name: contoso.name, country: more.country ?? 'ES' } });
  const doc = agreementIn('PendingSignature');
  return {
    viewer: ana, about: doc,
    reply: async (ctx, said) => {
      await put(ctx, 'enrolment', said(companion));
      await put(ctx, 'agreement', said(doc));
      if (!more.unticked) return await offerAgreement(ctx);
      return await agreementUi.answer(ctx, clicked('accept', { kind: 'refused', doc: said(doc), error: refusal(agreement, doc, 'accept', { actor: ana, read: { enrolment: companion } }) }));
    },
  };
};

const list = (count: number, { search = '', more = false, company = contoso.name } = {}): Sample => ({
  viewer: rut,
  reply: async (ctx, said) => {
    await reviewsOf(ctx, count, said(company));
    const first = await reviewPage(ctx, { search: said(search), cursor: undefined });
    return more ? await reviewPage(ctx, { search: '', cursor: ctx.deps.newId() }) : first;
  },
});

const approving = (what: 'here' | 'off', { waiting = 0, elsewhere = false } = {}): Sample => ({
  viewer: rut, where: 'channel',
  reply: async (ctx) => {
    await reviewsOf(ctx, waiting, contoso.name);
    if (elsewhere) await approvals({ ...ctx, where: places.groupChat }, 'here');
    return await approvals(ctx, what);
  },
});

const mpn = (doc: Enrolment): Sample => ({
  viewer: ana,
  reply: async (ctx, said) => {
    const shown: Enrolment = { ...said(doc), mpn: madrid }; // it is asked for by its digits
    await put(ctx, 'enrolment', shown);
    return await mpnStatus(ctx, madrid.mpnId);
  },
});

const told = (news: (typeof enrolmentNews.options)[number], text: string): Sample => ({
  viewer: ana, reply: (ctx, said) => posted(ctx, { enrolment: said(enrolmentIn('UnderReview')), kind: 'notice', payload: { person: ana.id, news, text: said(text) }, sender: notice }),
});
const newsTexts: Readonly<Record<string, string>> = {
  contactDenied: 'marta@contoso.es', rejected: 'The name is not registered.', documentsAsked: 'Which name is registered?', takenOver: luis.name, mpnLost: madrid.mpnId,
};
const ended: Sample = { viewer: rut, where: 'channel', reply: (ctx) => posted(ctx, { kind: 'reviewCardUpdate', payload: { posting: 'posting:ENR-7K3F-9QXD:here' }, sender: reviewCardUpdate }) };

const texas = { ...contoso, country: 'US' };
const inTexas = enrolmentIn('LegalProfile', { company: { name: contoso.name, country: 'US' } });
const notWestern = 'Ана';
const wrongContact = { contactFirstName: notWestern, contactLastName: '', contactEmail: 'ana', contactPhone: '12', contactLanguage: 'fr' };
const doubtedContact = { contactFirstName: 'Marta', contactLastName: 'Ruiz', contactEmail: 'marta@contoso.onmicrosoft.com', contactPhone: '', contactLanguage: 'es' };
const wrongSupport = { supportEmail: 'ana', supportPhone: '12', supportWebSite: 'nowhere' };
const wrongAnswer = { documentType: '', reference: 'x'.repeat(201), comment: '' };
const wrongAccount = { company: '', country: 'XQ', prefix: 'a b', userName: 'a b', firstName: notWestern, lastName: '', contactEmail: 'ana' };
const otherAccount = { account: '', round: 1, sentAt: [ago(HOUR)] };
const withReview = (more: Partial<NonNullable<Enrolment['review']>>): Enrolment => {
  const doc = enrolmentIn('ActionRequired');
  return { ...doc, state: 'UnderReview', review: { openedAt: ago(HOUR), ...doc.review, ...more } };
};
const answer = { kind: 'documentsSent', at: ago(HOUR), documentType: 'business', reference: 'RM-2026/17', text: 'The register has both names.\n\nSee page 2.' } as const;

export type Samples = Readonly<Record<CardName, Readonly<Record<string, Sample>>>>;

export const samples: Samples = {
  'partnership/notice': { ...noticeSamples['partnership/notice'], ...invitationNotices, ...changeNotices },
  ...reportSamples,
  ...rulesSamples,
  ...accessSamples,
  ...adviceSamples,
  ...providerSamples,
  ...orderSamples,
  'agreement/sign': { 'in Europe': sign(), 'without a region': sign({ country: 'XQ' }), 'the box was not ticked': sign({ unticked: true }), ...signaturesAgain },
  'common/list': {
    ...requestLists,
    ...accessLists,
    ...invitationLists,
    ...outboxSamples,
    ...partnerLists,
    ...orderLists,
    ...subscriptionLists,
    ...customerLists,
    ...taggedLists,
    ...userLists,
    'nothing waits': list(0), 'a few': list(3), 'the first page of two': list(27), 'the second page': list(27, { more: true }),
    'found': list(2, { search: 'conto' }), 'nothing found': list(2, { search: 'fabrikam' }), 'long names': list(25, { company: 'Compañía '.repeat(22) }),
  },
  'common/menu': {
    ...invitationMenus,
    ...userMessages,
    ...orderMenus,
    ...strangerMenus,
    'approvals here': approving('here'), 'approvals here, some wait': approving('here', { waiting: 3 }), 'approvals here, many wait': approving('here', { waiting: 26 }),
    'approvals off': approving('off', { elsewhere: true }), 'the last place is off': approving('off'), 'no place yet': { viewer: rut, reply: (ctx) => noPlaceNotice(ctx) },
    'an MPN ID that is enrolled': mpn(enrolmentIn('Active')), 'an MPN ID that is not enrolled': mpn(enrolmentIn('UnderReview')),
  },
  'common/message': {
    ...providerMessages,
    ...Object.fromEntries(commands.map((row) => [`how to use ${row.name}`, { viewer: ana, reply: async (ctx) => showUsage(ctx, row) } satisfies Sample])),
    'an agreement that nobody knows': { viewer: noa, reply: (ctx) => agreementStatus(ctx, '7654321') },
    ...agreementAnswers,
    ...usageSamples,
    'the own agreement': { viewer: ana, reply: (ctx) => agreementStatus(ctx, '') },
    'a review that is gone': ended,
  },
  'enrolment/answer': { 'fresh': form('answer', enrolmentIn('ActionRequired')), 'wrong': form('answer', enrolmentIn('ActionRequired'), wrongAnswer) },
  'enrolment/appeal': { 'fresh': form('appeal', enrolmentIn('Rejected')), 'wrong': form('appeal', enrolmentIn('Rejected'), wrongAnswer) },
  'enrolment/changeContact': {
    'fresh': form('changeContact', enrolmentIn('EmailVerificationPending')),
    'wrong': form('changeContact', enrolmentIn('EmailVerificationPending'), wrongContact),
    'doubted': form('changeContact', enrolmentIn('EmailVerificationPending'), doubtedContact),
  },
  'enrolment/code': {
    'fresh': page(enrolmentIn('MpnSignIn')), 'malformed': refusedPage(enrolmentIn('MpnSignIn'), 'enterCode', { code: '12' }),
    'not the last code': refusedPage(enrolmentIn('MpnSignIn'), 'enterCode', { code: '000000' }), 'while amending': page(enrolmentIn('MpnSignIn', { amendedFrom: 'UnderReview' })),
  },
  'enrolment/confirmation': {
    ...confirmedAddresses,
    'ready': page(enrolmentIn('Confirmation')), 'while amending': page(amended()), 'taken up again': page(enrolmentIn('Withdrawn', { state: 'Confirmation' })),
    'something is wrong': refusedPage(enrolmentIn('Confirmation', { form: { ...legal, ...wrongContact, ...support } }), 'enrolNow', {}),
  },
  'enrolment/contact': {
    'fresh': page(enrolmentIn('PrimaryContact')), 'wrong': refusedPage(enrolmentIn('PrimaryContact'), 'saveContact', wrongContact),
    'webmail': refusedPage(enrolmentIn('PrimaryContact'), 'saveContact', { ...doubtedContact, contactEmail: 'marta@gmail.com' }),
    'doubted': refusedPage(enrolmentIn('PrimaryContact'), 'saveContact', doubtedContact), 'while amending': page(enrolmentIn('PrimaryContact', { amendedFrom: 'UnderReview' })),
  },
  'enrolment/credentials': { 'shown once': account('request', { kind: 'done', doc: workAccountIn('Requested'), complaint: undefined }) },
  'enrolment/credentialsClosed': {
    'repeated': account('request', { kind: 'repeated', doc: workAccountIn('Created') }), 'reopened': reopened(workAccountIn('Created')),
  },
  'enrolment/legal': {
    ...legalAddresses,
    'fresh': page(enrolmentIn('LegalProfile')), 'with states': page(inTexas), 'while amending': page(enrolmentIn('LegalProfile', { amendedFrom: 'UnderReview' })),
    'wrong': refusedPage(inTexas, 'saveLegal', { companyName: '', addressLine1: '', addressLine2: notWestern, city: '', state: 'Texas', postalCode: 'x' }, texas),
    'doubted': refusedPage(enrolmentIn('LegalProfile'), 'saveLegal', { ...legal, companyName: 'contoso.com' }),
  },
  'enrolment/membership': {
    'fresh': page(enrolmentIn('MpnSignIn', { membership: otherAccount })), 'malformed': refusedPage(enrolmentIn('MpnSignIn', { membership: otherAccount }), 'sendCode', { account: 'ana' }),
    'while amending': page(enrolmentIn('MpnSignIn', { membership: otherAccount, amendedFrom: 'UnderReview' })),
  },
  'enrolment/notice': Object.fromEntries(enrolmentNews.options.map((news) => [news, told(news, newsTexts[news] ?? '')])),
  'enrolment/profiles': {
    'fresh': page(enrolmentIn('MpnSelection')), 'nothing chosen': refusedPage(enrolmentIn('MpnSelection'), 'continue', { mpnId: '' }),
    'abroad': refusedPage(enrolmentIn('MpnSelection'), 'continue', { mpnId: '3456789' }), 'while amending': page(enrolmentIn('MpnSelection', { amendedFrom: 'UnderReview' })),
  },
  'enrolment/saved': { 'left': after('leave', { kind: 'done', doc: enrolmentIn('SupportInfo'), complaint: undefined }) },
  'enrolment/signIn': {
    'fresh': { viewer: ana, about: enrolmentIn('NotStarted'), reply: (ctx) => show(ctx, 'show.signIn', { id: '', rev: undefined, input: {} }) },
    'not a Global admin': { ...after('signIn', { kind: 'refused', doc: undefined, error: refusal(enrolment, enrolmentIn('NotStarted'), 'signIn', { actor: eva }) }), about: enrolmentIn('NotStarted') },
  },
  'enrolment/status': {
    ...agreementStatuses,
    'my form': status('SupportInfo'), 'the form of a colleague': status('SupportInfo', luis), 'a form seen by an employee': status('SupportInfo', eva, { history: [] }),
    'the contact is asked': status('EmailVerificationPending'), 'the contact of a colleague is asked': status('EmailVerificationPending', luis),
    'just sent': after('enrolNow', { kind: 'done', doc: enrolmentIn('EmailVerificationPending'), complaint: undefined }),
    'a click that came too late': after('saveLegal', { kind: 'refused', doc: enrolmentIn('UnderReview'), error: refusal(enrolment, enrolmentIn('UnderReview'), 'saveLegal', { actor: ana }) }),
    'in review': status('UnderReview', ana, { history: [...story, { at: ago(HOUR), state: 'UnderReview', by: 'marta@contoso.es' }] }), 'asked back': status('ActionRequired'), 'rejected': status('Rejected'), 'withdrawn': status('Withdrawn'),
    'approved, nobody is admin agent': status('Qualified', ana, {}, { mpa: 'PendingSignature' }), 'approved and set up': status('Qualified', ana, {}, { mpa: 'PendingSignature', adminAgent: true }),
    'approved, seen by an employee': status('Qualified', eva, {}, { mpa: 'PendingSignature' }), 'enrolled': status('Active', ana, {}, { mpa: 'Accepted', adminAgent: true }),
  },
  'enrolment/support': {
    'fresh': page(enrolmentIn('SupportInfo')), 'wrong': refusedPage(enrolmentIn('SupportInfo'), 'saveSupport', wrongSupport), 'while amending': page(enrolmentIn('SupportInfo', { amendedFrom: 'UnderReview' })),
  },
  'enrolment/supportShort': { 'fresh': page(enrolmentIn('DetailsShort')), 'wrong': refusedPage(enrolmentIn('DetailsShort'), 'enrolNow', wrongSupport) },
  'enrolment/taken': { 'by a colleague': page(enrolmentIn('LegalProfile'), {}, luis), 'by somebody who may': page(enrolmentIn('LegalProfile'), {}, eva) },
  'enrolment/welcome': { 'fresh': { viewer: ana, reply: (ctx) => presentEnrolment(ctx, undefined) }, 'discarded': after('abandon', { kind: 'done', doc: undefined, complaint: undefined }) },
  'enrolment/workAccount': {
    'fresh': { viewer: ana, about: workAccountIn('NotStarted'), reply: (ctx) => presentWorkAccount(ctx) }, 'asked for before': reopened(workAccountIn('Requested')),
    'the domain was taken meanwhile': account('request', { kind: 'done', doc: workAccountIn('Requested'), complaint: undefined }, {}, domainTaken),
    'wrong': refusedAccount(wrongAccount), 'doubted': refusedAccount({ ...accountForm, company: 'contoso.com' }),
  },
  ...consentSamples,
  ...importSamples,
  ...offerSamples,
  ...partnershipSamples,
  ...subscriptionSamples,
  ...customerSamples, ...detailSamples, 'customers/customer': { ...customerSamples['customers/customer'], ...detailedCustomers },
  'common/remove': { ...partnershipRemovals, ...customerRemovals },
  ...privacySamples,
  ...statsSamples,
  ...requestSamples,
  ...invitationSamples,
  ...userSamples,
  'review/closed': {
    'approved': review(enrolmentIn('Qualified')), 'rejected': review(enrolmentIn('Rejected')), 'asked back': review(enrolmentIn('ActionRequired')),
    'withdrawn': review(enrolmentIn('Withdrawn')), 'being changed': review(amended()),
  },
  'review/open': {
    ...reviewedAddresses,
    'new': review(enrolmentIn('UnderReview')), 'without a reason': review(enrolmentIn('UnderReview'), 'reject'), 'without a question': review(enrolmentIn('UnderReview'), 'askMore'),
    'too long a reason': review(enrolmentIn('UnderReview'), 'reject', { reason: 'x'.repeat(1001) }), 'answered': review(withReview({ answer })),
    'appealed without a document': review(withReview({ answer: { ...answer, kind: 'appealed', reference: '' } })),
    'denied before': review(enrolmentIn('UnderReview', { verification: { round: 2, email: 'marta@contoso.es', sentAt: [], links: [], confirmedAt: ago(HOUR), deniedAt: ago(2 * HOUR) } })),
  },
};
