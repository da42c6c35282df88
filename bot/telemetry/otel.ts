/** OpenTelemetry, put together: the only file that loads it whole, and only bot/telemetry/open.ts loads this one. Nothing global is set, so that instances in one process keep apart. */

import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { SECOND } from '../../src/core/time.ts';
import { inTime, timerAlarm } from '../turn/inTime.ts';
import { exportersOf } from './exporters.ts';
import { figures } from './figures.ts';
import { instrumentsOf } from './instruments.ts';
import type { Lookout, LookoutDeps, TelemetrySettings } from './open.ts';
import { openParts } from './parts.ts';
import { telemetryOf } from './telemetry.ts';
import { ownIds, sampler } from './traces.ts';
import { listenToCards, listenToCosmos, watchedStore } from './watched.ts';

/** [DESIGN] whoever shuts down waits no longer for what is still to be sent. */
const LAST_EXPORT = 3 * SECOND;

export async function openOtel(settings: TelemetrySettings, { log, newId }: LookoutDeps): Promise<Lookout> {
  const exporters = await exportersOf(settings, log);
  const resource = resourceFromAttributes({ 'service.name': settings.service, 'service.instance.id': newId() });
  const meters = new MeterProvider({ resource, readers: exporters.map(({ metrics }) => new PeriodicExportingMetricReader({ exporter: metrics })) });
  const instruments = instrumentsOf(meters.getMeter('enlace'));
  const ids = ownIds();
  const tracers = new BasicTracerProvider({ resource, sampler, idGenerator: ids, spanProcessors: [figures(instruments), ...exporters.map(({ spans }) => new BatchSpanProcessor(spans))] });
  const parts = openParts(tracers.getTracer('enlace'), ids);
  const ends = [listenToCards(parts), listenToCosmos(parts, instruments)];
  return {
    telemetry: telemetryOf(parts, instruments),
    watched: (store) => watchedStore(store, parts),
    counts: (dead) => instruments['enlace.outbox.dead'].addCallback(async (result) => result.observe(await dead())),
    close: async () => {
      for (const end of ends) end();
      const sent = await inTime(Promise.allSettled([tracers.shutdown(), meters.shutdown()]), { alarm: timerAlarm, limit: LAST_EXPORT });
      if (!sent) log.warn({}, 'the last telemetry could not be sent in time');
      parts.close();
    },
  };
}
