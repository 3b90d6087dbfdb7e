import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createKeepalivedCollector } from '../../src/exporter/collectors/keepalived.ts';
import type { KeepalivedState } from '../../src/model/keepalived.ts';
import type { Written } from './support/log-writer.ts';
import { type RunningProcess, runProgram, startProcess } from './support/process.ts';
import { withTempDir } from './support/temp-dir.ts';

const PROGRAM = [process.execPath, '--import', 'tsx'];
const SECONDS = 5;

function startReader(path: string, stateDirectory: string): Promise<RunningProcess> {
  const argv = [...PROGRAM, join(import.meta.dirname, 'support/keepalived-reader.ts'), path, stateDirectory];
  return startProcess(argv, {
    readyWhen: async (reader) => reader.output().includes('ok\n'),
    timeoutMs: 30_000,
  });
}

/** How many lines a checkpoint has counted. */
function readLines(checkpoint: string): number {
  const { skippedLines, tracker } = JSON.parse(readFileSync(checkpoint, 'utf8'));
  return skippedLines + tracker.history.lines.parsed + tracker.history.lines.foreign;
}

/** What a new collector knows, which goes on from the last checkpoint. */
async function stateAfterRestart(path: string, stateDirectory: string): Promise<KeepalivedState> {
  const warnings: string[] = [];
  const collector = createKeepalivedCollector(
    { name: 'log', kind: 'log-file', path },
    {
      log: {
        info: () => undefined,
        warn: (_fields: unknown, message?: string) => warnings.push(`${message}`),
      },
      explicit: true,
      stateDirectory,
    },
  );
  const outcome = await collector.collect(AbortSignal.timeout(10_000));
  await collector.close();
  expect(warnings).toEqual([]);
  if (outcome.kind !== 'ok') throw new Error(outcome.reason);
  return outcome.value;
}

function transitionsOf({ instances }: KeepalivedState): Record<string, number> {
  return Object.fromEntries(
    instances.flatMap(({ name, transitions }) =>
      Object.entries(transitions).map(([state, count]) => [`${name} ${state}`, count]),
    ),
  );
}

test.each(['rename', 'copytruncate'])(
  '10,000 lines a second, rotated by %s, and the reader killed twice: not a line lost or doubled',
  async (rotation) => {
    await withTempDir('rotation', async (directory) => {
      const path = directory.file('log');
      const stateDirectory = directory.file('state');
      writeFileSync(path, '');
      let reader = await startReader(path, stateDirectory);
      const checkpoint = join(stateDirectory, 'keepalived-log.json');
      await vi.waitFor(() => expect(readFileSync(checkpoint, 'utf8')).toContain('"offset":0'), 10_000);

      const writer = join(import.meta.dirname, 'support/log-writer.ts');
      const writing = runProgram([...PROGRAM, writer, path, rotation, String(SECONDS)]);
      for (let kills = 0; kills < 2; kills += 1) {
        const before = readLines(checkpoint);
        await vi.waitFor(() => expect(readLines(checkpoint)).toBeGreaterThan(before + 8_000), 20_000);
        reader.signal('SIGKILL');
        await vi.waitFor(() => expect(reader.ended()).toBe('SIGKILL'));
        reader = await startReader(path, stateDirectory);
      }
      const { stdout, stderr, code } = await writing;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const written = JSON.parse(stdout) as Written;
      expect(written.rotations).toBeGreaterThan(5);
      expect(written.lines).toBeGreaterThan(SECONDS * 9_000);

      await vi.waitFor(() => expect(readLines(checkpoint)).toBe(written.lines), 20_000);
      await reader.stop();
      expect(reader.output()).not.toContain('lines may have been missed');

      const state = await stateAfterRestart(path, stateDirectory);
      expect(transitionsOf(state)).toEqual(written.transitions);
      expect(state.lines).toEqual({
        parsed: written.keepalivedLines,
        unmatched: 0,
        foreign: written.lines - written.keepalivedLines,
      });
    });
  },
);
