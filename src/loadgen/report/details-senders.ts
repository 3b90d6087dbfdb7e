import { visibleText } from '../../text/visible.ts';
import { countText, durationText, percentText, rateText } from '../result/figure-text.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Section } from './details-section.ts';
import type { Painter } from './format-painter.ts';
import { type Column, fieldLines, type Row, tableLines } from './format-table.ts';

/** TCP and DoT: how often was connected, and how long it took. */
export function connectionsSection({ connections }: RunResult): Section {
  const heading = 'Connections';
  if (connections === undefined) return { heading, lines: [] };
  const { tried, made, lost, latency } = connections;
  return {
    heading,
    lines: [
      ...fieldLines(
        'Attempts',
        `${countText(tried)}, ${countText(made)} successful, ${countText(lost)} lost later`,
      ),
      ...(made === 0
        ? []
        : fieldLines(
            'Ready within',
            `min ${durationText(latency.minSeconds)}, mean ${durationText(latency.meanSeconds)}, max ${durationText(latency.maxSeconds)}`,
          )),
    ],
  };
}

const STEP_COLUMNS: readonly Column[] = [
  { heading: 'Step', align: 'right' },
  { heading: 'target qps', align: 'right' },
  { heading: 'of it sent', align: 'right' },
  { heading: 'lost', align: 'right' },
  { heading: '', align: 'left' },
];

/** Steps of the search for the highest rate that the server answers. */
export function findMaxSection(
  { findMax, settings: { load } }: RunResult,
  { dim, green, red }: Painter,
): Section {
  const heading = 'Highest rate';
  if (findMax === undefined) return { heading, lines: [] };
  const found = findMax.qps > 0 ? `${rateText(findMax.qps)} qps` : 'nothing: no step stayed within the loss';
  const most = load.kind === 'find-max' ? load.maxLossRatio : 0;
  const rows = findMax.steps.map(
    ({ qps, sentRatio, lossRatio, good }, index): Row => ({
      cells: [
        String(index + 1),
        rateText(qps),
        percentText(sentRatio),
        percentText(lossRatio),
        good ? 'good' : lossRatio > most ? 'too much lost' : 'not sent',
      ],
      paint: good ? green : red,
    }),
  );
  return {
    heading,
    lines: [
      ...fieldLines('Found', found).map(findMax.qps > 0 ? green : red),
      ...(rows.length === 0 ? [] : ['', ...tableLines(STEP_COLUMNS, rows, dim)]),
    ],
  };
}

const WORKER_COLUMNS: readonly Column[] = [
  { heading: 'Worker', align: 'right' },
  { heading: 'sent', align: 'right' },
  { heading: 'timed out', align: 'right' },
  { heading: 'qps', align: 'right' },
  { heading: 'CPU', align: 'right' },
  { heading: 'run queue', align: 'right' },
];
const HOST_COLUMN: Column = { heading: 'host', align: 'left' };

/** Each worker's part, and what all of them reached together. */
export function workersSection(
  { workers, qps, summedWorkerQps }: RunResult,
  { dim, bold }: Painter,
): Section {
  // Hosts stand in the table where there are several, last, for their names may be long.
  const hosts = new Set(workers.map(({ host }) => host)).size > 1;
  const rows = workers.map(
    (worker): Row => ({
      cells: [
        countText(worker.worker),
        countText(worker.sent),
        countText(worker.timedOut),
        rateText(worker.qps),
        percentText(worker.cpuRatio),
        percentText(worker.runQueueWaitRatio),
        ...(hosts ? [visibleText(worker.host)] : []),
      ],
    }),
  );
  const all: Row = { cells: ['all', '', '', rateText(qps)], paint: bold };
  return {
    heading: 'Workers',
    lines:
      rows.length === 0
        ? []
        : [
            ...tableLines([...WORKER_COLUMNS, ...(hosts ? [HOST_COLUMN] : [])], [...rows, all], dim),
            ...fieldLines('Summed', `${rateText(summedWorkerQps)} qps, each worker over its own time`),
          ],
  };
}
