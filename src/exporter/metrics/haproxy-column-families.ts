import type { HaproxyScope } from '../../model/haproxy.ts';
import type { Family } from './family.ts';
import type { ColumnMetric } from './haproxy-column-metric.ts';
import { COLUMN_METRICS } from './haproxy-columns.ts';
import { HAPROXY_SCOPES, type HaproxyReports, haproxyView } from './haproxy-view.ts';

const LETTERS: Readonly<Record<HaproxyScope, string>> = {
  listener: 'L',
  frontend: 'F',
  backend: 'B',
  server: 'S',
};

/** Labels that every series of a scope can carry. */
export const SCOPE_LABELS: Readonly<Record<HaproxyScope, readonly string[]>> = {
  frontend: ['source', 'process', 'proxy'],
  backend: ['source', 'process', 'proxy'],
  listener: ['source', 'process', 'proxy', 'listener'],
  server: ['source', 'process', 'proxy', 'server'],
};

/** The columns of `show stat`, one family for each scope that HAProxy fills a column in. */
export const HAPROXY_COLUMN_FAMILIES: readonly Family<HaproxyReports>[] = HAPROXY_SCOPES.flatMap((scope) =>
  COLUMN_METRICS.filter(({ scopes }) => scopes.includes(LETTERS[scope])).map((metric) =>
    columnFamily(scope, metric),
  ),
);

function columnFamily(scope: HaproxyScope, metric: ColumnMetric): Family<HaproxyReports> {
  const { name, serverName = name, type, help, note, columns, isMilliseconds, labelNames } = metric;
  return {
    name: `haproxy_${scope}_${scope === 'server' ? serverName : name}`,
    type,
    help,
    labels: [...SCOPE_LABELS[scope], ...labelNames],
    ...(note !== undefined && { note }),
    // The hot path: twelve thousand rows make some seven hundred thousand samples.
    write: (reports, out) => {
      for (const { stats, entries } of haproxyView(reports).tables) {
        for (const [column, ownLabels] of columns) {
          const index = stats.columns.get(column);
          if (index === undefined) continue;
          for (const { row, labels } of entries[scope]) {
            const cell = row.cells[index];
            if (cell === undefined || cell === '') continue;
            out.sample(
              ownLabels === '' ? labels : `${labels},${ownLabels}`,
              isMilliseconds ? secondsOf(cell) : cell,
            );
          }
        }
      }
    },
  };
}

/** Milliseconds as HAProxy writes them, in seconds. */
function secondsOf(cell: string): string {
  return cell === '0' ? cell : String(Number(cell) / 1000);
}
