/** The partner account of a company: opened when it is first needed, and home of the two roles that must never run out. It changes beside users only; there is no event of its own. */

import { z } from 'zod';
import type { PartnerRoles } from '../core/actor.ts';
import { refuse } from '../core/errors.ts';
import type { DomainError } from '../core/errors.ts';
import type { TaskDef, TaskDoc, World } from '../core/machine.ts';
import { taskFields } from '../core/stored.ts';

export const accountSchema = z.object({
  ...taskFields(['NotOpened', 'Open']),
  /** Object ids of the users who hold each role (INV-63, INV-15). */
  globalAdmins: z.array(z.string()),
  adminAgents: z.array(z.string()),
});
export type Account = z.output<typeof accountSchema>;

export const ACCOUNT_ID = 'account';

/** INV-15: an account without an admin agent is not set up, whatever else is done. */
export const isSetUp = (account: Account | undefined): boolean => (account?.adminAgents.length ?? 0) > 0;

function blankAccount({ now, read }: World): Account {
  return { v: 1, id: '', tenant: read.tenant.id, state: 'NotOpened', since: now, rev: 0, lastCommand: '', globalAdmins: [], adminAgents: [] };
}

/** USR-08: until its enrolment is approved, a company has no account to manage. */
export const isOpened = (_doc: unknown, { read }: World): DomainError | undefined => (read.account ? undefined : refuse('USR-08', {}).error);

/** For rows with `isOpened` among their owners: `reads: ['account']` puts it there. */
export function accountIn(read: { readonly account?: TaskDoc | undefined }): Account {
  if (!read.account) throw new Error('A row that changes the account must ask isOpened first');
  return read.account as Account; // load reads it with the schema above
}

/** The account as it will be once this user holds these roles; undefined takes the user out of it. */
export function withHolder(account: Account, id: string, roles: PartnerRoles | undefined): Account {
  const having = (ids: readonly string[], holds: boolean): string[] => [...ids.filter((known) => known !== id), ...(holds ? [id] : [])];
  return {
    ...account, rev: account.rev + 1, lastCommand: '',
    globalAdmins: having(account.globalAdmins, roles?.admin === 'globalAdmin'),
    adminAgents: having(account.adminAgents, roles?.agent === 'adminAgent'),
  };
}

export const account = {
  task: 'account',
  documentId: () => ACCOUNT_ID,
  schema: accountSchema,
  blank: blankAccount,
  events: {},
} as const satisfies TaskDef<Account>;
