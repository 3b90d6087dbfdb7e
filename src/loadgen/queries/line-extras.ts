import type { Fault } from '../wire/fault.ts';
import { quoteBytes } from './input-problems.ts';
import { isBlank, skipBlanks, wordEnd } from './words.ts';

/** What follows name and type in a line. One is filled again and again: a file has millions of lines. */
export interface LineExtras {
  /** `x3`: sent so many times in a row. */
  repeat: number;
  /** `w=5`: so many turns in a pass. */
  weight: number;
  /** Text behind `=`, blanks around it left out; both 0 where there is none. */
  expectationStart: number;
  expectationEnd: number;
  /** There are words that mean nothing here; queryperf and dnsperf ignore them too. */
  foreign: boolean;
}

/** More would be a file's worth of one line. */
const MAX_TIMES = 1_000_000;

const EQUALS = 0x3d;
const LOWER_W = 0x77;
const LOWER_X = 0x78;

/** Reads the words from `start` on. @returns what is wrong with one of them */
export function readExtras(
  bytes: Uint8Array,
  start: number,
  end: number,
  extras: LineExtras,
): Fault | undefined {
  const fault = readWords(bytes, start, end, extras);
  if (fault !== undefined || extras.repeat * extras.weight <= MAX_TIMES) return fault;
  return {
    at: start,
    why: () => `repeat count × weight is ${extras.repeat * extras.weight}, at most ${MAX_TIMES}`,
  };
}

function readWords(bytes: Uint8Array, start: number, end: number, extras: LineExtras): Fault | undefined {
  for (let at = skipBlanks(bytes, start, end); at < end; ) {
    const first = bytes[at];
    if (first === EQUALS) {
      extras.expectationStart = skipBlanks(bytes, at + 1, end);
      extras.expectationEnd = end;
      while (extras.expectationEnd > extras.expectationStart && isBlank(bytes[extras.expectationEnd - 1])) {
        extras.expectationEnd -= 1;
      }
      return undefined;
    }
    const stop = wordEnd(bytes, at, end);
    if (first === LOWER_W && bytes[at + 1] === EQUALS) {
      extras.weight = digits(bytes, at + 2, stop);
      if (!isTimes(extras.weight)) return badTimes('weight', bytes, at, stop, 'w=5');
    } else if (first === LOWER_X && digits(bytes, at + 1, stop) >= 0) {
      extras.repeat = digits(bytes, at + 1, stop);
      if (!isTimes(extras.repeat)) return badTimes('repeat count', bytes, at, stop, 'x3');
    } else {
      extras.foreign = true;
    }
    at = skipBlanks(bytes, stop, end);
  }
  return undefined;
}

function isTimes(value: number): boolean {
  return value >= 1 && value <= MAX_TIMES;
}

function badTimes(what: string, bytes: Uint8Array, at: number, end: number, like: string): Fault {
  return {
    at,
    why: () => `bad ${what} ${quoteBytes(bytes.subarray(at, end))}: such as ${like}, from 1 to ${MAX_TIMES}`,
  };
}

/** A decimal number, the largest ones blurred; -1: there is something else or nothing. */
function digits(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return -1;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = Math.min(value * 10 + digit, 2 * MAX_TIMES);
  }
  return value;
}
