import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TempDir } from '../../test/integration/support/temp-dir.ts';

const SOURCES = join(import.meta.dirname, '..', 'c');

/** Compiles a program of bench/c as Debian would. @returns its path. Rejects with the compiler's words. */
export async function compileC(directory: TempDir, name: 'blast' | 'rusage'): Promise<string> {
  const program = directory.file(name);
  await promisify(execFile)('gcc', ['-O2', '-Wall', '-Wextra', '-o', program, join(SOURCES, `${name}.c`)]);
  return program;
}
