/** What the people of the load do, turn by turn. Each looks whether the answer is the right one: a fast refusal is no figure. */

import { randomUUID } from 'node:crypto';
import { t } from '../bot/words.ts';
import { newCaseId } from '../src/core/ids.ts';
import { systemClock } from '../src/core/time.ts';
import { OFFER, RESELLER } from './customers.ts';
import type { Speaker } from './load.ts';
import { OPERATOR, adminOf, reviewOf } from './reviews.ts';
import { COMPANY, PROVIDER, SELLER, caseOf, tenantOf } from './seed.ts';

type Who = { readonly tenant: string; readonly id: string; readonly name: string };
type Data = Readonly<Record<string, string | number>>;
type Activity = Readonly<Record<string, unknown>>;

const company = (index: number): Who => ({ tenant: tenantOf(index), id: `admin-${index}`, name: 'Carmen Ruiz' });
const seller: Who = { tenant: PROVIDER, id: SELLER, name: 'Iker Zubia' };

/** Says something: what an echo bot answers. */
export const says = (serviceUrl: string, index = 0): Speaker => async (turn) => { await turn(saying(serviceUrl, company(index), 'hola')); };

/** Saves the first page of the form and goes back to it, by turns: each is one durable step with the next card as its answer. */
export function fillsIn(serviceUrl: string, index: number): Speaker {
  let rev = 1;
  return async (turn) => {
    const verb = rev % 2 === 1 ? 'enrolment.saveLegal' : 'enrolment.back';
    const data = { id: caseOf(index), rev, ...(verb === 'enrolment.saveLegal' ? COMPANY : {}) };
    const answer = await turn(pressing(serviceUrl, company(index), { verb, data }));
    expect(answer.includes(`"rev":${++rev}`), verb, answer);
  };
}

/** Decides on one case after the other: approves it, or asks for more, by turns. All reviewers take from the same heap. */
export function reviews(serviceUrl: string, index: number, heap: Iterator<number>): Speaker {
  const outcomes = { 'enrolment.approve': t('es', 'review.outcome.approved'), 'enrolment.askMore': t('es', 'review.outcome.documentsAsked') } as const;
  return async (turn) => {
    const { value: place, done } = heap.next();
    if (done) throw new Error('There are no more cases to decide on: seed more of them');
    const { id, rev } = reviewOf(place);
    const verb = place % 2 === 0 ? 'enrolment.approve' : 'enrolment.askMore';
    const data = { id, rev, ...(verb === 'enrolment.askMore' ? { question: '¿Quién es el titular?' } : {}) };
    const answer = await turn(pressing(serviceUrl, { tenant: OPERATOR, id: adminOf(index), name: 'Olivia Prado' }, { verb, data }));
    expect(answer.includes(outcomes[verb]), verb, answer);
  };
}

/** So many cases, each once. */
export function *heapOf(count: number): Generator<number, undefined> {
  for (let place = 0; place < count; place++) yield place;
}

/** Opens a list of the provider and its second page, by turns; a list of one page is opened again. `first`: what its first page shows. */
export function looksAt(serviceUrl: string, { verb, first }: { readonly verb: string; readonly first: string }): Speaker {
  let next: Data | undefined;
  return async (turn) => {
    const answer = await turn(pressing(serviceUrl, seller, { verb, data: next ?? {} }));
    expect(next ? answer.includes('"selectAction"') : answer.includes(first), verb, answer);
    const [, button] = /"data":(\{[^{}]*"cursor":[^{}]*\})/.exec(answer) ?? [];
    next = next || !button ? undefined : JSON.parse(button) as Data; // what the button for the next page carries
  };
}

/** Searches a list of the provider. `hit`: a name that has to be found. */
export const searches = (serviceUrl: string, { verb, query, hit }: { readonly verb: string; readonly query: string; readonly hit: string }): Speaker => async (turn) => {
  const answer = await turn(pressing(serviceUrl, seller, { verb, data: { query } }));
  expect(answer.includes(hit), verb, answer);
};

/** Submits an order for one of its customers after the other: from the press to the card that says so. */
export function orders(serviceUrl: string, customers: readonly string[]): Speaker {
  let count = 0;
  return async (turn) => {
    const customer = customers[count++ % customers.length] ?? '';
    const id = newCaseId('ORD', randomUUID);
    const data = { id, rev: 0, customer, reseller: RESELLER, lines: `${OFFER}=5`, attest: 'true', additional: '', started: systemClock() };
    const answer = await turn(pressing(serviceUrl, seller, { verb: 'order.submit', data }));
    expect(answer.includes(id), 'order.submit', answer);
  };
}

function expect(isRight: boolean, verb: string, answer: string): void {
  if (!isRight) throw new Error(`${verb} was answered with ${answer.slice(0, 600)}`);
}

const saying = (serviceUrl: string, who: Who, text: string): Activity => ({ ...common(serviceUrl, who), type: 'message', text });

const pressing = (serviceUrl: string, who: Who, { verb, data }: { readonly verb: string; readonly data: Data }): Activity =>
  ({ ...common(serviceUrl, who), type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' } });

const common = (serviceUrl: string, { tenant, id, name }: Who): Activity => ({
  id: randomUUID(), channelId: 'msteams', serviceUrl, locale: 'es-ES', recipient: { id: '28:bot' }, from: { id: `29:${id}`, aadObjectId: id, name },
  conversation: { id: `chat-${id}`, conversationType: 'personal', tenantId: tenant }, channelData: { tenant: { id: tenant } },
});
