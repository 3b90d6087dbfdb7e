const DASHES = [[], [7, 4], [2, 3], [9, 3, 2, 3], [5, 2], [1, 2], [12, 4]];

/** Colours of graphs as the stylesheet has them for the theme of now. */
export function themeColours() {
  const style = getComputedStyle(document.documentElement);
  /** @type {(name: string, fallback: string) => string} */
  const colour = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
  const muted = colour('--muted', '#666666');
  return {
    series: colour('--series', '#0b5cad #b4530a #1f7a4d #8a3ffc #c2185b #00727d #6b6000').split(/[\s,]+/),
    line: colour('--line', '#cccccc'),
    muted,
    tones: { bad: colour('--bad', '#b3261e'), good: colour('--good', '#1f7a4d'), neutral: muted },
  };
}

/**
 * Colour and dashes of a line: no two lines have both, so that they are told apart without colours too.
 *
 * @param {number} index
 * @param {boolean} isOthers
 * @param {{ series: readonly string[], muted: string }} colours
 */
export function lineLook(index, isOthers, { series, muted }) {
  if (isOthers) return { colour: muted, dash: [3, 6] };
  const round = Math.floor(index / series.length);
  return { colour: series[index % series.length], dash: DASHES[(index + round) % DASHES.length] };
}

/**
 * @param {any} chart
 * @param {{ line: string, muted: string }} colours
 */
export function colourScales(chart, { line, muted }) {
  for (const scale of Object.values(chart.options.scales)) {
    scale.grid.color = line;
    scale.border.color = line;
    scale.ticks.color = muted;
  }
}
