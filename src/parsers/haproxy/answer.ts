import type { HaproxyInfo, HaproxyInstance, HaproxyStats } from '../../model/haproxy.ts';
import { type Parsed, ProblemLog } from '../../model/problem.ts';
import { FormatError } from '../format-error.ts';
import { endOfLine } from './csv.ts';
import { isHaproxyHeader } from './header.ts';
import { HaproxyInfoReader, isHaproxyInfo } from './info.ts';
import { HaproxyStatsReader, lineFeeds } from './stats.ts';

/** Enough of a line to tell whether it is a header. */
const HEADER_CHARACTERS = 32;

const NO_STATS: HaproxyStats = { columns: new Map(), moduleColumns: new Map(), rows: [] };

/**
 * Reads what HAProxy's command line answers to `show info` and `show stat`: both in any order, one of them alone,
 * or several of each, such as one process after the other. What stands inside a quoted cell begins no new part:
 * a server that is checked could write it.
 *
 * @throws FormatError when the text has neither
 */
export function parseHaproxyAnswer(text: string): Parsed<HaproxyInstance> {
  const problems = new ProblemLog();
  const stats = new HaproxyStatsReader(problems);
  const infos = new InfoList(problems);
  let info: HaproxyInfoReader | undefined;
  let line = 1;
  // A file that went through an editor may begin with a byte order mark.
  for (let start = text.startsWith('\ufeff') ? 1 : 0; start < text.length; ) {
    if (isHaproxyInfo(text, start)) info = infos.begin(line);
    else if (isHaproxyHeader(text.slice(start, start + HEADER_CHARACTERS))) info = undefined;
    const end = (info ?? stats).take(text, start, endOfLine(text, start), line);
    line += lineFeeds(text, start, end) + 1;
    start = end + 1;
  }
  const rows = stats.finish();
  const records: HaproxyInstance = { stats: rows ?? NO_STATS, infos: infos.finish() };
  if (rows === undefined && records.infos.length === 0) {
    throw new FormatError('HAProxy statistics CSV or show info', text);
  }
  return { records, problems };
}

/** The `show info` of each process. */
class InfoList {
  private readonly problems: ProblemLog;
  private readonly readers: { readonly line: number; readonly reader: HaproxyInfoReader }[] = [];

  constructor(problems: ProblemLog) {
    this.problems = problems;
  }

  begin(line: number): HaproxyInfoReader {
    const reader = new HaproxyInfoReader(this.problems);
    this.readers.push({ line, reader });
    return reader;
  }

  finish(): HaproxyInfo[] {
    const byProcess = new Map<string, HaproxyInfo>();
    for (const { line, reader } of this.readers) {
      const process = reader.info.get('Process_num') ?? '';
      if (byProcess.has(process)) {
        const reason = `show info repeats process ${process}, of which the first one counts`;
        this.problems.add(line, reason, `Name: ${reader.info.get('Name') ?? ''}`);
      } else byProcess.set(process, reader.info);
    }
    return [...byProcess.values()];
  }
}
