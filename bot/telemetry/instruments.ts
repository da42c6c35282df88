/** Every figure that leaves the process, by name; docs/telemetry.md says what each means, and a test keeps both lists equal. What is put into them is figures.ts. */

import type { Counter, Histogram, Meter, ObservableGauge } from '@opentelemetry/api';

/** Finer than the usual bounds: an embedded store answers in fractions of a millisecond. */
const STORE_BOUNDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 6_000];

export const histograms = {
  'enlace.turn': { unit: 'ms', description: 'Time of a turn' },
  'enlace.store.time': { unit: 'ms', description: 'Time of a call to the store', advice: { explicitBucketBoundaries: STORE_BOUNDS } },
} as const;

export const counters = {
  'enlace.commands': { description: 'Slash commands' },
  'enlace.events': { description: 'Decisions on task events' },
  'enlace.refusals': { description: 'Refusals' },
  'enlace.faults': { description: 'Faults' },
  'enlace.door.refused': { description: 'Requests that were not heard' },
  'enlace.outbox.sent': { description: 'Deliveries from the outbox' },
  'enlace.store.calls': { description: 'Calls to the store' },
  'enlace.store.units': { description: 'Request units of Cosmos DB' },
  'enlace.store.throttled': { description: 'Requests that Cosmos DB put off with 429' },
} as const;

export const gauges = {
  'enlace.outbox.age': { unit: 's', description: 'For how long the oldest outbox row has been due' },
  'enlace.outbox.dead': { description: 'Outbox rows that were given up' },
} as const;

export const metricNames: readonly string[] = [histograms, counters, gauges].flatMap((table) => Object.keys(table));

export type Instruments = { readonly [name in keyof typeof histograms]: Histogram } & { readonly [name in keyof typeof counters]: Counter } & { readonly [name in keyof typeof gauges]: ObservableGauge };

export function instrumentsOf(meter: Meter): Instruments {
  const made = [
    ...Object.entries(histograms).map(([name, options]) => [name, meter.createHistogram(name, options)]),
    ...Object.entries(counters).map(([name, options]) => [name, meter.createCounter(name, options)]),
    ...Object.entries(gauges).map(([name, options]) => [name, meter.createObservableGauge(name, options)]),
  ];
  return Object.fromEntries(made) as Instruments; // one of its kind for each name of the three tables
}
