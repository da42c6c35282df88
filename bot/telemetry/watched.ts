/** Calls of the store, cards and answers of Cosmos DB, as parts and figures: what is looked at from outside, without a line in it that knows of OpenTelemetry. */

import type { Context, Span } from '@opentelemetry/api';
import { SpanKind, createContextKey, trace } from '@opentelemetry/api';
import type { Store } from '../../src/app/ports.ts';
import type { CosmosAnswer, Drawing } from '../../src/app/telemetry.ts';
import { cosmosAnswers, drawing } from '../../src/app/telemetry.ts';
import type { Instruments } from './instruments.ts';
import type { Parts } from './parts.ts';

/** A call that is under way: what Cosmos DB answers meanwhile belongs to it. */
type Call = { readonly span: Span; readonly operation: string; units: number };
const CALL = createContextKey('call');
const callIn = (context: Context): Call | undefined => context.getValue(CALL) as Call | undefined; // nothing else is kept under this key

export function watchedStore(store: Store, parts: Parts): Store {
  async function call<R>(operation: string, work: () => Promise<R>, itemsOf: (result: R) => number): Promise<R> {
    const span = parts.within({ name: 'store', kind: SpanKind.CLIENT, attributes: { operation } }, parts.here());
    const context = parts.here().setValue(CALL, { span, operation, units: 0 } satisfies Call);
    return await parts.during(span, work, { context, told: (result) => ({ items: itemsOf(result), outcome: typeof result === 'string' ? result : 'done' }) });
  }
  return {
    ...store,
    read: async (ref) => await call('read', async () => await store.read(ref), (found) => (found ? 1 : 0)),
    commit: async (writes) => await call('commit', async () => await store.commit(writes), () => writes.length),
    page: async (query) => await call('page', async () => await store.page(query), (found) => found.length),
    due: async (kind, now, limit) => await call('due', async () => await store.due(kind, now, limit), (found) => found.length),
  };
}

/** @returns what ends it. */
export function listenToCosmos(parts: Parts, instruments: Instruments): () => void {
  const listener = (message: unknown): void => {
    const { units, isThrottled } = message as CosmosAnswer; // the only thing that is said on this channel
    const call = callIn(parts.here());
    if (!call) return; // of another instance in this process
    call.units += units;
    call.span.setAttribute('units', call.units);
    instruments['enlace.store.units'].add(units, { operation: call.operation });
    if (isThrottled) instruments['enlace.store.throttled'].add(1, { operation: call.operation });
  };
  cosmosAnswers.subscribe(listener);
  return () => void cosmosAnswers.unsubscribe(listener);
}

/** Cards of turns and deliveries; those that nobody asked for (a gallery, a warming up) are none of ours. @returns what ends it. */
export function listenToCards(parts: Parts): () => void {
  const drawn = new WeakMap<Drawing, Span>();
  const listener = {
    start: (message: Drawing): void => {
      if (trace.getSpan(parts.here())) drawn.set(message, parts.within({ name: 'card', kind: SpanKind.INTERNAL, attributes: { card: message.name } }, parts.here()));
    },
    end: (message: Drawing): void => {
      const bytes = message.result === undefined ? undefined : 2 * JSON.stringify(message.result).length; // as Teams counts them (teams-platform §16)
      drawn.get(message)?.setAttributes({ bytes }).end();
    },
    error: (): void => {},
    asyncStart: (): void => {},
    asyncEnd: (): void => {},
  };
  drawing.subscribe(listener);
  return () => void drawing.unsubscribe(listener);
}
