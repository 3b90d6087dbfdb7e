// Which lines a graph has, out of all series that the server keeps.

/** More lines than that nobody tells apart. */
export const MAX_LINES = 12;

/**
 * @typedef {object} Series
 * @property {string} group
 * @property {string} label
 * @property {readonly (number | null)[]} values
 */

/** @typedef {Readonly<Record<string, Series>>} SeriesById */

/**
 * @typedef {object} Line
 * @property {string} label
 * @property {readonly string[]} ids series that it is the sum of
 * @property {boolean} isOthers
 */

/**
 * What the id of an IPVS series names: `ipvs/ds1/udp/192.0.2.1:53/10.0.0.1:53/connections`.
 *
 * @param {string} id
 */
export function ipvsName(id) {
  const parts = id.split('/');
  if (parts[0] !== 'ipvs' || parts.length < 3) return undefined;
  return {
    node: parts[1],
    // All of the node together have no more in their id.
    virtualServer: parts.length < 5 ? undefined : `${parts[2]}/${parts[3]}`,
    isRealServer: parts.length > 5,
    figure: parts[parts.length - 1],
  };
}

/**
 * Ids of the series that a graph draws: of its group, for IPVS one figure of all virtual servers, or of the real servers
 * of one.
 *
 * @param {SeriesById} series
 * @param {string} group
 * @param {{ figure?: string | undefined, virtualServer?: string | undefined }} choice
 */
export function idsOf(series, group, { figure, virtualServer } = {}) {
  const ids = Object.keys(series);
  if (group !== 'ipvs') return ids.filter((id) => series[id].group === group);
  return ids.filter((id) => {
    const name = ipvsName(id);
    if (name === undefined || (figure !== undefined && name.figure !== figure)) return false;
    return virtualServer === undefined
      ? !name.isRealServer && series[id].group === group
      : name.isRealServer && name.virtualServer === virtualServer;
  });
}

/**
 * A line for each of the largest series, and one for the sum of the rest.
 *
 * @param {SeriesById} series
 * @param {readonly string[]} ids
 * @param {string} othersLabel
 * @returns {Line[]}
 */
export function linesOf(series, ids, othersLabel, maxLines = MAX_LINES) {
  const sums = new Map(ids.map((id) => [id, sumOf(series[id].values)]));
  const ranked = [...ids].sort((a, b) => (sums.get(b) ?? 0) - (sums.get(a) ?? 0));
  const shown = ids.length <= maxLines ? ranked : ranked.slice(0, maxLines - 1);
  const rest = ranked.slice(shown.length);
  const lines = shown.map((id) => ({ label: labelOf(id, shown, series), ids: [id], isOthers: false }));
  return rest.length === 0
    ? lines
    : [...lines, { label: `${othersLabel} (${rest.length})`, ids: rest, isOthers: true }];
}

/**
 * The label, and where several series have it (the same virtual server on two directors) before it what tells their ids
 * apart.
 *
 * @param {string} id
 * @param {readonly string[]} ids
 * @param {SeriesById} series
 */
function labelOf(id, ids, series) {
  const { label } = series[id];
  const twins = ids.filter((other) => series[other].label === label).map((other) => other.split('/'));
  const parts = id.split('/').filter((part, index) => twins.some((twin) => twin[index] !== part));
  return [...parts, label].join(' ');
}

/** @param {readonly (number | null)[]} values */
function sumOf(values) {
  let sum = 0;
  for (const value of values) sum += value ?? 0;
  return sum;
}

/**
 * The sum of what is known; null where nothing is.
 *
 * @param {Iterable<number | null | undefined>} values
 * @returns {number | null}
 */
export function sumOfKnown(values) {
  /** @type {number | null} */
  let sum = null;
  for (const value of values) if (value !== null && value !== undefined) sum = (sum ?? 0) + value;
  return sum;
}
