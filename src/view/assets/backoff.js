const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/**
 * How long to wait after so many failures in a row: 1 s, 2 s, 4 s, … 30 s, and up to a quarter more, so that the
 * browsers of a whole room do not come back in the same moment.
 *
 * @param {number} failures from 1
 * @param {() => number} random
 */
export function backoffMs(failures, random = Math.random) {
  const waitMs = Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 16), LONGEST_MS);
  return Math.round(waitMs * (1 + random() / 4));
}
