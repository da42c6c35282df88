/** What a reseller and its customers weigh in the store: a company enrols, takes a provider and wins customers, through the real bot and its pages. */

import { openBots } from '../../torture/bots.ts';
import { companyOf, directoryOf, olivia } from '../../torture/cast.ts';
import { enrols } from '../../torture/life.ts';
import { opensChannel, sceneOf } from '../../torture/stage.ts';
import { accepts, invites, takesProvider } from '../../torture/trade.ts';
import { homeOf } from '../../src/app/homes.ts';
import type { Stored } from '../../src/app/ports.ts';
import { tenantId } from '../../src/core/ids.ts';
import type { Asked, Part } from '../part.ts';
import type { Table } from '../report.ts';
import { number, whole } from '../report.ts';
import { sizeOf } from '../units.ts';

const CUSTOMERS = { full: 10, quick: 2 } as const;

export const storage: Part = { name: 'storage', run: measure };

async function measure({ scale, log }: Asked): Promise<readonly Table[]> {
  const count = CUSTOMERS[scale];
  const bots = await openBots({ directory: directoryOf(count) });
  try {
    const company = companyOf(0);
    const scene = sceneOf(bots, company, await opensChannel(bots));
    await enrols(scene);
    await takesProvider(scene);
    for (let index = 0; index < count; index++) {
      const { customer, buyer } = companyOf(index);
      const won = { ...scene, company: { ...company, customer, buyer } };
      await accepts(await invites(won), won);
      await bots.settle();
      log(`customer ${index + 1} of ${count}`);
    }
    return tablesOf(await bots.content(), count);
  } finally {
    await bots.close();
  }
}

function tablesOf(content: readonly Stored[], count: number): readonly Table[] {
  const { tenant, provider } = companyOf(0);
  const customers = new Set(Array.from({ length: count }, (_unused, index) => home(companyOf(index).buyer.tenant)));
  const at = (homes: (partition: string) => boolean): readonly Stored[] => content.filter((doc) => homes(doc.partition) && isKept(doc));
  const kept = content.filter(isKept);
  const places = [
    ["the reseller's home", at((partition) => partition === home(tenant))],
    [`the homes of its ${count} customers`, at((partition) => customers.has(partition))],
    ["the provider's home", at((partition) => partition === home(provider))],
    ["the programme's home", at((partition) => partition === home(olivia.tenant))],
    ['elsewhere (MPN ID, links, sessions, catalogue)', at((partition) => ![home(tenant), home(provider), home(olivia.tenant)].includes(partition) && !customers.has(partition))],
  ] as const;
  const kinds = [...Map.groupBy(kept, ({ kind }) => kind)].toSorted(([, one], [, other]) => weight(other) - weight(one));
  return [
    { title: `What a reseller with ${count} customers weighs`, head: ['', 'documents', 'KB'], rows: places.map(([name, docs]) => rowOf(name, docs)), note: `As Cosmos DB keeps them, without its indexes. Not counted, as it is forgotten by itself: ${whole(content.length - kept.length)} documents with a time to live (deliveries that were seen, cursors, sessions).` },
    { title: 'The same by kind', head: ['', 'documents', 'KB'], rows: kinds.map(([name, docs]) => rowOf(name, docs)) },
  ];
}

const home = (id: string): string => homeOf(tenantId.parse(id));

/** What has no time to live. */
const isKept = ({ expires }: Stored): boolean => expires === undefined;

const weight = (docs: readonly Stored[]): number => docs.reduce((sum, { etag: _etag, ...doc }) => sum + sizeOf(doc), 0);
const rowOf = (name: string, docs: readonly Stored[]): readonly string[] => [name, whole(docs.length), number(weight(docs) / 1024, 1)];
