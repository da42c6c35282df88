/** `/why`: every link that is missing in every chain that is the reader's business, from the documents themselves; and who can help. */

import { describe, expect, it } from '@jest/globals';
import { customerSeen } from '../../src/app/customerSeen.ts';
import { holdersOf } from '../../src/app/holders.ts';
import { homeOf } from '../../src/app/homes.ts';
import { saleOf } from '../../src/app/sale.ts';
import { chainsOf } from '../../src/app/why.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { TenantId } from '../../src/core/ids.ts';
import type { DirectoryTenant } from '../../src/app/ports.ts';
import type { Partnership } from '../../src/tasks/partnershipDoc.ts';
import { agreed, ofContoso, ofNorte, partnered, placed, serving } from '../support/advice.ts';
import { customerIn } from '../support/customers.ts';
import { eachWorld } from '../support/deps.ts';
import { iker, nuria, partnershipIn } from '../support/partners.ts';
import { userIn } from '../support/people.ts';
import { adventure, agreementIn, cast, contoso, enrolmentIn, fabrikam, norte, operator, personNamed, tenantNamed } from '../support/world.ts';

/** Customers of whom something is wrong, and a provider of another region. */
const unverified: DirectoryTenant = { ...adventure, id: tenantNamed('unverified'), name: 'Unverified', verification: 'refused' };
const trader: DirectoryTenant = { ...adventure, id: tenantNamed('trader'), name: 'Trader', inCsp: true };
const ohio: DirectoryTenant = { ...adventure, id: tenantNamed('ohio'), name: 'Ohio', country: 'US' };
const federal: DirectoryTenant = { ...adventure, id: tenantNamed('federal'), name: 'Federal', cloud: 'usGov' };
const sur: DirectoryTenant = { ...norte, id: tenantNamed('sur'), name: 'Sur' };
const asleep: DirectoryTenant = { ...norte, id: tenantNamed('asleep'), name: 'Asleep', inCsp: false };
const world = eachWorld([contoso, fabrikam, norte, operator, adventure, unverified, trader, ohio, federal, sur, asleep]);

const { salesAgent: sal } = cast;

type Business = { readonly customer?: DirectoryTenant; readonly partnership?: Partnership['state']; readonly signed?: boolean; readonly enrolled?: boolean; readonly agreed?: boolean; readonly associated?: boolean; readonly norte?: 'Active' | 'Removed' | 'None'; readonly contoso?: 'Active' | 'Removed' | 'None' };

/** Contoso and Norte serve the customer, and nothing is missing unless said. */
async function business({ customer = adventure, partnership = 'Active', signed = true, enrolled = true, agreed: isAgreed = true, associated = false, norte: ofProvider = 'Active', contoso: ofReseller = 'Active' }: Business = {}): Promise<void> {
  const { deps } = world();
  const tenant = { tenant: customer.id, customer: { name: customer.name, country: customer.country, domain: '' } };
  await serving(deps, ...(ofReseller === 'None' ? [] : [ofContoso(ofReseller, tenant)]), ...(ofProvider === 'None' ? [] : [ofNorte(ofProvider, tenant)]));
  const { association, ...known } = customerIn('Known', { tenant: customer.id });
  await placed(deps, 'customer', { ...known, ...(associated && association ? { association } : {}), ...(isAgreed ? { agreement: agreed } : {}) });
  if (partnership !== 'None') await partnered(deps, partnershipIn(partnership));
  if (enrolled) await placed(deps, 'enrolment', enrolmentIn('Active'));
  await placed(deps, 'agreement', agreementIn(signed ? 'Accepted' : 'PendingSignature'));
}

/** What each chain lacks, by code, under the name of the other company. */
async function told(actor: PersonActor, customer: TenantId = adventure.id): Promise<readonly (readonly [other: string, ...codes: string[]])[]> {
  const seen = await customerSeen(world().deps, actor, customer);
  if (!seen) throw new Error('That is no customer of theirs');
  const chains = await chainsOf(world().deps, actor, seen);
  return chains.map(({ provider, reseller, missing }) => [(seen.own.role === 'provider' ? reseller : provider)?.name ?? '', ...missing.map(({ code }) => code)]);
}

