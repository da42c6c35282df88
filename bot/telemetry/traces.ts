/** Where a part of the work hangs in which trace. A correlation id is a trace id without dashes, so the id that somebody is shown finds everything that was done for them, whichever instance did it, and when. */

import type { Context, Span, SpanContext } from '@opentelemetry/api';
import { ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import type { IdGenerator, Sampler } from '@opentelemetry/sdk-trace-base';
import { RandomIdGenerator, SamplingDecision } from '@opentelemetry/sdk-trace-base';

/** @returns undefined for a correlation that is no UUID: its trace gets an id by chance. */
export function originOf(correlation: string): SpanContext | undefined {
  const traceId = correlation.replaceAll('-', '').toLowerCase();
  if (!/^(?!0{32})[0-9a-f]{32}$/.test(traceId)) return undefined;
  // The first part of a trace has an id that follows from the trace's, so that what is delivered later, perhaps elsewhere, can name it.
  return { traceId, spanId: traceId.slice(0, 16), traceFlags: TraceFlags.SAMPLED, isRemote: true };
}

/** Under what began with this correlation. */
export function later(correlation: string): Context {
  const origin = originOf(correlation);
  return origin ? trace.setSpanContext(ROOT_CONTEXT, origin) : ROOT_CONTEXT;
}

/** Gives a trace and its first part the ids of a correlation: the SDK asks for ids only, and while `beginning` runs, for those. */
export interface OwnIds extends IdGenerator {
  readonly beginning: (correlation: string, start: () => Span) => Span;
}

export function ownIds(): OwnIds {
  const chance = new RandomIdGenerator();
  let origin: SpanContext | undefined;
  return {
    beginning: (correlation, start) => {
      origin = originOf(correlation);
      try {
        return start();
      } finally {
        origin = undefined;
      }
    },
    generateTraceId: () => origin?.traceId ?? chance.generateTraceId(),
    generateSpanId: () => origin?.spanId ?? chance.generateSpanId(),
  };
}

/** Everything is sent, except what a sweep reads when nothing is due: it is counted, and a trace of it would tell nobody anything. */
export const sampler: Sampler = {
  shouldSample: (context, _traceId, name) => ({ decision: name === 'store' && !trace.getSpanContext(context) ? SamplingDecision.RECORD : SamplingDecision.RECORD_AND_SAMPLED }),
  toString: () => 'all parts of turns, pages, decisions and deliveries',
};
