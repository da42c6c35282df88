/** Which domains are consumer webmail (domain.md §6.4, INV-11): the lists and the one question asked of them. What follows from the answer is in email.ts. */

import { domains } from './libraries.ts';
import type { Rules } from './settings.ts';
import { asciiDomain } from './text.ts';

const WEBMAIL = new Set([
  'gmail.com', 'googlemail.com',
  'yahoo.com', 'ymail.com', 'rocketmail.com', 'myyahoo.com',
  'icloud.com', 'me.com', 'mac.com', 'icloud.com.cn',
  'aol.com', 'aim.com', 'love.com', 'ygm.com',
  'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'windowslive.com', 'passport.com',
]);
const NATIONAL_WEBMAIL = /^(?:yahoo|aol|outlook|hotmail|live)\.(?:com?\.)?[a-z]{2}$/;

// [DESIGN] the second list: smaller providers and the mail that comes with an internet line.
const ISP = new Set([
  'proton.me', 'protonmail.com', 'pm.me', 'zoho.com', 'zohomail.com', 'tutanota.com', 'tuta.io', 'fastmail.com', 'mail.com', 'web.de',
  'mail.ru', 'bk.ru', 'inbox.ru', 'list.ru', 'ya.ru', 'qq.com', '163.com', '126.com', 'sina.com', 'naver.com', 'daum.net', 'rediffmail.com',
  'seznam.cz', 'libero.it', 'virgilio.it', 'laposte.net', 'orange.fr', 'wanadoo.fr', 'free.fr', 't-online.de', 'terra.com', 'terra.es',
  'uol.com.br', 'bol.com.br', 'ig.com.br', 'prodigy.net.mx',
]);
const ISP_EVERYWHERE = /^(?:gmx|yandex)\./;

/** `overridden`: on a list, but an operator excepted it; the use of an exception belongs in the audit (§6.4). */
export type WebmailStatus = 'allowed' | 'banned' | 'overridden';

/** @param domain in ASCII and lower case. Its registrable domain is compared, so subdomains count and look-alike suffixes do not. */
export function webmailStatus(domain: string, settings: Rules['webmail']): WebmailStatus {
  if (!isListed(domain, settings)) return 'allowed';
  return settings.overrides.some((entry) => isWithin(domain, entry)) ? 'overridden' : 'banned';
}

function isListed(domain: string, settings: Rules['webmail']): boolean {
  const owned = domains().getDomain(domain) ?? domain;
  return WEBMAIL.has(owned) || NATIONAL_WEBMAIL.test(owned)
    || (settings.includeIsp && (ISP.has(owned) || ISP_EVERYWHERE.test(owned)))
    || settings.domains.some((entry) => isWithin(domain, entry));
}

/** Settings are written by people: any case, with or without accents encoded. */
function isWithin(domain: string, entry: string): boolean {
  const parent = asciiDomain(entry.trim());
  return parent !== undefined && (domain === parent || domain.endsWith(`.${parent}`));
}