describe('why, for a provider', () => {
  it.each<readonly [string, Business, readonly string[]]>([
    ['WF-24 nothing, through the reseller that serves the customer too', {}, ['Contoso Iberia']],
    ['INV-53 CUS-12 the customer agreement', { agreed: false }, ['Contoso Iberia', 'CUS-12']],
    ['INV-53 CUS-10 the verification', { customer: unverified }, ['Contoso Iberia', 'CUS-10']],
    ['INV-34 CUS-04 a company in CSP', { customer: trader }, ['Contoso Iberia', 'CUS-04']],
    ['INV-29 CUS-03 another region', { customer: ohio }, ['Contoso Iberia', 'CUS-03']],
    ['INV-61 CUS-03 another cloud', { customer: federal }, ['Contoso Iberia', 'CUS-03']],
    ['INV-16 ORD-03 the agreement of the reseller', { signed: false }, ['Contoso Iberia', 'ORD-03']],
    ['INV-45 ORD-05 an MPN ID of the reseller', { enrolled: false }, ['Contoso Iberia', 'ORD-05']],
    ['INV-19 ORD-02 the partnership with whoever manages the account', { partnership: 'Removed', associated: true }, ['Contoso Iberia', 'ORD-02']],
    ['INV-46 without a partner there is nobody to credit', { partnership: 'Removed' }, ['']],
    ['every link at once', { customer: unverified, partnership: 'Removed', associated: true, signed: false, enrolled: false, agreed: false }, ['Contoso Iberia', 'ORD-02', 'ORD-03', 'ORD-05', 'CUS-10', 'CUS-12']],
    ['INV-36 ORD-01 its own relationship, and of the customer\'s own affairs nothing (INV-56)', { norte: 'Removed', agreed: false }, ['', 'ORD-01']],
  ])('%s', async (_title, given, expected) => {
    await business(given);
    expect(await told(iker, (given.customer ?? adventure).id)).toEqual([expected]);
  });

  it('ORD-10 a provider that is not in CSP', async () => {
    await serving(world().deps, ofNorte('Active', { partner: asleep.id, id: asleep.id }));
    await placed(world().deps, 'customer', customerIn('Known', { agreement: agreed }));
    expect(await told({ ...iker, tenant: asleep.id })).toEqual([['', 'ORD-10']]);
  });

  it('ORD-03 INV-56 names the reseller\'s Global admins to its partners only', async () => {
    await business({ signed: false });
    const seen = await customerSeen(world().deps, iker, adventure.id);
    if (!seen) throw new Error('There is no such customer');
    expect((await chainsOf(world().deps, iker, seen))[0]?.missing).toMatchObject([{ code: 'ORD-03', params: { admins: 'Ana García, Luis Gil' } }]);
    await partnered(world().deps, partnershipIn('Removed'));
    const { association } = customerIn('Known');
    expect((await chainsOf(world().deps, iker, { ...seen, association }))[0]?.missing).toMatchObject([{ code: 'ORD-02' }, { code: 'ORD-03', params: { admins: '' } }]);
  });

  it('INV-56 a customer that it never had is not found', async () => {
    await business({ norte: 'None' });
    expect(await customerSeen(world().deps, iker, adventure.id)).toBeUndefined();
  });
});

describe('why, for a reseller', () => {
  it.each<readonly [string, Business, readonly string[]]>([
    ['INV-44 nothing, through its provider', {}, ['norte']],
    ['INV-18 ORD-01 the provider\'s relationship', { norte: 'None' }, ['norte', 'ORD-01']],
    ['INV-18 ORD-01 a relationship that was removed', { norte: 'Removed' }, ['norte', 'ORD-01']],
    ['MPA-02 its own agreement', { signed: false }, ['norte', 'ORD-03']],
    ['WF-35 CUS-12 the customer agreement', { agreed: false, associated: true }, ['norte', 'CUS-12']],
    ['INV-19 ORD-02 no provider any more', { partnership: 'Removed', signed: false }, ['', 'ORD-02', 'ORD-03']],
    ['INV-39 CUS-16 its own relationship', { contoso: 'Removed', agreed: false }, ['', 'CUS-16']],
  ])('%s', async (_title, given, expected) => {
    await business(given);
    expect(await told(sal)).toEqual([expected]);
  });

  it('WF-29 one chain for each of its providers, those of the customer first, and each only once', async () => {
    await business();
    await partnered(world().deps, partnershipIn('Active', { provider: { id: sur.id, name: 'Aaa Sur', country: 'ES' } }));
    expect(await told(sal)).toEqual([['norte'], ['Aaa Sur', 'ORD-01']]);
  });

  it('tells of five providers at most', async () => {
    await business();
    for (let number = 1; number <= 9; number++) await partnered(world().deps, partnershipIn('Active', { provider: { id: tenantNamed(`provider-${number}`), name: `Provider ${number}`, country: 'ES' } }));
    expect(await told(sal)).toHaveLength(5);
  });
});

describe('who can help', () => {
  const entry = (who: PersonActor) => ({ tenant: who.tenant, id: who.id, name: who.name, email: who.email, directoryRoles: who.directoryRoles, roles: who.roles });

  it('P19 INV-04 by the roles of the directory, until the account is open', async () => {
    world().people.push(entry(iker), entry(nuria), entry({ ...iker, id: personNamed('nadia'), name: 'Nadia', roles: { agent: 'notAnAgent', admin: 'notAnAdmin' } }));
    expect(await holdersOf(world().deps, iker, { permission: 'P19' })).toEqual(['Iker Zubia', 'Núria Camps']);
    expect(await holdersOf(world().deps, iker, { permission: 'P19', onOffice365: true })).toEqual(['Iker Zubia']);
  });

  it('P04 E01 by its users afterwards; a Global admin of the directory stays one', async () => {
    world().people.push(entry(sal), entry(cast.globalAdmin));
    await placed(world().deps, 'user', userIn('Active', { agent: 'salesAgent' }));
    expect(await holdersOf(world().deps, sal, { permission: 'P04' })).toEqual(['Eva Enríquez', 'Ana García']); // Sal's role went with the account
    expect(await holdersOf(world().deps, sal, { permission: 'E01' })).toEqual(['Ana García']);
    expect(await holdersOf(world().deps, { ...sal, tenant: fabrikam.id }, { permission: 'P04' })).toEqual([]);
  });

  it('names five at most', async () => {
    for (let number = 1; number <= 9; number++) world().people.push({ ...entry(iker), id: personNamed(`p${number}`), name: `Person ${number}` });
    expect(await holdersOf(world().deps, iker, { permission: 'P17' })).toHaveLength(5);
  });
});

it('the home of a customer is read, never the lists of its partners', async () => {
  await business();
  world().quiet();
  await saleOf(world().deps, { provider: norte.id, customer: adventure.id, reseller: contoso.id });
  expect(new Set(world().traffic.reads.map(({ partition }) => partition))).toEqual(new Set([homeOf(adventure.id), homeOf(contoso.id)]));
});
