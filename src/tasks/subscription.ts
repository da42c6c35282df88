/** A subscription, in the customer's home (domain.md §4.6): one table of what its parts say. Its life is subscriptionLife.ts, its quantity subscriptionQuantity.ts, who earns with it and who supports it subscriptionLinks.ts, what was bought elsewhere subscriptionExternal.ts. */

import type { TaskDef } from '../core/machine.ts';
import type { Subscription } from './subscriptionDoc.ts';
import { blankSubscription, subscriptionDocumentId, subscriptionLine, subscriptionSchema } from './subscriptionDoc.ts';
import { externalEvents } from './subscriptionExternal.ts';
import { lifeEvents, subscriptionDue } from './subscriptionLife.ts';
import { linkEvents } from './subscriptionLinks.ts';
import { quantityEvents } from './subscriptionQuantity.ts';

export const subscription = {
  task: 'subscription',
  documentId: (_actor, target) => subscriptionDocumentId(target),
  many: true,
  schema: subscriptionSchema,
  blank: blankSubscription,
  line: subscriptionLine,
  events: { ...lifeEvents, ...quantityEvents, ...linkEvents, ...externalEvents },
  due: subscriptionDue,
} as const satisfies TaskDef<Subscription>;
