/** The story on Cosmos DB that misbehaves, and on two instances that share one: nothing is lost, and nothing happens twice. */

import { startCosmos } from '../bench/cosmos.ts';
import { byChance, startCosmosProxy } from '../test/support/cosmosProxy.ts';
import type { Bots } from './bots.ts';
import { openChance } from './chance.ts';
import type { Asked, Part, Row } from './part.ts';
import { openTally } from './part.ts';
import type { Manner } from './repeater.ts';
import { sending } from './repeater.ts';
import { leavesTheSame, told } from './story.ts';

export const cosmos: Part = { name: 'cosmos', about: 'A Cosmos DB that answers 429, 449, 503 or 408, cuts connections and is slow, with one instance and with two', run: onCosmos };

const ROUNDS = { full: 10, short: 1 } as const;

async function onCosmos(asked: Asked): Promise<readonly Row[]> {
  const [tally, chance] = [openTally(), openChance(asked.seed)];
  const server = await startCosmos();
  const proxy = await startCosmosProxy(server.endpoint);
  const rounds = asked.rounds ?? ROUNDS[asked.scale];
  try {
    const plain = await told({ what: 'in memory' }, openTally());
    for (let round = 1; round <= rounds; round++) {
      const store = (endpoint: string, name: string) => ({ kind: 'cosmos', endpoint, key: server.key, database: `${name}-${round}` }) as const;
      await leavesTheSame({
        what: 'a third of the requests cut, refused or lost on the way back', store: store(proxy.endpoint, 'troubled'),
        begins: () => { proxy.decide = byChance(chance.between(1, 2 ** 30)); },
        ends: async () => { proxy.decide = () => undefined; },
      }, { plain, tally });
      const two = anyOf(() => chance.between(0, 1));
      await leavesTheSame({ what: 'each activity to one of two instances', store: store(server.endpoint, 'two'), instances: 2, begins: two.begins, manner: two.manner }, { plain, tally });
      asked.log(`cosmos: ${round} of ${rounds}`);
    }
    tally.passed('faults that the server was made to have', Object.values(proxy.done).reduce((sum, count) => sum + count, 0));
  } finally {
    await proxy.close();
    await server.close();
  }
  return tally.rows();
}

function anyOf(which: () => number): { readonly begins: (bots: Bots) => void; readonly manner: Manner } {
  let bots: Bots | undefined;
  return {
    begins: (opened) => { bots = opened; },
    manner: async (activity, send) => {
      const other = bots?.instances[which()];
      return await (other ? sending(other.url) : send)(activity);
    },
  };
}
