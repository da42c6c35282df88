/** Which queries Cosmos DB is asked a plan for. What is asked is cosmos.ts's business. */

import type { Plugin } from '@azure/cosmos';

const IS_PLAN = 'x-ms-cosmos-is-query-plan-request';

/**
 * The client asks for a plan beside every query, and looks at it only where many partitions are asked: a query of one would be two
 * requests. Not having it is an answer that the client takes.
 */
export const unplanned: Plugin<unknown> = async (context, _node, next) => {
  const { headers, options } = context;
  if (headers?.[IS_PLAN] && options && 'partitionKey' in options) throw new Error('A query of one partition needs no plan');
  return await next(context);
};
