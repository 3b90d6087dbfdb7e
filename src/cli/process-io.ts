import { hostname } from 'node:os';
import { isatty } from 'node:tty';
import type { Io, TerminalSize } from './io.ts';
import { writeAll, writeLog } from './write-all.ts';

/** This process, as commands see it. */
export function processIo(): Io {
  return {
    writeOut: (text) => writeAll(1, text),
    writeError: (text) => writeLog(2, text),
    terminal,
    environment: process.env,
    workingDirectory: process.cwd(),
    hostname: hostname(),
    nowMs: Date.now,
    onSignal: (name, act) => void process.on(name, act),
  };
}

function terminal(): TerminalSize | undefined {
  if (!isatty(1)) return undefined;
  // A terminal that does not tell its size, such as a serial console, says 0.
  const { columns, rows } = process.stdout;
  return { columns: columns || 80, rows: rows || 24 };
}
