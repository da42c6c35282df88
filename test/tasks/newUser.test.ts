/** A user who is being added (WF-10): asked for, made, or given up; one address, one user. */

import { describe, expect, it } from '@jest/globals';
import { newUser } from '../../src/tasks/newUser.ts';
import { accountIn, newUserIn, userIn } from '../support/people.ts';
import { accepted, rules, run } from '../support/rules.ts';
import { NOW, cast, contoso, fabrikam } from '../support/world.ts';

const { globalAdmin, userManagementAdmin: uma } = cast;
const nora = { name: 'Nora Núñez', email: 'nora@contoso.es', agent: 'salesAgent', admin: 'notAnAdmin' };
const made = { person: 'nora', userName: 'nora@contoso.es', activity: 'act-1', serviceUrl: 'https://smba.test', conversation: 'a:1', channelId: 'msteams', bot: '28:b', user: '29:u' };
const having = (read: object = {}) => ({ read: { account: accountIn('Open'), ...read } });
const opened = having();

describe('asking', () => {
  rules(newUser, [
    ['WF-10 a user management admin adds somebody', 'NotStarted', 'add', uma, nora, 'Requested', opened],
    ['INV-02 WF-10 an admin agent does not', 'NotStarted', 'add', cast.adminAgent, nora, 'GEN-01', opened],
    ['INV-01 USR-02 silence on both axes', 'NotStarted', 'add', uma, { ...nora, agent: '', admin: '' }, 'USR-02', opened],
    ['INV-01 USR-02 silence on the agent axis', 'NotStarted', 'add', uma, { ...nora, agent: '' }, 'USR-02', opened],
    ['INV-01 USR-02 silence on the admin axis', 'NotStarted', 'add', uma, { name: nora.name, email: nora.email, agent: 'salesAgent' }, 'USR-02', opened],
    ['INV-01 USR-02 GEN-05 and a name that is missing', 'NotStarted', 'add', uma, { ...nora, name: '', agent: '' }, 'GEN-05', opened],
    ['USR-01 an address of another user', 'NotStarted', 'add', uma, nora, 'USR-01', having({ emailTaken: true })],
    ['P24 USR-03 a user management admin adds no Global admin', 'NotStarted', 'add', uma, { ...nora, admin: 'globalAdmin' }, 'USR-03', opened],
    ['P24 a Global admin does', 'NotStarted', 'add', globalAdmin, { ...nora, admin: 'globalAdmin' }, 'Requested', opened],
    ['USR-04 other clouds add elsewhere', 'NotStarted', 'add', globalAdmin, nora, 'USR-04', having({ tenant: { ...contoso, cloud: 'usGov' } })],
    ['USR-08 nobody before there is an account', 'NotStarted', 'add', globalAdmin, nora, 'USR-08'],
    ['USR-08 is heard before the input is looked at', 'NotStarted', 'add', globalAdmin, {}, 'USR-08'],
    ['INV-56 GEN-06 nor for another company', 'NotStarted', 'add', { ...globalAdmin, tenant: fabrikam.id }, nora, 'GEN-06', opened],
    ['INV-57 who lost the role since the form was drawn adds nobody', 'NotStarted', 'add', { ...uma, roles: undefined }, nora, 'GEN-01', opened],
    ['WF-10 a name may be written in any script', 'NotStarted', 'add', uma, { ...nora, name: '田中 花子' }, 'Requested', opened],
    ['GEN-05 and has an end', 'NotStarted', 'add', uma, { ...nora, name: 'x'.repeat(102) }, 'GEN-05', opened],
  ]);

  it.each(['nora@contoso.es', 'NORA@Contoso.ES', ' Nora@contoso.es '])('INV-05 takes the address in lower case: %s', (email) => {
    const { step, doc } = accepted(newUser, newUserIn('NotStarted'), 'add', { actor: uma, input: { ...nora, email }, ...opened });
    expect(step.claims).toEqual(['email:nora@contoso.es']);
    expect(doc).toMatchObject({ state: 'Requested', name: 'Nora Núñez', agent: 'salesAgent', admin: 'notAnAdmin' });
  });

  it('USR-02 points at each axis', () => {
    const refused = run(newUser, newUserIn('NotStarted'), 'add', { actor: uma, input: { ...nora, agent: '', admin: 'x' }, ...opened });
    expect(refused).toMatchObject({ error: { code: 'USR-02', fields: [{ field: 'agent', rule: 'axis' }, { field: 'admin', rule: 'axis' }] } });
  });

  it('USR-01 says which address', () => {
    expect(run(newUser, newUserIn('NotStarted'), 'add', { actor: uma, input: nora, ...having({ emailTaken: true }) })).toMatchObject({ error: { params: { email: 'nora@contoso.es' } } });
  });
});

