/** A person's own document, when two things about them change at once; and who of a customer is written to. */

import { expect, it } from '@jest/globals';
import { personSchema } from '../../src/app/documents.ts';
import { personRef } from '../../src/app/homes.ts';
import { changePerson, globalAdminsWithMail, setLanguage } from '../../src/app/people.ts';
import { eachWorld } from '../support/deps.ts';
import { olga, omar } from '../support/customers.ts';
import { adventure, cast, contoso, personNamed } from '../support/world.ts';

const world = eachWorld();
const { globalAdmin } = cast;
const ref = personRef(contoso.id, globalAdmin.id);
const create = async () =>
  await world().deps.store.commit([{ op: 'create', doc: { ...ref, kind: 'person', body: { v: 1, tenant: contoso.id, id: globalAdmin.id, name: 'Ana', lastLanguage: 'es' } } }]);

it('keeps both changes when they race', async () => {
  await create();
  world().meanwhile.push(async () => await changePerson(world().deps, globalAdmin, { toldNoPlace: true }));
  await setLanguage(world().deps, globalAdmin, { language: 'en' });
  expect(personSchema.parse((await world().deps.store.read(ref))?.body)).toMatchObject({ language: 'en', lastLanguage: 'en', toldNoPlace: true });
});

it('a choice of language that is delivered again, late, changes nothing back', async () => {
  await create();
  const { deps } = world();
  const chooses = async (language: 'en' | 'es', delivery: string) => await setLanguage(deps, globalAdmin, { language, delivery });
  expect([await chooses('es', 'first'), await chooses('en', 'second'), await chooses('es', 'first')]).toEqual([true, true, false]);
  expect(personSchema.parse((await deps.store.read(ref))?.body).language).toBe('en');
});

it('gives up loudly, not silently', async () => {
  await create();
  const touch = async () => await changePerson(world().deps, globalAdmin, { name: 'Ana' });
  world().meanwhile.push(...Array.from({ length: 5 }, () => [touch, async () => undefined]).flat());
  await expect(setLanguage(world().deps, globalAdmin, { language: 'en' })).rejects.toThrow('five times');
});

it('remembers nothing for somebody who was never there', async () => {
  await setLanguage(world().deps, globalAdmin, { language: 'en' });
  expect(await world().deps.store.read(ref)).toBeUndefined();
});

it('C01 WF-36 of a customer, those who answer for it and have an address', async () => {
  const roles = { agent: 'salesAgent', admin: 'globalAdmin' } as const; // of a partner account, which says nothing here
  world().people.push({ ...olga, roles: undefined }, { ...omar, roles }, { ...olga, id: personNamed('oscar'), email: undefined, roles: undefined });
  expect((await globalAdminsWithMail(world().deps, adventure.id)).map(({ name, email }) => [name, email])).toEqual([['Olga Ortiz', 'olga@adventure.es']]);
});
