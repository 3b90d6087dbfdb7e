#!/usr/bin/env node
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { main } from '../cli/dnsbench/main.ts';
import { processIo } from '../cli/process-io.ts';

const status = await main(process.argv.slice(2), {
  ...processIo(),
  programName: basename(process.argv[1] ?? 'dnsbench'),
  cores: availableParallelism(),
  standardInput: () => process.stdin,
  errorColumns: process.stderr.isTTY ? process.stderr.columns : undefined,
  isOutputTerminal: process.stdout.isTTY,
});
// Standard input may still be open: nothing waits for it any more.
process.exit(status);
