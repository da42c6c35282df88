/** Users of a partner account (WF-06, WF-10, WF-11): roles, reset, removal, the temporary password that was shown, and the two roles that must not run out. */

import { describe, expect, it } from '@jest/globals';
import { SECOND, plus } from '../../src/core/time.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { isSetUp } from '../../src/tasks/account.ts';
import { outgoingSchemas } from '../../src/tasks/outgoing.ts';
import { user } from '../../src/tasks/user.ts';
import type { User } from '../../src/tasks/userDoc.ts';
import { userLine } from '../../src/tasks/userDoc.ts';
import { accountIn, userIn } from '../support/people.ts';
import { accepted, rules, run } from '../support/rules.ts';
import { NOW, cast, contoso, fabrikam } from '../support/world.ts';

const { globalAdmin, userManagementAdmin: uma, employee: eva } = cast;
const roles = (agent: User['agent'], admin: User['admin'], more: object = {}) => ({ agent, admin, ...more });
const none = roles('notAnAgent', 'notAnAdmin');
const having = (more: Parameters<typeof accountIn>[1] = {}, read: object = {}) => ({ read: { account: accountIn('Open', more), subject: { directoryRoles: [] }, ...read } });
const opened = having();
const two = having({ globalAdmins: [globalAdmin.id, eva.id] });
const byDirectory = having({ globalAdmins: [globalAdmin.id, eva.id] }, { subject: { directoryRoles: ['globalAdmin'] } });
const otherCloud = having({}, { tenant: { ...contoso, cloud: 'china21v' } });
const admin = userIn('Active', { admin: 'globalAdmin' });
/** Nobody is Global admin in the directory either. */
const last = having({ globalAdmins: [eva.id] }, { tenant: { ...contoso, globalAdmins: [] } });
const lastAgent = having({ adminAgents: [eva.id] });
const agent = userIn('Active', { agent: 'adminAgent' });
const confirm = { confirmWarnings: 'true' };
const shown = { userName: 'eva@contoso.es', serviceUrl: 'https://smba.test', conversation: 'a:1', channelId: 'msteams', bot: '28:b', user: '29:u', activity: 'act-1' };

describe('roles', () => {
  rules(user, [
    ['WF-11 a user management admin changes them', 'Active', 'update', uma, roles('salesAgent', 'billingAdmin'), 'Active', opened],
    ['WF-11 before the first sign-in, too', 'PendingFirstSignIn', 'update', uma, roles('salesAgent', 'notAnAdmin'), 'PendingFirstSignIn', opened],
    ['INV-02 WF-11 an admin agent does not', 'Active', 'update', cast.adminAgent, roles('salesAgent', 'notAnAdmin'), 'GEN-01', opened],
    ['INV-01 USR-02 silence on both axes', 'Active', 'update', uma, {}, 'USR-02', opened],
    ['INV-01 USR-02 silence on the agent axis', 'Active', 'update', uma, { admin: 'notAnAdmin' }, 'USR-02', opened],
    ['INV-01 USR-02 silence on the admin axis', 'Active', 'update', uma, { agent: 'salesAgent' }, 'USR-02', opened],
    ['INV-01 USR-02 a value of the other axis', 'Active', 'update', uma, { agent: 'globalAdmin', admin: 'salesAgent' }, 'USR-02', opened],
    ['INV-01 USR-02 two values at once', 'Active', 'update', uma, { agent: 'adminAgent,salesAgent', admin: 'notAnAdmin' }, 'USR-02', opened],
    ['INV-01 "none" is a value', 'Active', 'update', uma, none, 'Active', opened],
    ['USR-04 other clouds manage their users elsewhere', 'Active', 'update', globalAdmin, none, 'USR-04', otherCloud],
    ['USR-08 before there is an account', 'Active', 'update', globalAdmin, none, 'USR-08'],
    ['INV-56 GEN-06 of another company', 'Active', 'update', { ...globalAdmin, tenant: fabrikam.id }, none, 'GEN-06', opened],
    ['GEN-07 of somebody who was removed', 'Removed', 'update', globalAdmin, none, 'GEN-07', opened],
    ['INV-57 who lost the role since the card was drawn changes nothing', 'Active', 'update', { ...uma, roles: none }, none, 'GEN-01', opened],
  ]);

  it('WF-11 stand in the user and in the account, in one commit', () => {
    const { doc, step } = accepted(user, userIn('Active'), 'update', { actor: globalAdmin, input: roles('adminAgent', 'globalAdmin'), ...having({ adminAgents: ['ada'] }) });
    expect(doc).toMatchObject({ agent: 'adminAgent', admin: 'globalAdmin', rev: 4 });
    expect(step.companions).toEqual([{ task: 'account', doc: accountIn('Open', { globalAdmins: ['ana', 'eva'], adminAgents: ['ada', 'eva'], rev: 2 }) }]);
    expect(step.outbox).toBeUndefined();
  });
});

