import { digest } from './file-edges.ts';
import { findAmongSiblings, holdsPart, openNext, openSibling } from './log-generations.ts';
import { type LogPosition, placeOf } from './log-position.ts';
import { BEGINNING, type LogIdentity, type LogPlace } from './log-reading.ts';
import { beginAlike, OpenLog } from './open-log.ts';
import { listRotatedSiblings, type RotatedSibling } from './rotated-siblings.ts';
import { SourceError } from './source-error.ts';

/** The file of a log that is read first, and where in it. */
export interface FollowStart {
  readonly log: OpenLog;
  readonly place: LogPlace;
  readonly complete: boolean;
  /** The newest rotated file that is older than this one. */
  readonly previous: LogIdentity | undefined;
  /** Why lines before the place may never be read. */
  readonly gap?: string;
}

/**
 * For a log that is met for the first time: its last bytes, its newest rotated sibling included.
 *
 * @throws SourceError `not-found` when there is neither the log nor a sibling
 */
export async function startFresh(path: string, readBackBytes: number): Promise<FollowStart> {
  const live = await openIfThere(path);
  const liveBytes = live === undefined ? 0 : (await live.state()).sizeBytes;
  const siblings = await listRotatedSiblings(path);
  const sibling = liveBytes < readBackBytes ? await openNewest(siblings) : undefined;
  const liveHead = (await live?.head()) ?? Buffer.alloc(0);
  // One that begins as the log does is being copied from it at this moment.
  if (sibling !== undefined && !beginAlike(await sibling.head(), liveHead)) {
    await live?.close();
    const place = lastBytes((await sibling.state()).sizeBytes, readBackBytes - liveBytes);
    const older = siblings.slice(siblings.findIndex((listed) => sibling.isSame(listed)) + 1);
    return { log: sibling, place, complete: false, previous: await identifyNewest(older) };
  }
  await sibling?.close();
  if (live === undefined) throw notFound(path);
  const previous = await identifyNewest(siblings);
  return { log: live, place: lastBytes(liveBytes, readBackBytes), complete: false, previous };
}

/**
 * For a log that was followed before: where that stopped, in whichever file it stands by now. If no file holds
 * it any more, all that is newer is read.
 *
 * @throws SourceError `not-found` when there is neither the log nor a newer sibling
 */
export async function startAt(path: string, position: LogPosition): Promise<FollowStart> {
  const live = await openIfThere(path);
  if (position.inode === '') return startAfterGap(path, position, live);
  if (live !== undefined && (await holdsPart(live, position))) {
    return { log: live, place: placeOf(position), complete: false, previous: position.previous };
  }
  const found = await findAmongSiblings(path, position, live?.inode);
  if (found === undefined) return startAfterGap(path, position, live);
  await live?.close();
  const { log, offset } = found;
  const place = offset === position.offset ? placeOf(position) : { ...BEGINNING, offset };
  const complete = String(log.inode) !== position.inode;
  return { log, place, complete, previous: position.previous };
}

async function startAfterGap(
  path: string,
  position: LogPosition,
  live: OpenLog | undefined,
): Promise<FollowStart> {
  const { inode, edges, modifiedMs, offset } = position;
  const known = inode === '' ? undefined : { inode, head: edges.head, modifiedMs };
  const gap = known && {
    gap: `what was read of ${path} up to byte ${offset} is in none of its files any more`,
  };
  const siblings = (await listRotatedSiblings(path)).filter(({ ino }) => ino !== live?.inode);
  const next = await openNext(siblings, known, () => Promise.resolve(true));
  if (next === undefined && live !== undefined) {
    return { log: live, place: BEGINNING, complete: false, previous: await identifyNewest(siblings), ...gap };
  }
  await live?.close();
  if (!(next instanceof OpenLog)) throw notFound(path);
  return { log: next, place: BEGINNING, complete: false, previous: known, ...gap };
}

/** The newest of siblings that can be read. */
export async function identifyNewest(siblings: readonly RotatedSibling[]): Promise<LogIdentity | undefined> {
  const log = await openNewest(siblings);
  if (log === undefined) return undefined;
  return log.use(async () => {
    const { modifiedMs } = await log.state();
    return { inode: String(log.inode), head: digest(await log.head()), modifiedMs };
  });
}

async function openNewest(siblings: readonly RotatedSibling[]): Promise<OpenLog | undefined> {
  for (const sibling of siblings) {
    const log = await openSibling(sibling);
    if (log instanceof OpenLog) return log;
  }
  return undefined;
}

/** The lines that begin within the last bytes of a file. */
function lastBytes(sizeBytes: number, bytes: number): LogPlace {
  return bytes >= sizeBytes ? BEGINNING : { ...BEGINNING, offset: sizeBytes - bytes - 1, midLine: true };
}

async function openIfThere(path: string): Promise<OpenLog | undefined> {
  try {
    return await OpenLog.open(path);
  } catch (error) {
    if (error instanceof SourceError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

function notFound(path: string): SourceError {
  return new SourceError('not-found', `${path} does not exist`);
}
