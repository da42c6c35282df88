/** Who has a window in the local world, and the Playground's file for each of them. Starting the windows is the business of playground.ts. */

import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { isGlobalAdmin } from './directoryFile.ts';
import type { DirectoryContent, PersonEntry, TenantEntry } from './directorySchema.ts';
import { replaceFile } from './files.ts';

export type Role = 'partner' | 'provider' | 'programmeAdmin' | 'other';
type Company = Pick<TenantEntry, 'id' | 'name' | 'domains' | 'people' | 'membership'>;
type Someone = { readonly tenant: Company; readonly person: PersonEntry };
export type Persona = Someone & {
  readonly role: Role;
  readonly port: number;
  /** Has a team with a channel for approvals. */
  readonly decides: boolean;
};
export type Cast = {
  readonly personas: readonly Persona[];
  /** Ids in `as` that nobody in the directory has. */
  readonly unknown: readonly string[];
};

/** What the Playground reads from its working directory. */
export const CONFIG_FILE = '.m365agentsplayground.yml';
/** It wants exactly so many people besides the current one, with ids of their own. */
const COLLEAGUES = 5;
const PORTS = { partner: 56150, provider: 56151, programmeAdmin: 56152, other: 56153 } as const satisfies Record<Role, number>;

/** The three windows that every world has, as far as it has somebody for them, and one for each other person in `as`. */
export function castOf(world: DirectoryContent, as: readonly string[] = []): Cast {
  const operator = operatorOf(world);
  const everybody = [operator, ...world.tenants.filter(({ id }) => id !== operator.id)].flatMap(everyoneOf);
  const main = [
    { role: 'partner', someone: prospectOf(world) },
    { role: 'provider', someone: providerStaffOf(world) },
    { role: 'programmeAdmin', someone: everyoneOf(operator).find(({ person }) => person.id === world.operator.admins[0]) },
  ] as const;
  const taken = new Set(main.map(({ someone }) => someone?.person));
  const others = everybody.filter(({ person }) => as.includes(person.id) && !taken.has(person));
  const persona = (someone: Someone, role: Role, port: number): Persona => ({ ...someone, role, port, decides: isAdmin(world, someone) });
  return {
    personas: [
      ...main.flatMap(({ role, someone }) => (someone ? [persona(someone, role, PORTS[role])] : [])),
      ...others.map((someone, index) => persona(someone, 'other', PORTS.other + index)),
    ],
    unknown: as.filter((id) => !everybody.some(({ person }) => person.id === id)),
  };
}

/** Writes the persona's folder and returns its full path: the Playground takes what stands in its working directory. */
export async function writePersona(dataDir: string, persona: Persona): Promise<string> {
  const folder = resolve(dataDir, 'playground', persona.role === 'other' ? nameOf(persona) : persona.role);
  await replaceFile(resolve(folder, CONFIG_FILE), `# Written by npm start; changes here do not last.\n${stringify(playgroundConfig(persona))}`);
  return folder;
}

/** The window's settings in the Playground's own form. */
export function playgroundConfig(persona: Persona) {
  const { tenant, person, decides } = persona;
  const name = nameOf(persona);
  return {
    version: '0.1.1',
    tenantId: tenant.id,
    bot: { id: '28:enlace', name: 'Enlace' },
    currentUser: playgroundUser(person, tenant),
    users: colleaguesOf(persona).map((colleague) => playgroundUser(colleague, tenant)),
    // The bot tells the conversations of all windows apart by these ids, and keeps them over restarts.
    personalChat: { id: `a:personal-${name}` },
    groupChat: { id: `19:group-${name}`, name: 'Group' },
    team: {
      id: `19:team-${name}`, name: tenant.name, aadGroupId: `team-${name}`,
      channels: decides ? [{ id: `19:approvals-${name}`, name: 'Approvals' }] : [],
    },
  };
}

type Name = { readonly id: string; readonly name: string; readonly email: string | undefined };

/** Only people of the same company, and invented ones: anybody else would show up as a member of it. */
function colleaguesOf({ tenant, person }: Someone): readonly Name[] {
  const taken = new Set<string>(tenant.people.map(({ id }) => id));
  const invented = Array.from({ length: COLLEAGUES + 1 }, (_, index) => ({ id: `colleague-${index + 1}`, name: `Colleague ${index + 1}`, email: undefined }));
  return [...tenant.people.filter((other) => other !== person), ...invented.filter(({ id }) => !taken.has(id))].slice(0, COLLEAGUES);
}

function playgroundUser({ id, name, email }: Name, { domains }: Company) {
  const [givenName = name, ...surname] = name.split(' ');
  const address = email ?? `${slugOf(id)}@${domains[0] ?? 'nowhere.example'}`;
  // As in Teams, what addresses a person in the channel is not the object id.
  return { id: `29:${id}`, name, userPrincipleName: address, aadObjectId: id, givenName, surname: surname.join(' '), email: address };
}

function prospectOf({ operator, tenants }: DirectoryContent): Someone | undefined {
  const kinds = [
    (tenant: TenantEntry) => tenant.kind === 'reseller' && !tenant.inCsp,
    (tenant: TenantEntry) => tenant.kind === 'reseller',
    (tenant: TenantEntry) => tenant.kind === 'customer' && tenant.id !== operator.tenant, // any company may want to enrol
  ];
  return kinds.flatMap((isKind) => tenants.filter(isKind)).flatMap(everyoneOf).find(({ person }) => isGlobalAdmin(person));
}

function providerStaffOf({ tenants }: DirectoryContent): Someone | undefined {
  const staff = tenants.filter((tenant) => tenant.kind === 'provider').flatMap(everyoneOf);
  return staff.find(({ person }) => person.roles?.agent === 'salesAgent') ?? staff[0];
}

const everyoneOf = (tenant: Company): Someone[] => tenant.people.map((person) => ({ tenant, person }));

function isAdmin({ operator }: DirectoryContent, { tenant, person }: Someone): boolean {
  return tenant.id === operator.tenant && operator.admins.includes(person.id);
}

/** The operator and its admins need not be listed, and have windows all the same. */
function operatorOf({ operator, tenants }: DirectoryContent): Company {
  const listed: Company = tenants.find(({ id }) => id === operator.tenant) ?? { id: operator.tenant, name: operator.tenant, domains: [], people: [], membership: [] };
  const unlisted = operator.admins.filter((id) => !listed.people.some((person) => person.id === id));
  return { ...listed, people: [...listed.people, ...unlisted.map((id) => ({ id, name: id, email: undefined, directoryRoles: [], roles: undefined }))] };
}

/** Tells two people apart whatever their ids are made of. */
function nameOf({ tenant, person }: Someone): string {
  const trace = createHash('sha256').update(JSON.stringify([tenant.id, person.id])).digest('hex').slice(0, 8);
  return `${slugOf(tenant.id)}-${slugOf(person.id)}-${trace}`;
}

const slugOf = (id: string): string => id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 40);
