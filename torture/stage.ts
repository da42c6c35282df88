/** A scene of a company's life on bots in this process: whatever is owed is there as soon as the bots have settled. */

import type { Persona } from '../bot/local/teamsPeer.ts';
import { MINUTE } from '../src/core/time.ts';
import type { Bots, Instance } from './bots.ts';
import type { Company } from './cast.ts';
import { olivia } from './cast.ts';
import type { Deed, Hand } from './hand.ts';
import { openHand } from './hand.ts';
import type { Scene } from './life.ts';

export const CHANNEL = { kind: 'channel', conversation: '19:approvals@thread.tacv2' } as const;

/** Somebody in their own chat with an instance; the first one unless said. */
export const handOf = (bots: Bots, persona: Persona, { record = [], at = bots.first }: { readonly record?: Deed[]; readonly at?: Instance } = {}): Hand => openHand(at.teams, persona, { record });

/** In the channel to which review cards go from now on. */
export async function opensChannel(bots: Bots): Promise<Hand> {
  const reviewer = openHand(bots.first.teams, olivia, { place: CHANNEL, record: [] });
  await reviewer.says('/approvals here');
  return reviewer;
}

export function sceneOf(bots: Bots, company: Company, reviewer: Hand): Scene {
  return {
    company, reviewer, admin: handOf(bots, company.admin), seller: handOf(bots, company.seller), site: bots.first.url,
    mail: (address) => bots.mails.findLast(({ to }) => to === address)?.text,
    owed: async (what, look) => {
      for (let times = 0; times < 20; times++) {
        await bots.settle();
        const seen = await look();
        if (seen !== undefined && seen !== false) return seen;
        await bots.passes(MINUTE);
      }
      throw new Error(`Waited in vain for ${what}`);
    },
  };
}
