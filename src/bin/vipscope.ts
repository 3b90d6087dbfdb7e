#!/usr/bin/env node
import { hostname } from 'node:os';
import { main } from '../cli/main.ts';
import { writeAll, writeLog } from '../cli/write-all.ts';

process.exitCode = await main(process.argv.slice(2), {
  writeOut: (text) => writeAll(1, text),
  writeError: (text) => writeLog(2, text),
  environment: process.env,
  workingDirectory: process.cwd(),
  hostname: hostname(),
  nowMs: Date.now,
  onSignal: (name, act) => void process.on(name, act),
});
