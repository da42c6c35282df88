/** The four statements that whoever removes a customer relationship or a partnership attests (WF-33, WF-34), as they are asked for and kept. */

import { z } from 'zod';
import { refuse } from '../core/errors.ts';
import type { Guard, TaskDoc, Values } from '../core/machine.ts';
import { storedInstant, storedPerson } from '../core/stored.ts';
import { optionalText } from '../rules/fields.ts';

export const attestations = ['goodFaith', 'businessPurpose', 'agreement', 'harmless'] as const;

export const attestationSchema = z.object({ by: z.string(), byId: storedPerson, at: storedInstant, attested: z.array(z.enum(attestations)) });

export const attestationFields = { goodFaith: optionalText(5), businessPurpose: optionalText(5), agreement: optionalText(5), harmless: optionalText(5) } as const satisfies Record<(typeof attestations)[number], unknown>;

/** CUS-14: every one of them. */
export const isAttested: Guard<TaskDoc, Values<typeof attestationFields>> = (_doc, input) => {
  const missing = attestations.filter((name) => input[name] !== 'true');
  return missing.length > 0 ? refuse('CUS-14', { missing: missing.join(' ') }).error : undefined;
};
