/** The cards of `/next` and `/why`, for each reader: what they may do themselves, what somebody else has to, and when nothing is left. */

import type { CardName } from '../../bot/cards/load.ts';
import { showNext } from '../../bot/tasks/advice/nextViews.ts';
import { show } from '../../bot/views.ts';
import type { TurnCtx } from '../../bot/turn/turnCtx.ts';
import type { DirectoryTenant } from '../../src/app/ports.ts';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import { orderLines } from '../../src/app/orders.ts';
import { showLine } from '../../src/app/shownLines.ts';
import type { Enrolment, EnrolmentState } from '../../src/tasks/enrolmentDoc.ts';
import { changeLine } from '../../src/tasks/changeDoc.ts';
import type { Partnership } from '../../src/tasks/partnershipDoc.ts';
import { agreed, ofContoso, ofNorte, partnered, placed, serving, soldSeats } from '../support/advice.ts';
import { customerIn, invitationIn, olga } from '../support/customers.ts';
import { orderIn } from '../support/orders.ts';
import { iker, nuria, partnershipIn, requestIn } from '../support/partners.ts';
import { accountIn } from '../support/people.ts';
import { changeIn } from '../support/subscriptions.ts';
import { adventure, agreementIn, cast, contoso, enrolmentIn, tenantNamed } from '../support/world.ts';
import type { Said, Sample } from './draw.ts';
import { reviewsOf } from './stage.ts';

const { globalAdmin: ana, colleague: luis, adminAgent: ada, salesAgent: sal, billingAdmin: bea, employee: eva, reviewer: rut } = cast;

type Given = (ctx: TurnCtx, said: Said) => Promise<unknown>;

const next = (viewer: Sample['viewer'], ...given: readonly Given[]): Sample => ({
  viewer,
  reply: async (ctx, said) => {
    for (const set of given) await set(ctx, said);
    return await showNext(ctx);
  },
});

const why = (viewer: Sample['viewer'], ...given: readonly Given[]): Sample => ({
  viewer,
  reply: async (ctx, said) => {
    for (const set of given) await set(ctx, said);
    return await show(ctx, 'show.why', { id: '', rev: undefined, input: { customer: adventure.id } });
  },
});

const enrolled = (state: EnrolmentState, more: Partial<Enrolment> = {}): Given => async ({ deps }, said) => await placed(deps, 'enrolment', said(enrolmentIn(state, more)));
const setUp: Given = async ({ deps }) => await placed(deps, 'account', accountIn('Open', { adminAgents: [ada.id] }));
const notSetUp: Given = async ({ deps }) => await placed(deps, 'account', accountIn('Open'));
const signed: Given = async ({ deps }, said) => await placed(deps, 'agreement', said(agreementIn('Accepted')));
const signedEarlier: Given = async ({ deps }, said) => {
  const { signature, ...doc } = agreementIn('Accepted');
  await placed(deps, 'agreement', said({ ...doc, ...(signature ? { signature: { ...signature, version: '2018-09' } } : {}) }));
};
const partner = (state: Partnership['state'] = 'Active'): Given => async ({ deps }, said) => await partnered(deps, said(partnershipIn(state)));
const trading: readonly Given[] = [enrolled('Active'), setUp, signed, partner()];
const asked = (state: 'Draft' | 'Issued'): Given => async ({ deps }, said) => await placed(deps, 'request', said(requestIn(state)));
const invited = (state: 'Draft' | 'Opened'): Given => async ({ deps }, said) => await placed(deps, 'invitation', said(invitationIn(state)));
const served: Given = async ({ deps }, said) => await serving(deps, said(ofContoso()), said(ofNorte()));
const byContoso: Given = async ({ deps }, said) => await serving(deps, said(ofContoso()));
const left = (side: 'provider' | 'reseller'): Given => async ({ deps }, said) => await serving(deps, said(side === 'provider' ? ofNorte('Removed') : ofContoso('Removed')));
const known = (more: Parameters<typeof customerIn>[1] = {}): Given => async ({ deps }, said) => await placed(deps, 'customer', said(customerIn('Known', more)));
const agreedTo = known({ agreement: agreed });
const unassociated: Given = async ({ deps }, said) => {
  const { association: _none, ...customer } = customerIn('Known', { agreement: agreed });
  await placed(deps, 'customer', said(customer));
};
const sold: Given = async ({ deps }, said) => await placed(deps, 'subscription', said(soldSeats()));
const uncredited: Given = async ({ deps }, said) => {
  const { record: _nobody, ...seats } = soldSeats();
  await placed(deps, 'subscription', said(seats));
};
const suspended: Given = async ({ deps }, said) => await placed(deps, 'subscription', said(soldSeats({ state: 'Suspended' })));
const wanted: Given = async ({ deps }, said) => {
  const doc = said(changeIn('Requested', { what: 'newSubscription' }));
  await placed(deps, 'change', doc);
  await deps.store.commit(lineWrites({ partition: homeOf(doc.provider.id), key: doc.id, before: undefined, after: changeLine(doc) }));
};
const reviewed: Given = async ({ deps }, said) => {
  for (const line of orderLines(said(orderIn('PendingPoUpload')))) await showLine(deps, line);
};
const place: Given = async ({ deps }) => {
  await deps.store.commit([{ op: 'create', doc: { partition: `tenant:${rut.tenant}`, id: 'place:here', kind: 'place', list: 'places', sort: 'here', body: {} } }]);
};
const waiting: Given = async (ctx, said) => await reviewsOf(ctx, 2, said(contoso.name));

