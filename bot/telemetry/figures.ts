/** Parts that have ended, as figures. A label has only values of our own tables, so that nobody outside can make a new one. */

import type { Attributes, HrTime } from '@opentelemetry/api';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Instruments } from './instruments.ts';

export function figures(instruments: Instruments): SpanProcessor {
  return {
    onStart: () => {},
    onEnd: (span) => count(instruments, span),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}

function count(to: Instruments, { name, attributes, duration }: ReadableSpan): void {
  switch (name) {
    case 'turn':
      to['enlace.turn'].record(milliseconds(duration), some(attributes, 'kind', 'outcome'));
      if (attributes['command'] !== undefined) to['enlace.commands'].add(1, some(attributes, 'command'));
      if (attributes['outcome'] === 'fault') to['enlace.faults'].add(1, { where: 'turn' });
      return;
    case 'decision':
      to['enlace.events'].add(1, some(attributes, 'task', 'event', 'outcome'));
      if (attributes['code'] !== undefined) to['enlace.refusals'].add(1, some(attributes, 'code'));
      return;
    case 'delivery':
      to['enlace.outbox.sent'].add(1, some(attributes, 'kind', 'outcome'));
      return;
    case 'store':
      to['enlace.store.calls'].add(1, some(attributes, 'operation', 'outcome'));
      to['enlace.store.time'].record(milliseconds(duration), some(attributes, 'operation'));
  }
}

const some = (attributes: Attributes, ...names: readonly string[]): Attributes => Object.fromEntries(names.map((name) => [name, attributes[name]]));

const milliseconds = ([seconds, nanoseconds]: HrTime): number => seconds * 1_000 + nanoseconds / 1_000_000;
