/** The image without Docker: what the Dockerfile copies stands in a folder of its own and is run as it says; and what the platform is told of it is true. */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { RETURN_PATH } from '../../bot/http/signIn.ts';
import { ownFolder } from '../support/ownFolder.ts';
import type { Entries, Value } from './bicep.ts';
import { objectsIn, readTemplate, variableIn } from './bicep.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

// --- the Dockerfile ---

type Instruction = { readonly name: string; readonly rest: string };
const instructions: readonly Instruction[] = read('deploy/Dockerfile').replace(/^#.*\n/gm, '').replace(/\\\n\s*/g, '').split('\n').filter((line) => line !== '')
  .map((line) => ({ name: line.slice(0, line.indexOf(' ')), rest: line.slice(line.indexOf(' ') + 1) }));
const stages = instructions.reduce<Instruction[][]>((all, one) => (one.name === 'FROM' ? [...all, [one]] : [...all.slice(0, -1), [...(all.at(-1) ?? []), one]]), []);
const last = stages.at(-1) ?? [];
const told = (name: string, among: readonly Instruction[] = last): readonly string[] => among.filter((one) => one.name === name).map(({ rest }) => rest);
/** What comes from the repository, and where to. */
const copies = (among: readonly Instruction[]) => told('COPY', among).filter((rest) => !rest.startsWith('--from')).map((rest) => ({ from: rest.split(' ').slice(0, -1), to: rest.split(' ').at(-1) ?? '' }));
const exec = (line: string): readonly string[] => JSON.parse(line) as readonly string[]; // the exec form; a shell's is no JSON

const command = exec(told('CMD')[0] ?? '');
const healthCheck = exec(/CMD (\[.*\])$/.exec(told('HEALTHCHECK')[0] ?? '')?.[1] ?? '');

// --- what the platform is told ---

const template = readTemplate('modules/app.bicep');
const within = (value: Value | undefined, ...path: readonly string[]): Value | undefined => path.reduce<Value | undefined>((found, key) => (found instanceof Map ? found.get(key) : Array.isArray(found) ? found[Number(key)] : undefined), value);
const app = template.resources.find(({ name }) => name === 'app')?.body;
const shape = within(app, 'properties', 'template');
const probes = objectsIn(within(shape, 'containers', '0', 'probes'));
const probe = (type: string): Entries | undefined => probes.find((one) => one.get('type') === type);
const setting = (name: string): Value | undefined => objectsIn(variableIn(template, 'settings')).find((one) => one.get('name') === name)?.get('value');

// --- the program ---

/** A start on a crowded machine takes a while. */
const LIMIT = 60_000;

const started: ChildProcess[] = [];
afterEach(async () => {
  for (const child of started.splice(0)) if (child.kill('SIGKILL')) await once(child, 'exit');
}); // before their folder goes
const inFolder = ownFolder();

function run([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  expect(program).toBe('node');
  const child = spawn(process.execPath, args, { cwd: inFolder('app'), env, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  return child;
}

async function outcome(child: ChildProcess): Promise<unknown> {
  const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(LIMIT) });
  return code;
}

/** @returns the port of the line that says that it listens. */
async function listening({ stdout }: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) { // it goes on to write there
    said += String(chunk);
    const port = /listens on http:\/\/127\.0\.0\.1:(\d+)\n/.exec(said)?.[1];
    if (port !== undefined) return port;
  }
  throw new Error(`It ended without listening: ${said}`);
}

async function layOut(): Promise<void> {
  await mkdir(inFolder('app'));
  for (const { from, to } of copies(last)) {
    for (const path of from) await cp(join(root, path), to.endsWith('/') ? join(inFolder('app'), to, basename(path)) : join(inFolder('app'), to), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), inFolder('app/node_modules'));
}

const environment = (port: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(told('ENV').map((rest) => rest.split('='))), NODE_COMPILE_CACHE: undefined, DATA_DIR: inFolder('data'), PORT: port,
});