/** The directory says something else of the customer. */
const directory = (more: Partial<DirectoryTenant>) => ({ viewer, reply }: Sample): Sample => ({
  viewer,
  reply: async (ctx, said) => {
    const { tenant } = ctx.deps.directory;
    const changed = async (id: Parameters<typeof tenant>[0]) => {
      const found = await tenant(id);
      return found && (id === adventure.id ? { ...found, ...more } : found);
    };
    return await reply({ ...ctx, deps: { ...ctx.deps, directory: { ...ctx.deps.directory, tenant: changed } } }, said);
  },
});
/** Who has a role in the accounts, as the directory says. */
const staffed = ({ viewer, reply }: Sample): Sample => ({
  viewer,
  reply: async (ctx, said) => {
    const people = [iker, nuria, ada, sal, ana].map(({ tenant, id, name, email, directoryRoles, roles }) => ({ tenant, id, name, email, directoryRoles, roles }));
    return await reply({ ...ctx, deps: { ...ctx.deps, directory: { ...ctx.deps.directory, partnerPeople: async (tenant) => said(people.filter((one) => one.tenant === tenant)) } } }, said);
  },
});

export const adviceSamples = {
  'advice/next': {
    'enrol': next(ana), 'enrol, somebody who may not': staffed(next(eva)), 'fill in': next(ana, enrolled('LegalProfile')), 'a colleague fills in': next(luis, enrolled('LegalProfile')),
    'taken back': next(ana, enrolled('Withdrawn')), 'the contact': next(ana, enrolled('EmailVerificationPending')), 'under review': next(eva, enrolled('UnderReview')),
    'a question': next(ana, enrolled('ActionRequired')), 'rejected': next(ana, enrolled('Rejected')), 'no admin agent': next(ana, enrolled('Qualified'), notSetUp),
    'sign': next(ana, enrolled('Qualified'), setUp), 'sign, somebody who may not': staffed(next(sal, enrolled('Qualified'), setUp)),
    'no role': staffed(next(eva, enrolled('Active'), setUp, signed)), 'no role, and nobody known': next(eva, enrolled('Active'), setUp, signed),
    'find a provider': next(ana, enrolled('Active'), setUp, signed), 'invite': next(sal, ...trading), 'a drafted invitation': next(sal, ...trading, invited('Draft')), 'an invitation that waits': next(sal, ...trading, invited('Opened')),
    'ask for an order': next(sal, ...trading, served, agreedTo), 'a provider that was asked': next(sal, ...trading, served, agreedTo, wanted), 'something ends': next(sal, ...trading, served, agreedTo, suspended),
    'a reseller is done': next(sal, ...trading, served, agreedTo, sold), 'customers are not for this role': staffed(next(bea, ...trading, served)),
    'a first request': next(iker), 'a first request, somebody who may not': staffed(next(nuria)), 'a drafted request': next(iker, asked('Draft')), 'a request that waits': next(iker, asked('Issued')),
    'a first customer': next(iker, asked('Issued'), partner()), 'a reseller asks': next(iker, asked('Issued'), partner(), served, agreedTo, wanted), 'attest': next(iker, partner(), served, known()), 'order': next(iker, partner(), served, agreedTo),
    'a purchase order': next(iker, partner(), served, agreedTo, reviewed), 'a purchase order, somebody who may not': staffed(next(nuria, partner(), served, agreedTo, reviewed)),
    'something is in the way': directory({ verification: 'refused' })(next(iker, partner(), served, agreedTo)), 'credit': next(iker, partner(), served, agreedTo, uncredited),
    'a provider is done': next(iker, partner(), served, agreedTo, sold), 'a provider outside of CSP': next({ ...iker, tenant: rut.tenant }),
    'no place for reviews': next(rut, waiting), 'a review': next(rut, place, waiting), 'nothing to review': next(rut, place),
    'a customer': next(olga), 'a stranger': next({ ...eva, tenant: tenantNamed('7f3c2d10-0000-4000-8000-000000000000'), tenantKind: undefined, roles: undefined }),
  },
  'advice/why': {
    'a provider, nothing': why(iker, ...trading, served, agreedTo), 'a provider, the customer agreement': why(iker, ...trading, served, known()),
    'a provider, all that can be mended': directory({ verification: 'underReview', country: 'US', inCsp: true })(why(iker, served, known(), partner('Removed'))),
    'a provider, its reseller has not signed': why(iker, enrolled('Qualified'), setUp, partner(), served, agreedTo),
    'a provider, an order that waits for its purchase order': why(iker, ...trading, served, agreedTo, reviewed), 'a reseller, an order that waits for its purchase order': why(sal, ...trading, served, agreedTo, reviewed),
    'a provider without a reseller': why(iker, served, unassociated),
    'a provider, a relationship that was removed': why(iker, left('provider'), known()),
    'a helpdesk agent of a provider': staffed(why(nuria, ...trading, served, known())),
    'a reseller, nothing': why(sal, ...trading, served, agreedTo), 'a reseller, its provider has no relationship': staffed(why(sal, ...trading, byContoso, known())),
    'a Global admin of a reseller that has not signed': why(ana, enrolled('Qualified'), setUp, partner(), byContoso, agreedTo),
    'a provider, its reseller signed an earlier version': why(iker, enrolled('Active'), setUp, signedEarlier, partner(), served, agreedTo),
    'a Global admin of a reseller that signed an earlier version': why(ana, enrolled('Active'), setUp, signedEarlier, partner(), byContoso, agreedTo),
    'a reseller without a provider': staffed(why(sal, enrolled('Active'), setUp, byContoso, unassociated)), 'a reseller whose partnership was removed': staffed(why(ana, enrolled('Active'), setUp, signed, partner('Removed'), byContoso, agreedTo)),
    'a reseller, a relationship that was removed': why(sal, ...trading, left('reseller'), known()),
  },
} as const satisfies Partial<Record<CardName, Readonly<Record<string, Sample>>>>;
