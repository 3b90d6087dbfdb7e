import { editsBetween } from '../text/edits-between.ts';

const LONGEST_COMPARED = 64;
/** A part of a key of fewer letters says nothing. */
const SHORTEST_PART = 4;

/** The known key that was probably meant, or undefined when none is near. */
export function nearestKey(written: string, known: readonly string[]): string | undefined {
  const key = normalized(written);
  if (key.length > LONGEST_COMPARED) return undefined;
  const ranked = known
    .map((candidate) => ({ candidate, distance: editsBetween(key, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const [nearest] = ranked;
  if (nearest !== undefined && nearest.distance <= Math.max(1, Math.floor(key.length / 3)))
    return nearest.candidate;
  return key.length < SHORTEST_PART
    ? undefined
    : known.find((candidate) => candidate.includes(key) || key.startsWith(candidate));
}

/** `stats-file`, `statsFile` and `Stats_File` are all meant as `stats_file`. */
function normalized(key: string): string {
  return key
    .slice(0, LONGEST_COMPARED + 1)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}
