import type { EdgeDigests } from './file-edges.ts';
import type { LogIdentity } from './log-reading.ts';
import { OpenLog } from './open-log.ts';
import { listRotatedSiblings, type RotatedSibling } from './rotated-siblings.ts';
import { SourceError } from './source-error.ts';

const ATTEMPTS = 3;

/** What was read of a log. */
export interface ReadPart {
  readonly inode: string;
  readonly edges: EdgeDigests;
  readonly offset: number;
}

/** A file that holds what was read of a log, opened, and where to read on in it. */
export interface FoundLog {
  readonly log: OpenLog;
  readonly offset: number;
}

/** How a file relates to what was read. `shorter`: it begins the same and ends before the offset. */
type Relation = 'whole' | 'shorter' | 'other';

/**
 * Finds the rotated sibling that holds what was read. A copy may well be `shorter`: lines written between
 * copying and truncating stand in no file any more, but had been read.
 *
 * @param except inode of a file that is not looked at
 */
export async function findAmongSiblings(
  path: string,
  part: ReadPart,
  except?: bigint,
): Promise<FoundLog | undefined> {
  // Several times, since a rotation under way renames what was just listed.
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const siblings = (await listRotatedSiblings(path)).filter(({ ino }) => ino !== except);
    for (const wanted of ['whole', 'shorter'] as const) {
      for (const sibling of siblings) {
        const log = await openSibling(sibling);
        if (!(log instanceof OpenLog)) continue;
        if (await log.keepIf(async () => (await relation(log, part)) === wanted)) {
          return { log, offset: Math.min(part.offset, (await log.state()).sizeBytes) };
        }
      }
    }
  }
  return undefined;
}

/** Whether a file holds all that was read. */
export async function holdsPart(log: OpenLog, part: ReadPart): Promise<boolean> {
  return (await relation(log, part)) === 'whole';
}

async function relation(log: OpenLog, { inode, edges, offset }: ReadPart): Promise<Relation> {
  // Of nothing read there is nothing to compare.
  if (edges.head.length === 0) return String(log.inode) === inode ? 'whole' : 'other';
  if ((await log.state()).sizeBytes >= offset)
    return (await log.continues(edges, offset)) ? 'whole' : 'other';
  return (await log.begins(edges.head)) ? 'shorter' : 'other';
}

/**
 * Opens the oldest of those siblings that came after a file.
 *
 * @param siblings newest first
 * @param known undefined when no file came before, so that each sibling is newer
 * @param isWanted asked with each candidate
 * @returns `moved` when a rotation is under way, so that another look is needed
 */
export async function openNext(
  siblings: readonly RotatedSibling[],
  known: LogIdentity | undefined,
  isWanted: (log: OpenLog) => Promise<boolean>,
): Promise<OpenLog | 'moved' | undefined> {
  const newer = await newerThan(siblings, known);
  // One that was renamed before anything was written to it says nothing about where its writers are.
  for (const sibling of newer.filter(({ sizeBytes }) => sizeBytes > 0).toReversed()) {
    const log = await openSibling(sibling);
    if (log === 'moved') return 'moved';
    if (log === 'unreadable') continue;
    if (await log.keepIf(() => isWanted(log))) return log;
  }
  return undefined;
}

async function newerThan(
  siblings: readonly RotatedSibling[],
  known: LogIdentity | undefined,
): Promise<readonly RotatedSibling[]> {
  if (known === undefined) return siblings;
  for (const [index, sibling] of siblings.entries()) {
    if (String(sibling.ino) === known.inode && (await beginsAsKnown(sibling, known))) {
      return siblings.slice(0, index);
    }
  }
  return siblings.filter(({ modifiedMs }) => modifiedMs > known.modifiedMs);
}

/** The inode number alone does not tell: that of a removed file is given to the next one made. */
async function beginsAsKnown(sibling: RotatedSibling, known: LogIdentity): Promise<boolean> {
  const log = await openSibling(sibling);
  return log instanceof OpenLog && log.use(() => log.begins(known.head));
}

/** Opens a listed file. `moved`: rotation renamed or removed it since, so that a new listing is needed. */
export async function openSibling(sibling: RotatedSibling): Promise<OpenLog | 'moved' | 'unreadable'> {
  try {
    const log = await OpenLog.open(sibling.path);
    if (log.isSame(sibling)) return log;
    await log.close();
    return 'moved';
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return error.kind === 'not-found' ? 'moved' : 'unreadable';
  }
}
