import { countText, numberText } from './figure-text.ts';
import type { Interval } from './run-result.ts';

/** A time in which queries were waiting and nothing came back. */
interface Silence {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly timedOut: number;
}

const TOLD = 10;
/** Nothing shorter is told of, however fast the server is otherwise. */
const SHORTEST_SECONDS = 0.05;

/**
 * When a server that answered before or after was silent: `no answer came from 3 to 5 s of the run; …`. As exact as
 * the intervals are long; one that never answered needs no such line.
 */
export function silenceWarnings(intervals: readonly Interval[], windowSeconds: number): string[] {
  if (intervals.every(({ answered }) => answered === 0)) return [];
  const slowestSeconds = Math.max(SHORTEST_SECONDS, ...intervals.map(({ maxSeconds }) => maxSeconds));
  const silences = silencesOf(intervals.filter(({ fromSeconds }) => fromSeconds < windowSeconds)).filter(
    // A slow server is silent for as long as its answers take.
    ({ fromSeconds, toSeconds, timedOut }) => timedOut > 0 || toSeconds - fromSeconds > slowestSeconds,
  );
  const told = silences.slice(0, TOLD).map(({ fromSeconds, toSeconds, timedOut }) => {
    const lost = timedOut === 0 ? '' : `; ${countText(timedOut)} queries timed out in it`;
    return `no answer came from ${numberText(fromSeconds)} to ${numberText(toSeconds)} s of the run${lost}`;
  });
  const more = silences.length - told.length;
  return more > 0 ? [...told, `${countText(more)} more times without an answer are not listed`] : told;
}

function silencesOf(intervals: readonly Interval[]): Silence[] {
  const silences: Silence[] = [];
  for (const { fromSeconds, toSeconds, sent, answered, timedOut, outstanding } of intervals) {
    if (answered > 0 || sent + timedOut + outstanding === 0) continue;
    const last = silences.at(-1);
    if (last?.toSeconds === fromSeconds)
      silences[silences.length - 1] = { ...last, toSeconds, timedOut: last.timedOut + timedOut };
    else silences.push({ fromSeconds, toSeconds, timedOut });
  }
  return silences;
}
