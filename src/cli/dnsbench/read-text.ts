import { readFileSync } from 'node:fs';
import { RunError } from '../../loadgen/run/run-error.ts';

/** Reads a small file as a whole; `-` is standard input. @throws RunError */
export function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new RunError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
