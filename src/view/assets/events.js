/**
 * An event as the server writes it; more stands in it than graphs show.
 *
 * @typedef {object} EventJson
 * @property {number} id
 * @property {string} time ISO 8601
 * @property {string} node
 * @property {string} subject
 * @property {string} kind
 * @property {string} [from]
 * @property {string} [to]
 * @property {'bad' | 'good' | 'neutral'} tone
 */

/** @typedef {{ readonly id: number, readonly atSeconds: number, readonly tone: string, readonly label: string }} Mark */

/** More lines than that would be a wall. */
const MAX_MARKS = 200;

/**
 * @param {EventJson} event
 * @returns {Mark}
 */
export function markOf({ id, time, node, subject, kind, from, to, tone }) {
  const change = to === undefined ? kind : `${from === undefined ? '' : `${from} `}→ ${to}`;
  return { id, atSeconds: Date.parse(time) / 1000, tone, label: `${node} ${subject} ${change}` };
}

/**
 * Both lists without doubles, the oldest first, only the latest of them.
 *
 * @param {readonly Mark[]} marks
 * @param {readonly Mark[]} more
 */
export function mergedMarks(marks, more) {
  const byId = new Map([...marks, ...more].map((mark) => [mark.id, mark]));
  return [...byId.values()].sort((a, b) => a.atSeconds - b.atSeconds).slice(-MAX_MARKS);
}

/**
 * Those so near to an instant that a pointer cannot tell them apart.
 *
 * @param {readonly Mark[]} marks
 * @param {number} atSeconds
 * @param {number} withinSeconds
 */
export function marksNear(marks, atSeconds, withinSeconds) {
  return marks.filter((mark) => Math.abs(mark.atSeconds - atSeconds) <= withinSeconds);
}