describe('what the image holds', () => {
  it('starts as the image would, answers where the platform asks and the channel posts, and ends with 0 when it is told to', async () => {
    await layOut();
    const bot = run(command, environment('0'));
    const port = await listening(bot);
    const status = async (path: string, method = 'GET'): Promise<number> => (await fetch(`http://127.0.0.1:${port}${path}`, { method })).status;

    expect(await status(String(within(probe('Liveness'), 'httpGet', 'path')))).toBe(200);
    expect([200, 503]).toContain(await status(String(within(probe('Readiness'), 'httpGet', 'path')))); // the cards may still be under way
    const [, door = ''] = /endpoint: '\$\{publicUrl\}(\S+)'/.exec(read('deploy/modules/registration.bicep')) ?? [];
    expect(await status(door, 'POST')).toBe(400); // nothing was posted
    expect(await status(RETURN_PATH, 'PUT')).toBe(405);
    expect(await status('/nothing-of-ours')).toBe(404);
    expect(await outcome(run(healthCheck, environment(port)))).toBe(0);

    const ended = outcome(bot);
    bot.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await outcome(run(healthCheck, environment(port)))).toBe(1);
  }, LIMIT);

  it('is what .dockerignore lets through, and nothing else', () => {
    const rules = read('.dockerignore').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(rules[0]).toBe('*');
    const open = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1)).filter((path) => !rules.includes(`${path}/*`));
    expect([...new Set(stages.flatMap((stage) => copies(stage).flatMap(({ from }) => from)))].toSorted()).toEqual(open.toSorted());
  });
});

describe('the image', () => {
  it('has the Node that everything is tested with', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { readonly devDependencies: Readonly<Record<string, string>> }; // ours
    for (const stage of stages) expect(told('FROM', stage)[0]).toMatch(new RegExp(`^node:${devDependencies['node']}-slim(?: AS \\w+)?$`));
  });

  it('runs as nobody special, whose files the shares are', () => {
    expect(told('USER')).toEqual(['node']); // 1000 in the official images
    expect(variableIn(template, 'userId')).toBe(1000);
    expect(last.findIndex(({ name }) => name === 'USER')).toBeLessThan(last.findIndex(({ name }) => name === 'CMD'));
  });

  it('is told to end in the way that the bot hears', () => {
    expect(told('STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(command).toEqual(['node', 'bot/main.js']);
  });

  it('says why no script of a package is run', () => {
    expect(told('RUN', stages[0])).toEqual(['npm ci --omit=dev --ignore-scripts']);
    const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, { readonly hasInstallScript?: true; readonly dev?: true }>> }; // npm wrote it
    const scripted = Object.entries(packages).filter(([, { hasInstallScript, dev }]) => hasInstallScript && !dev).map(([path]) => path.replace('node_modules/', ''));
    for (const name of scripted) expect(read('deploy/Dockerfile')).toMatch(new RegExp(`^# .*${name} would`, 'm'));
  });
});

describe('the platform', () => {
  it('sends requests and probes to the port that the bot listens on', () => {
    expect(setting('PORT')).toEqual({ computed: 'string(port)' });
    const ports = [within(app, 'properties', 'configuration', 'ingress', 'targetPort'), ...probes.map((one) => within(one, 'httpGet', 'port'))];
    expect(ports).toEqual(Array.from({ length: 4 }, () => ({ computed: 'port' })));
    expect(String(variableIn(template, 'port'))).toBe(told('EXPOSE')[0]);
  });

  it('asks whether it lives, and sends people to it when it is ready', () => {
    expect(probes.map((one) => [one.get('type'), within(one, 'httpGet', 'path')])).toEqual([['Startup', '/healthz'], ['Liveness', '/healthz'], ['Readiness', '/readyz']]);
  });

  it('gives an instance time to be looked away from, and to end what is under way', () => {
    const lookAway = Number(setting('SHUTDOWN_SECONDS'));
    expect(lookAway).toBeGreaterThanOrEqual(Number(within(probe('Readiness'), 'periodSeconds')) * (Number(within(probe('Readiness'), 'failureThreshold')) + 1)); // the end comes anywhere in a period
    const ending = Number(/^const ENDING = (\d+) \* SECOND;$/m.exec(read('bot/serve.ts'))?.[1]);
    expect(Number(within(shape, 'terminationGracePeriodSeconds'))).toBeGreaterThan(lookAway + ending);
  });

  it('mounts what the settings speak of', () => {
    const mounts = objectsIn(within(shape, 'containers', '0', 'volumeMounts')).map((one) => one.get('mountPath'));
    expect(mounts).toEqual(['/config', '/data']);
    expect(setting('DATA_DIR')).toBe('/data');
    expect(setting('DIRECTORY_FILE')).toBe('/config/directory.yaml');
    expect(told('ENV')).toContain('DATA_DIR=/data');
  });
});
