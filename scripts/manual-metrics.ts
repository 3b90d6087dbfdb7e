import { BOUNDS_SECONDS } from '../src/loadgen/metrics/latency-bounds.ts';
import { LIVE_FAMILIES } from '../src/loadgen/metrics/live-families.ts';
import { renderMetrics } from '../src/loadgen/metrics/render-metrics.ts';
import { type FamilyRow, familyTable } from './metrics-page.ts';

const BEGIN = '<!-- metrics: written by npm run docs -->\n';
const END = '<!-- end of metrics -->\n';

/**
 * docs/dnsbench.md with its table of metrics as the tables of families have it; the rest is kept.
 * @throws Error where the manual has no place for it
 */
export async function withMetrics(manual: string): Promise<string> {
  const begin = manual.indexOf(BEGIN);
  const end = manual.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the manual has no lines ${BEGIN.trim()} and ${END.trim()}`);
  return `${manual.slice(0, begin)}${BEGIN}\n${await metricsTable()}\n${manual.slice(end)}`;
}

async function metricsTable(): Promise<string> {
  const bounds = BOUNDS_SECONDS.map((seconds) => `${seconds}`).join(', ');
  return `${familyTable([...LIVE_FAMILIES, ...(await histograms())])}
Bounds of the histograms (\`le\`), seconds:
${bounds}
`;
}

/** They are in no table: what the exposition says of them, that of a run with a schedule, which has both. */
async function histograms(): Promise<FamilyRow[]> {
  const exposition = await renderMetrics({
    workers: [],
    targetQps: 0,
    info: { server: '', mode: 'udp', transport: '', version: '' },
  });
  const found = [...exposition.matchAll(/^# HELP (\S+) (.*)\n# TYPE \1 histogram$/gm)];
  return found.map(([, name = '', help = '']) => ({ name, type: 'histogram', help, labels: ['le'] }));
}
