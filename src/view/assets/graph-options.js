import { figure, tickText, timeTicks } from './ticks.js';

/** Collections further apart than this are not joined by a line. */
const LONGEST_GAP_SECONDS = 15;

/** What the axis covers: the shortest of these that has all of history, so that it stays the same for a while. */
const SPANS_SECONDS = [60, 180, 420, 900];

/**
 * @param {{ isStacked: boolean, clockOf: (atSeconds: number) => string, plugin: object }} what
 */
export function graphConfig({ isStacked, clockOf, plugin }) {
  const scale = () => ({ grid: {}, border: {} });
  return {
    type: 'line',
    data: { datasets: [] },
    plugins: [plugin],
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      maintainAspectRatio: false,
      // Pointers and keys are the cursor's, for all graphs at once.
      events: [],
      layout: { padding: { top: 12 } },
      scales: {
        x: {
          ...scale(),
          type: 'linear',
          /** @param {any} axis */
          afterBuildTicks: (axis) => {
            axis.ticks = timeTicks(axis.min, axis.max, axis.width).map((value) => ({ value }));
          },
          ticks: {
            maxRotation: 0,
            autoSkip: false,
            callback: (/** @type {number} */ at) => tickText(clockOf(at)),
          },
        },
        y: {
          ...scale(),
          type: 'linear',
          stacked: isStacked,
          beginAtZero: true,
          suggestedMax: 1,
          grace: '5%',
          ticks: { maxTicksLimit: 6, callback: (/** @type {number} */ value) => figure(value) },
          // Room for the widest label, so that all graphs begin at the same place and the cursor stands straight.
          afterFit: (/** @type {any} */ axis) => {
            axis.width = 56;
          },
        },
      },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
    },
  };
}

/**
 * What of a dataset does not change with its points.
 *
 * @param {boolean} isStacked
 * @param {number} index
 */
export function datasetShape(isStacked, index) {
  return {
    data: [],
    // Dashes lie on top of the solid line that they may run along with; of stacked ones this would turn the order.
    order: isStacked ? 0 : -index,
    fill: isStacked ? (index === 0 ? 'origin' : '-1') : false,
    borderWidth: isStacked ? 1 : 1.5,
    pointRadius: 0,
    spanGaps: LONGEST_GAP_SECONDS,
  };
}

/**
 * @param {any} chart
 * @param {readonly number[]} times
 */
export function setSpan(chart, times) {
  const last = times.at(-1) ?? 0;
  const longest = SPANS_SECONDS[SPANS_SECONDS.length - 1];
  const span = SPANS_SECONDS.find((seconds) => seconds >= last - (times[0] ?? last)) ?? longest;
  chart.options.scales.x.min = last - span;
  chart.options.scales.x.max = last;
}
