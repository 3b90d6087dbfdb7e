import type { RunClock } from '../worker/run-clock.ts';

/** Longest delay that setTimeout takes: beyond it does not wait at all. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/**
 * Acts at moments of the run's clock, each set after the last one; a late one does not move those after it.
 * @param nextUs the first moment to act at that is later than a given one
 * @returns ends it
 */
export function actAt(
  clock: RunClock,
  nextUs: (nowUs: number) => number,
  act: (nowUs: number) => void,
): () => void {
  let timer: NodeJS.Timeout;
  let isEnded = false;
  let atUs = nextUs(clock());
  const wait = () => {
    timer = setTimeout(tick, Math.min(Math.max(0, (atUs - clock()) / 1e3), LONGEST_DELAY_MS));
  };
  const tick = () => {
    const nowUs = clock();
    // A timer may fire up to a millisecond early.
    if (nowUs >= atUs) {
      act(nowUs);
      atUs = nextUs(Math.max(nowUs, atUs));
    }
    if (!isEnded) wait();
  };
  wait();
  return () => {
    isEnded = true;
    clearTimeout(timer);
  };
}

/** Multiples of a period from a start on, and the end of the window where that lies between two of them. */
export function periodEnds(
  startUs: number,
  periodUs: number,
  windowEndUs: () => number,
): (nowUs: number) => number {
  return (nowUs) => {
    const periods = Math.max(0, Math.floor((nowUs - startUs) / periodUs));
    const next = startUs + (periods + 1) * periodUs;
    const endUs = windowEndUs();
    return nowUs < endUs && endUs < next ? endUs : next;
  };
}
