import { editsBetween } from '../../text/edits-between.ts';

const LONGEST_COMPARED = 40;

/** The known name that was probably meant: few letters away, or the only one that begins so. */
export function nearName(written: string, known: readonly string[]): string | undefined {
  if (written.length > LONGEST_COMPARED) return undefined;
  const beginning = known.filter((name) => name.startsWith(written));
  if (written.length > 1 && beginning.length === 1) return beginning[0];
  const ranked = known
    .map((name) => ({ name, distance: editsBetween(written, name) }))
    .sort((a, b) => a.distance - b.distance);
  const [nearest] = ranked;
  const most = Math.max(1, Math.floor(written.length / 3));
  return nearest !== undefined && nearest.distance <= most ? nearest.name : undefined;
}