describe('Global admins', () => {
  rules(user, [
    ['P24 USR-03 a user management admin makes none', 'Active', 'update', uma, roles('notAnAgent', 'globalAdmin'), 'USR-03', opened],
    ['P24 USR-03 and unmakes none', admin, 'update', uma, none, 'USR-03', two],
    ['P24 USR-03 and resets none', admin, 'reset', uma, {}, 'USR-03', two],
    ['P24 USR-03 and removes none', admin, 'remove', uma, confirm, 'USR-03', two],
    ['P24 USR-03 nor resets one of the directory, whom the account does not know as such', 'Active', 'reset', uma, {}, 'USR-03', byDirectory],
    ['P24 USR-03 nor removes one', 'Active', 'remove', uma, confirm, 'USR-03', byDirectory],
    ['P24 USR-03 nor changes the admin axis of one', 'Active', 'update', uma, roles('notAnAgent', 'billingAdmin'), 'USR-03', byDirectory],
    ['P24 but may change their other axis', admin, 'update', uma, roles('salesAgent', 'globalAdmin'), 'Active', two],
    ['P24 a Global admin makes one', 'Active', 'update', globalAdmin, roles('notAnAgent', 'globalAdmin'), 'Active', opened],
    ['P24 and unmakes one', admin, 'update', globalAdmin, none, 'Active', two],
    ['P24 and resets one', admin, 'reset', globalAdmin, {}, 'PendingFirstSignIn', two],
    ['P24 and removes one', admin, 'remove', globalAdmin, {}, 'Removed', two],
    ['INV-63 USR-05 the last one cannot be demoted', admin, 'update', globalAdmin, none, 'USR-05', last],
    ['INV-63 USR-05 nor by themselves', admin, 'update', { ...cast.partnerGlobalAdmin, id: eva.id }, none, 'USR-05', last],
    ['INV-63 USR-05 nor removed, confirmed or not', admin, 'remove', globalAdmin, confirm, 'USR-05', last],
    ['INV-63 the last one of the account, while the directory has one', admin, 'remove', globalAdmin, confirm, 'Removed', having({ globalAdmins: [eva.id] })],
    ['INV-63 the last one stays what they are', admin, 'update', globalAdmin, roles('salesAgent', 'globalAdmin'), 'Active', last],
    ['INV-63 the last one may get another password', admin, 'reset', globalAdmin, {}, 'PendingFirstSignIn', last],
    ['USR-06 one of the directory is demoted there', admin, 'update', globalAdmin, none, 'USR-06', byDirectory],
    ['USR-06 and removed there', admin, 'remove', globalAdmin, {}, 'USR-06', byDirectory],
    ['USR-06 also where the account knows nothing of it', 'Active', 'remove', globalAdmin, {}, 'USR-06', byDirectory],
    ['USR-06 before a warning is asked to be confirmed', userIn('Active', { agent: 'adminAgent', admin: 'globalAdmin' }), 'remove', globalAdmin, {}, 'USR-06', having({ adminAgents: [eva.id] }, byDirectory.read)],
    ['INV-57 USR-06 whom the directory has demoted since can be demoted here', userIn('Active', { admin: 'globalAdmin', byDirectory: true }), 'update', globalAdmin, none, 'Active', opened],
    ['USR-06 but their agent axis is ours', admin, 'update', globalAdmin, roles('salesAgent', 'globalAdmin'), 'Active', byDirectory],
    ['USR-06 so it is where the account knows nothing of it', 'Active', 'update', uma, roles('salesAgent', 'notAnAdmin'), 'Active', byDirectory],
  ]);
});

