/** The package held against Microsoft's own schema, as the npm package @microsoft/app-manifest ships it. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { packageFiles } from '../../bot/package/files.ts';
import { APPLICATION, packaged } from './support.ts';

type Validate = ((value: unknown) => boolean) & { readonly errors?: readonly object[] | null };
type Ajv = { readonly compile: (schema: object) => Validate };
type Options = { readonly allErrors: boolean; readonly strict: boolean; readonly unicodeRegExp: boolean };
const require = createRequire(import.meta.url);
const { default: Draft04 } = require('ajv-draft-04') as { readonly default: new (options: Options) => Ajv }; // what it exports
const { default: addFormats } = require('ajv-formats') as { readonly default: (ajv: Ajv, formats: readonly string[]) => void }; // likewise

const schemaOf = (name: string): object => JSON.parse(readFileSync(require.resolve(`@microsoft/app-manifest/build/json-schemas/teams/v1.30/${name}`), 'utf8')) as object; // Microsoft wrote it

describe('Microsoft\'s schema', () => {
  it.each([['manifest.json', 'MicrosoftTeams.schema.json'], ['es.json', 'MicrosoftTeams.Localization.schema.json']])('takes %s, with a sign-in and without', async (name, schema) => {
    const ajv = new Draft04({ allErrors: true, strict: false, unicodeRegExp: false });
    addFormats(ajv, ['uri', 'email', 'regex']);
    const validate = ajv.compile(schemaOf(schema));
    for (const application of [undefined, APPLICATION]) {
      const file = (await packageFiles({ ...packaged, application })).find((one) => one.name === name);
      validate(JSON.parse(String(file?.content)));
      expect(validate.errors).toBeNull();
    }
    expect(validate({ unknown: true })).toBe(false);
  });
});
