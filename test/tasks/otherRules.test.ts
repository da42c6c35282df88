/** What each setting of §9 changes, where the programme sets it otherwise; that the defaults do not is in the test of each task. */

import { describe, expect, it } from '@jest/globals';
import { inForce, isGivenAt } from '../../src/rules/permissions.ts';
import { isNear } from '../../src/rules/regions.ts';
import type { Rules } from '../../src/rules/settings.ts';
import { defaultRules, rulesSchema } from '../../src/rules/settings.ts';
import { newUser } from '../../src/tasks/newUser.ts';
import { partnership } from '../../src/tasks/partnership.ts';
import { request } from '../../src/tasks/request.ts';
import { obstacles } from '../../src/tasks/selling.ts';
import { user } from '../../src/tasks/user.ts';
import { resellerFacts, selling, standing } from '../support/orders.ts';
import { TRACE, iker } from '../support/partners.ts';
import { accountIn, userIn } from '../support/people.ts';
import { rules, run } from '../support/rules.ts';
import { adventure, agreementIn, cast, contoso, enrolmentIn, norte } from '../support/world.ts';

const { globalAdmin, userManagementAdmin: uma } = cast;
const roles = (agent: string, admin = 'notAnAdmin') => ({ agent, admin });

describe('users.requireAdminAgentToManage', () => {
  const more = { rules: rulesSchema.parse({ users: { requireAdminAgentToManage: true } }), read: { account: accountIn('Open', { adminAgents: ['ada'] }) } };
  const both = { ...uma, roles: { agent: 'adminAgent', admin: 'userManagementAdmin' } } as const;
  const nora = { name: 'Nora Núñez', email: 'nora@contoso.es', ...roles('salesAgent') };
  const oneself = userIn('Active', { id: globalAdmin.id, admin: 'globalAdmin' });
  rules(user, [
    ['USR-09 C1 who is no admin agent changes nobody', 'Active', 'update', uma, roles('helpdeskAgent'), 'USR-09', more],
    ['USR-09 C1 a Global admin neither', 'Active', 'remove', globalAdmin, {}, 'USR-09', more],
    ['USR-09 C1 nor resets a password', 'Active', 'reset', uma, {}, 'USR-09', more],
    ['C1 who is both does', 'Active', 'update', both, roles('helpdeskAgent'), 'Active', more],
    ['C1 INV-02 an admin agent alone still does not', 'Active', 'update', cast.adminAgent, roles('helpdeskAgent'), 'GEN-01', more],
    ['C1 WF-06 becoming admin agent is the way there', oneself, 'becomeAdminAgent', globalAdmin, {}, 'Active', more],
  ]);
  rules(newUser, [
    ['USR-09 C1 nor adds anybody', 'NotStarted', 'add', uma, nora, 'USR-09', more],
    ['USR-09 C1 nor gives up what somebody else began', 'Requested', 'drop', uma, {}, 'USR-09', more],
    ['C1 who is both adds', 'NotStarted', 'add', both, nora, 'Requested', more],
  ]);
});

describe('roles.salesAgentForResellers', () => {
  const without = rulesSchema.parse({ roles: { salesAgentForResellers: false } });
  const more = { rules: without, read: { account: accountIn('Open', { adminAgents: ['ada'] }) } };
  const nora = { name: 'Nora Núñez', email: 'nora@contoso.es' };
  rules(user, [
    ['GEN-05 C13 no reseller\'s user becomes one', 'Active', 'update', uma, roles('salesAgent'), 'GEN-05', more],
    ['C13 who is one already can change otherwise', userIn('Active', { agent: 'salesAgent' }), 'update', uma, roles('salesAgent', 'billingAdmin'), 'Active', more],
    ['C13 every other role can be given', 'Active', 'update', uma, roles('helpdeskAgent'), 'Active', more],
  ]);
  rules(newUser, [['GEN-05 C13 nor is added as one', 'NotStarted', 'add', uma, { ...nora, ...roles('salesAgent') }, 'GEN-05', more]]);

  it('C13 is said beside the field', () => {
    const decided = run(user, userIn('Active'), 'update', { actor: uma, input: roles('salesAgent'), ...more });
    expect(decided.ok ? [] : decided.error.fields).toEqual([{ field: 'agent', rule: 'salesAgent', level: 'error', params: {} }]);
  });

  it('C13 INV-57 who was one under other settings is none now; a provider\'s stays', () => {
    const held = { agent: 'salesAgent', admin: 'billingAdmin' } as const;
    expect(inForce('reseller', held, without)).toEqual({ agent: 'notAnAgent', admin: 'billingAdmin' });
    expect([inForce('provider', held, without), inForce('reseller', held, defaultRules), inForce('reseller', undefined, without)]).toEqual([held, held, undefined]);
    expect((['adminAgent', 'helpdeskAgent', 'notAnAgent'] as const).filter((agent) => !isGivenAt('reseller', agent, without))).toEqual([]);
  });
});

