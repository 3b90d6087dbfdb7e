import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RecordingPlayer } from '../../../src/exporter/demo/player.ts';
import { readRecording } from '../../../src/exporter/demo/recording.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vipscope-demo-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const RECORDING = gzipSync(
  [
    { version: 1, recordedAtMs: 1_000_000 },
    { atMs: 0, files: { stats: 'one', log: 'a\n' }, appended: {} },
    { atMs: 20, files: { stats: null }, appended: { log: 'b\n' } },
    { atMs: 40, files: { stats: 'three' }, appended: {} },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n'),
);

test('plays frames in order, removes what went away, appends to logs and begins anew', async () => {
  const errors: unknown[] = [];
  const player = new RecordingPlayer({
    recording: readRecording(RECORDING),
    directory,
    nowMs: Date.now,
    onError: (error) => errors.push(error),
  });
  const content = (name: string): string | undefined =>
    existsSync(join(directory, name)) ? readFileSync(join(directory, name), 'utf8') : undefined;
  try {
    await player.start();
    expect([content('stats'), content('log')]).toEqual(['one', 'a\n']);
    await vi.waitFor(() => expect(content('log')).toBe('a\nb\n'), { interval: 2 });
    await vi.waitFor(() => expect(content('stats')).toBe('three'), { interval: 2 });
    await vi.waitFor(() => expect([content('stats'), content('log')]).toEqual(['one', 'a\n']), {
      interval: 2,
      timeout: 5000,
    });
    expect(errors).toEqual([]);
  } finally {
    player.close();
  }
});

test('something else is no recording', () => {
  expect(() => readRecording(gzipSync('{"version":2}\n'))).toThrow('not a recording of version 1');
});
