/** The real app with somebody who looks on. No expectations here. */

import type { Story, StoryOptions } from '../e2e/support.ts';
import { openStory } from '../e2e/support.ts';
import type { Labels, Receiver, SeenSpan } from './receiver.ts';
import { openReceiver } from './receiver.ts';

export type Watched = { readonly story: Story; readonly seen: Receiver; /** Everything is sent when an instance ends. */ readonly sent: () => Promise<Receiver> };

export async function watched(options: StoryOptions = {}): Promise<Watched> {
  const seen = await openReceiver();
  const story = await openStory({ ...options, environment: { ...options.environment, OTEL_EXPORTER_OTLP_ENDPOINT: seen.endpoint } });
  return { story, seen, sent: async () => { await story.restarts(); return seen; } };
}

/** What tells two parts of the same name apart. */
const telling = ['event', 'view', 'command', 'task', 'operation', 'card', 'kind', 'route'];

/** Every way from the first part of a trace down, each once. */
export function waysIn(spans: readonly SeenSpan[], trace: string): readonly string[] {
  const ours = spans.filter((span) => span.trace === trace);
  const named = ({ name, labels }: SeenSpan): string => [name, ...telling.flatMap((label) => (labels[label] === undefined ? [] : [String(labels[label])]))].join(' ');
  const below = (parent: string, way: string): readonly string[] => ours.filter((span) => span.parent === parent).flatMap((span) => {
    const here = `${way}${named(span)}`;
    return [here, ...below(span.id, `${here} > `)];
  });
  return [...new Set(below('', ''))].toSorted();
}

export const partsOf = (seen: Receiver, name: string): readonly SeenSpan[] => seen.spans().filter((span) => span.name === name);

/** The values of a figure by its labels. */
export const counted = (seen: Receiver, name: string): readonly (readonly [Labels, number])[] => seen.points(name).map(({ labels, value }) => [labels, value]);

export const traceOf = (correlation: unknown): string => String(correlation).replaceAll('-', '');
