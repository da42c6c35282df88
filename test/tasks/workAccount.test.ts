/** A work account for a company without one (WF-02): what may be asked for, and what is kept of it. */

import { describe, expect, it } from '@jest/globals';
import { SECOND, plus } from '../../src/core/time.ts';
import { workAccount } from '../../src/tasks/workAccount.ts';
import { accepted, rules, run } from '../support/rules.ts';
import { NOW, accountForm, cast, contoso, workAccountIn } from '../support/world.ts';

const { employee } = cast;

describe('work account', () => {
  rules(workAccount, [
    ['WF-02 anybody may ask for one', 'NotStarted', 'request', employee, accountForm, 'Requested'],
    ['WF-02 and correct what they asked for', 'Requested', 'request', employee, accountForm, 'Requested'],
    ['WF-02 and ask for another', 'Created', 'request', employee, accountForm, 'Requested'],
    ['WF-02 CUS-05 the domain is taken', 'NotStarted', 'request', employee, accountForm, 'CUS-05', { read: { domainTaken: true } }],
    ['WF-02 GEN-05 the country must be one of the programme', 'NotStarted', 'request', employee, { ...accountForm, country: 'CU' }, 'GEN-05'],
    ['WF-02 it is created', 'Requested', 'created', employee, { userName: 'ana@contosoiberia.onmicrosoft.com' }, 'Created'],
    ['GEN-05 with a name', 'Requested', 'created', employee, {}, 'GEN-05'],
    ['GEN-01 a link of a mail asks for nothing', 'NotStarted', 'request', cast.contact, accountForm, 'GEN-01'],
    ['GEN-01 nor does a timer', 'NotStarted', 'request', cast.system, accountForm, 'GEN-01'],
  ]);

  it('CUS-05 names the whole domain', () => {
    const refused = run(workAccount, workAccountIn('NotStarted'), 'request', { actor: employee, input: { ...accountForm, prefix: 'Contoso' }, read: { domainTaken: true } });
    expect(refused).toMatchObject({ error: { params: { domain: 'contoso.onmicrosoft.com' } } });
  });

  it('CUS-05 WF-32 and names it with the suffix of the cloud', () => {
    const asked = (prefix: string, domainTaken: boolean) => run(workAccount, workAccountIn('NotStarted'), 'request', { actor: employee, input: { ...accountForm, prefix }, read: { tenant: { ...contoso, cloud: 'china21v' }, domainTaken } });
    expect(asked('Contoso.partner.onmschina.cn', true)).toMatchObject({ error: { code: 'CUS-05', params: { domain: 'contoso.partner.onmschina.cn' } } });
    expect(asked('contoso.partner.onmschina.cn', false)).toMatchObject({ value: { doc: { request: { prefix: 'contoso' } } } });
    expect(asked('contoso.onmicrosoft.com', false)).toMatchObject({ error: { code: 'GEN-05', fields: [{ field: 'prefix', rule: 'domainSuffix' }] } });
  });

  it('WF-02 keeps what was asked for, and nothing besides', () => {
    const { doc } = accepted(workAccount, workAccountIn('NotStarted'), 'request', { actor: employee, input: { ...accountForm, prefix: 'Contoso', password: 'hunter2' } });
    expect(doc).toMatchObject({ id: 'WA-0f1e2d3c-4b5a-4768-9798-a0b1c2d3e4f5', request: { ...accountForm, prefix: 'contoso' } });
    expect(JSON.stringify(doc)).not.toContain('hunter2');
  });

  it('WF-02 INV-06 its password leaves the screen when its time is over', () => {
    const where = { serviceUrl: 'https://smba.example', conversation: 'a:eva', channelId: 'msteams', bot: '28:enlace', user: '29:eva' };
    const created = (activity: string) => accepted(workAccount, workAccountIn('Requested'), 'created', { actor: employee, input: { userName: 'ana@contosoiberia.onmicrosoft.com', ...where, activity } });
    expect(created('card-1').step.outbox).toEqual([{
      kind: 'credentialsClose', key: 'card-1', at: plus(NOW, 300 * SECOND), payload: { address: where, activity: 'card-1', userName: 'ana@contosoiberia.onmicrosoft.com', language: 'es' },
    }]);
    expect(created('').step.outbox).toEqual([]);
    expect(JSON.stringify(created('card-1').doc)).not.toContain('card-1');
  });

  it('each person has their own', () => {
    expect([employee, cast.globalAdmin].map((actor) => workAccount.documentId(actor))).toEqual(['workAccount:eva', 'workAccount:ana']);
  });
});
