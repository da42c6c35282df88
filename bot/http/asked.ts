/** What a page is asked: the request, read once and as far as pages need it. Nothing in it is believed; who signed in is visitor.ts. */

import type { Request } from 'restify';
import type { Deps } from '../../src/app/deps.ts';
import type { Language } from '../../src/core/actor.ts';
import { languageOf } from '../turn/locale.ts';
import type { CookieName } from './cookies.ts';
import { cookieIn } from './cookies.ts';
import type { Visit } from './html.ts';

export type Asked = Visit & {
  readonly form: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly correlation: string;
  /** What this browser keeps for us. */
  readonly cookies: Readonly<Partial<Record<CookieName, string>>>;
  /** The browser says that a page of somebody else's sent this. */
  readonly isFromElsewhere: boolean;
};

/** For pages that have no language of their own. */
export const readerOf = ({ language, accepted }: Pick<Visit, 'language' | 'accepted'>): Language => language ?? accepted ?? 'en';

export function askedOf(req: Request, deps: Pick<Deps, 'newId' | 'site'>): Asked {
  const query = textsIn(req.query, LONGEST_QUERY);
  const [session, attempt] = (['session', 'sign-in'] as const).map((name) => cookieIn(req.headers.cookie, name, deps.site()));
  return {
    token: textsIn(req.params)['token'] ?? '', form: textsIn(req.body), query, correlation: deps.newId(),
    language: languageOf(query['lang']), accepted: languageOf(req.headers['accept-language']?.split(/[,;]/)[0]),
    cookies: { ...(session ? { session } : {}), ...(attempt ? { 'sign-in': attempt } : {}) },
    isFromElsewhere: isFromElsewhere(req.headers, deps.site()),
  };
}

/** Browsers that send no Sec-Fetch-Site send an Origin; "null" is what our own pages get for telling nobody where they are (Referrer-Policy). The nonce is asked for in every case. */
function isFromElsewhere({ origin, host, 'sec-fetch-site': relation }: Request['headers'], site: string): boolean {
  if (relation !== undefined) return relation !== 'same-origin' && relation !== 'none';
  return origin !== undefined && origin !== 'null' && origin !== new URL(site).origin && origin !== `http://${host ?? ''}`;
}

const LONGEST = 1_000;
/** An authorisation code of Entra's may have two thousand characters. */
const LONGEST_QUERY = 4_000;

function textsIn(source: unknown, longest = LONGEST): Readonly<Record<string, string>> {
  if (typeof source !== 'object' || source === null) return {};
  return Object.fromEntries(Object.entries(source).flatMap(([field, value]) => (typeof value === 'string' ? [[field, value.slice(0, longest)]] : [])));
}
