/** The form of a directory file (DIRECTORY_FILE): what may stand in it, and how its mistakes are told. Its content is the business of directoryFile.ts. */

import { z } from 'zod';
import { adminRoles, agentRoles } from '../../src/core/actor.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import { clouds } from '../../src/core/machine.ts';
import { yaml } from '../libraries.ts';
import { readSettingFile } from '../settingFile.ts';
import { readIfThere } from './files.ts';

/** A key that is missing and a key that is left empty mean the same. */
const orElse = <T extends z.ZodType>(schema: T, otherwise: z.output<T>) => schema.nullish().transform((value) => value ?? otherwise);
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);
const listOf = <T extends z.ZodType>(entry: T) => z.array(entry).nullish().transform((entries) => entries ?? []);

const text = z.string().trim().min(1);
const country = z.string().trim().toUpperCase().regex(/^[A-Z]{2}$/, 'must be a country code of two letters, such as ES');

const profileSchema = z.object({
  mpnId: text,
  name: text,
  country,
  active: orElse(z.boolean(), true),
  type: orElse(z.enum(['location', 'global']), 'location'),
});

const rolesSchema = z.object({
  agent: orElse(z.enum(agentRoles), 'notAnAgent'), // INV-01
  admin: orElse(z.enum(adminRoles), 'notAnAdmin'),
});

const personSchema = z.object({
  id: personId,
  name: text,
  email: maybe(text),
  /** What they sign in with, where it is not their address. */
  userName: maybe(text.toLowerCase()).optional(),
  directoryRoles: listOf(z.enum(['globalAdmin', 'userAdmin'])),
  roles: maybe(rolesSchema),
});

const tenantSchema = z.object({
  id: tenantId,
  name: text,
  country,
  cloud: orElse(z.enum(clouds), 'public'),
  kind: orElse(z.enum(['provider', 'reseller', 'customer']), 'customer'),
  inCsp: orElse(z.boolean(), false),
  /** Tenants with the same value are accounts of one company (WF-08). */
  company: maybe(text).optional(),
  domains: listOf(text.toLowerCase()),
  people: listOf(personSchema).superRefine(refuseRepeatedIds),
  membership: listOf(z.object({ account: text, profiles: listOf(profileSchema) })),
  /** What Microsoft's check of a customer says, whether its credit is good, and offers that cannot be provisioned for it (§4.7, INV-53). */
  verification: maybe(z.enum(['authorised', 'underReview', 'refused', 'unknown'])).optional(),
  credit: maybe(z.enum(['good', 'refused'])).optional(),
  unavailable: maybe(z.array(text)).optional(),
  /** How its orders are reviewed before they are fulfilled: soon released, released or refused once there is a purchase order. */
  orderReview: maybe(z.enum(['none', 'short', 'purchaseOrder', 'refused'])).optional(),
  /** Of a provider: its account is one of the integration sandbox (§6.5). */
  sandbox: maybe(z.boolean()).optional(),
  /** Of the request that the bot made it for. */
  key: maybe(text).optional(),
  /** Tenants of customers whom this partner serves in other portals (WF-19). */
  serves: listOf(tenantId),
});

/** Streets of a postal code, as they are spelled there: what the check of addresses knows (§6.3). */
const placeSchema = z.object({ country, postalCode: text, city: text, state: maybe(text), streets: listOf(text) });

const directoryFileSchema = z.object({
  operator: z.object({ tenant: tenantId, admins: listOf(personId) }),
  tenants: listOf(tenantSchema).superRefine(refuseRepeatedIds),
  addresses: listOf(placeSchema),
});

/** Tenants and people that the bot itself has created (WF-02, WF-10), kept beside the directory file. */
const createdFileSchema = z.object({
  tenants: listOf(tenantSchema).superRefine(refuseRepeatedIds),
  people: listOf(personSchema.extend({ tenant: tenantId })),
});

export type PersonEntry = z.output<typeof personSchema>;
export type PlaceEntry = z.output<typeof placeSchema>;
export type TenantEntry = z.output<typeof tenantSchema>;
export type DirectoryContent = z.output<typeof directoryFileSchema>;

export type CreatedPerson = PersonEntry & { readonly tenant: TenantEntry['id'] };
export type Created = { readonly tenants: readonly TenantEntry[]; readonly people: readonly CreatedPerson[] };

/** Everything there is, and by itself what the bot has created. */
export type ReadDirectory = { readonly content: DirectoryContent; readonly created: Created };

/** Reads both files into one directory; `createdFile` need not exist. */
export async function readDirectory(path: string, createdFile: string): Promise<ReadDirectory> {
  const content = parseDirectory(await readSettingFile('DIRECTORY_FILE', path), path);
  const created = await readCreated(createdFile);
  const inhabited = [...content.tenants, ...created.tenants].map((tenant) => ({ ...tenant, people: [...tenant.people, ...created.people.filter((person) => person.tenant === tenant.id)] }));
  const tenants = checked(directoryFileSchema.shape.tenants, inhabited, `${path} and ${createdFile}`);
  return { content: { ...content, tenants }, created };
}

/** What the bot has created so far. */
export async function readCreated(path: string): Promise<Created> {
  const written = await readIfThere(path);
  return checked(createdFileSchema, written === undefined ? {} : read(written, path), path);
}

/** @throws an Error that names the file and every problem with its place. */
export function parseDirectory(source: string, path: string): DirectoryContent {
  return checked(directoryFileSchema, read(source, path), path);
}

const read = (source: string, path: string): unknown => (path.endsWith('.json') ? readJson(source, path) : readYaml(source, path));

/** Large directories are written by programs, and YAML takes its time. What a file may say is the same in both, but that JSON takes the last of a key that stands twice. */
function readJson(source: string, path: string): unknown {
  try {
    return JSON.parse(source.replace(/^\u{feff}/u, ''), asTyped);
  } catch (error) {
    throw new Error(`${path} is not readable as JSON: ${String(error)}`, { cause: error });
  }
}

const asTyped = (_key: string, value: unknown, { source }: { readonly source?: string } = {}): unknown => (typeof value === 'number' ? source : value);

function readYaml(source: string, path: string): unknown {
  const { parseDocument, visit } = yaml();
  const document = parseDocument(source);
  const [mistake] = document.errors;
  if (mistake) throw new Error(`${path} is not readable as YAML or JSON: ${mistake.message.trim()}`, { cause: mistake });
  // No field is a number, so an unquoted MPN ID or object id stays exactly as it was typed, leading zeros included.
  visit(document, { Scalar: (_key, node) => { if (typeof node.value === 'number') node.value = node.source; } });
  try {
    return document.toJS();
  } catch (error) {
    throw new Error(`${path} is not readable as YAML or JSON: ${String(error)}`, { cause: error }); // aliases of nothing, or of too much
  }
}

function checked<T extends z.ZodType>(schema: T, value: unknown, path: string): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${z.core.toDotPath(issue.path) || 'the file'}: ${issue.message}`);
  throw new Error(`${path} does not describe a world:\n${problems.join('\n')}`);
}

function refuseRepeatedIds(entries: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of entries.entries()) {
    if (seen.has(id)) context.addIssue({ code: 'custom', path: [index, 'id'], message: `"${id}" stands here twice` });
    seen.add(id);
  }
}
