/** What operators see of the work, as a port: parts that take time, and things that are counted. Adapters send it away (bot/telemetry); unless one is asked for nobody looks, and looking on costs nothing. Nothing that tells of a person is handed to it. */

import { channel, tracingChannel } from 'node:diagnostics_channel';
import type { TenantKind } from '../core/actor.ts';
import type { DomainErrorCode } from '../core/errors.ts';
import type { Instant } from '../core/time.ts';
import type { Command } from './command.ts';
import type { Deps } from './deps.ts';
import type { OutboxRow } from './outboxRows.ts';
import type { Performed } from './perform.ts';

/** What a turn turned out to be about, in words of our own tables only: nobody outside can make a new one. */
export type TurnFacts = {
  readonly kind?: string;
  readonly command?: string;
  readonly event?: string;
  readonly view?: string;
  readonly tenantKind?: TenantKind | undefined;
  /** Answered with a word that it goes on. */
  readonly outcome?: 'late';
};

/** Where something failed that nobody was to blame for; what a turn throws is seen by itself. */
export type FaultIn = 'late' | 'page' | 'outbox' | 'sweep' | 'outside';

/** The first four do the work that they are given, and what happens in it is seen as a part of it. The work comes with its arguments, so that nothing has to be made for a call at which nobody looks. */
export interface Telemetry {
  turn<A>(work: (asked: A, correlation: string) => Promise<void>, asked: A, correlation: string): Promise<void>;
  decision(work: (deps: Deps, command: Command) => Promise<Performed>, deps: Deps, command: Command): Promise<Performed>;
  delivery<R extends { readonly kind: string }>(work: (row: OutboxRow) => Promise<R>, row: OutboxRow): Promise<R>;
  page<A extends { readonly correlation: string }, R extends { readonly status: number }>(work: (asked: A) => Promise<R>, asked: A, route: string): Promise<R>;
  about(facts: TurnFacts): void;
  /** Somebody was told no before anything was decided. */
  refused(code: DomainErrorCode): void;
  fault(where: FaultIn): void;
  /** Somebody at the door was not heard. */
  turnedAway(status: number): void;
  /** Since when the oldest row of the outbox is due, as a sweep has just found it; undefined: none is. */
  oldest(due: Instant | undefined, now: Instant): void;
}

/** Nobody looks. */
export const silent: Telemetry = {
  turn: (work, asked, correlation) => work(asked, correlation),
  decision: (work, deps, command) => work(deps, command),
  delivery: (work, row) => work(row),
  page: (work, asked) => work(asked),
  about: () => {},
  refused: () => {},
  fault: () => {},
  turnedAway: () => {},
  oldest: () => {},
};

/** Drawing a card is pure, and what Cosmos DB says is heard below the store's contract: neither is given ports, so whoever looks listens to these. */
export type Drawing = { readonly name: string; readonly result?: unknown };
export const drawing = tracingChannel<unknown, Drawing>('enlace.card');

/** One answer to one request, also to one that is repeated afterwards. */
export type CosmosAnswer = { readonly units: number; readonly isThrottled: boolean };
export const cosmosAnswers = channel('enlace.cosmos');
