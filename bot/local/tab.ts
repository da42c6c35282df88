/** A browser's tab on our pages, without scripts: it keeps cookies, follows links and redirections, and sends forms as they stand. What a page says is not known here. */

import type { Persona } from './teamsPeer.ts';

export type Sending = { readonly fields?: Readonly<Record<string, string>>; readonly headers?: Readonly<Record<string, string>> };

export interface Tab {
  readonly status: number;
  readonly html: string;
  readonly address: string;
  /** `Set-Cookie` lines of every answer so far. */
  readonly given: readonly string[];
  readonly cookies: Map<string, string>;
  readonly heading: () => string;
  readonly opens: (address: string) => Promise<void>;
  /** Follows the first link whose words contain this. */
  readonly follows: (words: string) => Promise<void>;
  /** Presses the button with this value, and sends what stands in its form. */
  readonly presses: (value: string, sending?: Sending) => Promise<void>;
  /** From a page that offers it, through the page that stands for Entra, and back. */
  readonly signsIn: (who: Persona, words?: string) => Promise<void>;
}

const plain = (markup: string): string => markup.replace(/<[^>]*>/g, '').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : plain(found);
};

const whoOf = ({ tenant, id }: Persona): string => JSON.stringify([tenant, id]);

export function openTab(site: string): Tab {
  let [status, html, address] = [0, '', site];
  const cookies = new Map<string, string>();
  const given: string[] = [];

  async function goes(to: string, init: RequestInit = {}): Promise<void> {
    const headers = { ...init.headers as Record<string, string>, cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }; // our own calls give plain objects
    const answer = await fetch(to, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      given.push(line);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (line.includes('Max-Age=0')) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location !== null) return await goes(new URL(location, to).href);
    [status, html, address] = [answer.status, await answer.text(), to];
  }

  const presses: Tab['presses'] = async (value, { fields = {}, headers = {} } = {}) => {
    const pressed = (form: string): string | undefined => form.match(/<button[^>]*>/g)?.find((tag) => attribute(tag, 'value') === value);
    const form = html.match(/<form[^]*?<\/form>/g)?.find((one) => pressed(one) !== undefined) ?? '';
    const button = pressed(form);
    if (!button) throw new Error(`No button "${value}" on the page:\n${plain(html)}`);
    const inputs = [...form.matchAll(/<input[^>]*>/g)].map(([tag]) => tag).filter((tag) => attribute(tag, 'type') !== 'checkbox' || tag.includes(' checked'));
    const body = new URLSearchParams();
    for (const tag of [...inputs, button]) body.set(attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '');
    for (const [name, typed] of Object.entries(fields)) body.set(name, typed);
    await goes(new URL(attribute(/<form[^>]*>/.exec(form)?.[0] ?? '', 'action') ?? '', address).href, { method: 'POST', body, headers });
  };

  const follows: Tab['follows'] = async (words) => {
    const link = [...html.matchAll(/<a [^>]*>[^]*?<\/a>/g)].map(([tag]) => tag).find((tag) => plain(tag).includes(words));
    if (!link) throw new Error(`No link "${words}" on the page:\n${plain(html)}`);
    await goes(new URL(attribute(link, 'href') ?? '', address).href);
  };

  return {
    get status() { return status; }, get html() { return html; }, get address() { return address; },
    given, cookies, presses, follows,
    heading: () => plain(/<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? ''),
    opens: async (to) => await goes(new URL(to, site).href),
    signsIn: async (who, words = 'Iniciar sesión') => {
      await follows(words);
      await presses(whoOf(who));
    },
  };
}
