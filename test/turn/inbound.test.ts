/** What the platform sends → what the bot believes of it. The payloads are the Playground's, shortened. */

import { describe, expect, it } from '@jest/globals';
import type { Activity } from 'botframework-schema';
import type { Inbound } from '../../bot/turn/inbound.ts';
import { readInbound } from '../../bot/turn/inbound.ts';
import type { Odd } from './support.ts';
import { activity, inChannel, invoke, mention, message } from './support.ts';

const textOf = (sent: Activity): string => {
  const inbound = readInbound(sent);
  return inbound.kind === 'text' ? inbound.text : `(${inbound.kind})`;
};
const clickOf = (sent: Activity) => {
  const inbound = readInbound(sent);
  if (inbound.kind !== 'click') throw new Error(`No click, but ${inbound.kind}`);
  return inbound;
};

describe('who and where', () => {
  it('are what the channel vouches for, never the text or the name', () => {
    expect(readInbound(message('hola, ¿qué tal? ñ'))).toEqual({
      kind: 'text', text: 'hola, ¿qué tal? ñ', id: '160df614', locale: 'en-US', timeZone: 'Europe/Madrid',
      who: { tenant: 'contoso-iberia', id: 'carmen-ruiz', name: 'Carmen Ruiz', channelUser: '29:carmen-ruiz' },
      where: { kind: 'personal', serviceUrl: 'http://127.0.0.1:56150/_connector', conversation: 'a:personal-contoso-iberia-carmen-ruiz', channelId: 'msteams', bot: '28:enlace' },
    });
  });

  it('takes the place of a channel message for the channel, not for the thread', () => {
    expect(readInbound(message('hola', inChannel))).toMatchObject({ where: { kind: 'channel', conversation: '19:approvals' } });
  });

  it.each([
    ['groupChat', 'groupChat'], ['channel', 'channel'], ['personal', 'personal'], [undefined, 'personal'],
  ])('a conversation of type %s is a %s one', (conversationType, kind) => {
    expect(readInbound(message('hola', { conversation: { conversationType, id: '19:x' } }))).toMatchObject({ where: { kind } });
  });

  it('takes the tenant of the conversation where the channel data names none', () => {
    const conversation = { id: 'a:x', tenantId: 'fabrikam' };
    expect(readInbound(message('hola', { channelData: undefined, conversation }))).toMatchObject({ who: { tenant: 'fabrikam' } });
    expect(readInbound(message('hola', { conversation }))).toMatchObject({ who: { tenant: 'contoso-iberia' } });
  });

  it('knows a person without an object id by the id of the channel', () => {
    expect(readInbound(message('hola', { from: { id: 'user-id-0' } }))).toMatchObject({ who: { id: 'user-id-0', name: '', channelUser: 'user-id-0' } });
  });
});

describe('text', () => {
  const both = '<at>Enlace</at> /approvals here';
  const rows: readonly (readonly [string, string, Odd, string])[] = [
    ['loses the mention of the bot, by its entity', both, { entities: [mention()] }, '/approvals here'],
    ['keeps a mention that somebody typed', both, {}, both],
    ['keeps a typed mention beside that of the bot', 'tell <at>Ana</at> <at>Enlace</at> /help', { entities: [mention()] }, 'tell <at>Ana</at> /help'],
    ['keeps the mention of somebody else', 'tell <at>Ana</at> /help', { entities: [mention('<at>Ana</at>', '29:ana')] }, 'tell <at>Ana</at> /help'],
    ['loses each mention of the bot', '<at>Enlace</at> help <at>Enlace</at>', { entities: [mention(), mention()] }, 'help'],
    ['survives a mention without a text', both, { entities: [{ type: 'mention', mentioned: { id: '28:enlace' } }] }, both],
    ['survives entities of any shape', both, { entities: [null, 'mention', { type: 'mention' }, mention()] }, '/approvals here'],
    ['survives entities that are no list', both, { entities: { type: 'mention' } }, both],
    ['has plain spaces', '<at>Enlace</at>&nbsp;approve\u{a0}12\r\n now ', { entities: [mention()] }, 'approve 12 now'],
    ['is composed', 'revisio\u{301}n', {}, 'revisión'],
    ['is empty when there is none', '', { text: undefined }, ''],
    ['is cut', 'x'.repeat(5_000), {}, 'x'.repeat(2_500)],
  ];
  it.each(rows)('%s', (_why, text, more, expected) => {
    expect(textOf(message(text, more))).toBe(expected);
  });

  it('is text also when a value comes with it', () => {
    expect(textOf(message('help', { value: { verb: 'enrolment.approve' } }))).toBe('help');
  });
});

