/** The load: activities over kept-alive connections, each speaker one turn at a time, and a connector that takes what a bot says. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import { newCaseId } from '../src/core/ids.ts';
import { systemClock } from '../src/core/time.ts';
import { OFFER, RESELLER } from './customers.ts';
import { COMPANY, PROVIDER, SELLER, caseOf, tenantOf } from './seed.ts';

export type Turn = (activity: Readonly<Record<string, unknown>>) => Promise<string>;
export type Speaker = (turn: Turn) => Promise<void>;

export async function openConnector(): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer((req, res) => {
    req.resume();
    req.on('end', () => { res.writeHead(201, { 'content-type': 'application/json' }); res.end('{"id":"1"}'); });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }; // it listens on a TCP port
}

/** Says something: what an echo bot answers. */
export const says = (serviceUrl: string): Speaker => async (turn) => { await turn({ ...common(serviceUrl, 0), type: 'message', text: 'hola' }); };

/** Saves the first page of the form and goes back to it, by turns: each is one durable step with the next card as its answer. */
export function fillsIn(serviceUrl: string, index: number): Speaker {
  let rev = 1;
  return async (turn) => {
    const verb = rev % 2 === 1 ? 'enrolment.saveLegal' : 'enrolment.back';
    const data = { id: caseOf(index), rev, ...(verb === 'enrolment.saveLegal' ? COMPANY : {}) };
    const answer = await turn({ ...common(serviceUrl, index), type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' } });
    if (!answer.includes(`"rev":${++rev}`)) throw new Error(`Step ${verb} did not lead to revision ${rev}: ${answer.slice(0, 400)}`);
  };
}

/** Opens the provider's list of resellers and its second page, by turns; a list of one page is opened again. */
export function looksAtList(serviceUrl: string): Speaker {
  let cursor: string | undefined;
  return async (turn) => {
    const answer = await turn(pressing(serviceUrl, cursor ? { about: '', cursor } : {}));
    if (!answer.includes('Reseller 0') && !cursor) throw new Error(`The list was answered with ${answer.slice(0, 400)}`);
    cursor = cursor ? undefined : /"cursor":"([^"]+)"/.exec(answer)?.[1];
  };
}

/** Searches the list for a name that eleven of 100,000 resellers begin with. */
export const searchesList = (serviceUrl: string): Speaker => async (turn) => {
  const answer = await turn(pressing(serviceUrl, { query: 'reseller 9999' }));
  if (!answer.includes('Reseller 99999')) throw new Error(`The search was answered with ${answer.slice(0, 400)}`);
};

/** Opens the provider's list of customers and its second page, by turns. */
export function looksAtCustomers(serviceUrl: string): Speaker {
  let cursor: string | undefined;
  return async (turn) => {
    const answer = await turn(pressing(serviceUrl, cursor ? { about: '', cursor } : {}, 'show.customers'));
    if (!answer.includes('Customer 0') && !cursor) throw new Error(`The list was answered with ${answer.slice(0, 400)}`);
    cursor = cursor ? undefined : /"cursor":"([^"]+)"/.exec(answer)?.[1];
  };
}

/** Submits an order for one of its customers after the other: from the press to the card that says so. What follows goes through the outbox. */
export function orders(serviceUrl: string, customers: readonly string[]): Speaker {
  let count = 0;
  return async (turn) => {
    const customer = customers[count++ % customers.length] ?? '';
    const id = newCaseId('ORD', randomUUID);
    const data = { id, rev: 0, customer, reseller: RESELLER, lines: `${OFFER}=5`, attest: 'true', additional: '', started: systemClock() };
    const answer = await turn(pressing(serviceUrl, data, 'order.submit'));
    if (!answer.includes(id)) throw new Error(`The order was answered with ${answer.slice(0, 600)}`);
  };
}

function pressing(serviceUrl: string, data: Readonly<Record<string, string | number>>, verb = 'show.partners'): Readonly<Record<string, unknown>> {
  const who = { from: { id: `29:${SELLER}`, aadObjectId: SELLER, name: 'Iker Zubia' }, conversation: { id: `chat-${SELLER}`, conversationType: 'personal', tenantId: PROVIDER }, channelData: { tenant: { id: PROVIDER } } };
  return { ...common(serviceUrl, 0), ...who, type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' } };
}

function common(serviceUrl: string, index: number): Readonly<Record<string, unknown>> {
  return {
    id: randomUUID(), channelId: 'msteams', serviceUrl, locale: 'es-ES', recipient: { id: '28:bot' },
    from: { id: `29:admin-${index}`, aadObjectId: `admin-${index}`, name: 'Carmen Ruiz' },
    conversation: { id: `chat-${index}`, conversationType: 'personal', tenantId: tenantOf(index) }, channelData: { tenant: { id: tenantOf(index) } },
  };
}

/** @returns the milliseconds of each of `turns` turns of all speakers together. */
export async function drive(port: number, speakers: readonly Speaker[], turns: number): Promise<readonly number[]> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: speakers.length });
  const times: number[] = [];
  const turn: Turn = async (activity) => {
    const begun = performance.now();
    const { statusCode, body } = await pool.request({ path: '/api/messages', method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(activity) });
    const text = await body.text();
    times.push(performance.now() - begun);
    if (statusCode >= 300) throw new Error(`A turn was answered with ${statusCode}: ${text}`);
    return text;
  };
  await Promise.all(speakers.map(async (speaker) => {
    for (let count = 0; count < turns / speakers.length; count++) await speaker(turn);
  }));
  await pool.close();
  return times;
}

export const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
