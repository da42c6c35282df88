/** INV-11: the webmail table of domain.md §6.4, domain by domain, and the settings that move its edges. */

import { describe, expect, it } from '@jest/globals';
import { defaultRules } from '../../src/rules/settings.ts';
import { webmailStatus } from '../../src/rules/webmail.ts';

const settings = defaultRules.webmail;
const words = (list: string) => list.split(/\s+/);

const seedBrands = words(`
  gmail.com googlemail.com
  yahoo.com ymail.com rocketmail.com myyahoo.com yahoo.es yahoo.fr yahoo.com.mx yahoo.com.ar yahoo.com.br yahoo.co.uk yahoo.co.in yahoo.co.jp
  icloud.com me.com mac.com icloud.com.cn
  aol.com aim.com love.com ygm.com aol.es aol.fr aol.de aol.co.uk aol.com.mx
  outlook.com hotmail.com live.com msn.com windowslive.com passport.com
  outlook.es outlook.com.ar hotmail.es hotmail.co.uk hotmail.com.mx live.com.mx live.fr live.nl`.trim());

const ispDomains = words(`
  proton.me protonmail.com pm.me zoho.com zohomail.com tutanota.com tuta.io fastmail.com mail.com gmx.com gmx.de gmx.es gmx.co.uk web.de mail.ru bk.ru
  inbox.ru list.ru yandex.ru yandex.com yandex.com.tr ya.ru qq.com 163.com 126.com sina.com naver.com daum.net rediffmail.com seznam.cz libero.it
  virgilio.it laposte.net orange.fr wanadoo.fr free.fr t-online.de terra.com terra.es uol.com.br bol.com.br ig.com.br prodigy.net.mx`.trim());

const companies = words(`
  contoso.com notgmail.com gmail.com.contoso.com gmail.contoso.com gmail.es yahoo.contoso.es myyahoo.es yahoo.org yahooo.com notyahoo.es outlook.contoso.com
  live.com.contoso.mx alive.com live.company me.es mac.es icloud.es aim.es msn.es hotmail.info terra.mx free.com orange.es gmxgroup.com notyandex.ru
  mail.contoso.com contoso.me xn--gmal-nza.com onmicrosoft.com`.trim());

describe('INV-11 ENR-06 webmail domains', () => {
  it.each(seedBrands)('INV-11 %s is banned, with its subdomains and whatever the ISP setting says', (domain) => {
    const seedsOnly = { ...settings, includeIsp: false };
    expect(webmailStatus(domain, seedsOnly)).toBe('banned');
    expect(webmailStatus(`mail.${domain}`, seedsOnly)).toBe('banned');
  });

  it.each(ispDomains)('INV-11 %s is banned by the second list only', (domain) => {
    expect(webmailStatus(domain, settings)).toBe('banned');
    expect(webmailStatus(`mail.${domain}`, settings)).toBe('banned');
    expect(webmailStatus(domain, { ...settings, includeIsp: false })).toBe('allowed');
  });

  it.each(companies)('INV-11 %s is a company domain', (domain) => {
    expect(webmailStatus(domain, settings)).toBe('allowed');
  });

  it('INV-11 operators add domains, in any spelling', () => {
    const more = { ...settings, domains: [' Correo.Contoso.NET', 'ñandú.es'] };
    expect(webmailStatus('correo.contoso.net', more)).toBe('banned');
    expect(webmailStatus('x.correo.contoso.net', more)).toBe('banned');
    expect(webmailStatus('xn--and-6ma2c.es', more)).toBe('banned');
    expect(webmailStatus('contoso.net', more)).toBe('allowed');
    expect(webmailStatus('otrocorreo.contoso.net', more)).toBe('allowed');
  });

  it('INV-11 an override excepts one domain and its subdomains, and says that it was used', () => {
    const excepted = { ...settings, overrides: ['LIVE.cl'] };
    expect(webmailStatus('live.cl', settings)).toBe('banned');
    expect(webmailStatus('live.cl', excepted)).toBe('overridden');
    expect(webmailStatus('correo.live.cl', excepted)).toBe('overridden');
    expect(webmailStatus('live.com', excepted)).toBe('banned');
    expect(webmailStatus('contoso.cl', excepted)).toBe('allowed');
  });
});
