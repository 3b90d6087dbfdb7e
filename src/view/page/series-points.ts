import type { NodeStatus } from '../status/node-status.ts';
import type { SeriesPoint } from './series.ts';

/** The figures of a status that graphs and sparklines draw, the most wanted first. */
export function seriesPoints(_node: NodeStatus): SeriesPoint[] {
  return [];
}
