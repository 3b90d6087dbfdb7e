import { MAX_NAME_BYTES } from '../wire/constants.ts';
import { encodeName } from '../wire/encode-name.ts';
import type { Fault } from '../wire/fault.ts';
import { RECORD_CLASSES } from '../wire/record-classes.ts';
import { RECORD_TYPES } from '../wire/record-types.ts';
import { quoteBytes } from './input-problems.ts';
import { type LineExtras, readExtras } from './line-extras.ts';
import { isUpdateKeyword, UPDATES_NOT_SENT } from './update-lines.ts';
import { nameEnd, skipBlanks, wordEnd } from './words.ts';

/** What holds for every line. */
export interface LineSettings {
  /** Class of lines that name none. */
  readonly queryClass: number;
  /** Longest label that will be put before names, its length octet included; 0: none. */
  readonly prefixBytes: number;
}

/** Room that a question may need while it is written, faulty ones too. */
export const QUESTION_ROOM = 2048;

/** Encodes lines `name [class] type [x3] [w=5] [= expectation]`, one after the other. */
export class QueryLineEncoder {
  /** Of the line encoded last. */
  readonly extras: LineExtras = {
    repeat: 1,
    weight: 1,
    expectationStart: 0,
    expectationEnd: 0,
    foreign: false,
  };
  readonly #queryClass: number;
  readonly #maxNameBytes: number;

  constructor(settings: LineSettings) {
    this.#queryClass = settings.queryClass;
    this.#maxNameBytes = MAX_NAME_BYTES - settings.prefixBytes;
  }

  /**
   * @param start of the line's first word
   * @param into has QUESTION_ROOM bytes behind `at`
   * @returns where the question ends in `into`, or what is wrong
   */
  encode(bytes: Uint8Array, start: number, end: number, into: Uint8Array, at: number): number | Fault {
    const nameStop = nameEnd(bytes, start, end);
    const result = this.#encode(bytes, start, nameStop, end, into, at);
    const odd = typeof result !== 'number' || this.extras.foreign;
    if (odd && isUpdateKeyword(bytes, start, nameStop)) return { at: start, why: () => UPDATES_NOT_SENT };
    return result;
  }

  #encode(
    bytes: Uint8Array,
    start: number,
    nameStop: number,
    end: number,
    into: Uint8Array,
    at: number,
  ): number | Fault {
    this.#clearExtras();
    let wordStart = skipBlanks(bytes, nameStop, end);
    if (wordStart === end) return { at: end, why: () => 'no type behind the name' };
    let wordStop = wordEnd(bytes, wordStart, end);
    let type = RECORD_TYPES.find(bytes, wordStart, wordStop);
    let queryClass = this.#queryClass;
    if (type === -1) {
      const named = RECORD_CLASSES.find(bytes, wordStart, wordStop);
      if (named === -1) return unknownType(bytes, wordStart, wordStop);
      queryClass = named;
      wordStart = skipBlanks(bytes, wordStop, end);
      if (wordStart === end) return { at: end, why: () => 'no type behind the class' };
      wordStop = wordEnd(bytes, wordStart, end);
      type = RECORD_TYPES.find(bytes, wordStart, wordStop);
      if (type === -1) return unknownType(bytes, wordStart, wordStop);
    }
    const nameWritten = encodeName(bytes, start, nameStop, into, at, this.#maxNameBytes);
    if (typeof nameWritten !== 'number') return nameWritten;
    into[nameWritten] = type >> 8;
    into[nameWritten + 1] = type;
    into[nameWritten + 2] = queryClass >> 8;
    into[nameWritten + 3] = queryClass;
    if (wordStop < end) {
      const fault = readExtras(bytes, wordStop, end, this.extras);
      if (fault !== undefined) return fault;
    }
    return nameWritten + 4;
  }

  #clearExtras(): void {
    this.extras.repeat = 1;
    this.extras.weight = 1;
    this.extras.expectationStart = 0;
    this.extras.expectationEnd = 0;
    this.extras.foreign = false;
  }
}

function unknownType(bytes: Uint8Array, start: number, end: number): Fault {
  return {
    at: start,
    why: () => `unknown type ${quoteBytes(bytes.subarray(start, end))}: a mnemonic, or TYPE0 to TYPE65535`,
  };
}
