/** Is anybody looking? Only then is OpenTelemetry loaded at all. What it is told is src/app/telemetry.ts, and what it sends docs/telemetry.md. */

import type { NewId } from '../../src/core/ids.ts';
import type { Store } from '../../src/app/ports.ts';
import type { Telemetry } from '../../src/app/telemetry.ts';
import { silent } from '../../src/app/telemetry.ts';
import type { Log } from '../log.ts';

/** Where to: OTLP over HTTP, Azure Monitor, or both. */
export type TelemetrySettings = { readonly service: string; readonly otlp: string | undefined; readonly azure: string | undefined };

export interface Lookout {
  readonly telemetry: Telemetry;
  /** The same store, looked at. */
  readonly watched: (store: Store) => Store;
  /** Asked whenever figures are collected: how many outbox rows were given up. */
  readonly counts: (dead: () => Promise<number>) => void;
  /** Sends what is left, for a bounded time. */
  readonly close: () => Promise<void>;
}

export type LookoutDeps = { readonly log: Log; readonly newId: NewId };

export async function openTelemetry(settings: TelemetrySettings | undefined, deps: LookoutDeps): Promise<Lookout> {
  if (!settings) return nobody;
  const { openOtel } = await import('./otel.ts');
  return await openOtel(settings, deps);
}

const nobody: Lookout = { telemetry: silent, watched: (store) => store, counts: () => {}, close: async () => {} };