describe('the account was made', () => {
  rules(newUser, [
    ['WF-10 the user takes the place of the request', 'Requested', 'created', uma, made, 'erased', opened],
    ['USR-08 never without an account', 'Requested', 'created', uma, made, 'USR-08'],
    ['INV-05 USR-01 a person who is a user already is no second one', 'Requested', 'created', uma, { ...made, existed: 'true' }, 'USR-01', having({ user: userIn('Active') })],
    ['INV-05 who was removed may come back', 'Requested', 'created', uma, { ...made, existed: 'true' }, 'erased', having({ user: userIn('Removed') })],
    ['WF-10 going on after a crash asks for the roles that were asked for', 'Requested', 'retry', uma, {}, 'Requested', opened],
    ['P24 USR-03 also then', newUserIn('Requested', { admin: 'globalAdmin' }), 'retry', uma, {}, 'USR-03', opened],
    ['WF-10 given up', 'Requested', 'drop', uma, {}, 'erased', opened],
  ]);

  const created = (input: object = {}, read: object = {}) => {
    const decided = run(newUser, newUserIn('Requested'), 'created', { actor: uma, input: { ...made, ...input }, ...having(read) });
    if (!decided.ok) throw new Error(decided.error.code);
    return decided.value.step;
  };
  const base = { v: 1, id: 'nora', tenant: 'contoso', since: NOW, lastCommand: '', name: 'Nora Núñez', email: 'nora@contoso.es', userName: 'nora@contoso.es', agent: 'salesAgent', admin: 'notAnAdmin' };

  it('INV-06 WF-10 a new one waits for the first sign-in; who saw the password is written down', () => {
    const { companions, outbox } = created();
    expect(companions).toEqual([
      { task: 'user', doc: { ...base, state: 'PendingFirstSignIn', rev: 1, disclosure: { to: 'uma', at: NOW } } },
      { task: 'account', doc: accountIn('Open', { rev: 2 }) },
    ]);
    expect(outbox).toMatchObject([{ kind: 'credentialsClose', payload: { userName: 'nora@contoso.es', activity: 'act-1' } }]);
  });

  it('INV-06 one that was there before keeps its password, so none was shown', () => {
    const { companions, outbox } = created({ existed: 'true' });
    expect(companions?.[0]?.doc).toEqual({ ...base, state: 'Active', rev: 1 });
    expect(outbox).toEqual([]);
  });

  it('a person who comes back has newer cards than before', () => {
    expect(created({ existed: 'true' }, { user: userIn('Removed', { rev: 7 }) }).companions?.[0]?.doc.rev).toBe(8);
  });

  it('INV-15 INV-63 a new admin counts at once', () => {
    const step = run(newUser, newUserIn('Requested', { agent: 'adminAgent', admin: 'globalAdmin' }), 'created', { actor: globalAdmin, input: made, ...opened });
    expect(step).toMatchObject({ value: { step: { companions: [{}, { doc: { globalAdmins: ['ana', 'nora'], adminAgents: ['nora'] } }] } } });
  });

  it('INV-05 giving up frees the address', () => {
    const decided = run(newUser, newUserIn('Requested', { email: 'Nora@contoso.es' }), 'drop', { actor: uma });
    expect(decided).toMatchObject({ value: { doc: undefined, step: { releases: ['email:nora@contoso.es'] } } });
  });

  it('WF-10 stands in the list of users while it is asked for', () => {
    expect([newUser.line(newUserIn('NotStarted')), newUser.line(newUserIn('Requested'))?.body]).toEqual([
      undefined, { id: 'new-1', name: 'Nora Núñez', email: 'nora@contoso.es', agent: 'salesAgent', admin: 'notAnAdmin', state: 'Requested' },
    ]);
  });
});
