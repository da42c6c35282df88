/** Who somebody is at this moment, and what is remembered of them: their language, their zone, where they are reached. */

import { describe, expect, it } from '@jest/globals';
import { identify } from '../../bot/turn/identity.ts';
import { readInbound } from '../../bot/turn/inbound.ts';
import { setLanguage } from '../../src/app/people.ts';
import type { Person } from '../../src/app/documents.ts';
import { personSchema } from '../../src/app/documents.ts';
import type { Deps } from '../../src/app/deps.ts';
import { homeOf, lists, personRef } from '../../src/app/homes.ts';
import { bornRow, parked, readRow } from '../../src/app/outboxRows.ts';
import type { DirectoryPerson } from '../../src/app/ports.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { userDocumentId, userSchema } from '../../src/tasks/userDoc.ts';
import { eachWorld, given } from '../support/deps.ts';
import { userIn } from '../support/people.ts';
import { NOW, cast, contoso, fabrikam, operator, personNamed } from '../support/world.ts';
import type { Odd } from './support.ts';
import { inChannel, message } from './support.ts';

const world = eachWorld();
const carmen = personNamed('carmen-ruiz');
const home = { channelData: { tenant: { id: contoso.id } } };

/** Carmen says something; `entry` is what the directory knows of her. */
async function arrive(more: Odd = {}, entry?: Partial<DirectoryPerson>, deps: Deps = world().deps) {
  const inbound = readInbound(message('hola', { ...home, ...more }));
  if (inbound.kind !== 'text' && inbound.kind !== 'installed') throw new Error('Nobody has arrived');
  const known: DirectoryPerson = { tenant: contoso.id, id: carmen, name: 'Carmen Ruiz', email: 'carmen@contoso.es', directoryRoles: [], roles: undefined, ...entry };
  return await identify({ ...deps, directory: { ...deps.directory, person: async () => (entry ? known : undefined) } }, inbound);
}

async function remembered(tenant = contoso.id, id = carmen): Promise<Person> {
  return personSchema.parse((await world().deps.store.read(personRef(tenant, id)))?.body);
}

describe('the actor', () => {
  it('INV-57 has the roles that the directory gives at this moment', async () => {
    expect((await arrive({}, { directoryRoles: ['globalAdmin'] })).actor).toMatchObject({
      kind: 'person', tenant: contoso.id, id: carmen, name: 'Carmen Ruiz', email: 'carmen@contoso.es', tenantKind: 'reseller', directoryRoles: ['globalAdmin'], roles: undefined, programmeAdmin: false,
    });
    expect((await arrive({}, { directoryRoles: [] })).actor.directoryRoles).toEqual([]);
  });

  it('nobody whom the directory does not know has a role', async () => {
    expect((await arrive()).actor).toMatchObject({ name: 'Carmen Ruiz', email: undefined, directoryRoles: [], roles: undefined });
    expect((await arrive({ channelData: { tenant: { id: 'nowhere' } } })).actor.tenantKind).toBeUndefined();
  });

  it('R01 decides reviews only as that person of that organisation', async () => {
    const from = { id: '29:rut', aadObjectId: cast.reviewer.id };
    expect((await arrive({ from, channelData: { tenant: { id: operator.id } } })).actor.programmeAdmin).toBe(true);
    expect((await arrive({ from })).actor.programmeAdmin).toBe(false);
  });

  it('INV-01 has the partner roles of their account rather than those of the directory', async () => {
    const roles = { agent: 'adminAgent', admin: 'notAnAdmin' } as const;
    await given(world(), 'user', userIn('Active', { id: carmen, ...roles }));
    expect((await arrive({}, { roles: { agent: 'notAnAgent', admin: 'billingAdmin' } })).actor.roles).toEqual(roles);
  });

  it('INV-57 has no role any more once they were removed', async () => {
    await given(world(), 'user', userIn('Removed', { id: carmen }));
    expect((await arrive({}, { roles: { agent: 'adminAgent', admin: 'globalAdmin' } })).actor.roles).toEqual({ agent: 'notAnAgent', admin: 'notAnAdmin' });
  });

  it('WF-10 is active from their first sign-in on, whatever they say', async () => {
    const stored = async () => userSchema.parse((await world().deps.store.read({ partition: homeOf(contoso.id), id: userDocumentId(carmen) }))?.body);
    await given(world(), 'user', userIn('PendingFirstSignIn', { id: carmen }));
    await arrive();
    expect(await stored()).toMatchObject({ state: 'Active', rev: 4 });
    await arrive();
    expect((await stored()).rev).toBe(4);
  });

  it('is called as the directory has it, else as the channel does, else by their id', async () => {
    expect((await arrive({}, { name: 'C. Ruiz' })).actor.name).toBe('C. Ruiz');
    expect((await arrive()).actor.name).toBe('Carmen Ruiz');
    expect((await arrive({ from: { id: '29:carmen-ruiz', aadObjectId: 'carmen-ruiz' } })).actor.name).toBe('carmen-ruiz');
  });

  it('INV-56 of two tenants with one object id are two people', async () => {
    await arrive({ locale: 'es-ES' });
    await arrive({ locale: 'en-GB', channelData: { tenant: { id: fabrikam.id } } });
    expect((await remembered()).lastLanguage).toBe('es');
    expect((await remembered(fabrikam.id)).lastLanguage).toBe('en');
  });
});