describe('clicks', () => {
  it('an Action.Execute carries its verb, the document and revision that were seen, and the inputs as text', () => {
    expect(clickOf(invoke('enrolment.reject', { id: 'ENR-7K3F-9QXD', rev: 3, reason: 'porque sí', accept: true }))).toMatchObject({
      by: 'invoke', verb: 'enrolment.reject', automatic: false, who: { id: 'carmen-ruiz' },
      data: { id: 'ENR-7K3F-9QXD', rev: 3, input: { id: 'ENR-7K3F-9QXD', rev: '3', reason: 'porque sí', accept: 'true' } },
    });
  });

  it('a refresh that the client makes by itself is marked', () => {
    const value = { action: { type: 'Action.Execute', verb: 'show.status', data: {} }, trigger: 'automatic' };
    expect(clickOf(invoke('', {}, { value })).automatic).toBe(true);
    expect(clickOf(invoke('', {}, { value: { ...value, trigger: 'manual' } })).automatic).toBe(false);
  });

  it('an Action.Submit is a message with a value', () => {
    expect(clickOf(message('', { text: undefined, value: { verb: 'show.help', a: 1 } }))).toMatchObject({ by: 'submit', verb: 'show.help', data: { id: '', rev: undefined, input: { a: '1' } } });
    expect(clickOf(message('', { text: undefined, value: { a: 1 } }))).toMatchObject({ by: 'submit', verb: '' });
  });

  it('a button without data has none', () => {
    const { data } = clickOf(invoke('', {}, { value: { action: { verb: 'show.help' } } }));
    expect(data).toEqual({ id: '', rev: undefined, input: {} });
  });

  it.each([[3, 3], ['3', 3], ['three', undefined], [1.5, undefined], [{ a: 1 }, undefined], [9e20, undefined]])('reads the revision %j as %j', (rev, expected) => {
    expect(clickOf(invoke('enrolment.approve', { rev })).data.rev).toBe(expected);
  });

  it('drops what is no single value', () => {
    const { input } = clickOf(invoke('enrolment.approve', { id: 'a', actor: { programmeAdmin: true }, list: ['a'], nothing: null })).data;
    expect(input).toEqual({ id: 'a' });
  });

  it('cuts long inputs, and looks at so many of them only', () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`field${index}`, 'x'.repeat(5_000)]));
    const { input } = clickOf(invoke('enrolment.approve', many)).data;
    expect(Object.keys(input)).toHaveLength(40);
    expect(new Set(Object.values(input).map(({ length }) => length))).toEqual(new Set([2_500]));
  });
});

describe('an answer about a file', () => {
  const uploadInfo = { uploadUrl: 'https://contoso-my.sharepoint.com/upload?x=1', contentUrl: 'https://contoso-my.sharepoint.com/audit.csv', name: 'audit.csv', uniqueId: '1150D938', fileType: 'csv' };
  const answered = (value: unknown): Inbound => readInbound(activity({ type: 'invoke', name: 'fileConsent/invoke', value }));

  it('says where the file may go, or that it may not', () => {
    expect(answered({ type: 'fileUpload', action: 'accept', context: { id: 'export-1' }, uploadInfo })).toMatchObject({ kind: 'file', answer: { context: 'export-1', upload: uploadInfo } });
    expect(answered({ type: 'fileUpload', action: 'decline', context: { id: 'export-1' } })).toMatchObject({ kind: 'file', answer: { context: 'export-1', upload: undefined } });
  });

  it.each<readonly [string, unknown]>([
    ['nothing', undefined], ['no place', { action: 'accept', context: { id: 'a' } }], ['no context', { action: 'decline' }], ['another action', { action: 'maybe', context: { id: 'a' } }],
    ['an address that is none', { action: 'accept', context: { id: 'a' }, uploadInfo: { ...uploadInfo, uploadUrl: 'here' } }], ['an endless id', { action: 'decline', context: { id: 'x'.repeat(101) } }],
  ])('with %s in it is malformed, and known to be an invoke', (_what, value) => {
    expect(answered(value)).toEqual({ kind: 'malformed', isInvoke: true });
  });
});

