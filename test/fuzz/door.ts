/**
 * What must hold whatever is sent to the bot's door: activities, buttons, commands and forms of web pages. No 5xx, nothing that the program itself calls a fault, an answer
 * to every click that Teams can show, and no change by somebody who may change nothing. Who is asked is a bot that runs; `npm test` and the torture bring one each.
 */

import * as fc from 'fast-check';
import { buttonsOf } from '../../bot/local/teamsPeer.ts';
import type { Runs } from './odd.ts';
import { json, spoilt, spotsIn, text } from './odd.ts';

export type Target = {
  readonly url: string;
  /** Where the bot's answers go. */
  readonly serviceUrl: string;
  readonly faults: () => readonly string[];
  /** Documents written since the last call, as `kind id`. */
  readonly written: () => readonly string[];
  readonly commands: readonly string[];
  readonly verbs: readonly string[];
  /** Names of documents that there are. */
  readonly ids: readonly string[];
};

/** In a company, with a role or without one. */
export type Sender = { readonly tenant: string; readonly id: string; readonly mayWrite: boolean };

/** What is remembered of anybody who speaks, and of what was refused. */
const harmless = /^(?:person|audit|cursor|chat|command|botState) /;
const LARGEST_CARD = 80 * 1_024; // counted as UTF-16 (teams-platform §1)
const PATIENCE = 20_000;

const activityOf = ({ serviceUrl }: Target, { tenant, id }: Sender) => ({
  type: 'message', id: 'fuzz', channelId: 'msteams', serviceUrl, locale: 'es-ES', localTimezone: 'Europe/Madrid', text: '<at>Enlace</at> hola',
  entities: [{ type: 'mention', text: '<at>Enlace</at>', mentioned: { id: '28:enlace' } }],
  from: { id: `29:${id}`, aadObjectId: id, name: id }, recipient: { id: '28:enlace', name: 'Enlace' },
  conversation: { id: `chat:${tenant}:${id}`, conversationType: 'personal', tenantId: tenant }, channelData: { tenant: { id: tenant } },
});
const clickOf = (target: Target, sender: Sender, verb: string, data: unknown) =>
  ({ ...activityOf(target, sender), text: undefined, entities: undefined, type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' } });

async function send(target: Target, body: string, path = '/api/messages', headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' }, method = 'POST') {
  const response = await fetch(`${target.url}${path}`, { method, headers, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE), ...(method === 'GET' ? {} : { body }) });
  return { status: response.status, said: await response.text() };
}

/** Throws with what went wrong. */
function holds(target: Target, { status }: { readonly status: number }, sender?: Sender): void {
  const changed = target.written().filter((write) => sender?.mayWrite === false && !harmless.test(write));
  const wrong = [...(status >= 500 ? [`answered ${status}`] : []), ...target.faults(), ...changed.map((write) => `wrote ${write}`)];
  if (wrong.length > 0) throw new Error(wrong.join('; '));
}

/** Nobody listens there. */
export const NOWHERE = 'http://127.0.0.1:9/';

const places = [
  'type', 'id', 'text', 'text', 'name', 'value', 'value.context.id', 'value.uploadInfo', 'value.uploadInfo.uploadUrl', 'value.token', 'value.connectionName', 'entities.0.text', 'entities.0.mentioned', 'entities.0.mentioned.id', 'attachments.0.content', 'attachments.0.name', 'value.action', 'value.action.verb', 'value.action.data', 'value.trigger', 'value.verb', 'value.state', 'entities', 'entities.0', 'attachments', 'attachments.0', 'attachments.0.contentType',
  'from', 'from.id', 'from.name', 'from.aadObjectId', 'recipient', 'recipient.id', 'conversation', 'conversation.id', 'conversation.conversationType', 'conversation.tenantId', 'channelData', 'channelData.tenant',
  'channelData.tenant.id', 'locale', 'localTimezone', 'replyToId', 'channelId', 'serviceUrl', 'action', 'membersAdded', 'timestamp', 'localTimestamp', '__proto__', 'constructor.prototype', 'callerId', 'deliveryMode', 'relatesTo',
];
const types = ['message', 'message', 'invoke', 'invoke', 'installationUpdate', 'conversationUpdate', 'messageUpdate', 'event', 'typing', 'endOfConversation', 'messageReaction', 'handoff', 'command', 'trace'];
const invokes = ['adaptiveCard/action', 'fileConsent/invoke', 'signin/verifyState', 'signin/tokenExchange', 'signin/failure', 'task/fetch', 'composeExtension/query', 'message/submitAction', undefined];

/** With what each of them brings along. */
function invokeOf(target: Target, sender: Sender, { name, verb }: { readonly name: string | undefined; readonly verb: string }) {
  const click = clickOf(target, sender, verb, { id: 'x' });
  const uploadInfo = { uploadUrl: `${NOWHERE}up`, contentUrl: `${NOWHERE}file`, name: 'f.csv', uniqueId: 'u', fileType: 'csv' };
  return { ...click, name, value: { ...click.value, action: name === 'fileConsent/invoke' ? 'accept' : click.value.action, context: { id: 'x' }, uploadInfo, state: '123456', id: 'x', connectionName: 'c', token: 't', code: 'x' } };
}

/** A good activity of some kind with anything in a few of its fields. */
export async function activities(target: Target, sender: Sender, runs: Runs): Promise<void> {
  const kind = fc.record({ type: fc.constantFrom(...types), name: fc.constantFrom(...invokes), verb: fc.constantFrom(...target.verbs) });
  await fc.assert(fc.asyncProperty(kind, spotsIn(places), async ({ type, name, verb }, spots) => {
    const good = type === 'invoke' ? invokeOf(target, sender, { name, verb }) : { ...activityOf(target, sender), type, ...(type === 'installationUpdate' ? { action: 'add' } : {}) };
    holds(target, await send(target, spoilt(good, spots)), sender);
  }), runs);
}

/** No activity at all. */
export async function bodies(target: Target, runs: Runs): Promise<void> {
  const types = fc.constantFrom('application/json', 'application/json; charset=utf-16', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '');
  await fc.assert(fc.asyncProperty(fc.oneof(json, text), types, async (body, type) => {
    holds(target, await send(target, body, '/api/messages', { 'content-type': type }), { tenant: '', id: '', mayWrite: false });
  }), runs);
}

const inputs = [
  'id', 'rev', 'customer', 'reseller', 'provider', 'with', 'link', 'token', 'cursor', 'search', 'about', 'list', 'email', 'language', 'text', 'name', 'agent', 'admin', 'quantity', 'lines', 'quantity.M365-BASIC', 'offer', 'mpnId', 'country', 'code',
  'account', 'companyName', 'prefix', 'agreedOn', 'attest', 'accept', 'confirmed', 'confirmWarnings', 'subscription', 'person', 'query', 'csv', 'words', 'what', 'days', 'roles', 'tags', 'started', 'additional', 'reason', 'question', 'who', 'service', 'restore',
];

/** Any button, with good names and bad ones in any of its inputs. */
export async function clicks(target: Target, sender: Sender, runs: Runs): Promise<void> {
  const value = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...target.ids, 'true', '1', 'none', '2026-02-01') }, { weight: 2, arbitrary: text }, { weight: 1, arbitrary: fc.integer() }, { weight: 1, arbitrary: json.map((written): unknown => JSON.parse(written)) });
  const data = fc.dictionary(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...inputs) }, { weight: 1, arbitrary: text }), value, { maxKeys: 12 });
  await fc.assert(fc.asyncProperty(fc.constantFrom(...target.verbs), data, async (verb, typed) => {
    const answer = await send(target, JSON.stringify(clickOf(target, sender, verb, typed)));
    holds(target, answer, sender);
    const { statusCode, value: shown } = JSON.parse(answer.said) as { statusCode?: number; value?: unknown }; // the invoke contract
    if (answer.status !== 200 || statusCode !== 200 || shown === undefined) throw new Error(`A click was answered with ${answer.status} ${answer.said.slice(0, 200)}`);
    const card = JSON.stringify(shown);
    if (card.length * 2 > LARGEST_CARD) throw new Error(`A card of ${card.length * 2} bytes`);
    if (/\[object |native code/.test(card)) throw new Error(`A card shows what is inside: ${card.slice(0, 300)}`);
    const strange = buttonsOf(shown).map((button) => button.verb).find((known) => !target.verbs.includes(known));
    if (strange !== undefined) throw new Error(`A button for "${strange}"`);
  }), runs);
}

