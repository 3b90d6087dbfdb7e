import type { BindStats } from '../../model/bind.ts';
import type { Parsed } from '../../model/problem.ts';
import { FormatError } from '../format-error.ts';
import { eachLine } from '../lines.ts';
import { NamedStatsReader } from './named-stats-reader.ts';

export interface NamedStatsOptions {
  /** False leaves out all that is told by zone. */
  readonly zones: boolean;
}

/**
 * Parses one dump of named.stats, as `rndc stats` appends it: BIND 9.5 to 9.21, the flat format of 9.0 to 9.4,
 * and BIND 8. Lines of problems are counted from the dump's opening line.
 *
 * @param dump from `+++ Statistics Dump +++` to `--- Statistics Dump ---`
 * @throws FormatError where there is no opening line
 */
export function parseNamedStats(
  dump: string,
  options: NamedStatsOptions = { zones: true },
): Parsed<BindStats> {
  const reader = new NamedStatsReader(options.zones);
  let lines = 0;
  eachLine(dump, (line, number) => {
    lines = number;
    const text = line.trim();
    if (text !== '') reader.read(number, text);
  });
  const records = reader.finish(lines);
  if (records === undefined) throw new FormatError('a statistics dump of named', dump);
  return { records, problems: reader.problems };
}
