/** What Cosmos DB says of the cost of an answer, passed on to whoever listens; nobody does unless an operator asked for it. */

import { cosmosAnswers } from '../app/telemetry.ts';
import type { CosmosAnswer } from '../app/telemetry.ts';

type Answer = { readonly headers?: Readonly<Record<string, unknown>>; readonly code?: unknown };

/** @param answer what came back, or was thrown. @param inside the status of an operation in a batch that had trouble. */
export function tellCosts(answer: unknown, inside?: unknown): void {
  if (!cosmosAnswers.hasSubscribers || typeof answer !== 'object' || answer === null) return;
  const { headers, code } = answer as Answer; // the client's response and its error have both; of other errors there is neither
  cosmosAnswers.publish({ units: Number(headers?.['x-ms-request-charge'] ?? 0) || 0, isThrottled: code === 429 || inside === 429 } satisfies CosmosAnswer);
}
