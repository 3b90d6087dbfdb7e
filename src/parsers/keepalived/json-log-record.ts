import { writtenTimeNs } from './log-stamp.ts';
import type { LogClock } from './log-time.ts';

/** A line of `journalctl -o json`, or of docker's json-file log. */
export interface JsonLogRecord {
  readonly message: string;
  readonly timeNs?: bigint | undefined;
  readonly host?: string | undefined;
  /** `SYSLOG_IDENTIFIER`; docker has none. */
  readonly program?: string | undefined;
  readonly pid?: number | undefined;
}

const MICROSECONDS = /^\d{1,17}$/;

/**
 * Reads one JSON object.
 *
 * @returns a reason for people where it is not one, or has no message
 */
export function parseJsonRecord(line: string, clock: LogClock): JsonLogRecord | string {
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    return 'the record is not valid JSON';
  }
  if (!isRecord(fields)) return 'the record is not a JSON object';
  if ('log' in fields) return dockerRecord(fields, clock);
  const message = messageText(fields['MESSAGE']);
  if (message === undefined) return 'the journal record has no readable MESSAGE';
  return {
    message,
    timeNs: microsecondsNs(fields['__REALTIME_TIMESTAMP']),
    host: text(fields['_HOSTNAME']),
    program: text(fields['SYSLOG_IDENTIFIER']),
    pid: processId(fields['_PID']),
  };
}

function dockerRecord(fields: Readonly<Record<string, unknown>>, clock: LogClock): JsonLogRecord | string {
  const message = text(fields['log']);
  if (message === undefined) return 'the log field of the record is not text';
  const time = text(fields['time']);
  return {
    message: message.replace(/\r?\n$/, ''),
    timeNs: time === undefined ? undefined : writtenTimeNs(time, clock),
  };
}

/** journald writes a message that is not UTF-8 as an array of its bytes. */
function messageText(message: unknown): string | undefined {
  if (typeof message === 'string') return text(message);
  if (!Array.isArray(message) || !message.every(isByte)) return undefined;
  return new TextDecoder().decode(Uint8Array.from(message));
}

function isByte(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON can escape halves of surrogate pairs, which differ there and are the same U+FFFD in UTF-8. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toWellFormed() : undefined;
}

function processId(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

function microsecondsNs(value: unknown): bigint | undefined {
  return typeof value === 'string' && MICROSECONDS.test(value) ? BigInt(value) * 1000n : undefined;
}
