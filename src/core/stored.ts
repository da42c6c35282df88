/** Schemas for values that this program wrote itself: reading them back gives them their brands again, without checking them anew. */

import { z } from 'zod';
import { languages } from './actor.ts';
import type { PersonId, TenantId } from './ids.ts';
import type { Instant } from './time.ts';

export const storedInstant = z.string().transform((value) => value as Instant);
export const storedTenant = z.string().transform((value) => value as TenantId);
export const storedPerson = z.string().transform((value) => value as PersonId);
/** A company as other companies' documents name it. */
export const storedCompany = z.object({ id: storedTenant, name: z.string() });
export const storedLanguage = z.enum(languages);

/** Where a conversation can be reached again: the parts of a Bot Framework reference that are needed. */
export const storedAddress = z.object({ serviceUrl: z.string(), conversation: z.string(), channelId: z.string(), bot: z.string(), user: z.string() });

/** What the schema of every task document begins with (TaskDoc of core/machine.ts). */
export function taskFields<const States extends readonly [string, ...string[]]>(states: States) {
  return {
    v: z.literal(1), id: z.string(), tenant: storedTenant, state: z.enum(states), since: storedInstant, rev: z.number().int(), lastCommand: z.string(),
  };
}

/** The newest `v` that a schema of this program knows: whoever adds a version of a document raises it. What never had another version carries none. */
const NEWEST = 1;

export const isNewer = ({ v }: { readonly [key: string]: unknown }): boolean => typeof v === 'number' && v > NEWEST;
