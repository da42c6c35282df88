/** An OTLP receiver on this machine: keeps what it is sent, says no, or says nothing. No expectations here. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach } from '@jest/globals';

export type Labels = Readonly<Record<string, string | number>>;
export type SeenSpan = { readonly trace: string; readonly id: string; readonly parent: string; readonly name: string; readonly failed: boolean; readonly labels: Labels };
/** The last value of each series; of a histogram, how many there were. */
export type SeenPoint = { readonly name: string; readonly labels: Labels; readonly value: number };

export interface Receiver {
  readonly endpoint: string;
  /** What it does with requests: "keep" unless set. */
  mood: 'keep' | 'refuse' | 'hang';
  /** Every byte, as it came. */
  readonly texts: readonly string[];
  /** Requests so far, also those that it did not answer. */
  readonly asked: () => number;
  readonly spans: () => readonly SeenSpan[];
  readonly points: (name: string) => readonly SeenPoint[];
  /** What the resource says of itself. */
  readonly resource: () => Labels;
}

let ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends) await end();
  ends = [];
});

export async function openReceiver(): Promise<Receiver> {
  const texts: string[] = [];
  const receiver = { mood: 'keep' as Receiver['mood'] };
  let asked = 0;
  const server = createServer((req, res) => void receive(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  async function receive(req: IncomingMessage, res: ServerResponse): Promise<void> {
    asked += 1;
    const text = await textOf(req);
    if (receiver.mood === 'hang') return;
    if (receiver.mood === 'keep') texts.push(text);
    res.writeHead(receiver.mood === 'keep' ? 200 : 400, { 'content-type': 'application/json' });
    res.end('{}');
  }

  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The receiver has no address');
  const bodies = (): readonly Body[] => texts.map((text) => JSON.parse(text) as Body); // OTLP over JSON
  return Object.assign(receiver, {
    endpoint: `http://127.0.0.1:${address.port}`, texts,
    asked: () => asked,
    spans: () => bodies().flatMap(({ resourceSpans = [] }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(spanOf)))),
    points: (name: string) => lastOfEach(bodies().flatMap(({ resourceMetrics = [] }) => resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics.filter((metric) => metric.name === name).flatMap(pointsOf))))),
    resource: () => labelsOf(bodies().flatMap(({ resourceSpans = [], resourceMetrics = [] }) => [...resourceSpans, ...resourceMetrics])[0]?.resource.attributes ?? []),
  });
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  return Buffer.concat(chunks).toString('utf8');
}

type Attribute = { readonly key: string; readonly value: { readonly stringValue?: string; readonly intValue?: number | string; readonly doubleValue?: number } };
type Resource = { readonly resource: { readonly attributes: readonly Attribute[] } };
type Span = { readonly traceId: string; readonly spanId: string; readonly parentSpanId?: string; readonly name: string; readonly attributes: readonly Attribute[]; readonly status: { readonly code: number } };
type Point = { readonly attributes: readonly Attribute[]; readonly asInt?: number | string; readonly asDouble?: number; readonly count?: number | string };
type Metric = { readonly name: string } & { readonly [kind in 'sum' | 'gauge' | 'histogram']?: { readonly dataPoints: readonly Point[] } };
type Body = {
  readonly resourceSpans?: readonly (Resource & { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] })[];
  readonly resourceMetrics?: readonly (Resource & { readonly scopeMetrics: readonly { readonly metrics: readonly Metric[] }[] })[];
};

const labelsOf = (attributes: readonly Attribute[]): Labels =>
  Object.fromEntries(attributes.map(({ key, value: { stringValue, intValue, doubleValue } }) => [key, stringValue ?? Number(intValue ?? doubleValue)]));

const spanOf = ({ traceId, spanId, parentSpanId = '', name, attributes, status }: Span): SeenSpan => ({ trace: traceId, id: spanId, parent: parentSpanId, name, failed: status.code === 2, labels: labelsOf(attributes) });

const pointsOf = ({ name, sum, gauge, histogram }: Metric): readonly SeenPoint[] =>
  (sum ?? gauge ?? histogram)?.dataPoints.map(({ attributes, asInt, asDouble, count }) => ({ name, labels: labelsOf(attributes), value: Number(asInt ?? asDouble ?? count) })) ?? [];

const lastOfEach = (points: readonly SeenPoint[]): readonly SeenPoint[] => [...new Map(points.map((point) => [JSON.stringify(point.labels), point])).values()];
