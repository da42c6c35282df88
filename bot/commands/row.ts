/** The shape of a row of the command table. */

import type { z } from 'zod';
import type { FlagProblem } from './parse.ts';
import type { CommandFacts, Reply, TurnCtx } from '../turn/turnCtx.ts';

/** What was typed after the name: words in their order, and flags by their English names. */
export type Said = { readonly words: readonly string[]; readonly flags: Readonly<Record<string, string>> };

/** `--name value`, or `--name` alone, which counts as "true". Words about it are `commands.flag.<name>`. */
export type Flag = {
  readonly name: 'language' | 'country' | 'service' | 'provider' | 'source' | 'segment' | 'agent' | 'admin' | 'csv' | 'json' | 'reseller' | 'tag';
  readonly takes: 'value' | 'nothing';
  readonly spanish: readonly string[];
};

export type CommandRow = CommandFacts & {
  /** Its Spanish names, the one in the help first. Words about the command are `commands.<name>.…`. */
  readonly spanish: readonly string[];
  /** What people type anyway. */
  readonly aliases: readonly string[];
  readonly flags?: readonly Flag[];
  readonly run: (ctx: TurnCtx, said: Said) => Promise<Reply | 'usage' | FlagProblem>;
};

/** Binds words to their schema: what does not fit is answered with the usage. */
export function withArgs<S extends z.ZodType>(args: S, run: (ctx: TurnCtx, args: z.output<S>) => Promise<Reply | 'usage'>): CommandRow['run'] {
  return async (ctx, { words }) => {
    const parsed = args.safeParse(words);
    return parsed.success ? await run(ctx, parsed.data) : 'usage';
  };
}

/** The same for a command with flags: its schema is of the whole `Said`, and a flag whose value means nothing is named. */
export function withFlags<S extends z.ZodType>(schema: S, run: (ctx: TurnCtx, said: z.output<S>) => Promise<Reply>): CommandRow['run'] {
  return async (ctx, said) => {
    const parsed = schema.safeParse(said);
    if (parsed.success) return await run(ctx, parsed.data);
    const [where, flag] = parsed.error.issues[0]?.path ?? [];
    return where === 'flags' ? { kind: 'badValue', flag: String(flag) } : 'usage';
  };
}
