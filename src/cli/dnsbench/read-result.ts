import type { NamedRun } from '../../loadgen/report/comparison.ts';
import { fromJson } from '../../loadgen/result/json.ts';
import { readText } from './read-text.ts';

/** Reads what --json=FILE wrote. @throws FileError, ResultFileError */
export function readResult(file: string): NamedRun {
  return { name: file, result: fromJson(readText(file), file) };
}
