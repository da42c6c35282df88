/** A work account for a company that has none (WF-02): what was asked for, by whom. The account itself is made by the Accounts port; its password is nowhere here (INV-06). */

import { z } from 'zod';
import { taskFields } from '../core/stored.ts';
import { refuse } from '../core/errors.ts';
import type { Guard, Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { suffixOf } from '../rules/clouds.ts';
import { anyEmail, companyName, countryCode, domainPrefix, firstName, lastName, userName } from '../rules/fields.ts';
import { disclosing, disclosureFields } from './user.ts';

export const workAccountStates = ['NotStarted', 'Requested', 'Created'] as const;

export const workAccountFields = { company: companyName, country: countryCode, prefix: domainPrefix, userName, firstName, lastName, contactEmail: anyEmail } as const;

export const workAccountSchema = z.object({
  ...taskFields(workAccountStates),
  request: z.record(z.string(), z.string()).optional(),
  userName: z.string().optional(),
});
export type WorkAccount = z.output<typeof workAccountSchema>;

const row = rowsOf<WorkAccount>();

function blank({ read, now }: World): WorkAccount {
  return { v: 1, id: '', tenant: read.tenant.id, state: 'NotStarted', since: now, rev: 0, lastCommand: '' };
}

const domainIsFree: Guard<WorkAccount, { readonly prefix: string }> = (_doc, { prefix }, { read, rules }) =>
  read.domainTaken ? refuse('CUS-05', { domain: `${prefix}${suffixOf(read.tenant.cloud, rules)}` }).error : undefined;

function request(doc: WorkAccount, input: Values<typeof workAccountFields>, world: World): Step<WorkAccount> {
  return { to: 'Requested', set: { id: doc.id || `WA-${world.newId()}`, request: { ...input } } };
}

const created = (_doc: WorkAccount, input: Values<typeof disclosureFields>, world: World): Step<WorkAccount> =>
  ({ to: 'Created', set: { userName: input.userName }, outbox: disclosing(input, world).outbox });

export const workAccount = {
  task: 'workAccount',
  documentId: (actor) => `workAccount:${actor.kind === 'person' ? actor.id : ''}`,
  schema: workAccountSchema,
  blank,
  events: {
    request: [row({ from: ['NotStarted', 'Requested', 'Created'], to: 'Requested', needs: 'E03', fields: workAccountFields, reads: ['domainTaken'], guards: [domainIsFree], effect: request })],
    created: [row({ from: ['Requested'], to: 'Created', needs: 'E03', inner: true, fields: disclosureFields, effect: created })],
  },
} as const satisfies TaskDef<WorkAccount>;
