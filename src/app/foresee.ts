/** What a command would be told if it were given now, for screens that say beforehand what stands in the way. Nothing is written, and nobody is bound by it: the decision is perform.ts's. */

import { decide } from '../core/decide.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import { taskOf } from '../tasks/catalog.ts';
import type { Command } from './command.ts';
import type { Deps } from './deps.ts';
import { loadDocument, loadWorld, targetOf } from './load.ts';

/** @returns the refusal, or undefined when it would be done. Throws OutsideUnavailable. */
export async function foresee(deps: Deps, command: Omit<Command, 'commandId'>): Promise<DomainError | undefined> {
  const def = taskOf(command.task);
  const asked = { ...command, commandId: '' };
  const { doc } = await loadDocument(deps.store, def, asked);
  const seen = await loadWorld(deps, asked, doc);
  if (!seen) return refuse('GEN-06', { what: command.tenant }).error;
  const decided = decide(def, doc ?? def.blank(seen.world, targetOf(asked)), { id: asked.commandId, event: command.event, input: command.input }, seen.world);
  return decided.ok ? undefined : decided.error;
}
