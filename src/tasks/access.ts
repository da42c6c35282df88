/** What a partner's people were told about access that only the customer can give outside of here (WF-28, the Azure row): who heard it, and when. It never says that it is done (§11.8). */

import { z } from 'zod';
import { personOf } from '../core/actor.ts';
import { refuse } from '../core/errors.ts';
import type { Guard, Step, TaskDef, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { storedInstant, storedPerson, storedTenant, taskFields } from '../core/stored.ts';
import { mayOrderFor, partnerOf, relationshipWith } from './relationship.ts';

export const accessSchema = z.object({
  /** `tenant` of the document is the customer; its id is that of the partner. */
  ...taskFields(['None', 'Told']),
  partner: storedTenant,
  /** Newest last. */
  azureTold: z.array(z.object({ by: z.string(), byId: storedPerson, at: storedInstant })),
});
export type Access = z.output<typeof accessSchema>;

export const accessDocumentId = (partner: string): string => `access:${partner}`;

/** [DESIGN] the audit log knows all of them. */
const MOST_TOLD = 10;

const row = rowsOf<Access>();

function blank({ now, read }: World, partner: string): Access {
  return { v: 1, id: partner, tenant: read.tenant.id, state: 'None', since: now, rev: 0, lastCommand: '', partner: storedTenant.parse(partner), azureTold: [] };
}

/** INV-36. */
const isTheirCustomer: Guard<Access, unknown> = ({ partner }, _input, { read }) =>
  (mayOrderFor(relationshipWith(read, partner)) ? undefined : refuse('ORD-01', { customer: read.tenant.name }).error);

function tell({ azureTold }: Access, _input: unknown, world: World): Step<Access> {
  const { id: byId, name: by } = personOf(world);
  return { to: 'Told', set: { azureTold: [...azureTold, { by, byId, at: world.now }].slice(-MOST_TOLD) } };
}

export const access = {
  task: 'access',
  documentId: (_actor, partner) => accessDocumentId(partner),
  many: true,
  schema: accessSchema,
  blank,
  events: {
    azureTold: [row({ from: ['None', 'Told'], to: 'Told', needs: 'P08', party: partnerOf, reads: ['relationships'], guards: [isTheirCustomer], effect: tell })],
  },
} as const satisfies TaskDef<Access>;
