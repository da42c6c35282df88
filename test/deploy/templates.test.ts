/** The templates among themselves: what they hand to each other exists, what they name is of a form that Azure knows, and nothing secret comes out of them. */

import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Module, Template, Value } from './bicep.ts';
import { isComputed, objectsIn, readTemplate, variableIn } from './bicep.ts';

const modulePaths = readdirSync(new URL('../../deploy/modules/', import.meta.url)).map((file) => `modules/${file}`);
const templates = new Map<string, Template>(['main.bicep', ...modulePaths].map((path) => [path, readTemplate(path)]));
const main = templateAt('main.bicep');
const example = readTemplate('parameters.example.bicepparam');
const resources = [...templates].flatMap(([path, template]) => template.resources.map((resource) => ({ path, ...resource })));

function templateAt(path: string): Template {
  const template = templates.get(path);
  if (!template) throw new Error(`There is no deploy/${path}`);
  return template;
}

/** Everything in a value that Azure computes. */
const computedIn = (value: Value): readonly string[] => {
  if (isComputed(value)) return [value.computed];
  if (value instanceof Map) return [...value.values()].flatMap(computedIn);
  return Array.isArray(value) ? value.flatMap(computedIn) : [];
};
const namesOf = (all: readonly { readonly name: string }[]): readonly string[] => all.map(({ name }) => name);
/** Without a default, somebody has to say them. */
const required = ({ params }: Template): readonly string[] => namesOf(params.filter(({ fallback }) => fallback === undefined));

describe('parameters', () => {
  it.each(main.modules.map(({ name, path, params }): [string, Module['params'], string] => [name, params, path]))('of the module %s: each that is given exists, each that is required is given', (_name, given, path) => {
    const { params } = templateAt(path);
    expect(namesOf(params)).toEqual(expect.arrayContaining([...given.keys()]));
    expect([...given.keys()]).toEqual(expect.arrayContaining([...required(templateAt(path))]));
  });

  it('of the example: each exists, each that is required is there', () => {
    expect(example.using).toBe('./main.bicep');
    expect(namesOf(main.params)).toEqual(expect.arrayContaining([...namesOf(example.params)]));
    expect(namesOf(example.params)).toEqual(expect.arrayContaining([...required(main)]));
  });

  it.each([...templates])('%s uses each of its own', (path, { params, variables }) => {
    const text = readFileSync(new URL(`../../deploy/${path}`, import.meta.url), 'utf8').replace(/^(?:param|var) \w+/gm, '');
    for (const name of namesOf([...params, ...variables])) expect(text).toMatch(new RegExp(`(?<!['\\w.])${name}\\b(?!:)`));
  });

  it('every module is part of the whole', () => {
    expect(main.modules.map(({ path }) => path).toSorted()).toEqual(modulePaths.toSorted());
  });

  it('each output of a module that is read exists', () => {
    const read = [...readFileSync(new URL('../../deploy/main.bicep', import.meta.url), 'utf8').matchAll(/(\w+)\.outputs\.(\w+)/g)];
    expect(read.length).toBeGreaterThan(10);
    for (const [, module, output] of read) {
      const path = main.modules.find(({ name }) => name === module)?.path ?? `modules/${module}.bicep`;
      expect({ path, outputs: namesOf(templateAt(path).outputs) }).toEqual({ path, outputs: expect.arrayContaining([output]) });
    }
  });
});

describe('the first time, without the app', () => {
  it('nothing that is made needs what is not', () => {
    const absent = namesOf(main.modules.filter(({ condition }) => condition !== undefined));
    const made = [...main.modules.filter(({ condition }) => condition === undefined).map(({ params }): Value => params), ...main.outputs.map(({ value }) => value)].flatMap(computedIn);
    expect(absent).toEqual(['app', 'registration', 'alerts']);
    expect(made.filter((text) => absent.some((name) => new RegExp(`\\b${name}\\.outputs`).test(text)))).toEqual([]);
  });
});

describe('resources', () => {
  it.each(resources.map(({ path, name, type, version }) => [path, name, type, version]))('%s %s: %s@%s', (_path, _name, type, version) => {
    expect(type).toMatch(/^Microsoft\.[A-Z][A-Za-z]+(?:\/[a-z][A-Za-z]+)+$/);
    expect(version).toMatch(/^20\d\d-(?:0\d|1[0-2])-[0-3]\d(?:-preview)?$/);
  });

  it('have one version of each type', () => {
    const versions = Map.groupBy(resources, ({ type }) => type);
    for (const [type, all] of versions) expect([type, ...new Set(all.map(({ version }) => version))]).toHaveLength(2);
  });

  it('are made once, in one place', () => {
    const made = resources.filter(({ isExisting, type }) => !isExisting && /\/(?:vaults|databaseAccounts|components|workspaces|botServices|containerApps|managedEnvironments|storageAccounts|userAssignedIdentities)$/.test(type));
    expect(made.map(({ type }) => type)).toHaveLength(9);
    expect(new Set(made.map(({ type }) => type)).size).toBe(9);
  });
});

describe('secrets', () => {
  const secretParams = [...templates].flatMap(([path, { params }]) => params.filter(({ isSecure }) => isSecure).map(({ name }) => ({ path, name })));

  it('are parameters that Azure keeps out of its logs', () => {
    for (const { params } of templates.values()) {
      expect(namesOf(params.filter(({ name, isSecure, type }) => type === 'string' && /password|secret/i.test(name) && !isSecure))).toEqual([]);
    }
    expect(new Set(namesOf(secretParams))).toEqual(new Set(['botPassword', 'entraClientSecret', 'smtpPassword']));
  });

  it('are in no output', () => {
    const telling = [/listKeys|listConnectionStrings|listSecrets/, /ConnectionString/, /properties\.value/, ...namesOf(secretParams).map((name) => new RegExp(`\\b${name}\\b`))];
    const outputs = [...templates.values()].flatMap((template) => template.outputs);
    expect(outputs.length).toBeGreaterThan(10);
    for (const { value } of outputs) for (const text of computedIn(value)) for (const secret of telling) expect(text).not.toMatch(secret);
  });

  it('stand in the example as words of the environment, never as themselves', () => {
    for (const { name, fallback } of example.params.filter((one) => namesOf(secretParams).includes(one.name))) {
      expect([name, fallback]).toEqual([name, { computed: expect.stringMatching(/^readEnvironmentVariable\('[A-Z_]+', ''\)$/) }]);
    }
  });

  it('that the app refers to are those that the vault holds', () => {
    const held = templateAt('modules/vault.bicep').resources.filter(({ type }) => type.endsWith('/secrets')).map(({ body }) => body.get('name'));
    const referred = objectsIn(variableIn(templateAt('modules/app.bicep'), 'secrets')).map((one) => one.get('secret'));
    expect(referred.toSorted()).toEqual(held.toSorted());
    expect(referred).toHaveLength(3);
  });
});
