import { hostname } from 'node:os';
import type { Io } from './io.ts';
import { writeAll, writeLog } from './write-all.ts';

/** This process, as commands see it. */
export function processIo(): Io {
  return {
    writeOut: (text) => writeAll(1, text),
    writeError: (text) => writeLog(2, text),
    environment: process.env,
    workingDirectory: process.cwd(),
    hostname: hostname(),
    nowMs: Date.now,
    onSignal: (name, act) => void process.on(name, act),
  };
}
