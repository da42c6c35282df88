/** What a person's own document is changed for besides their roles: their language, where they are reached, what they were told. */

import type { Language, PersonActor } from '../core/actor.ts';
import type { Deps } from './deps.ts';
import type { Person } from './documents.ts';
import { personSchema } from './documents.ts';
import { personRef } from './homes.ts';

export async function setLanguage(deps: Deps, actor: PersonActor, language: Language): Promise<void> {
  await changePerson(deps, actor, { language, lastLanguage: language });
}

/** Tried again when somebody else changed the document meanwhile: the two changes never touch the same field. */
export async function changePerson(deps: Deps, { tenant, id }: Pick<PersonActor, 'tenant' | 'id'>, set: Partial<Person>): Promise<void> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const stored = await deps.store.read(personRef(tenant, id));
    if (!stored) return; // every turn begins by writing it; without one there is nobody to remember this for
    const person: Person = { ...personSchema.parse(stored.body), ...set };
    if (await deps.store.commit([{ op: 'replace', doc: { ...personRef(tenant, id), kind: 'person', body: person }, ifMatch: stored.etag }]) === 'saved') return;
  }
  throw new Error('A person document changed five times in a row while it was being written');
}