describe('what is no turn', () => {
  it('an installation says hello, once', () => {
    expect(readInbound(activity({ type: 'installationUpdate', action: 'add' }))).toMatchObject({ kind: 'installed', where: { kind: 'personal' } });
  });

  it('an update of the app is neither a welcome nor a goodbye', () => {
    expect(readInbound(activity({ type: 'installationUpdate', action: 'remove-upgrade' }))).toEqual({ kind: 'ignored' });
    expect(readInbound(activity({ type: 'installationUpdate', action: 'add-upgrade' }))).toMatchObject({ kind: 'upgraded', where: { kind: 'personal' } });
  });

  it('the end of the app is one in somebody\'s own chat only', () => {
    const removed = { type: 'installationUpdate', action: 'remove' };
    expect(readInbound(activity(removed))).toMatchObject({ kind: 'removed', who: { id: 'carmen-ruiz' } });
    expect(readInbound(activity({ ...removed, ...inChannel }))).toEqual({ kind: 'ignored' });
  });

  it.each<Odd>([
    { type: 'installationUpdate', action: 'something-new' },
    { type: 'installationUpdate' },
    { type: 'conversationUpdate', membersAdded: [{ id: '28:enlace' }] },
    { type: 'messageUpdate', text: '/approvals here', channelData: { eventType: 'editMessage', tenant: { id: 'contoso-iberia' } } },
    { type: 'messageDelete' },
    { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
    { type: 'typing' },
    { type: 'somethingNew', text: 'help' },
  ])('ignores $type $action', (sent) => {
    expect(readInbound(activity(sent))).toEqual({ kind: 'ignored' });
  });

  it.each<readonly [string, Odd]>([
    ['nobody', { from: undefined }], ['an empty id', { from: { id: '' } }], ['no tenant', { channelData: undefined, conversation: { id: 'a:x' } }],
    ['no conversation', { conversation: undefined }], ['no recipient', { recipient: undefined }], ['no way back', { serviceUrl: undefined }],
    ['an id that is no text', { id: 17 }], ['a text that is none', { text: 17 }], ['an endless locale', { locale: 'x'.repeat(41) }],
  ])('a message with %s is malformed', (_what, more) => {
    expect(readInbound(message('hola', more))).toEqual({ kind: 'malformed', isInvoke: false });
  });

  it.each<readonly [string, Odd]>([
    ['no value', { value: undefined }], ['no action', { value: {} }], ['no verb', { value: { action: { type: 'Action.Execute' } } }],
    ['a verb that is no text', { value: { action: { verb: 17 } } }], ['an endless verb', { value: { action: { verb: 'x'.repeat(101) } } }],
    ['data that is no record', { value: { action: { verb: 'show.help', data: 'id' } } }],
    ['another name', { name: 'task/fetch' }], ['no name', { name: undefined }], ['nobody', { from: undefined }],
    ['a name that is no text', { name: { toString: 'x' } }], ['a name that turns into a text', { name: ['signin/failure'] }],
  ])('an invoke with %s is malformed, and known to be an invoke', (_what, more) => {
    expect(readInbound(invoke('show.help', {}, more))).toEqual({ kind: 'malformed', isInvoke: true });
  });

  it('a submit whose value is no record is malformed', () => {
    expect(readInbound(message('', { text: undefined, value: 'approve' }))).toEqual({ kind: 'malformed', isInvoke: false });
  });
});

describe('a file that is sent', () => {
  const inTeams = (downloadUrl: string) => ({ contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'a.csv', contentUrl: 'https://contoso-my.sharepoint.com/a.csv', content: { downloadUrl, uniqueId: '1150', fileType: 'csv' } });
  const sent = (...attachments: readonly unknown[]) => readInbound(message('the customers', { attachments }));

  it('is where Teams says that its bytes are, beside what Teams says of the text', () => {
    expect(sent({ contentType: 'text/html', content: '<p>the customers</p>' }, inTeams('https://contoso.sharepoint.com/download?x=1'))).toMatchObject({ kind: 'sent', file: { name: 'a.csv', url: 'https://contoso.sharepoint.com/download?x=1' } });
  });

  it('may come as other clients send files', () => {
    expect(sent({ contentType: 'text/csv', name: 'Customers.CSV', contentUrl: 'http://127.0.0.1:56150/a' })).toMatchObject({ kind: 'sent', file: { name: 'Customers.CSV', url: 'http://127.0.0.1:56150/a' } });
  });

  it.each([
    ['what Teams says of a text', { contentType: 'text/html', content: '<p>x</p>' }], ['a picture', { contentType: 'image/png', name: 'a.png', contentUrl: 'https://x.example/a.png' }],
    ['a file without an address', { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'a.csv', content: {} }], ['no address at all', inTeams('somewhere')], ['nothing', null], ['a word', 'a.csv'],
  ])('is not %s', (_what, attachment) => {
    expect(sent(attachment)).toMatchObject({ kind: 'text', text: 'the customers' });
  });

  it('survives attachments that are no list', () => {
    expect(readInbound(message('hola', { attachments: { name: 'a.csv' } }))).toMatchObject({ kind: 'text' });
  });
});