const flags = ['--language', '--country', '--provider', '--agent', '--admin', '--csv', '--json', '--tag', '--help', '--', '-x', '--__proto__', '--constructor=1', '--language=', '—idioma', '--idioma es'];

/** Words of commands, flags, quotation marks and anything, in any order. */
export async function commandLines(target: Target, sender: Sender, runs: Runs): Promise<void> {
  const word = fc.oneof(fc.constantFrom(...target.commands), fc.constantFrom(...flags), fc.constantFrom(...target.ids), fc.constantFrom('"', "'", '«', '“', '\\', '/', '--'), text);
  const line = fc.tuple(fc.constantFrom('/', '', '  /', '<at>Enlace</at> /'), fc.constantFrom(...target.commands), fc.array(word, { maxLength: 5 })).map(([slash, name, words]) => `${slash}${[name, ...words].join(' ')}`);
  await fc.assert(fc.asyncProperty(line, async (said) => {
    holds(target, await send(target, JSON.stringify({ ...activityOf(target, sender), text: said })), sender);
  }), runs);
}

const pages = ['verify', 'partner', 'invitation', 'export', 'import', 'sign-in', 'sign-in/return', 'sign-in/local', 'customer', 'mail', 'healthz', ''];
const fields = ['decision', 'nonce', 'state', 'who', 'accept', 'version', 'signedUp', 'companyAddress', 'to', 'lang', 'code', 'partner', '__proto__', 'constructor', 'a[b]', 'a[__proto__][x]'];

/** Pages with anything in address, form, cookies and headers. */
export async function forms(target: Target, runs: Runs): Promise<void> {
  const pair = fc.tuple(fc.constantFrom(...fields), text.map((value) => value.toWellFormed()));
  const headerText = text.map((value) => [...value].filter((character) => character >= ' ' && character <= '~').join(''));
  const asked = fc.record({
    page: fc.constantFrom(...pages), token: fc.oneof(fc.constant(''), text), method: fc.constantFrom('GET', 'POST'), form: fc.array(pair, { maxLength: 5 }), query: fc.array(pair, { maxLength: 3 }), isJson: fc.boolean(),
    cookie: headerText, language: headerText, origin: headerText, forwarded: headerText,
  });
  await fc.assert(fc.asyncProperty(asked, async ({ page, token, method, form, query, isJson, cookie, language, origin, forwarded }) => {
    const path = `/${page}${token === '' ? '' : `/${encodeURIComponent(token.toWellFormed())}`}?${new URLSearchParams(query).toString()}`;
    const body = isJson ? JSON.stringify(Object.fromEntries(form)) : new URLSearchParams(form).toString();
    const headers = { 'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded', 'x-forwarded-for': forwarded, 'accept-language': language, cookie: `session=${cookie}; sign-in=${cookie}`, ...(origin ? { origin } : {}) };
    holds(target, await send(target, body, path, headers, method), { tenant: '', id: '', mayWrite: false });
  }), runs);
}