describe('the language', () => {
  it('INV-65 is the chosen one, else the client’s, else the last, else English', async () => {
    expect((await arrive({ locale: undefined })).actor.language).toBe('en');
    expect((await arrive({ locale: 'es-MX' })).actor.language).toBe('es');
    const { actor } = await arrive({ locale: undefined });
    expect(actor.language).toBe('es');
    await setLanguage(world().deps, actor, { language: 'en' });
    expect((await arrive({ locale: 'es-MX' })).actor.language).toBe('en');
    expect((await remembered()).lastLanguage).toBe('en');
  });
});

describe('the time zone', () => {
  it('is the client’s, also at the next turn without one', async () => {
    expect((await arrive({ localTimezone: 'America/Lima' })).timeZone).toBe('America/Lima');
    expect((await arrive({ localTimezone: undefined })).timeZone).toBe('America/Lima');
    expect((await arrive({ localTimezone: 'Europe/Madrid' })).timeZone).toBe('Europe/Madrid');
  });

  it('is the programme’s where the client says none, or one that nobody knows', async () => {
    expect((await arrive({ localTimezone: undefined })).timeZone).toBe('UTC');
    expect((await arrive({ localTimezone: 'Mars/Olympus' })).timeZone).toBe('UTC');
  });
});

describe('the address', () => {
  it('is that of the personal chat, whatever channel they speak in', async () => {
    await arrive();
    await arrive({ ...inChannel, ...home });
    expect((await remembered()).address).toEqual({
      serviceUrl: 'http://127.0.0.1:56150/_connector', conversation: 'a:personal-contoso-iberia-carmen-ruiz', channelId: 'msteams', bot: '28:enlace', user: '29:carmen-ruiz',
    });
  });

  it('is not known before they have spoken there', async () => {
    await arrive({ ...inChannel, ...home });
    expect((await remembered()).address).toBeUndefined();
  });

  it('follows the service to another address', async () => {
    await arrive();
    await arrive({ serviceUrl: 'https://smba.example/emea' });
    expect((await remembered()).address?.serviceUrl).toBe('https://smba.example/emea');
  });
});

describe('the store', () => {
  it('is written when something is new, and in no ordinary turn', async () => {
    await arrive({}, {});
    expect(world().traffic.commits).toHaveLength(1);
    await arrive({}, {});
    await arrive({ ...inChannel, ...home }, {});
    expect(world().traffic.commits).toHaveLength(1);
    await arrive({ locale: 'es-ES' }, {});
    expect(world().traffic.commits).toHaveLength(2);
  });

  it('keeps what somebody else changed at the same moment, and learns at the next turn', async () => {
    const { actor } = await arrive();
    world().meanwhile.push(() => setLanguage(world().deps, actor, { language: 'es' }));
    await arrive({ localTimezone: 'America/Lima' });
    expect(await remembered()).toMatchObject({ language: 'es', timeZone: 'Europe/Madrid' });
    await arrive({ localTimezone: 'America/Lima' });
    expect(await remembered()).toMatchObject({ language: 'es', timeZone: 'America/Lima' });
  });
});

describe('what was owed', () => {
  async function owe(person: string, reason: string): Promise<string> {
    const born = bornRow(outgoing('notice', { person, news: 'approved', text: '' }), { partition: homeOf(contoso.id), tenant: contoso.id, reason, correlation: 'c0ffee', now: NOW });
    await world().deps.store.commit([parked(readRow({ ...born, etag: '' }), person, NOW)]);
    return born.id;
  }

  it('goes out as soon as the person can be reached, and not what others are owed', async () => {
    const [mine, another] = [await owe(carmen, 'one'), await owe(carmen, 'two')];
    await owe('carmen-ruiz-gil', 'three');
    await arrive({ ...inChannel, ...home });
    expect(world().nudged).toEqual([]);
    await arrive();
    expect(world().nudged.map(({ id }) => id)).toEqual([mine, another]);
    const waiting = await world().deps.store.page({ partition: homeOf(contoso.id), list: lists.waiting, limit: 10 });
    expect(waiting.map(({ sort }) => sort)).toEqual([expect.stringMatching(/^carmen-ruiz-gil\|/)]);
  });

  it('goes out to somebody who installs the bot anew in the same conversation', async () => {
    await arrive();
    const mine = await owe(carmen, 'one');
    await arrive();
    expect(world().nudged).toEqual([]);
    await arrive({ type: 'installationUpdate', action: 'add', text: undefined });
    expect(world().nudged.map(({ id }) => id)).toEqual([mine]);
  });

  it('goes out once', async () => {
    await owe(carmen, 'one');
    await arrive();
    await arrive();
    expect(world().nudged).toHaveLength(1);
  });
});
