import type { IpvsTable } from '../../model/ipvs.ts';
import { type Parsed, type ProblemList, ProblemLog } from '../../model/problem.ts';
import { FormatError } from '../../parsers/format-error.ts';
import { parseIpvsText } from '../../parsers/ipvs/text.ts';
import type { runCommand } from '../../sources/command.ts';
import type { readTextFile } from '../../sources/file.ts';
import { SourceError } from '../../sources/source-error.ts';

/** What the collector does outside of itself; tests give their own. */
export interface IpvsCollectorDeps {
  readonly runCommand: typeof runCommand;
  readonly readTextFile: typeof readTextFile;
  /** A clock that only goes forward. */
  readonly nowMs: () => number;
}

/** What one way of reading IPVS gave. */
export interface IpvsReading {
  readonly table: IpvsTable;
  readonly problems: readonly ProblemList[];
}

/** IPVS could not be read, for a reason that is meant for people. Everything else that is thrown is a bug. */
export function isReadFailure(error: unknown): error is SourceError {
  return error instanceof SourceError;
}

function parsedIpvsText(text: string, what: string): Parsed<IpvsTable> {
  try {
    return parseIpvsText(text);
  } catch (error) {
    if (error instanceof FormatError) {
      throw new SourceError('io', `${what}: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

/**
 * Reads text and keeps where its problems come from: several texts make one table.
 * @throws SourceError where the text is of another format
 */
export function readIpvsText(text: string, what: string): IpvsReading {
  const { records, problems } = parsedIpvsText(text, what);
  const kept = problems.kept.map((problem) => ({ ...problem, reason: `${what}: ${problem.reason}` }));
  return { table: records, problems: [{ count: problems.count, kept }] };
}

/** The problem that a part of the reading is missing. It has no line. */
export function missingPart(reason: string): IpvsReading {
  const problems = new ProblemLog();
  problems.add(0, reason, '');
  return { table: { virtualServers: [] }, problems: [problems] };
}

/**
 * Waits for a part without which the table is still worth having; its failure becomes a problem.
 * @throws what is no failure to read
 */
export async function optionalPart(part: Promise<IpvsReading>): Promise<IpvsReading> {
  try {
    return await part;
  } catch (error) {
    if (!isReadFailure(error)) throw error;
    return missingPart(error.message);
  }
}
