/** The port of src/app/telemetry.ts on OpenTelemetry: what each part says of itself, in words of our own tables. Never a name, a text, an address, a token, or an id of a person or a company. */

import type { Attributes, Span } from '@opentelemetry/api';
import { SpanKind, createContextKey, trace } from '@opentelemetry/api';
import type { Command } from '../../src/app/command.ts';
import type { OutboxRow } from '../../src/app/outboxRows.ts';
import type { Performed } from '../../src/app/perform.ts';
import type { Telemetry } from '../../src/app/telemetry.ts';
import { between, SECOND } from '../../src/core/time.ts';
import { taskOf } from '../../src/tasks/catalog.ts';
import { outgoingSchemas } from '../../src/tasks/outgoing.ts';
import type { Instruments } from './instruments.ts';
import type { Parts } from './parts.ts';
import { later } from './traces.ts';

/** The turn that something happens in: it says how its decision came out. */
const TURN = createContextKey('turn');

export function telemetryOf(parts: Parts, instruments: Instruments): Telemetry {
  const turnHere = (): Span | undefined => parts.here().getValue(TURN) as Span | undefined; // nothing else is kept under this key
  let age: number | undefined;
  instruments['enlace.outbox.age'].addCallback((result) => { if (age !== undefined) result.observe(age); });

  return {
    turn: (work, asked, correlation) => {
      const span = parts.first({ name: 'turn', kind: SpanKind.SERVER, attributes: { correlation, outcome: 'done' } }, correlation);
      return parts.during(span, async () => await work(asked, correlation), { context: parts.here().setValue(TURN, span) });
    },
    decision: (work, deps, command) => {
      const part = { name: 'decision', kind: SpanKind.INTERNAL, attributes: decisionOf(command) };
      const span = trace.getSpan(parts.here()) ? parts.within(part, parts.here()) : parts.first(part, command.correlation);
      return parts.during(span, async () => await work(deps, command), {
        told: (performed) => {
          const { outcome, code } = endOf(performed);
          if (code) turnHere()?.setAttributes(outcome === 'refused' ? { outcome, code } : { code });
          return { outcome, code };
        },
      });
    },
    delivery: (work, row) => {
      const context = later(row.body.correlation);
      return parts.during(parts.within({ name: 'delivery', kind: SpanKind.CONSUMER, attributes: deliveryOf(row) }, context), async () => await work(row), { context, told: ({ kind }) => ({ outcome: kind }) });
    },
    page: (work, asked, route) => {
      const { correlation } = asked;
      const span = parts.first({ name: 'page', kind: SpanKind.SERVER, attributes: { correlation, route } }, correlation);
      return parts.during(span, async () => await work(asked), { told: ({ status }) => ({ status }) });
    },
    about: (facts) => void turnHere()?.setAttributes(facts),
    refused: (code) => {
      turnHere()?.setAttributes({ outcome: 'refused', code });
      instruments['enlace.refusals'].add(1, { code });
    },
    fault: (where) => instruments['enlace.faults'].add(1, { where }),
    turnedAway: (status) => instruments['enlace.door.refused'].add(1, { status }),
    oldest: (due, now) => { age = due ? Math.max(0, between(due, now)) / SECOND : 0; },
  };
}

const known = (name: string, table: object): string => (Object.hasOwn(table, name) ? name : 'unknown');

function decisionOf({ task, event, correlation, actor }: Command): Attributes {
  return { task, event: known(event, taskOf(task).events), correlation, actor: actor.kind };
}

/** A remark has a code too: what was asked for went on all the same, or was counted, such as a wrong code. */
const endOf = (performed: Performed) =>
  ({ outcome: performed.kind, code: performed.kind === 'refused' ? performed.error.code : performed.kind === 'done' ? performed.complaint?.code : undefined });

const deliveryOf = ({ body: { kind, attempts, correlation } }: OutboxRow): Attributes => ({ kind: known(kind, outgoingSchemas), attempt: attempts, correlation });
