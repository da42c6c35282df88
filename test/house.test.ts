/** The rules of the house that no type can hold: who imports whom, what a file looks like, who may touch clock, chance and environment, and that every rule has its test. */

import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, it } from '@jest/globals';

type File = {
  readonly path: string;
  readonly text: string;
  /** The text without comments. */
  readonly code: string;
  readonly imports: readonly { readonly statement: string; readonly from: string; readonly isType: boolean }[];
};
type HouseRule = { readonly what: string; readonly why: string; readonly fix: string; readonly offenders: () => readonly string[] };

const root = join(import.meta.dirname, '..');
const files: readonly File[] = ['src', 'bot', 'deploy', 'test', 'bench', 'torture'].flatMap(filesIn);
const program = files.filter(({ path }) => /^(?:src|bot)\//.test(path));
/** The rows of the matrix are titles of test/rules/permissions.test.ts. */
const tests = files.filter(({ path }) => path.endsWith('.test.ts') || path === 'test/support/matrix.ts');

function filesIn(folder: string): readonly File[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => {
    const path = join(folder, name);
    const text = readFileSync(join(root, path), 'utf8');
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
    return { path, text, code, imports: importsOf(path, code) };
  });
}

/** What a file imports: files of ours as paths from the root, packages as they are named. */
function importsOf(path: string, code: string): File['imports'] {
  return [...code.matchAll(/^(?:import|export)\s[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'|import\('([^']+)'\)/gm)].map(([statement, ...found]) => {
    const named = found.find((name) => name !== undefined) ?? '';
    const from = named.startsWith('.') ? join(dirname(path), named) : named;
    return { statement, from, isType: statement.startsWith('import type') };
  });
}

/** Lines of code that hold something, with their file. */
const linesWith = (among: readonly File[], pattern: RegExp): readonly string[] =>
  among.flatMap(({ path, code }) => code.split('\n').filter((line) => pattern.test(line)).map((line) => `${path}: ${line.trim()}`));
const importing = (among: readonly File[], isWrong: (found: File['imports'][number], path: string) => boolean): readonly string[] =>
  among.flatMap(({ path, imports }) => imports.filter((found) => isWrong(found, path)).map(({ from }) => `${path} imports ${from}`));
const longerThan = (among: readonly File[], most: number): readonly string[] =>
  among.map(({ path, text }) => [path, text.trimEnd().split('\n').length] as const).filter(([, lines]) => lines > most).map(([path, lines]) => `${path} has ${lines} lines`);

// --- import direction ---

const layers = ['core', 'rules', 'tasks', 'app', 'check', 'forget', 'store'];
const layerOf = (path: string): number => layers.indexOf(/^src\/(\w+)\//.exec(path)?.[1] ?? '');
/** What core may see of the rules: their types, because a row names a permission; and the one decision asks them. */
const isCoresWindow = ({ from, isType }: File['imports'][number], path: string): boolean =>
  (isType && ['src/rules/permissions.ts', 'src/rules/settings.ts'].includes(from)) || (path === 'src/core/decide.ts' && from === 'src/rules/permissions.ts');

const compositionRoots = ['bot/app.ts', 'bot/operators/store.ts'];

const direction: readonly HouseRule[] = [
  {
    what: 'src/ imports src/ only, and each layer only those before it: core, rules, tasks, app, check, forget, store',
    why: 'a rule must be readable and testable without what is built on it (style.md §3.2)',
    fix: 'move what is shared to the lower layer, or hand it in as an argument',
    offenders: () => importing(program.filter(({ path }) => path.startsWith('src/')), (found, path) => (
      /^(?:bot|cards|test|bench)\//.test(found.from) || (layerOf(found.from) > layerOf(path) && !isCoresWindow(found, path))
    )),
  },
  {
    what: 'the domain knows no platform: no botbuilder or restify in src/, and stores\' packages in src/store only',
    why: 'the rules outlive Teams and the database (design.md §6)',
    fix: 'declare a port in src/app/ports.ts and implement it in bot/ or src/store/',
    offenders: () => importing(program.filter(({ path }) => path.startsWith('src/')), ({ from }, path) => (
      /^(?:botbuilder|botframework|restify|nodemailer|pino)/.test(from) || (/^(?:@azure\/|node:sqlite)/.test(from) && !path.startsWith('src/store/'))
    )),
  },
  {
    what: 'only bot/app.ts opens a store, and bot/operators/ for programs that take no turns',
    why: 'one place decides what is persisted where; everything else is given the port',
    fix: 'take `Store` from src/app/ports.ts as an argument',
    offenders: () => importing(program.filter(({ path }) => path.startsWith('bot/')), ({ from }, path) => from.startsWith('src/store/') && !path.startsWith('bot/operators/') && !(path === 'bot/app.ts' && from === 'src/store/open.ts')),
  },
];

// --- what a file looks like ---

const shape: readonly HouseRule[] = [
  {
    what: 'a file of src/ or bot/ has at most 250 lines, a test at most 350',
    why: 'a file is read in one go',
    fix: 'split it by meaning, not by length',
    offenders: () => [...longerThan(program, 250), ...longerThan(files.filter(({ path }) => path.startsWith('test/')), 350)],
  },
  {
    what: 'a file opens with a /** sentence. */',
    why: 'who opens it must know at once what lives here and what must not',
    fix: 'write one sentence before the first import',
    offenders: () => files.filter(({ text }) => !/\w.*\.\s*$/s.test(/^\/\*\*(.*?)\*\//s.exec(text)?.[1] ?? '')).map(({ path }) => path),
  },
  {
    what: 'no barrels, no re-exports, no default exports',
    why: 'an import names the file it means; that alone removes most cycles',
    fix: 'import the file itself, by name',
    offenders: () => [
      ...files.filter(({ path }) => basename(path) === 'index.ts').map(({ path }) => path),
      ...linesWith(files.filter(({ path }) => path !== 'test/house.test.ts'), /^export (?:\*|default\b)|^export (?:type )?\{[^}]*\} from/),
    ],
  },
];

// --- clock, chance and environment ---

const isLauncher = (path: string): boolean => path.startsWith('bot/local/');
const outside = (isAllowed: (path: string) => boolean): readonly File[] => program.filter(({ path }) => !isAllowed(path));

const sources: readonly HouseRule[] = [
  {
    what: 'process.env is read in bot/config.ts and the local launcher only',
    why: 'settings are checked once, and tests need no environment',
    fix: 'add the variable to bot/config.ts and pass the value on',
    offenders: () => linesWith(outside((path) => path === 'bot/config.ts' || isLauncher(path)), /process\.env/),
  },
  {
    what: 'the machine\'s clock is read by systemClock only',
    why: 'a decision gets `now` as an argument, so that a test can say what time it is',
    fix: 'take a Clock, or `world.now`',
    offenders: () => linesWith(outside((path) => path === 'src/core/time.ts' || isLauncher(path)), /\bDate\.now\b|new Date\(\)|performance\.now/),
  },
  {
    what: 'chance comes from the composition root; a store marks its own writes',
    why: 'ids and secrets in tests must be known beforehand',
    fix: 'take newId, randomBytes or random from the dependencies',
    offenders: () => [
      ...linesWith(outside((path) => compositionRoots.includes(path) || isLauncher(path)), /\bMath\.random\b|getRandomValues/),
      ...importing(outside((path) => [...compositionRoots, 'src/store/sqlite.ts', 'src/store/cosmos.ts'].includes(path) || isLauncher(path)), ({ statement, from }) => from === 'node:crypto' && /\brandom/.test(statement)),
    ],
  },
];

// --- rules and their tests ---

const range = (prefix: string, ...numbers: readonly number[]): readonly string[] => numbers.map((number) => `${prefix}-${String(number).padStart(2, '0')}`);
/** The invariants of the domain reference, as docs/rules.md lists them with the files that keep them. */
const invariants = [...readFileSync(join(root, 'docs/rules.md'), 'utf8').matchAll(/^\| (INV-\d\d) \| .+ \| (.+) \|$/gm)].map(([, id = '', keepers = '']) => ({ id, keepers: keepers.split(', ') }));
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_unused, index) => index + 1);
/** The rules that this program is answerable for so far. */
const ours = [
  ...invariants.map(({ id }) => id), 'INV-L1', 'INV-L2', 'INV-L3', 'INV-L4', 'INV-L5', 'INV-L6', ...range('ENR', ...upTo(18)), ...range('MPA', ...upTo(4)), ...range('WF', ...upTo(37)),
  ...range('GEN', ...upTo(7)), ...range('PAR', ...upTo(10)), ...range('USR', ...upTo(9)), ...range('CUS', ...upTo(19)), ...range('ORD', ...upTo(12)), ...range('P', ...upTo(26)).map((id) => id.replace('-', '')),
];
const ID = String.raw`(?:[A-Z]{2,3}-[0-9L]\d|P\d\d)`; // also INV-L1 of §7 and the permissions of §2.3
const titled = new Set(tests.flatMap(({ text }) => [...text.matchAll(new RegExp(`['"\`]((?:${ID} )+)`, 'g'))].flatMap(([, ids = '']) => ids.trim().split(' '))));
const catalogue = /export type ErrorParams = \{([\s\S]*?)\n\};/.exec(files.find(({ path }) => path === 'src/core/errors.ts')?.code ?? '')?.[1] ?? '';
const codes = [...catalogue.matchAll(new RegExp(`'(${ID})'`, 'g'))].flatMap(([, code]) => code ?? []);
const users = program.filter(({ path }) => !['src/core/errors.ts', 'bot/errors.ts'].includes(path));

const rulesHaveTests: readonly HouseRule[] = [
  {
    what: 'docs/rules.md lists INV-01 to INV-65, each with files that exist',
    why: 'the list is what the tests are held against, and how a reader finds where a rule is kept',
    fix: 'give each id one row: what holds, and the files that would change with it',
    offenders: () => [
      ...range('INV', ...upTo(65)).filter((id) => invariants.filter((known) => known.id === id).length !== 1),
      ...invariants.flatMap(({ id, keepers }) => keepers.filter((path) => !program.some((file) => file.path.startsWith(path))).map((path) => `${id}: ${path}`)),
    ],
  },
  {
    what: 'every rule of ours begins the title of a test',
    why: 'a rule that no test can break will be broken unseen',
    fix: 'write a test whose title begins with the id, and see it fail once',
    offenders: () => ours.filter((id) => !titled.has(id)),
  },
  {
    what: 'every code of the catalogue of refusals is given by somebody, and is a rule of ours',
    why: 'a code that nobody gives is a sentence that nobody reads',
    fix: 'refuse with it, or take it out of src/core/errors.ts and the words',
    offenders: () => [
      ...(codes.length < 20 ? ['the catalogue was not found in src/core/errors.ts'] : []),
      ...codes.filter((code) => !users.some((file) => file.code.includes(`'${code}'`)) || !ours.includes(code)),
    ],
  },
];

describe.each([
  ['import direction', direction], ['files', shape], ['clock, chance and environment', sources], ['rules and tests', rulesHaveTests],
])('%s', (_group, houseRules) => {
  it.each(houseRules.map((rule) => [rule.what, rule] as const))('%s', (_what, { what, why, fix, offenders }) => {
    const found = offenders();
    if (found.length > 0) throw new Error(`${what}.\nWhy: ${why}.\nFix: ${fix}.\nHere:\n  ${found.join('\n  ')}`);
  });
});
