/** How often pages are asked for: so many times a minute from one address, and so many behind one link, whoever holds it. Counted in this process only and forgotten after a minute; who is asking is not known here. */

import { isIPv6 } from 'node:net';
import type { Request } from 'restify';
import { traceOf } from '../../src/core/secrets.ts';
import type { Clock } from '../../src/core/time.ts';
import { MINUTE, SECOND } from '../../src/core/time.ts';

/** `proxies`: how many of our own stand in front, each of which adds an address to X-Forwarded-For; what is before those, anybody can write. */
export type Pace = { readonly address: number; readonly link: number; readonly proxies: number };

export interface Turnstile {
  /** Counts a request. @returns the seconds after which to come again; 0 lets it in. */
  readonly wait: (asked: { readonly address: string; readonly token: string }) => number;
}

/** [DESIGN] a flood from more addresses than this is not for the bot to hold off; its memory stays small. */
const MOST_COUNTED = 50_000;

export function openTurnstile({ clock, pace }: { readonly clock: Clock; readonly pace: Pace }): Turnstile {
  let counted = new Map<string, number>();
  let began = 0;
  const isOver = (key: string, most: number): boolean => {
    const times = (counted.get(key) ?? 0) + 1;
    counted.set(key, times);
    return times > most;
  };
  return {
    wait: ({ address, token }) => {
      const now = Date.parse(clock());
      if (now - began >= MINUTE || counted.size > MOST_COUNTED) [counted, began] = [new Map(), now];
      const isTooOften = isOver(`address ${networkOf(address)}`, pace.address) || (token !== '' && isOver(`link ${traceOf(token)}`, pace.link));
      return isTooOften ? Math.ceil((began + MINUTE - now) / SECOND) : 0;
    },
  };
}

/** Who speaks to the outermost of our own proxies; without any, who speaks to us. */
export function remoteAddress(req: Pick<Request, 'headers' | 'socket'>, proxies: number): string {
  const forwarded = String(req.headers['x-forwarded-for'] ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '');
  const chain = [...forwarded, req.socket.remoteAddress ?? ''];
  return withoutPort(chain.at(-1 - proxies) ?? chain[0] ?? '');
}

/** Some proxies write `203.0.113.7:50112` or `[2001:db8::1]:50112`. */
const withoutPort = (address: string): string => /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;

/** Whoever has one address of IPv6 has the 2^64 beside it too. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = [], tail] = address.split('::').map((side) => side.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: tail ? 8 - head.length - tail.length : 0 }, () => '0');
  return [...head, ...zeros, ...(tail ?? [])].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}
