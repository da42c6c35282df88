/** Who does not ask for telemetry does not pay for it: none of its packages is loaded. A process of its own counts what it loads. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/** Starts the app and ends it, and says which packages for telemetry were loaded meanwhile. */
const program = `
  const { registerHooks } = await import('node:module');
  const loaded = new Set();
  registerHooks({ load: (url, context, next) => {
    const [, name] = /node_modules\\/(@opentelemetry\\/[^/]+|@azure\\/monitor[^/]*)\\/(?!.*node_modules)/.exec(url) ?? [];
    if (name) loaded.add(name);
    return next(url, context);
  } });
  const { createApp } = await import('./bot/app.ts');
  const { readConfig } = await import('./bot/config.ts');
  const app = await createApp(readConfig({ PORT: '0', LOG_LEVEL: 'silent', ...JSON.parse(process.argv[1]) }));
  await app.listen();
  await app.close();
  process.stdout.write(JSON.stringify([...loaded]));
`;

/** Azure Monitor would be asked for its settings, which is not on this machine. */
const isolated = { PATH: process.env['PATH'], HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '', APPLICATION_INSIGHTS_NO_STATSBEAT: 'true' };

async function loadedWith(environment: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'enlace-loaded-'));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program, JSON.stringify({ DATA_DIR: folder, ...environment })], { cwd: root, env: isolated });
    return JSON.parse(stdout) as readonly string[]; // the program writes it
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('a start', () => {
  it('without the settings loads nothing of OpenTelemetry or Azure Monitor', async () => {
    expect(await loadedWith({})).toEqual([]);
  });

  it('with OTLP loads that, and nothing of Azure Monitor', async () => {
    const loaded = await loadedWith({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
    expect(loaded).toEqual(expect.arrayContaining(['@opentelemetry/sdk-trace-base', '@opentelemetry/sdk-metrics', '@opentelemetry/exporter-trace-otlp-http', '@opentelemetry/context-async-hooks']));
    expect(loaded.filter((name) => name.startsWith('@azure/'))).toEqual([]);
  });

  it('with Azure Monitor loads that, and nothing of OTLP', async () => {
    const loaded = await loadedWith({ APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://127.0.0.1:9' });
    expect(loaded).toEqual(expect.arrayContaining(['@azure/monitor-opentelemetry-exporter', '@opentelemetry/sdk-trace-base']));
    expect(loaded.filter((name) => name.includes('otlp'))).toEqual([]);
  });
});
