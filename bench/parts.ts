/** Everything that is measured, in the order of the report. A part is a file, and a line here. */

import type { Part } from './part.ts';
import { cards } from './parts/cards.ts';
import { lists } from './parts/lists.ts';
import { memory } from './parts/memory.ts';
import { outbox } from './parts/outbox.ts';
import { start } from './parts/start.ts';
import { storage } from './parts/storage.ts';
import { throughput } from './parts/throughput.ts';
import { turns } from './parts/turns.ts';

export const parts: readonly Part[] = [turns, throughput, memory, start, cards, lists, outbox, storage];
