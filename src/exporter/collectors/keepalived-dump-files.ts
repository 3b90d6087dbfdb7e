import type { KeepalivedDump } from '../../model/keepalived.ts';
import { mergeKeepalivedDumps } from '../../model/keepalived-dump.ts';
import { joinProblems, NO_PROBLEMS, type Parsed, type ProblemList } from '../../model/problem.ts';
import { FormatError } from '../../parsers/format-error.ts';
import { parseKeepalivedData } from '../../parsers/keepalived/dump-data.ts';
import { parseKeepalivedJson } from '../../parsers/keepalived/dump-json.ts';
import { parseKeepalivedStats } from '../../parsers/keepalived/dump-stats.ts';
import { ChangedFile } from '../../sources/changed-file.ts';
import { SourceError } from '../../sources/source-error.ts';
import type { KeepalivedDumpFiles } from '../config/config.ts';

const MAX_BYTES = 64 * 1024 * 1024;

const PARSERS: readonly (readonly [keyof KeepalivedDumpFiles, (text: string) => Parsed<KeepalivedDump>])[] = [
  ['json', parseKeepalivedJson],
  ['data', parseKeepalivedData],
  ['stats', parseKeepalivedStats],
];

/** The dumps that the operator has keepalived write. Each is read again when it changed, and never asked for. */
export class DumpFiles {
  private readonly files: readonly DumpFile[];

  constructor(files: KeepalivedDumpFiles) {
    this.files = PARSERS.flatMap(([kind, parse]) => {
      const path = files[kind];
      return path === undefined ? [] : [new DumpFile(path, parse)];
    });
  }

  /** @returns problems are those within dumps that changed since the last call, and why others cannot be read */
  async read(signal: AbortSignal): Promise<{ dump?: KeepalivedDump; problems: ProblemList }> {
    const problems = joinProblems(await Promise.all(this.files.map((file) => file.refresh(signal))));
    const dumps = this.files.flatMap(({ dump }) => dump ?? []);
    return dumps.length === 0 ? { problems } : { dump: mergeKeepalivedDumps(dumps), problems };
  }
}

class DumpFile {
  /** Undefined while there is none that can be read. */
  dump: KeepalivedDump | undefined;
  private readonly path: string;
  private readonly file: ChangedFile;
  private readonly parse: (text: string) => Parsed<KeepalivedDump>;
  /** Why there is none, as long as that is so. */
  private failure: ProblemList = NO_PROBLEMS;

  constructor(path: string, parse: (text: string) => Parsed<KeepalivedDump>) {
    this.path = path;
    this.file = new ChangedFile(path);
    this.parse = parse;
  }

  async refresh(signal: AbortSignal): Promise<ProblemList> {
    try {
      const text = await this.file.read({ signal, maxBytes: MAX_BYTES });
      if (text === undefined) return this.failure;
      const { records, problems } = this.parse(text);
      this.dump = records;
      this.failure = NO_PROBLEMS;
      return problems;
    } catch (error) {
      if (error instanceof SourceError) return this.failed(error.message);
      if (error instanceof FormatError) return this.failed(`${this.path}: ${error.message}`);
      throw error;
    }
  }

  private failed(reason: string): ProblemList {
    this.dump = undefined;
    this.failure = { count: 1, kept: [{ line: 0, reason, text: '' }] };
    return this.failure;
  }
}
