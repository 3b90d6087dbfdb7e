import { isIPv6 } from 'node:net';
import { posix } from 'node:path';
import { type Finding, FOUND_NAME, nothing } from './finding.ts';
import type { HostFiles } from './host-files.ts';
import type { StatisticsChannel } from './named-conf.ts';
import { type FoundNamedConf, findChroots, findNamedConf, inChroots, sourcePrefixes } from './named-files.ts';

/** Debian, Red Hat, Alpine and Gentoo, FreeBSD. */
const USUAL_STATS = [
  '/var/cache/bind/named.stats',
  '/var/named/data/named_stats.txt',
  '/var/named/data/named.stats',
  '/var/named/named.stats',
  '/etc/namedb/named_stats.txt',
  '/var/bind/named.stats',
  '/var/stats/named.stats',
];
/** Where BIND built from source is made to write, within its own directory. */
const STATS_BELOW_PREFIX = ['named.stats', 'data/named.stats', 'var/named.stats'];

/** The statistics channel, which is always fresh, before named.stats, which is as old as the last `rndc stats`. */
export async function findBind(files: HostFiles): Promise<Finding> {
  const [chroots, prefixes] = await Promise.all([findChroots(files), sourcePrefixes(files)]);
  const { conf, missing } = await findNamedConf(files, prefixes, chroots);
  const [channel] = conf?.channels ?? [];
  if (conf !== undefined && channel !== undefined) {
    const url = urlOf(channel);
    return {
      written: { bind: [{ name: FOUND_NAME, statistics_channel: url }] },
      found: [`bind: statistics channel ${url}, from ${conf.path}`],
      missing,
    };
  }
  const expected = conf === undefined ? [] : [statsFileOf(conf)];
  const fromSource = prefixes.flatMap((prefix) => STATS_BELOW_PREFIX.map((file) => `${prefix}/${file}`));
  const paths = inChroots([...expected, ...USUAL_STATS, ...fromSource], chroots);
  const entries = await Promise.all(paths.map((path) => files.at(path)));
  const path = paths.find((_, index) => entries[index]?.kind === 'file');
  if (path !== undefined) {
    return {
      written: { bind: [{ name: FOUND_NAME, stats_file: path }] },
      found: [`bind: statistics file ${path}`],
      missing,
    };
  }
  const hidden = entries.find((entry) => entry.kind === 'unreadable');
  if (hidden !== undefined) return nothing(...missing, `bind: ${hidden.reason}`);
  return nothing(
    ...missing,
    conf === undefined
      ? 'bind: no named.conf and no named.stats at the usual places'
      : `bind: ${conf.path} is there, but no ${expected[0]}; run rndc stats, or configure bind with rndc or statistics_channel`,
  );
}

/** BIND 9 manual: `statistics-file` is named.stats unless set, and relative to `directory`. */
function statsFileOf({ directory, statisticsFile, path }: FoundNamedConf): string {
  return posix.resolve(directory ?? posix.dirname(path), statisticsFile ?? 'named.stats');
}

/** An address that means every address is reached over loopback. */
function urlOf({ address, port }: StatisticsChannel): string {
  if (isIPv6(address)) return `http://[${address === '::' ? '::1' : address}]:${port}`;
  return `http://${['*', '0.0.0.0'].includes(address) ? '127.0.0.1' : address}:${port}`;
}
