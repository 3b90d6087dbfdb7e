import { randomInt } from 'node:crypto';
import type { InputSettings } from '../settings.ts';
import { BinaryInput } from './binary-input.ts';
import type { Directives } from './directives.ts';
import { ExpectationList } from './expectation-list.ts';
import { InputError } from './input-error.ts';
import { INPUT_LIMITS, type InputLimits } from './input-limits.ts';
import { type InputProblems, ProblemList } from './input-problems.ts';
import type { InputReader } from './input-reader.ts';
import { inputName } from './open-input.ts';
import { PoolBuilder } from './pool-builder.ts';
import type { QueryPool } from './query-pool.ts';
import { SharedNumbers } from './shared-column.ts';
import { TextInput } from './text-input.ts';
import { xorshift } from './xorshift.ts';

/** How an input is read, beyond what the command line says of the input itself. */
export interface LoadOptions {
  /** Class of lines that name none. */
  readonly queryClass: number;
  /** Longest label that will be put before names, its length octet included; 0: none. */
  readonly prefixBytes: number;
  /** Whether what follows `=` in a line is kept. */
  readonly keepExpectations: boolean;
  /** Of the shuffled order, 32 bits; absent: another one each time. */
  readonly seed?: number;
  readonly limits?: Partial<InputLimits>;
}

/** What {@link loadQueries} needs of the process. */
export interface LoadIo {
  /** Chunks of a file, or of standard input for `-`; each is read before the next is asked for. */
  readonly open: (path: string) => AsyncIterable<Uint8Array>;
  readonly warn: (line: string) => void;
}

/** What an input came to. */
export interface LoadedQueries {
  readonly pool: QueryPool;
  /** What directives before the first query set; flags of the command line go before them. */
  readonly leading: Directives;
  /** What was skipped. */
  readonly problems: InputProblems;
  readonly expectations?: Expectations;
  /** Lines read, or messages of binary input. */
  readonly lines: number;
}

/** What answers should be, by the lines' own words. */
export interface Expectations {
  /** Each text once. */
  readonly texts: readonly string[];
  /** Query → index into `texts` + 1, 0 for none; over a SharedArrayBuffer. */
  readonly of: Uint32Array;
}

/**
 * Reads all input and encodes its queries into shared memory. A bad line or message is counted, the first few are
 * named, and the rest goes on.
 *
 * @throws InputError where an input cannot be read, or where nothing remains to be sent
 */
export async function loadQueries(
  input: InputSettings,
  options: LoadOptions,
  io: LoadIo,
): Promise<LoadedQueries> {
  const limits = { ...INPUT_LIMITS, ...options.limits };
  const builder = new PoolBuilder(input.segment, limits);
  const problems = new ProblemList();
  const expectations = options.keepExpectations
    ? { list: new ExpectationList(limits), of: new SharedNumbers(limits.queries) }
    : undefined;
  const text = new TextInput({
    builder,
    problems,
    queryClass: options.queryClass,
    prefixBytes: options.prefixBytes,
    ignoreDirectives: input.ignoreDirectives,
    ...(expectations && { expectations }),
    warn: io.warn,
  });
  const binary = new BinaryInput({ builder, problems, prefixBytes: options.prefixBytes });
  const format = input.format === 'text' ? text : binary;

  const bytes = await readAll(input.files, (file) => format.open(file), limits.inputBytes, io);
  const units =
    input.format === 'text' ? counted(text.lines, 'line', 'lines') : counted(bytes, 'byte', 'bytes');
  refuseNothing(input, builder, problems, bytes, units);

  const random = input.shuffle ? xorshift(options.seed ?? randomInt(2 ** 32)) : undefined;
  return {
    pool: builder.finish(random),
    leading: builder.leading,
    problems,
    ...(expectations && {
      expectations: { texts: expectations.list.texts, of: expectations.of.take(builder.count) },
    }),
    lines: input.format === 'text' ? text.lines : binary.messages,
  };
}

/** @returns bytes read */
async function readAll(
  files: readonly string[],
  open: (file: string) => InputReader,
  maxBytes: number,
  io: LoadIo,
): Promise<number> {
  if (files.filter((file) => file === '-').length > 1) {
    throw new InputError('standard input (-) is given more than once: it can be read once');
  }
  let total = 0;
  for (const path of files) {
    const reader = open(inputName(path));
    const before = total;
    for await (const chunk of io.open(path)) {
      total += chunk.length;
      if (total > maxBytes) throw new InputError(`${inputName(path)}: more than ${maxBytes} bytes of input`);
      reader.push(chunk);
    }
    reader.end();
    if (total === before && files.length > 1) io.warn(`${inputName(path)} is empty`);
  }
  return total;
}

function refuseNothing(
  { files, segment }: InputSettings,
  builder: PoolBuilder,
  problems: InputProblems,
  bytes: number,
  units: string,
): void {
  if (builder.count > 0) return;
  const names = files.map(inputName).join(', ');
  if (bytes === 0) throw new InputError(`${names} is empty`);
  if (builder.read > 0) {
    const share = `segment ${segment.index}/${segment.count}`;
    throw new InputError(`${names}: ${share} holds no query: the input has ${builder.read}`);
  }
  const [first] = problems.first;
  throw new InputError(`${names}: no query in ${units}${first === undefined ? '' : `; ${first}`}`);
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
