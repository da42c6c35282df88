/** What a customer bought elsewhere and one of its partners looks after (WF-30): put on record and taken off again by that partner. Billing, changing and cancelling stay where it was bought (INV-60). */

import { personOf } from '../core/actor.ts';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { Guard, Step, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import type { Offer } from '../core/offer.ts';
import { toInstant } from '../core/time.ts';
import { comingDay, optionalText, text } from '../rules/fields.ts';
import { canOnOffice365 } from '../rules/permissions.ts';
import { quantity } from '../rules/quantity.ts';
import { isActive, partyTo, relationshipWith } from './relationship.ts';
import type { Subscription } from './subscriptionDoc.ts';

const row = rowsOf<Subscription>();

/** What stands in no catalogue of ours, told apart by how it is paid: what follows from changing to CSP is not the same (WF-30). */
export const unlistedKinds = ['licence', 'azure'] as const;

/** `offer`: one of the catalogue, or an unlisted kind, which needs a name. `until`: when it ends there, if that is known. */
export const externalFields = { offer: text(200), name: optionalText(50), quantity, until: comingDay } as const;
type External = Values<typeof externalFields>;

/** CUS-16: a relationship with permissions, and no order (WF-30). */
const isServed = ({ customerName }: Subscription, world: World): DomainError | undefined =>
  (isActive(relationshipWith(world.read, personOf(world).tenant)) ? undefined : refuse('CUS-16', { customer: customerName }).error);

function offerIn(doc: Subscription, { offer: id, name }: External, { read }: World): Offer | undefined {
  const kind = unlistedKinds.find((known) => known === id);
  // [DESIGN] licences that only have a name may be of Office 365, so INV-04 counts for them.
  return kind ? { ...doc.offer, name, kind, office365: kind === 'licence' } : read.offers?.get(id);
}

/** ORD-08; whatever is in no catalogue is known by its name. */
const isKnown: Guard<Subscription, External> = (doc, input, world) => {
  const offer = offerIn(doc, input, world);
  if (!offer) return refuse('ORD-08', { offer: input.offer, why: 'unknown' }).error;
  return offer.name === '' ? refuse('GEN-05', { count: 1 }, [{ field: 'name', rule: 'required', level: 'error', params: {} }]).error : undefined;
};

/** INV-04. */
const refuseOffice365 = ({ office365, name }: Pick<Offer, 'office365' | 'name'>, { actor }: World): DomainError | undefined =>
  (office365 && !canOnOffice365(actor, 'P06') ? refuse('ORD-11', { subscription: name }).error : undefined);

const mayTouch: Guard<Subscription, External> = (doc, input, world) => {
  const offer = offerIn(doc, input, world);
  return offer && refuseOffice365(offer, world);
};

/** Whoever records it stands where the seller of another one stands, and supports it; nobody earns with it here (ORD-06). */
function record(doc: Subscription, input: External, world: World): Step<Subscription> {
  const { now, read: { own } } = world;
  const offer = offerIn(doc, input, world);
  if (!offer || !own) throw new Error('What is recorded was found before'); // isKnown; `reads`
  const partner = { id: own.id, name: own.name };
  return {
    to: 'Active',
    set: {
      name: input.name || offer.name, offer, quantity: input.quantity, provider: partner, support: partner,
      channel: 'external', boughtAt: now, termEndsAt: now, autoRenew: false, ...(input.until === '' ? {} : { endsElsewhere: toInstant(new Date(input.until)) }),
    },
  };
}

/** What was sold here ends by its own ways. */
const isRecorded = ({ channel, state, offer }: Subscription, world: World): DomainError | undefined =>
  (channel === 'external' ? refuseOffice365(offer, world) : refuse('GEN-07', { state }).error);

/** INV-59: one that is there is its partner's alone. */
const byWhomRecords = (doc: Subscription, world: World): TenantId => (doc.state === 'None' ? partyTo(doc, world) : doc.provider.id);

export const externalEvents = {
  external: [row({ from: ['None'], to: 'Active', needs: 'P06', party: byWhomRecords, reads: ['own', 'relationships', 'offers'], owner: isServed, fields: externalFields, guards: [isKnown, mayTouch], effect: record })],
  forget: [row({ from: ['Active'], to: 'erased', needs: 'P06', party: byWhomRecords, owner: isRecorded, effect: () => ({ erase: true }) })],
} as const;
