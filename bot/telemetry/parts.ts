/** Parts of the work that are under way, each knowing what it is a part of. What they are called and say of themselves is telemetry.ts. */

import type { Attributes, Context, Span, SpanKind, Tracer } from '@opentelemetry/api';
import { ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import type { OwnIds } from './traces.ts';

export type Part = { readonly name: string; readonly kind: SpanKind; readonly attributes: Attributes };

export interface Parts {
  /** What is under way here; a context of its own, so that several instances in one process keep apart. */
  readonly here: () => Context;
  /** The first part of a trace, whatever is under way here, and whatever the one who asks has sent along. */
  readonly first: (part: Part, correlation: string) => Span;
  readonly within: (part: Part, context: Context) => Span;
  /** @param told what is said of the result; its status is an error when the work throws. */
  readonly during: <R>(span: Span, work: () => Promise<R>, more: { readonly context?: Context; readonly told?: (result: R) => Attributes }) => Promise<R>;
  readonly close: () => void;
}

export function openParts(tracer: Tracer, ids: OwnIds): Parts {
  const manager = new AsyncLocalStorageContextManager().enable();
  const within: Parts['within'] = ({ name, kind, attributes }, context) => tracer.startSpan(name, { kind, attributes }, context);
  return {
    here: () => manager.active(),
    first: (part, correlation) => ids.beginning(correlation, () => within(part, ROOT_CONTEXT)),
    within,
    during: async (span, work, { context = manager.active(), told }) => {
      try {
        const result = await manager.with(trace.setSpan(context, span), work);
        if (told) span.setAttributes(told(result));
        return result;
      } catch (error) {
        // No message of an error, which may hold anything: the log has it, under the same correlation.
        span.setAttribute('outcome', 'fault').setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },
    close: () => void manager.disable(),
  };
}
