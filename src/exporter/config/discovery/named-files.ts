import { posix } from 'node:path';
import { defined } from '../defined.ts';
import type { HostFiles } from './host-files.ts';
import { type NamedConf, readNamedConf } from './named-conf.ts';

/** named.conf with all that it includes. */
export interface FoundNamedConf extends NamedConf {
  readonly path: string;
}

/** Files in which distributions keep named's command line. */
const SERVICE_SETTINGS = [
  '/etc/default/named',
  '/etc/default/bind9',
  '/etc/sysconfig/named',
  '/etc/conf.d/named',
];
const USUAL_CHROOTS = ['/var/named/chroot', '/var/lib/named'];
const USUAL_CONFS = [
  '/etc/bind/named.conf',
  '/etc/named.conf',
  '/usr/local/etc/namedb/named.conf',
  '/usr/local/etc/named.conf',
];
/** named.conf includes files that include files; a loop ends here. */
const MOST_INCLUDED = 64;

/** Directories that named may run in (`-t`), configured ones first. */
export async function findChroots(files: HostFiles): Promise<string[]> {
  const texts = await Promise.all(SERVICE_SETTINGS.map((path) => files.head(path)));
  const configured = texts.flatMap((read) =>
    read.kind === 'text'
      ? [...read.text.matchAll(/^[^#\n]*?(?:ROOTDIR=|CHROOT=|-t\s*)["']?(\/[^\s"']+)/gm)]
      : [],
  );
  return [...new Set([...configured.map(([, path = '']) => path), ...USUAL_CHROOTS])];
}

/** BIND built from source goes to a directory such as /usr/local/named or /usr/local/bind9.9.3. */
export async function sourcePrefixes(files: HostFiles): Promise<string[]> {
  const names = await files.names('/usr/local');
  return names
    .filter((name) => /^(?:bind|named)/.test(name))
    .sort()
    .map((name) => `/usr/local/${name}`);
}

/** Each path by itself, then in every chroot. */
export function inChroots(paths: readonly string[], chroots: readonly string[]): string[] {
  return paths.flatMap((path) => [path, ...chroots.map((chroot) => posix.join(chroot, path))]);
}

/** @returns the first named.conf that can be read, and a line for each that is there and cannot */
export async function findNamedConf(
  files: HostFiles,
  prefixes: readonly string[],
  chroots: readonly string[],
): Promise<{ readonly conf: FoundNamedConf | undefined; readonly missing: readonly string[] }> {
  const usual = [...USUAL_CONFS, ...prefixes.map((prefix) => `${prefix}/etc/named.conf`)];
  const missing: string[] = [];
  for (const chroot of ['', ...chroots]) {
    for (const path of usual) {
      const read = await files.head(chroot + path);
      if (read.kind === 'unreadable') missing.push(`bind: ${read.reason}`);
      if (read.kind === 'text') return { conf: await withIncludes(files, chroot, path, read.text), missing };
    }
  }
  return { conf: undefined, missing };
}

async function withIncludes(
  files: HostFiles,
  chroot: string,
  path: string,
  text: string,
): Promise<FoundNamedConf> {
  const parts = [readNamedConf(text)];
  const waiting = parts.flatMap(({ includes }) => includes);
  while (parts.length < MOST_INCLUDED) {
    const next = waiting.shift();
    if (next === undefined) break;
    const read = await files.head(chroot + posix.resolve(posix.dirname(path), next));
    if (read.kind !== 'text') continue;
    const part = readNamedConf(read.text);
    parts.push(part);
    waiting.push(...part.includes);
  }
  return {
    path: chroot + path,
    ...defined({
      directory: parts.find(({ directory }) => directory !== undefined)?.directory,
      statisticsFile: parts.find(({ statisticsFile }) => statisticsFile !== undefined)?.statisticsFile,
    }),
    channels: parts.flatMap(({ channels }) => channels),
    includes: parts.flatMap(({ includes }) => includes),
  };
}
