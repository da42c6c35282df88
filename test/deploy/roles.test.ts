/** What the app may do in Azure against what it does there: each role has its code, and what needs a role has it. */

import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { Entries, Resource, Template, Value } from './bicep.ts';
import { isComputed, objectsIn, parseTemplate, readTemplate, variableIn } from './bicep.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const computedIn = (value: Value | undefined): string => (isComputed(value) ? value.computed : '');
const inside = (entries: Entries | undefined, ...path: readonly string[]): Value | undefined => path.reduce<Value | undefined>((at, name) => (at instanceof Map ? at.get(name) : undefined), entries);

const main = readTemplate('main.bicep');
const modules = new Map(main.modules.map(({ name, path, params }) => [name, { path, params, template: readTemplate(path) }]));

/** By their ids, as Azure documents them; the addresses stand beside them in the modules. */
const documented = new Map([
  ['7f951dda-4ed3-4680-a7ca-43fe172d538d', 'AcrPull'],
  ['4633458b-17de-408a-b874-0445c86b69e6', 'Key Vault Secrets User'],
  ['00000000-0000-0000-0000-000000000002', 'Cosmos DB Built-in Data Contributor'],
]);

// --- what is granted ---

type Granted = { readonly role: string | undefined; readonly on: string | undefined; readonly to: string };

/** Whom a module takes for the principal is told by main.bicep, unless it makes the identity itself. */
function grantedIn({ params, template }: { readonly params: Entries; readonly template: Template }, { body }: Resource): Granted {
  const definition = computedIn(inside(body, 'properties', 'roleDefinitionId'));
  const id = template.variables.find(({ name }) => new RegExp(`\\b${name}\\b`).test(definition))?.value;
  const place = computedIn(body.get('scope') ?? body.get('parent'));
  const principal = computedIn(inside(body, 'properties', 'principalId'));
  return {
    role: documented.get(String(id)), on: template.resources.find(({ name }) => name === place)?.type,
    to: principal === 'identity.properties.principalId' ? 'identity.outputs.principalId' : computedIn(params.get(principal)),
  };
}

const assignments = [...modules.values()].flatMap((module) => module.template.resources.filter(({ type }) => type.endsWith('oleAssignments')).map((resource) => ({ module, resource })));
const granted = assignments.map(({ module, resource }) => grantedIn(module, resource));

const byRole = ({ role: one = '' }: Granted, { role: other = '' }: Granted): number => (one < other ? -1 : 1);

// --- what is needed ---

/** What each role is for, as the app's template and the program show it. */
const reasons: readonly { readonly role: string; readonly on: string; readonly isNeeded: (app: string, store: string) => boolean }[] = [
  {
    role: 'AcrPull', on: 'Microsoft.ContainerRegistry/registries',
    isNeeded: (app) => objectsIn(inside(containerApp(app), 'properties', 'configuration', 'registries')).some((registry) => computedIn(registry.get('identity')) === 'identityId'),
  },
  {
    role: 'Key Vault Secrets User', on: 'Microsoft.KeyVault/vaults',
    isNeeded: (app) => /keyVaultUrl: .*identity: identityId/.test(computedIn(inside(containerApp(app), 'properties', 'configuration', 'secrets'))) && objectsIn(variableIn(parseTemplate(app), 'secrets')).length > 0,
  },
  {
    role: 'Cosmos DB Built-in Data Contributor', on: 'Microsoft.DocumentDB/databaseAccounts',
    isNeeded: (app, store) => {
      const set = new Set(['settings', 'secrets'].flatMap((list) => objectsIn(variableIn(parseTemplate(app), list))).map((one) => one.get('name')));
      return set.has('COSMOS_ENDPOINT') && !set.has('COSMOS_KEY') && /aadCredentials: new \w+Credential\(/.test(store) && /\.batch\(/.test(store); // a reader would do without the last
    },
  },
];

const containerApp = (app: string): Entries | undefined => parseTemplate(app).resources.find(({ type }) => type === 'Microsoft.App/containerApps')?.body;
const neededBy = (app: string, store: string): readonly string[] => reasons.filter(({ isNeeded }) => isNeeded(app, store)).map(({ role }) => role);

const app = read('deploy/modules/app.bicep');
const store = read('src/store/cosmos.ts');

describe('what the app may do', () => {
  it('is what its template and its code need, and no more: each role for one resource, never the whole group', () => {
    const needed = reasons.filter(({ role }) => neededBy(app, store).includes(role)).map(({ role, on }): Granted => ({ role, on, to: 'identity.outputs.principalId' }));
    expect(granted.toSorted(byRole)).toEqual(needed.toSorted(byRole));
    expect(granted).toHaveLength(documented.size);
  });

  it.each([
    ['AcrPull', () => neededBy(app.replace('identity: identityId }]', "identity: '' }]"), store)],
    ['Key Vault Secrets User', () => neededBy(app.replace(/secrets: map\(.*/, 'secrets: []'), store)],
    ['Cosmos DB Built-in Data Contributor', () => neededBy(app.replace("{ name: 'COSMOS_ENDPOINT', value: cosmosEndpoint }", ''), store)],
    ['Cosmos DB Built-in Data Contributor', () => neededBy(app.replace("var secrets = [", "var secrets = [\n  { name: 'COSMOS_KEY', secret: 'cosmos-key', isUsed: true }"), store)],
    ['Cosmos DB Built-in Data Contributor', () => neededBy(app, store.replace(/aadCredentials: .*/, 'key });'))],
  ])('%s is needed no more without its code', (role, needed) => {
    expect(needed()).toEqual(reasons.map((reason) => reason.role).filter((other) => other !== role));
  });

  it('is asked for as the identity that has the roles', () => {
    const params = modules.get('app')?.params;
    expect([computedIn(params?.get('identityId')), computedIn(params?.get('identityClientId'))]).toEqual(['identity.outputs.id', 'identity.outputs.clientId']);
  });

  it('is all that the program asks Azure for with a credential of its own', () => {
    const files = ['src', 'bot'].flatMap((folder) => globSync('**/*.ts', { cwd: `${root}${folder}` }).map((file) => `${folder}/${file}`));
    expect(files.length).toBeGreaterThan(200);
    const asking = files.filter((file) => read(file).includes("'@azure/identity'"));
    expect(asking).toEqual(['src/store/cosmos.ts', 'bot/entra/appProof.ts']);
    expect(read('deploy/runbook.md')).toMatch(/federated/); // which is all that the second needs: an application trusts the identity, and no role
  });

  it('is cited', () => {
    for (const { path, template } of modules.values()) {
      for (const { name, value } of template.variables.filter((one) => documented.has(String(one.value)))) {
        expect(read(`deploy/${path}`)).toMatch(new RegExp(`https://learn\\.microsoft\\.com/\\S+\\nvar ${name} = '${String(value)}'`));
      }
    }
  });

  it('needs no key of Cosmos DB: there is none', () => {
    const account = modules.get('cosmos')?.template.resources.find(({ name }) => name === 'account');
    expect(inside(account?.body, 'properties', 'disableLocalAuth')).toBe(true);
  });
});