describe('admin agents', () => {
  rules(user, [
    ['WF-06 INV-15 a Global admin becomes one', userIn('Active', { id: globalAdmin.id }), 'becomeAdminAgent', globalAdmin, {}, 'Active', opened],
    ['WF-06 INV-15 so does a user management admin (P11)', userIn('Active', { id: uma.id }), 'becomeAdminAgent', uma, {}, 'Active', opened],
    ['WF-06 whom the directory made Global admin after the account was opened', userIn('NotAUser', { id: globalAdmin.id }), 'becomeAdminAgent', globalAdmin, {}, 'Active', byDirectory],
    ['WF-06 and somebody who was removed from it once', userIn('Removed', { id: globalAdmin.id }), 'becomeAdminAgent', globalAdmin, {}, 'Active', byDirectory],
    ['WF-06 INV-05 whose address somebody else has here comes without it', userIn('NotAUser', { id: globalAdmin.id }), 'becomeAdminAgent', globalAdmin, {}, 'Active', having({}, { ...byDirectory.read, emailTaken: true })],
    ['WF-06 GEN-06 nobody else comes in by this way', userIn('NotAUser', { id: globalAdmin.id }), 'becomeAdminAgent', globalAdmin, {}, 'GEN-06', opened],
    ['WF-06 INV-02 an agent cannot help themselves', userIn('Active', { id: cast.salesAgent.id }), 'becomeAdminAgent', cast.salesAgent, {}, 'GEN-01', opened],
    ['WF-06 GEN-06 nobody makes another one by this way', 'Active', 'becomeAdminAgent', globalAdmin, {}, 'GEN-06', opened],
    ['WF-06 USR-08 before there is an account', userIn('Active', { id: globalAdmin.id }), 'becomeAdminAgent', globalAdmin, {}, 'USR-08'],
    ['USR-07 the last one is changed with a warning only', agent, 'update', uma, roles('salesAgent', 'notAnAdmin'), 'USR-07', lastAgent],
    ['USR-07 and with a confirmation', agent, 'update', uma, roles('salesAgent', 'notAnAdmin', confirm), 'Active', lastAgent],
    ['USR-07 removed with a warning only', agent, 'remove', uma, {}, 'USR-07', lastAgent],
    ['USR-07 and with a confirmation, too', agent, 'remove', uma, confirm, 'Removed', lastAgent],
    ['USR-07 one of two goes without', agent, 'update', uma, roles('salesAgent', 'notAnAdmin'), 'Active', having({ adminAgents: ['ada', eva.id] })],
    ['USR-07 the last one stays without', agent, 'update', uma, roles('adminAgent', 'billingAdmin'), 'Active', lastAgent],
  ]);

  it('INV-02 WF-06 keeps the admin role, and INV-15 completes the set-up, once', () => {
    const before = userIn('Active', { id: uma.id, admin: 'userManagementAdmin' });
    const { doc, step } = accepted(user, before, 'becomeAdminAgent', { actor: uma, ...opened });
    expect(doc).toMatchObject({ agent: 'adminAgent', admin: 'userManagementAdmin' });
    const account = accountIn('Open', { adminAgents: ['uma'], rev: 2 });
    expect(step.companions).toEqual([{ task: 'account', doc: account }]);
    expect([undefined, accountIn('NotOpened'), accountIn('Open'), account].map(isSetUp)).toEqual([false, false, false, true]);
    const again = accepted(user, doc, 'becomeAdminAgent', { actor: uma, read: { account } });
    expect(again.step.companions?.[0]?.doc).toMatchObject({ adminAgents: ['uma'] });
  });
});

describe('passwords', () => {
  rules(user, [
    ['WF-10 INV-64 reset, after the first one was lost', 'PendingFirstSignIn', 'reset', uma, {}, 'PendingFirstSignIn', opened],
    ['WF-10 reset, after the first sign-in', 'Active', 'reset', uma, {}, 'PendingFirstSignIn', opened],
    ['USR-04 other clouds reset elsewhere', 'Active', 'reset', globalAdmin, {}, 'USR-04', otherCloud],
    ['USR-08 GEN-06 no account, no reset', 'Active', 'reset', globalAdmin, {}, 'USR-08'],
    ['WF-10 the first sign-in', 'PendingFirstSignIn', 'signedIn', cast.system, {}, 'Active'],
    ['WF-10 GEN-07 is one', 'Active', 'signedIn', cast.system, {}, 'GEN-07'],
  ]);

  const disclose = (input: object, more: object = {}) => accepted(user, userIn('PendingFirstSignIn'), 'disclosed', { actor: globalAdmin, input: { ...shown, ...input }, ...more });

  it('INV-06 who saw one, and when, is written down, and its card is overwritten after five minutes', () => {
    const { doc, step } = disclose({ temporaryPassword: 'Xyz-123', password: 'Xyz-123' });
    expect(doc).toMatchObject({ userName: 'eva@contoso.es', disclosure: { to: 'ana', at: NOW } });
    const { userName, activity, ...address } = shown;
    expect(step.outbox).toEqual([{ kind: 'credentialsClose', key: 'act-1', at: plus(NOW, 300 * SECOND), payload: { person: 'eva', address, activity, userName, language: 'es' } }]);
    expect(outgoingSchemas.credentialsClose.safeParse(step.outbox?.[0]?.payload).success).toBe(true);
    expect(JSON.stringify([doc, step])).not.toContain('Xyz-123');
  });

  it('INV-06 after as long as the programme says; without a message there is nothing to overwrite', () => {
    expect(disclose({}, { rules: rulesSchema.parse({ credentials: { visibleSeconds: 60 } }) }).step.outbox?.[0]?.at).toBe(plus(NOW, 60 * SECOND));
    expect(disclose({ activity: '' }).step.outbox).toEqual([]);
  });

  it('INV-64 closing is written down once; a reset forgets the old one', () => {
    const open = userIn('PendingFirstSignIn', { disclosure: { to: globalAdmin.id, at: NOW } });
    const closing = { actor: globalAdmin, input: { at: NOW } };
    const closed = accepted(user, open, 'closed', closing);
    expect(closed.doc.disclosure).toEqual({ to: 'ana', at: NOW, closedAt: NOW });
    expect(accepted(user, closed.doc, 'closed', closing).step).toEqual({ quiet: true });
    expect(accepted(user, userIn('Active'), 'closed', closing).step).toEqual({ quiet: true });
    expect(accepted(user, closed.doc, 'reset', { actor: globalAdmin, ...opened }).doc.disclosure).toBeUndefined();
  });
});

