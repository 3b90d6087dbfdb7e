import { collectDefaultMetrics, Registry } from 'prom-client';
import type { TiedFamily } from './exposition.ts';
import type { MetricType } from './family.ts';
import { labelSet } from './labels.ts';

/** Gauges that prom-client 15 names `_total`, which promtool rejects; their sums without it carry the same. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/** The figures of vipscope's own process (`process_*`, `nodejs_*`), as prom-client keeps them. */
export class ProcessMetrics {
  private readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const name of MISNAMED) this.registry.removeSingleMetric(name);
  }

  /** The families of now. */
  async families(): Promise<TiedFamily[]> {
    const metrics = await this.registry.getMetricsAsJSON();
    return metrics.map(({ name, help, type, values }) => ({
      family: { name, help, type: metricType(String(type)), labels: [], write: () => undefined },
      write: (out) => {
        for (const value of values) {
          const labels = labelSet(value.labels);
          const suffix = suffixOf(name, 'metricName' in value ? String(value.metricName) : name);
          if (suffix === '') out.sample(labels, value.value);
          else out.suffixed(suffix, labels, value.value);
        }
      },
    }));
  }

  close(): void {
    this.registry.clear();
  }
}

function metricType(type: string): MetricType {
  return type === 'counter' || type === 'histogram' ? type : 'gauge';
}

function suffixOf(family: string, sample: string): '' | '_bucket' | '_sum' | '_count' {
  const suffix = sample.slice(family.length);
  return suffix === '_bucket' || suffix === '_sum' || suffix === '_count' ? suffix : '';
}
