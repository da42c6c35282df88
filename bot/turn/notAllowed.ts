/** Somebody asked for what their role does not include: they hear which permission it takes, and it is written down (GEN-01, WF-37). */

import { noteRefusal } from '../../src/app/audit.ts';
import { refuse } from '../../src/core/errors.ts';
import type { Permission } from '../../src/rules/permissions.ts';
import { refusalReply } from '../errors.ts';
import type { Reply, TurnCtx } from './turnCtx.ts';

/** @param command as it was typed or pressed: `/users`, `show.users`. */
export async function notAllowed(ctx: TurnCtx, needs: Permission, command: string): Promise<Reply> {
  const { error } = refuse('GEN-01', { who: needs });
  ctx.deps.telemetry.refused(error.code);
  await noteRefusal(ctx.deps, { actor: ctx.actor, command, code: error.code, correlation: ctx.correlation });
  return refusalReply(ctx, error);
}
