const LONGEST_COMPARED = 64;
/** A part of a key of fewer letters says nothing. */
const SHORTEST_PART = 4;

/** The known key that was probably meant, or undefined when none is near. */
export function nearestKey(written: string, known: readonly string[]): string | undefined {
  const key = normalized(written);
  if (key.length > LONGEST_COMPARED) return undefined;
  const ranked = known
    .map((candidate) => ({ candidate, distance: distanceBetween(key, candidate) }))
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

/** Edits from one to the other, where exchanging two neighbours is one edit (optimal string alignment). */
function distanceBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const exchanged = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (same ? 0 : 1),
          exchanged ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
