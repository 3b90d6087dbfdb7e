import { type Logger, pino } from 'pino';
import { escapeUnsafe } from '../text/escape-unsafe.ts';
import { formatLogfmt } from './logfmt.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const LOG_FORMATS = ['logfmt', 'json'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** What the exporter's parts need of a log. Fields come first: `log.warn({ source }, 'cannot read')`. */
export type Log = Pick<Logger, LogLevel>;

export interface LogOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Gets whole lines with their newline; `process.stderr.write` in the program. */
  readonly write: (line: string) => void;
  readonly nowMs: () => number;
}

/** A log of lines with time, level, message and fields. An Error in the field `err` is written as its message. */
export function createLog({ level, format, write, nowMs }: LogOptions): Log {
  return pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => (error instanceof Error ? error.message : error) },
      timestamp: () => `,"time":"${new Date(nowMs()).toISOString()}"`,
    },
    { write: (line: string) => write(LINE_FORMATS[format](line.trimEnd())) },
  );
}

/** From pino's JSON line to the line written. */
const LINE_FORMATS: Readonly<Record<LogFormat, (line: string) => string>> = {
  json: (line) => `${escapeUnsafe(line)}\n`,
  logfmt: (line) => `${formatLogfmt(JSON.parse(line) as Record<string, unknown>)}\n`,
};
