/**
 * Memory of the history and of the series for a large stack of which every row changes each second, and what a moment
 * costs them.
 * usage: node --expose-gc --import tsx bench/history-memory.ts [MOMENTS]
 *   MOMENTS  default 1000
 */
import { History } from '../src/live/history.ts';
import { SeriesStore } from '../src/live/series-store.ts';
import type { StackSnapshot } from '../src/model/snapshot.ts';
import { parseHaproxyAnswer } from '../src/parsers/haproxy/answer.ts';
import { parseIpvsText } from '../src/parsers/ipvs/text.ts';
import { seriesPoints } from '../src/view/series/series-points.ts';
import { nodeStatus } from '../src/view/status/collected/of-snapshot.ts';
import { largeHaproxyPage } from '../test/integration/support/large-haproxy.ts';
import { ipvsListings } from '../test/integration/support/large-ipvs.ts';

const MOMENTS = Number(process.argv[2] ?? 1000);
const START_SECONDS = 1_795_168_000;
/** Twelve rows each. */
const PROXIES = 1000;
/** Ten real servers each. */
const VIRTUAL_SERVERS = 240;
const LOOK_AT = new Set([1, 10, 100, MOMENTS / 2, MOMENTS]);

const pageAt = largeHaproxyPage(PROXIES);

function snapshot(second: number): StackSnapshot {
  const takenAtSeconds = START_SECONDS + second;
  const report = { durationSeconds: 0.1, finishedAtSeconds: takenAtSeconds, target: 'made for this' };
  const haproxy = parseHaproxyAnswer(pageAt(second));
  const ipvs = parseIpvsText(ipvsListings(VIRTUAL_SERVERS, second));
  return {
    node: 'ds1',
    demo: false,
    takenAtSeconds,
    reports: {
      haproxy: [
        {
          ...report,
          subsystem: 'haproxy',
          source: 'lb',
          outcome: { kind: 'ok', value: haproxy.records, problems: haproxy.problems },
        },
      ],
      ipvs: [
        {
          ...report,
          subsystem: 'ipvs',
          source: '',
          outcome: { kind: 'ok', value: ipvs.records, problems: ipvs.problems },
        },
      ],
      bind: [],
      keepalived: [],
      vip: [],
    },
    histories: [],
  };
}

function heapMiB(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

const history = new History({ lengthSeconds: 900, rowBudget: 200_000 });
const series = new SeriesStore({ points: 900, stepSeconds: 1, maxSeries: 4096 });
const costsMs: number[] = [];
const beforeMiB = heapMiB();
process.stdout.write('12,000 HAProxy rows and 2,400 real servers, all of them others each second\n');
for (let second = 1; second <= MOMENTS; second += 1) {
  const fresh = nodeStatus(snapshot(second), history.latest()?.nodes[0]);
  const begunMs = performance.now();
  const node = history.share(fresh);
  history.add({ takenAtSeconds: node.takenAtSeconds, nodes: [node], peers: [], events: [] });
  series.add(node.takenAtSeconds, seriesPoints(node));
  costsMs.push(performance.now() - begunMs);
  if (!LOOK_AT.has(second)) continue;
  const { moments, rows } = history.size();
  const { fromSeconds = 0, toSeconds = 0 } = history.range() ?? {};
  const median = costsMs.toSorted((a, b) => a - b)[costsMs.length >> 1] ?? 0;
  process.stdout.write(
    `  after ${String(second).padStart(5)}: ${(heapMiB() - beforeMiB).toFixed(0)} MiB, ${moments} moments of ${rows} rows over ${toSeconds - fromSeconds} s, ${median.toFixed(1)} ms a moment\n`,
  );
}
