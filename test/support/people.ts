/** Accounts and users of the tests of the domain: Contoso's, whose people are the cast of world.ts. No expectations here. */

import { HOUR } from '../../src/core/time.ts';
import type { Account } from '../../src/tasks/account.ts';
import type { NewUser } from '../../src/tasks/newUser.ts';
import type { User } from '../../src/tasks/userDoc.ts';
import { ago, cast, contoso } from './world.ts';

const base = { v: 1 as const, tenant: contoso.id, since: ago(HOUR) };

/** Ana is the only Global admin, and nobody is admin agent, unless said. */
export function accountIn(state: Account['state'], more: Partial<Account> = {}): Account {
  if (state === 'NotOpened') return { ...base, id: '', state, rev: 0, lastCommand: '', globalAdmins: [], adminAgents: [], ...more };
  return { ...base, id: 'account', state, rev: 1, lastCommand: '', globalAdmins: [cast.globalAdmin.id], adminAgents: [], ...more };
}

/** Eva, who holds no role. */
export function userIn(state: User['state'], more: Partial<User> = {}): User {
  const { id, name } = cast.employee;
  if (state === 'NotAUser') return { ...base, id, state, rev: 0, lastCommand: '', name: '', email: '', agent: 'notAnAgent', admin: 'notAnAdmin', ...more };
  return { ...base, id, state, rev: 3, lastCommand: 'earlier', name, email: 'eva@contoso.es', userName: 'eva@contoso.es', agent: 'notAnAgent', admin: 'notAnAdmin', ...more };
}

/** Nora, who is being added as a sales agent. */
export function newUserIn(state: NewUser['state'], more: Partial<NewUser> = {}): NewUser {
  const nora = { name: 'Nora Núñez', email: 'nora@contoso.es', agent: 'salesAgent', admin: 'notAnAdmin' } as const;
  if (state === 'NotStarted') return { ...base, id: 'new-1', state, rev: 0, lastCommand: '', name: '', email: '', agent: 'notAnAgent', admin: 'notAnAdmin', ...more };
  return { ...base, id: 'new-1', state, rev: 1, lastCommand: 'earlier', ...nora, ...more };
}
