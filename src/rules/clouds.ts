/** What partners can do in each cloud (WF-32), and which domains it makes (§6.1): clouds are isolated, and most of what the public one has does not exist in the others. Who is in the same cloud as whom is regions.ts. */

import type { Cloud } from '../core/machine.ts';
import type { Rules } from './settings.ts';

/** `invite`: new relationships with customers; `create`: new customers; `order`: the two-tier model; `licences`: changing quantities; `support`: another support contact than the provider; `users`: user management here. */
export const cloudDeeds = ['invite', 'create', 'order', 'licences', 'support', 'users'] as const;
export type CloudDeed = (typeof cloudDeeds)[number];

const deeds: Readonly<Record<Cloud, readonly CloudDeed[]>> = {
  public: cloudDeeds,
  usGov: ['create', 'order', 'licences', 'support'], // D23: no relationship requests, users in its own portal
  germany: ['order', 'licences', 'support'], // D23: closed to new customers
  china21v: ['invite', 'create', 'order'], // D23: no licence management, no change of the support contact
};

/** Y13: a cloud counts only once the programme has switched it on. */
export const isPossibleIn = (cloud: Cloud, deed: CloudDeed, { clouds: { enabled } }: Pick<Rules, 'clouds'>): boolean => enabled.includes(cloud) && deeds[cloud].includes(deed);

type Suffixes = Pick<Rules, 'clouds'>;

/** §6.1: what an account made in this cloud has behind its prefix, with the dot. */
export const suffixOf = (cloud: Cloud, { clouds: { suffixes } }: Suffixes): string => `.${suffixes[cloud]}`;

/** §6.1: people type the suffix along. That of another cloud is none here, and stays. */
export function withoutSuffix(typed: string, cloud: Cloud, rules: Suffixes): string {
  const domain = typed.trim().toLowerCase();
  const suffix = suffixOf(cloud, rules);
  return domain.endsWith(suffix) ? domain.slice(0, -suffix.length) : domain;
}

/** §6.4: a domain that came with an account, in whichever cloud, is no company's own. */
export const cameWithAccount = (domain: string, { clouds: { suffixes } }: Suffixes): boolean => Object.values(suffixes).some((suffix) => domain.endsWith(`.${suffix}`));
