import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DnsbenchIo } from '../../../../src/cli/dnsbench/dnsbench-io.ts';

/** A process that writes into memory. */
export interface FakeIo extends DnsbenchIo {
  readonly out: () => string;
  readonly error: () => string;
  readonly signal: (name: 'SIGINT' | 'SIGTERM') => void;
}

export function fakeIo(changes: Partial<DnsbenchIo> = {}): FakeIo {
  const texts = { out: '', error: '' };
  const handlers = new Map<string, () => void>();
  return {
    programName: 'dnsbench',
    cores: 2,
    standardInput: () => chunksOf(''),
    errorColumns: undefined,
    isOutputTerminal: false,
    terminal: () => undefined,
    environment: {},
    workingDirectory: '/',
    hostname: 'lab1.example',
    // Sat Dec  7 15:15:58 2019 UTC
    nowMs: () => 1_575_731_758_000,
    onSignal: (name, act) => void handlers.set(name, act),
    writeOut: (text) => {
      texts.out += text;
    },
    writeError: (text) => {
      texts.error += text;
    },
    ...changes,
    out: () => texts.out,
    error: () => texts.error,
    signal: (name) => handlers.get(name)?.(),
  };
}

export async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** A directory that is gone when the test is over. */
export function tempDir(): string {
  const path = mkdtempSync(join(tmpdir(), 'dnsbench-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}
