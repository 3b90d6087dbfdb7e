#!/usr/bin/env node
import { availableParallelism, hostname } from 'node:os';
import { basename } from 'node:path';
import { main } from '../cli/dnsbench/main.ts';
import { writeAll, writeLog } from '../cli/write-all.ts';

const status = await main(process.argv.slice(2), {
  programName: basename(process.argv[1] ?? 'dnsbench'),
  cores: availableParallelism(),
  standardInput: () => process.stdin,
  errorColumns: process.stderr.isTTY ? process.stderr.columns : undefined,
  isOutputTerminal: process.stdout.isTTY,
  writeOut: (text) => writeAll(1, text),
  writeError: (text) => writeLog(2, text),
  environment: process.env,
  workingDirectory: process.cwd(),
  hostname: hostname(),
  nowMs: Date.now,
  onSignal: (name, act) => void process.on(name, act),
});
// Standard input may still be open: nothing waits for it any more.
process.exit(status);