describe('the time of a password', () => {
  const open = userIn('PendingFirstSignIn', { disclosure: { to: globalAdmin.id, at: NOW } });
  const over = (doc: typeof open, at: string) => accepted(user, doc, 'timedOut', { actor: cast.system, input: { at } });

  it('INV-06 WF-37 that ends closes the disclosure, and no later one', () => {
    expect(over(open, NOW).doc.disclosure).toEqual({ to: 'ana', at: NOW, closedAt: NOW });
    expect(over(open, plus(NOW, -SECOND)).step).toEqual({ quiet: true });
    expect(over(userIn('Active'), NOW).step).toEqual({ quiet: true });
    expect(over(over(open, NOW).doc, NOW).step).toEqual({ quiet: true });
  });
});

describe('joining', () => {
  it('INV-05 an address that somebody else has here stays theirs', () => {
    const joins = (emailTaken: boolean) => accepted(user, userIn('NotAUser', { id: globalAdmin.id }), 'becomeAdminAgent', { actor: globalAdmin, ...having({}, { ...byDirectory.read, emailTaken }) });
    expect([joins(false), joins(true)].map(({ doc, step }) => [doc.email, step.claims])).toEqual([['ana@contoso.es', ['email:ana@contoso.es']], ['', []]]);
  });
});

describe('removal', () => {
  rules(user, [
    ['WF-10 somebody is removed', 'Active', 'remove', uma, {}, 'Removed', opened],
    ['WF-10 before the first sign-in, too', 'PendingFirstSignIn', 'remove', uma, {}, 'Removed', opened],
    ['USR-04 other clouds remove elsewhere', 'Active', 'remove', globalAdmin, {}, 'USR-04', otherCloud],
    ['USR-08 nobody before there is an account', 'Active', 'remove', globalAdmin, {}, 'USR-08'],
    ['GEN-07 once', 'Removed', 'remove', globalAdmin, {}, 'GEN-07', opened],
  ]);

  it('INV-05 takes the roles, leaves the list, and frees the address, whatever its case', () => {
    const doc = userIn('Active', { ...roles('salesAgent', 'globalAdmin'), email: 'Eva@Contoso.es', disclosure: { to: globalAdmin.id, at: NOW } });
    const after = accepted(user, doc, 'remove', { actor: globalAdmin, ...having({ globalAdmins: ['ana', 'eva'], adminAgents: ['ada'] }) });
    expect(after.doc).toMatchObject({ state: 'Removed', agent: 'notAnAgent', admin: 'notAnAdmin' });
    expect(after.doc.disclosure).toBeUndefined();
    expect(after.step.releases).toEqual(['email:eva@contoso.es']);
    expect(after.step.companions).toEqual([{ task: 'account', doc: accountIn('Open', { globalAdmins: ['ana'], adminAgents: ['ada'], rev: 2 }) }]);
    expect([userLine(doc)?.terms.slice(0, 2), userLine(after.doc)]).toEqual([['Eva Enríquez', 'Eva@Contoso.es'], undefined]);
  });

  it('USR-05 USR-06 USR-07 say whom they are about', () => {
    const refused = (at: User, more: object) => run(user, at, 'remove', { actor: globalAdmin, ...more });
    expect([refused(admin, last), refused(admin, byDirectory), refused(agent, lastAgent)]).toMatchObject(
      ['USR-05', 'USR-06', 'USR-07'].map((code) => ({ error: { code, params: { name: 'Eva Enríquez' } } })),
    );
  });
});
