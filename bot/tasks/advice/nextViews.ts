/** `/next`: the one step that moves somebody's business on, why, who can take it, and the button that begins it. Which step it is stands in src/tasks/next.ts. */

import { holdersOf } from '../../../src/app/holders.ts';
import { situationOf } from '../../../src/app/next.ts';
import type { Instant } from '../../../src/core/time.ts';
import { can } from '../../../src/rules/permissions.ts';
import type { Next, Situation, Step } from '../../../src/tasks/next.ts';
import { nextStep } from '../../../src/tasks/next.ts';
import { md } from '../../cards/escape.ts';
import type { JsonObject } from '../../cards/load.ts';
import { render } from '../../cards/render.ts';
import { date, list, shortened } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import type { Key } from '../../words.ts';
import { t } from '../../words.ts';

// What is open at a company is not talked about in a channel.
export const nextViews = {
  'show.next': { where: 'personal', run: showNext },
} as const satisfies Record<string, View>;

/** `of`: what the step is about, and the button leads to; something at the customer unless said. */
type Door = { readonly key: Key; readonly verb: string; readonly of?: 'letter' | 'review' | 'change' };

const status: Door = { key: 'advice.button.enrolment', verb: 'show.status' };
const enrolment: Door = { key: 'advice.button.enrolment', verb: 'show.enrolment' };
const request: Door = { key: 'advice.button.request', verb: 'show.request', of: 'letter' };
const invitation: Door = { key: 'advice.button.invitation', verb: 'show.invitation', of: 'letter' };
const change: Door = { key: 'advice.button.change', verb: 'show.change', of: 'change' };
const reviews: Door = { key: 'advice.button.reviews', verb: 'show.reviews' };
const whoami: Door = { key: 'advice.button.whoami', verb: 'show.whoami' };
const why: Door = { key: 'advice.button.why', verb: 'show.why' };
const customers: Door = { key: 'advice.button.customers', verb: 'show.customers' };
const resellers: Door = { key: 'advice.button.resellers', verb: 'show.partners' };
const providers: Door = { key: 'advice.button.providers', verb: 'show.providers' };
const subscription: Door = { key: 'advice.button.subscription', verb: 'show.subscription' };

/** Where each step is taken. Where nothing is left, the two places that are the most use. */
const doors: Readonly<Record<Step, readonly Door[]>> = {
  choosePlace: [reviews], review: [{ key: 'advice.button.review', verb: 'show.review', of: 'review' }], allReviewed: [reviews, { key: 'advice.button.outbox', verb: 'show.outbox' }],
  joinCsp: [whoami], getRole: [whoami], seeCustomers: [customers],
  sendRequest: [request], awaitReseller: [request], firstRequest: [{ key: 'advice.button.newRequest', verb: 'show.newRequest' }],
  answerChange: [change], givePurchaseOrder: [{ key: 'advice.button.purchaseOrder', verb: 'show.order' }], firstCustomer: [{ key: 'advice.button.addCustomer', verb: 'show.addCustomer' }, resellers], attest: [{ key: 'advice.button.attest', verb: 'show.attest' }], order: [{ key: 'advice.button.order', verb: 'show.addSubscription' }], clear: [why],
  credit: [{ key: 'advice.button.credit', verb: 'show.credit' }], renew: [subscription], providerDone: [customers, resellers],
  enrol: [{ key: 'advice.button.enrol', verb: 'show.enrolment' }], awaitColleague: [enrolment], reopen: [status], fillIn: [enrolment], awaitContact: [status], awaitReview: [status],
  answerReview: [{ key: 'advice.button.answer', verb: 'show.answer' }], appeal: [{ key: 'advice.button.appeal', verb: 'show.appeal' }],
  adminAgent: [status, { key: 'advice.button.users', verb: 'show.users' }], sign: [{ key: 'advice.button.sign', verb: 'show.agreement' }], findProvider: [providers],
  sendInvitation: [invitation], awaitCustomer: [invitation], invite: [{ key: 'advice.button.invite', verb: 'show.newInvitation' }],
  askOrder: [why], awaitProvider: [change], resellerDone: [customers, { key: 'advice.button.partners', verb: 'show.partners' }],
  beInvited: [whoami], introduce: [{ key: 'advice.button.welcome', verb: 'show.welcome' }],
};

export async function showNext(ctx: TurnCtx): Promise<Reply> {
  const { deps, actor, language } = ctx;
  const situation = await situationOf(deps, actor);
  const next = nextStep(situation);
  const may = next.needs === undefined || can(actor, next.needs);
  const params = paramsOf(ctx, situation, next);
  const people = next.needs === undefined || may ? '' : md(list(language, await holdersOf(deps, actor, { permission: next.needs }))) || t(language, 'common.nobodyKnown');
  return cardReply(render('advice/next', language, {
    title: t(language, `advice.next.${next.step}.title`, params), why: t(language, `advice.next.${next.step}.why`, params), people,
    buttons: may ? buttonsOf(ctx, situation, next) : [{ title: t(language, whoami.key), verb: whoami.verb, data: { permission: next.needs ?? '' } }],
  }));
}

/** Every sentence takes what it needs of these. */
function paramsOf({ language, timeZone }: TurnCtx, situation: Situation, { step, about }: Next): Readonly<Record<string, string>> {
  const { review, enrolment: enrolling, letter, change: asked } = situation;
  const since: Instant | undefined = subjectOf(situation, doors[step][0])?.since ?? enrolling?.since;
  return {
    company: md(shortened(review?.company ?? asked?.other ?? '')), person: md(shortened(enrolling?.requester ?? '')), email: md(letter?.email ?? ''),
    name: md(shortened(about?.name ?? asked?.customer ?? '')), order: about?.order ?? '', since: since ? date(language, since, timeZone) : '',
  };
}

const subjectOf = (situation: Situation, door: Door | undefined) => (door?.of ? situation[door.of] : undefined);

/** Whoever may take a step may open its doors (test/cards/contract.test.ts). */
function buttonsOf({ language }: TurnCtx, situation: Situation, { step, about }: Next): readonly JsonObject[] {
  return doors[step].map((door) => {
    const subject = subjectOf(situation, door);
    const id = subject?.id ?? about?.subscription ?? about?.order;
    const reseller = door.of === 'change' ? situation.change?.reseller : undefined;
    return { title: t(language, door.key), verb: door.verb, data: { ...(about ? { customer: about.customer } : {}), ...(id ? { id } : {}), ...(reseller ? { reseller } : {}) } };
  });
}
