/** Where telemetry goes, each loaded only when it is asked for. One that does not answer is waited for beside the turns, never in one. */

import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import { SECOND } from '../../src/core/time.ts';
import type { Log } from '../log.ts';
import type { TelemetrySettings } from './open.ts';

export type Exporters = { readonly spans: SpanExporter; readonly metrics: PushMetricExporter };

/** [DESIGN] an OTLP receiver is near: what it has not taken by then, repeats included, is dropped. */
const LONGEST_EXPORT = 3 * SECOND;
/** ExportResultCode.SUCCESS; its package is not one of ours. */
const SENT = 0;

export async function exportersOf({ otlp, azure }: TelemetrySettings, log: Log): Promise<readonly Exporters[]> {
  const all = [...(otlp ? [await toOtlp(otlp)] : []), ...(azure ? [await toAzure(azure)] : [])];
  return all.map(({ spans, metrics }) => ({ spans: spoken(spans, log), metrics: spoken(metrics, log) }));
}

async function toOtlp(endpoint: string): Promise<Exporters> {
  const [{ OTLPTraceExporter }, { OTLPMetricExporter }] = await Promise.all([import('@opentelemetry/exporter-trace-otlp-http'), import('@opentelemetry/exporter-metrics-otlp-http')]);
  const to = (signal: string) => ({ url: `${endpoint.replace(/\/+$/, '')}/v1/${signal}`, timeoutMillis: LONGEST_EXPORT });
  return { spans: new OTLPTraceExporter(to('traces')), metrics: new OTLPMetricExporter(to('metrics')) };
}

async function toAzure(connectionString: string): Promise<Exporters> {
  const { AzureMonitorTraceExporter, AzureMonitorMetricExporter } = await import('@azure/monitor-opentelemetry-exporter');
  const options = { connectionString, disableOfflineStorage: true }; // what cannot be sent is not kept on a disk
  return { spans: new AzureMonitorTraceExporter(options), metrics: new AzureMonitorMetricExporter(options) };
}

type Result = Parameters<Parameters<SpanExporter['export']>[1]>[0];
type Exporter<Items> = { export(items: Items, done: (result: Result) => void): void };

/** The log says once that nothing arrives, and once that it does again. */
function spoken<Items, E extends Exporter<Items>>(exporter: E & Exporter<Items>, log: Log): E {
  const send = exporter.export.bind(exporter);
  let isLost = false;
  exporter.export = (items, done) => send(items, (result) => {
    const isSent = result.code === SENT;
    if (!isSent && !isLost) log.warn({ err: result.error }, 'telemetry cannot be sent');
    if (isSent && isLost) log.info({}, 'telemetry is sent again');
    isLost = !isSent;
    done(result);
  });
  return exporter;
}
