/** Everything that is tortured, in the order of the table. A part is a file, and a line here. */

import { cosmos } from './cosmos.ts';
import { crash } from './crash.ts';
import { fuzz } from './fuzz.ts';
import type { Part } from './part.ts';
import { proofs } from './proofs.ts';
import { races } from './races.ts';
import { repeats } from './repeats.ts';
import { teams } from './teams.ts';

/** Those whose short form is a part of `npm test`. */
export const seeded: readonly Part[] = [crash, races, repeats, cosmos, teams, fuzz];

export const parts: readonly Part[] = [...seeded, proofs];
