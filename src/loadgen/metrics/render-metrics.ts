import { Counter, Gauge, Registry } from 'prom-client';
import { sumCounter, sumHistograms, sumIntended, sumRcodes } from '../stats/read-workers.ts';
import { LIVE_FAMILIES, type LiveFamily, type LiveReading } from './live-families.ts';
import type { LiveFigures } from './live-figures.ts';
import { LiveHistogram } from './live-histogram.ts';

const NS_PER_SECOND = 1e9;
const NEAR_BOUNDS = 'bounds are within 1.6 % of where it was counted';

/** Content type of {@link renderMetrics}: text format 0.0.4. */
export const METRICS_CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** All figures of a run in Prometheus' text format; a registry of its own each time, so that nothing is left over. */
export function renderMetrics(live: LiveFigures): Promise<string> {
  const registry = new Registry();
  const reading = { ...live, histograms: sumHistograms(live.workers) };
  for (const family of LIVE_FAMILIES) addFamily(registry, family, reading);
  addHistograms(registry, reading);
  return registry.metrics();
}

function addFamily(registry: Registry, family: LiveFamily, reading: LiveReading): void {
  const samples = family.read(reading);
  if (samples.length === 0) return;
  const { name, help, type, labels } = family;
  const Metric = type === 'counter' ? Counter : Gauge;
  const metric = new Metric({ name, help, labelNames: [...labels], registers: [registry] });
  for (const sample of samples) metric.inc(sample.labels, sample.value);
}

function addHistograms(registry: Registry, { workers, targetQps, histograms }: LiveReading): void {
  const registers = [registry];
  new LiveHistogram(
    {
      name: 'dnsbench_latency_seconds',
      help: `Time from sending a query to its answer; ${NEAR_BOUNDS}.`,
      registers,
    },
    {
      counts: sumRcodes(histograms),
      sumSeconds: sumCounter(workers, 'latencySumNs') / NS_PER_SECOND,
    },
  );
  // Without a schedule no query has a time at which it should have been sent.
  if (targetQps === undefined) return;
  new LiveHistogram(
    {
      name: 'dnsbench_intended_latency_seconds',
      help: `Time from when the schedule meant to send a query to its answer; ${NEAR_BOUNDS}.`,
      registers,
    },
    { counts: sumIntended(workers), sumSeconds: sumCounter(workers, 'intendedSumNs') / NS_PER_SECOND },
  );
}
