/**
 * What a collection of a large stack costs after it was parsed: a node's status from its snapshot, the document for
 * peers, the check of a peer's, and the memory of a row in history. 12,000 rows of a real haproxy and 2,400 real servers
 * of IPVS, all with traffic in each second. usage: tsx --expose-gc bench/status.ts [ROUNDS]
 */
import { z } from 'zod';
import type { HaproxyStats } from '../src/model/haproxy.ts';
import { NO_PROBLEMS } from '../src/model/problem.ts';
import type { SourceReport, StackSnapshot, Subsystem } from '../src/model/snapshot.ts';
import { parseHaproxyStats } from '../src/parsers/haproxy/stats.ts';
import { parseIpvsText } from '../src/parsers/ipvs/text.ts';
import { askUnixSocket } from '../src/sources/unix-socket.ts';
import { seriesPoints } from '../src/view/series/series-points.ts';
import { nodeStatus } from '../src/view/status/collected/of-snapshot.ts';
import { nodeJson, parseNodeDocument } from '../src/view/status/document/document.ts';
import { cells } from '../src/view/status/document/schema-parts.ts';
import type { HaproxyRowStatus, NodeStatus } from '../src/view/status/node-status.ts';
import { shareRows } from '../src/view/status/share-rows.ts';
import { startHaproxyFarm } from './support/haproxy-farm.ts';
import { compareInTurn, printComparison, timed } from './support/rounds.ts';

const ROUNDS = Number(process.argv[2] ?? 15);
const KEPT = 20;
const NOW_SECONDS = 1_795_168_003;

const farm = await startHaproxyFarm(1000, 10);
const limits = { signal: AbortSignal.timeout(30_000), maxBytes: 1 << 28 };
const text = await askUnixSocket(farm.socket, 'show stat', limits);
await farm.stop();

const parsed = parseHaproxyStats(text).records;
const countersIndexes = ['stot', 'bin', 'bout', 'rate', 'lbtot'].map(
  (name) => parsed.columns.get(name) ?? -1,
);
const sessionsIndex = parsed.columns.get('scur') ?? -1;

/** The statistics after so many seconds in which every row had traffic. */
function haproxyAfter(seconds: number): HaproxyStats {
  const rows = parsed.rows.map((row) => {
    const texts = [...row.cells];
    for (const index of countersIndexes) texts[index] = String(seconds * 1_000_003);
    texts[sessionsIndex] = String(seconds % 7);
    return { ...row, cells: texts };
  });
  return { ...parsed, rows };
}

function ipvsAfter(seconds: number): string {
  const figures = `${seconds * 10} ${seconds * 90} 0 ${seconds * 9000} 0`;
  const servers = Array.from({ length: 120 }, (_, virtual) => {
    const reals = Array.from({ length: 20 }, (__, real) => `  -> 10.2.${virtual}.${real}:80 ${figures}\n`);
    return `TCP  10.1.0.${virtual}:80 ${figures}\n${reals.join('')}`;
  });
  return `IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Conns InPkts OutPkts InBytes OutBytes\n  -> RemoteAddress:Port\n${servers.join('')}`;
}

function snapshotAfter(seconds: number): StackSnapshot {
  const report = <S extends Subsystem>(subsystem: S, value: unknown): SourceReport<S> =>
    ({
      subsystem,
      source: 'large',
      target: 'bench',
      durationSeconds: 0.1,
      finishedAtSeconds: NOW_SECONDS + seconds,
      outcome: { kind: 'ok', value, problems: NO_PROBLEMS },
    }) as SourceReport<S>;
  return {
    node: 'ds1',
    demo: false,
    takenAtSeconds: NOW_SECONDS + seconds,
    reports: {
      haproxy: [report('haproxy', { stats: haproxyAfter(seconds), infos: [] })],
      ipvs: [report('ipvs', parseIpvsText(ipvsAfter(seconds)).records)],
      bind: [],
      keepalived: [],
      vip: [],
    },
    histories: [],
  };
}

function rowsOf({ haproxys }: NodeStatus): HaproxyRowStatus[] {
  return haproxys.flatMap(({ proxies }) => proxies.flatMap(({ rows }) => rows));
}

let seconds = 0;
let before: NodeStatus | undefined;
const idle = snapshotAfter(0);
const idleStatus = nodeStatus(idle);
const document = nodeJson({ node: idleStatus, events: [], nowSeconds: NOW_SECONDS });
const peer = parseNodeDocument(document).node;
const rowsJson = JSON.stringify(rowsOf(idleStatus).map((row) => row.cells));
const [ofRecords, ofCells] = [z.record(z.string(), z.union([z.number(), z.string()])), cells].map((schema) =>
  z.array(schema),
);

printComparison(
  `${parsed.rows.length} rows of HAProxy's and 2,400 real servers; a document of ${document.length} characters`,
  'ms',
  await compareInTurn(
    [
      {
        name: 'nodeStatus, all rows with traffic',
        run: () => {
          seconds += 1;
          const snapshot = snapshotAfter(seconds);
          return timed(() => {
            before = nodeStatus(snapshot, before);
          });
        },
      },
      { name: 'nodeStatus, nothing has changed', run: () => timed(() => nodeStatus(idle, idleStatus)) },
      { name: 'seriesPoints', run: () => timed(() => seriesPoints(idleStatus)) },
      {
        name: 'nodeJson',
        run: () => timed(() => nodeJson({ node: idleStatus, events: [], nowSeconds: NOW_SECONDS })),
      },
      { name: 'parseNodeDocument', run: () => timed(() => parseNodeDocument(document)) },
      {
        name: 'shareRows of a peer, nothing changed',
        run: () => {
          const again = parseNodeDocument(document).node;
          return timed(() => shareRows(again, peer));
        },
      },
      { name: 'cells looked at', run: () => timedCheck(ofCells) },
      { name: 'cells through z.record', run: () => timedCheck(ofRecords) },
    ],
    ROUNDS,
  ),
);

function timedCheck(schema: z.ZodType | undefined): Promise<number> {
  const value: unknown = JSON.parse(rowsJson);
  return timed(() => schema?.parse(value));
}

/** Heap of statuses of successive seconds, of which every row is another one. */
function printMemory(): void {
  const collect = globalThis.gc;
  if (collect === undefined) return;
  let status = shareRows(nodeStatus(snapshotAfter(1000)), undefined);
  const kept = [status];
  collect();
  const atFirst = process.memoryUsage().heapUsed;
  for (let at = 1; at <= KEPT; at += 1) {
    status = shareRows(nodeStatus(snapshotAfter(1000 + at), status), status);
    kept.push(status);
  }
  collect();
  const bytes = (process.memoryUsage().heapUsed - atFirst) / KEPT;
  process.stdout.write(
    `a status in history, every row another one: ${(bytes / 2 ** 20).toFixed(1)} MiB, ${(bytes / (parsed.rows.length + 2520)).toFixed(0)} bytes a row (${kept.length} kept)\n`,
  );
}

printMemory();
