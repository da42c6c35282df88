/** The shape of a row of the command table. */

import type { z } from 'zod';
import type { CommandFacts, Reply, TurnCtx } from '../turn/turnCtx.ts';

export type CommandRow = CommandFacts & {
  /** Its Spanish names, the one in the help first. Words about the command are `commands.<name>.…`. */
  readonly spanish: readonly string[];
  /** What people type anyway. */
  readonly aliases: readonly string[];
  readonly run: (ctx: TurnCtx, words: readonly string[]) => Promise<Reply | 'usage'>;
};

/** Binds arguments to their schema: words that do not fit are answered with the usage. */
export function withArgs<S extends z.ZodType>(args: S, run: (ctx: TurnCtx, args: z.output<S>) => Promise<Reply>): CommandRow['run'] {
  return async (ctx, words) => {
    const parsed = args.safeParse(words);
    return parsed.success ? await run(ctx, parsed.data) : 'usage';
  };
}
