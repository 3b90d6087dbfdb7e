import type { Fault } from '../wire/fault.ts';
import { parseDirective } from './directives.ts';
import type { ExpectationList } from './expectation-list.ts';
import { MAX_LINE_BYTES } from './input-limits.ts';
import { type ProblemList, quoteBytes } from './input-problems.ts';
import type { InputReader } from './input-reader.ts';
import { LineSplitter } from './line-splitter.ts';
import type { PoolBuilder } from './pool-builder.ts';
import { type LineSettings, QUESTION_ROOM, QueryLineEncoder } from './query-line.ts';
import type { SharedNumbers } from './shared-column.ts';
import { skipBlanks } from './words.ts';

const CARRIAGE_RETURN = 0x0d;
const HASH = 0x23;
const SEMICOLON = 0x3b;
const DECODER = new TextDecoder();

/** What lines need besides the pool. */
export interface TextContext extends LineSettings {
  readonly builder: PoolBuilder;
  readonly problems: ProblemList;
  readonly ignoreDirectives: boolean;
  /** Absent: what follows `=` is left out. */
  readonly expectations?: { readonly list: ExpectationList; readonly of: SharedNumbers };
  readonly warn: (line: string) => void;
}

/** Lines in queryperf's and dnsperf's form, of several files one after the other. */
export class TextInput {
  /** Of all files. */
  lines = 0;
  readonly #context: TextContext;
  readonly #encoder: QueryLineEncoder;
  #ignoringTold = false;
  #foreignTold = false;

  constructor(context: TextContext) {
    this.#context = context;
    this.#encoder = new QueryLineEncoder(context);
  }

  /** @param file as problems name it */
  open(file: string): InputReader {
    const first = this.lines;
    return new LineSplitter(
      MAX_LINE_BYTES,
      (bytes, start, end) => {
        this.lines += 1;
        const line = this.lines - first;
        this.#line(file, line, bytes, line === 1 ? skipByteOrderMark(bytes, start, end) : start, end);
      },
      () => {
        this.lines += 1;
        const line = this.lines - first;
        this.#context.problems.add(() => `${file}:${line}: line of more than ${MAX_LINE_BYTES} bytes`);
      },
    );
  }

  #line(file: string, line: number, bytes: Uint8Array, start: number, rawEnd: number): void {
    const end = rawEnd > start && bytes[rawEnd - 1] === CARRIAGE_RETURN ? rawEnd - 1 : rawEnd;
    if (bytes[start] === SEMICOLON && start < end) return;
    const word = skipBlanks(bytes, start, end);
    if (word === end) return;
    if (bytes[start] === HASH) {
      this.#directive(`${file}:${line}`, bytes.subarray(start, end));
      return;
    }
    const { builder, problems } = this.#context;
    const into = builder.room(QUESTION_ROOM);
    const result = this.#encoder.encode(bytes, word, end, into, builder.at);
    if (typeof result !== 'number') problems.add(() => placed(file, line, start, result));
    else {
      this.#tellForeign(file, line);
      this.#add(bytes, result);
    }
  }

  /** Who has answers checked means something by each word; one that is passed over would seem to be fulfilled. */
  #tellForeign(file: string, line: number): void {
    const { expectations, warn } = this.#context;
    const { foreign, expectationStart, expectationEnd } = this.#encoder.extras;
    if (expectations === undefined || this.#foreignTold) return;
    if (!foreign || expectationStart !== expectationEnd) return;
    this.#foreignTold = true;
    warn(
      `${file}:${line}: what follows the type is not checked, here and in lines like it; write = before what is expected`,
    );
  }

  #add(bytes: Uint8Array, questionEnd: number): void {
    const { repeat, weight, expectationStart, expectationEnd } = this.#encoder.extras;
    const query = this.#context.builder.add(questionEnd, repeat, weight);
    const { expectations } = this.#context;
    if (expectations === undefined || query === -1 || expectationStart === expectationEnd) return;
    const text = DECODER.decode(bytes.subarray(expectationStart, expectationEnd));
    expectations.of.set(query, expectations.list.numberOf(text));
  }

  #directive(place: string, line: Uint8Array): void {
    const { builder, problems, warn } = this.#context;
    if (this.#context.ignoreDirectives) {
      if (this.#ignoringTold) return;
      this.#ignoringTold = true;
      warn(`${place}: Ignoring configuration change: ${quoteBytes(line)}, and all that follow`);
      return;
    }
    const directives = parseDirective(line);
    if (typeof directives === 'string') problems.add(() => `${place}: ${directives}`);
    else if (!builder.change(directives)) problems.add(() => `${place}: too many directives in the middle`);
  }
}

function placed(file: string, line: number, start: number, { at, why }: Fault): string {
  return `${file}:${line}:${at - start + 1}: ${why()}`;
}

function skipByteOrderMark(bytes: Uint8Array, start: number, end: number): number {
  const marked =
    end - start >= 3 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
  return marked ? start + 3 : start;
}
