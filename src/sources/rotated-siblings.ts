import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { errorCode } from './abort.ts';

/** An older part of a log that its rotation left beside it. */
export interface RotatedSibling {
  readonly path: string;
  readonly dev: bigint;
  readonly ino: bigint;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

interface Candidate extends RotatedSibling {
  /** What rotation put into the name, without separators: `1`, `20261120`. */
  readonly mark: string;
}

/** Longer marks are dates, which grow; shorter ones are numbers, which grow with age. */
const LONGEST_NUMBER = 5;
const LISTINGS = 5;
const COMPRESSED = /\.(?:gz|bz2|xz|zst|lz4)$/;

/**
 * The uncompressed rotated files of a log, newest first: `syslog.1`, `syslog-20261120`, `syslog.2026-11-20`,
 * and with logrotate's `extension` also `keepalived-20261120.log` or `keepalived.1.log`.
 */
export async function listRotatedSiblings(path: string): Promise<RotatedSibling[]> {
  let listed = await listOnce(path);
  // While a rotation renames one file after the other a listing can show a file twice or not at all.
  for (let attempt = 1; attempt < LISTINGS; attempt += 1) {
    const before = listed;
    listed = await listOnce(path);
    if (isDeepStrictEqual(before.map(whichFile), listed.map(whichFile))) break;
  }
  return listed;
}

function whichFile({ path, dev, ino }: RotatedSibling): readonly [string, bigint, bigint] {
  return [path, dev, ino];
}

/**
 * The rotated files of a log that were compressed, and hold lines written after a time: compressing keeps the time of
 * the last write.
 */
export async function listCompressedSiblings(path: string, afterMs: number): Promise<RotatedSibling[]> {
  const compressed = await listOnce(path, (name) => COMPRESSED.test(name) && name.replace(COMPRESSED, ''));
  return compressed.filter(({ modifiedMs }) => modifiedMs > afterMs);
}

/** @param nameOf what a file was called before it was compressed; false for one that is not wanted */
async function listOnce(
  path: string,
  nameOf: (name: string) => string | false = (name) => name,
): Promise<RotatedSibling[]> {
  const real = await unlessMissing(realpath(path), path);
  const names = await unlessMissing(readdir(dirname(real)), []);
  const candidates: Candidate[] = [];
  for (const name of names) {
    const mark = rotationMark(basename(real), nameOf(name) || '');
    const found = mark === undefined ? undefined : await candidate(join(dirname(real), name), mark);
    if (found !== undefined) candidates.push(found);
  }
  return candidates.sort(byAge(candidates));
}

/** The part of a rotated file's name that tells its turn; undefined for any other file. */
export function rotationMark(base: string, name: string): string | undefined {
  const { name: stem, ext } = parse(base);
  for (const [before, after] of [
    [base, ''],
    [stem, ext],
  ] as const) {
    if (!name.startsWith(before) || !name.endsWith(after)) continue;
    const mark = /^[.-](\d[\d_-]*)$/.exec(name.slice(before.length, name.length - after.length))?.[1];
    if (mark !== undefined) return mark.replaceAll(/\D/g, '');
  }
  return undefined;
}

async function candidate(path: string, mark: string): Promise<Candidate | undefined> {
  const file = await unlessMissing(stat(path, { bigint: true }), undefined);
  if (file === undefined || !file.isFile()) return undefined;
  const { dev, ino } = file;
  return { path, mark, dev, ino, sizeBytes: Number(file.size), modifiedMs: Number(file.mtimeNs) / 1e6 };
}

/** Rotation goes on while we look: what was there a moment ago may be gone or have another name. */
async function unlessMissing<T>(found: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return otherwise;
    throw error;
  }
}

/** By name where all names are of one kind, since a restored backup has any date; else by the last write. */
function byAge(candidates: readonly Candidate[]): (a: Candidate, b: Candidate) => number {
  if (candidates.every(({ mark }) => mark.length <= LONGEST_NUMBER)) {
    return (a, b) => Number(a.mark) - Number(b.mark);
  }
  if (candidates.every(({ mark }) => mark.length > LONGEST_NUMBER)) {
    return (a, b) => (a.mark < b.mark ? 1 : -1);
  }
  return (a, b) => b.modifiedMs - a.modifiedMs;
}