describe('partnership.removal and partnership.requireMpa', () => {
  const attested = { goodFaith: 'true', businessPurpose: 'true', agreement: 'true', harmless: 'true' };
  const none = { rules: rulesSchema.parse({ partnership: { removal: false } }) };
  rules(partnership, [
    ['PAR-10 Y14 nobody removes one', 'Active', 'remove', iker, attested, 'PAR-10', none],
    ['PAR-10 Y14 is heard before the boxes are looked at', 'Active', 'remove', iker, {}, 'PAR-10', none],
    ['Y4 administrator access can be taken back all the same', 'Active', 'removeAdminAccess', globalAdmin, { confirmed: 'true' }, 'Active', none],
  ]);

  const answer = { link: TRACE, accept: 'true', version: '2026-11', language: 'es' };
  const asking = rulesSchema.parse({ partnership: { requireMpa: true } });
  const having = (ownAgreement: ReturnType<typeof agreementIn> | undefined, by: Rules = asking) => ({ rules: by, read: { tenant: norte, own: contoso, ownEnrolment: enrolmentIn('Qualified'), ownAgreement } });
  rules(request, [
    ['INV-16 PAR-09 an unsigned agreement', 'Issued', 'authorise', globalAdmin, answer, 'PAR-09', having(agreementIn('PendingSignature'))],
    ['INV-16 PAR-09 or none', 'Issued', 'authorise', globalAdmin, answer, 'PAR-09', having(undefined)],
    ['INV-16 a signed one will do', 'Issued', 'authorise', globalAdmin, answer, 'Accepted', having(agreementIn('Accepted'))],
    ['Y2 where there is none to sign, none is asked for', 'Issued', 'authorise', globalAdmin, answer, 'Accepted', having(undefined, rulesSchema.parse({ partnership: { requireMpa: true }, mpa: { required: false } }))],
    ['INV-23 declining takes none', 'Issued', 'decline', globalAdmin, answer, 'Declined', having(undefined)],
  ]);
});

describe('csp.regionCheck', () => {
  const anywhere = rulesSchema.parse({ csp: { regionCheck: false } });
  const inMexico = { ...contoso, country: 'MX' };

  it('INV-29 partners of other regions are linked; INV-61 of other clouds never', () => {
    expect([defaultRules, anywhere].map((by) => isNear(norte, inMexico, by))).toEqual([false, true]);
    expect([defaultRules, anywhere].map((by) => isNear(norte, { ...contoso, cloud: 'usGov' }, by))).toEqual([false, false]);
  });

  it('INV-29 CUS-03 and customers are sold to', () => {
    const sale = { provider: norte, tenant: { ...adventure, country: 'MX' }, customer: selling.customer, relationship: standing, enrolment: undefined, reseller: resellerFacts };
    expect([defaultRules, anywhere].map((by) => obstacles(sale, by).map(({ code }) => code))).toEqual([['CUS-03'], []]);
  });

  const answer = { link: TRACE, accept: 'true', version: '2026-11', language: 'es' };
  rules(request, [['INV-29 a provider of another region is authorised', 'Issued', 'authorise', globalAdmin, answer, 'Accepted', { rules: anywhere, read: { tenant: norte, own: inMexico, ownEnrolment: enrolmentIn('Active') } }]]);
});
