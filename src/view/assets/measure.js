/**
 * For those who observe what an update costs: the browser's own tools, and bench/page-large.ts. It is not kept, since a
 * page may stay open for weeks.
 *
 * @param {number} startedMs
 */
export function measureUpdate(startedMs) {
  performance.measure('vipscope-update', { start: startedMs });
  performance.clearMeasures('vipscope-update');
}
