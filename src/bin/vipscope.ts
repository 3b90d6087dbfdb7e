#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { main } from '../cli/main.ts';

process.exitCode = await main(process.argv.slice(2), {
  writeOut: (text) => writeSync(1, text),
  writeError: (text) => writeSync(2, text),
  environment: process.env,
  workingDirectory: process.cwd(),
  hostname: hostname(),
  nowMs: Date.now,
  onSignal: (name, act) => {
    process.on(name, act);
    return () => process.off(name, act);
  },
});
