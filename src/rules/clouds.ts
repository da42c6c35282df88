/** What partners can do in each cloud (WF-32): clouds are isolated, and most of what the public one has does not exist in the others. Who is in the same cloud as whom is regions.ts. */

import type { Cloud } from '../core/machine.ts';
import type { Rules } from './settings.ts';

/** `invite`: new relationships with customers; `order`: the two-tier model; `licences`: changing quantities; `support`: another support contact than the provider; `users`: user management here. */
export const cloudDeeds = ['invite', 'order', 'licences', 'support', 'users'] as const;
export type CloudDeed = (typeof cloudDeeds)[number];

const deeds: Readonly<Record<Cloud, readonly CloudDeed[]>> = {
  public: cloudDeeds,
  usGov: ['order', 'licences', 'support'], // D23: no relationship requests, users in its own portal
  germany: ['order', 'licences', 'support'], // D23: closed to new customers
  china21v: ['invite', 'order'], // D23: no licence management, no change of the support contact
};

/** Y13: a cloud counts only once the programme has switched it on. */
export const isPossibleIn = (cloud: Cloud, deed: CloudDeed, { clouds: { enabled } }: Pick<Rules, 'clouds'>): boolean => enabled.includes(cloud) && deeds[cloud].includes(deed);
