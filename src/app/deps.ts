/** What every use case is given: the ports, the settings, and the three sources that decisions must not reach for themselves. */

import type { NewId } from '../core/ids.ts';
import type { Clock } from '../core/time.ts';
import type { Rules } from '../rules/settings.ts';
import type { Accounts, AddressCheck, Commerce, Directory, Doc, Membership, Portals, Store } from './ports.ts';
import type { Telemetry } from './telemetry.ts';

export interface Deps {
  readonly store: Store;
  readonly directory: Directory;
  readonly membership: Membership;
  readonly accounts: Accounts;
  readonly portals: Portals;
  readonly addresses: AddressCheck;
  readonly commerce: Commerce;
  /** What the addresses of our own pages begin with; known once the server listens. */
  readonly site: () => string;
  readonly rules: Rules;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Fresh random bytes; secrets are made of them. */
  readonly randomBytes: (size: number) => Buffer;
  /** Told of a service outside that failed, where the person is answered with GEN-04, or goes on without it, instead of a fault. */
  readonly failed: (error: unknown, correlation: string) => void;
  /** Told after a commit which outbox rows it made; must return at once. */
  readonly nudge: (rows: readonly Doc[]) => void;
  readonly telemetry: Telemetry;
}
