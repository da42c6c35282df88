/** The mailer of production against a real SMTP server on loopback: what arrives, and which failures are final. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import type { SMTPServerOptions } from 'smtp-server';
import { SMTPServer } from 'smtp-server';
import { MailRefused } from '../../bot/mail/message.ts';
import type { SmtpConfig, SmtpMailer } from '../../bot/mail/smtpMailer.ts';
import { smtpMailer } from '../../bot/mail/smtpMailer.ts';

const MAIL = {
  to: '"Peña, Íñigo" <inigo@contoso.es>', subject: 'Confirma tu inscripción', text: 'Pulsa aquí.', html: '<p>Pulsa aquí.</p>',
  language: 'es', key: 'enr-1:verify',
};

/** A mail as the server has taken it. */
type Received = { readonly from: string; readonly to: readonly string[]; readonly source: string };
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => { for (const close of closing.splice(0).toReversed()) await close(); });

async function serve(options: SMTPServerOptions = {}): Promise<{ readonly port: number; readonly received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true, hideSTARTTLS: true, logger: false,
    async onData(stream, { envelope: { mailFrom, rcptTo } }, done) {
      const source = await text(stream);
      received.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), source });
      done();
    },
    ...options,
  });
  server.on('error', () => undefined); // clients that hang up
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  closing.push(() => new Promise<void>((resolve) => { server.close(() => resolve()); }));
  return { port: (server.server.address() as AddressInfo).port, received }; // a server that listens on a port has such an address
}

function mailerOn(port: number, config: Partial<SmtpConfig> = {}): SmtpMailer {
  const mailer = smtpMailer({ host: '127.0.0.1', port, secure: false, requireTls: false, from: 'Programa Enlace Ñ <no-reply@enlace.example>', ...config });
  closing.push(() => mailer.close());
  return mailer;
}

/** A server that answers so at one stage of the conversation. */
const answering = (responseCode: number) => Object.assign(new Error('No'), { responseCode });
const stages = (responseCode: number): Record<string, SMTPServerOptions> => ({
  'the sender': { onMailFrom: (_address, _session, done) => done(answering(responseCode)) },
  'the recipient': { onRcptTo: (_address, _session, done) => done(answering(responseCode)) },
  'the message': { onData: (stream, _session, done) => { stream.resume().once('end', () => done(answering(responseCode))); } },
});

describe('a mail over SMTP', () => {
  it('arrives with its envelope, both parts and its headers', async () => {
    const { port, received } = await serve();
    await mailerOn(port).send(MAIL);
    expect(received).toMatchObject([{ from: 'no-reply@enlace.example', to: ['inigo@contoso.es'] }]);
    const mail = await PostalMime.parse(received[0]?.source ?? '');
    expect(mail).toMatchObject({
      from: { name: 'Programa Enlace Ñ', address: 'no-reply@enlace.example' },
      to: [{ name: 'Peña, Íñigo', address: 'inigo@contoso.es' }],
      subject: MAIL.subject,
    });
    expect([mail.text?.trim(), mail.html?.trim()]).toEqual([MAIL.text, MAIL.html]);
    expect(mail.headers).toContainEqual(expect.objectContaining({ key: 'content-language', value: 'es' }));
    expect(mail.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
  });

  it('has the same Message-ID for the same key, and another for another', async () => {
    const { port, received } = await serve();
    const mailer = mailerOn(port);
    for (const key of ['one', 'one', 'two']) await mailer.send({ ...MAIL, key });
    const [first, again, other] = await Promise.all(received.map(async ({ source }) => (await PostalMime.parse(source)).messageId));
    expect(first).toMatch(/^<[0-9a-f]{32}@enlace\.example>$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('uses one connection for mails that follow each other', async () => {
    let connections = 0;
    const { port } = await serve({ onConnect: (_session, done) => { connections += 1; done(); } });
    const mailer = mailerOn(port);
    for (const key of ['one', 'two', 'three']) await mailer.send({ ...MAIL, key });
    expect(connections).toBe(1);
  });

  it.each([['\r\n'], ['\n'], ['\r']])('reaches nobody through a line break in the subject: %j', async (lineBreak) => {
    const { port, received } = await serve();
    await mailerOn(port).send({ ...MAIL, subject: `Hola${lineBreak}Bcc: spy@evil.example${lineBreak}${lineBreak}Texto` });
    expect(received[0]?.to).toEqual(['inigo@contoso.es']);
    const mail = await PostalMime.parse(received[0]?.source ?? '');
    expect([mail.bcc, mail.subject, mail.text?.trim()]).toEqual([undefined, 'Hola Bcc: spy@evil.example Texto', MAIL.text]);
  });

  it.each([
    'a@contoso.es, spy@evil.example', 'a@contoso.es\r\nRCPT TO:<spy@evil.example>', 'a@contoso.es\nBcc: spy@evil.example',
  ])('is refused for good, and not sent, to %j', async (to) => {
    const { port, received } = await serve();
    await expect(mailerOn(port).send({ ...MAIL, to })).rejects.toBeInstanceOf(MailRefused);
    expect(received).toEqual([]);
  });
});

type Fault = readonly [what: string, server: SMTPServerOptions, mailer: Partial<SmtpConfig>, code: string];
const WITH_LOGIN = { authOptional: false, allowInsecureAuth: true } as const;

describe('a server that does not take a mail', () => {
  it.each(Object.keys(stages(0)))('refuses %s for good with 550', async (stage) => {
    const { port } = await serve(stages(550)[stage]);
    await expect(mailerOn(port).send(MAIL)).rejects.toMatchObject({ name: 'MailRefused', cause: expect.objectContaining({ responseCode: 550 }) });
  });

  it.each(Object.keys(stages(0)))('may be asked again when it answers %s with 451', async (stage) => {
    const { port } = await serve(stages(451)[stage]);
    const failure: unknown = await mailerOn(port).send(MAIL).catch((error: unknown) => error);
    expect(failure).toMatchObject({ responseCode: 451 });
    expect(failure).not.toBeInstanceOf(MailRefused);
  });

  it.each([
    ['a wrong password', { ...WITH_LOGIN, onAuth: (_auth, _session, done) => done(answering(535)) }, { user: 'enlace', password: 'wrong' }, 'EAUTH'],
    ['a missing password', WITH_LOGIN, {}, 'EENVELOPE'],
    ['no TLS where TLS is required', { disabledCommands: ['STARTTLS'] }, { requireTls: true }, 'ETLS'],
  ] as const satisfies readonly Fault[])('is a fault of the settings, and keeps the mail: %s', async (_what, options, config, code) => {
    const { port, received } = await serve(options);
    const failure: unknown = await mailerOn(port, config).send(MAIL).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect(failure).not.toBeInstanceOf(MailRefused);
    expect(received).toEqual([]);
  });

  it('may be asked again when nobody listens', async () => {
    const { port } = await serve();
    await closing.pop()?.();
    const failure: unknown = await mailerOn(port).send(MAIL).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'ESOCKET' });
    expect(failure).not.toBeInstanceOf(MailRefused);
  });

  it('logs in when there is a user', async () => {
    const seen: unknown[] = [];
    const { port, received } = await serve({
      ...WITH_LOGIN,
      onAuth: ({ username, password }, _session, done) => { seen.push([username, password]); done(null, { user: 'enlace' }); },
    });
    await mailerOn(port, { user: 'enlace', password: 'contraseña' }).send(MAIL);
    expect(seen).toEqual([['enlace', 'contraseña']]);
    expect(received).toHaveLength(1);
  });
});
