import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StatusCollector, Taken } from '../../src/cli/collect-status.ts';
import type { Io, TerminalSize } from '../../src/cli/io.ts';
import { watchStatus } from '../../src/cli/watch-status.ts';
import { statusText } from '../../src/view/text/status-text.ts';
import { fixtureSnapshot } from '../view/snapshots.ts';
import { exampleStatus } from '../view/support/example-status.ts';

const TEXT = statusText(exampleStatus(), { colour: false });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A watch of the example each two seconds, whose collections take `tookMs`. */
function watch(terminal: TerminalSize | undefined, tookMs = 0) {
  const writes: string[] = [];
  const handlers = new Map<string, () => void>();
  const io: Io = {
    writeOut: (text) => void writes.push(text),
    writeError: () => undefined,
    terminal: () => terminal,
    environment: {},
    workingDirectory: '/',
    hostname: 'ds1',
    nowMs: () => Date.now(),
    onSignal: (name, act) => void handlers.set(name, act),
  };
  const taken: Taken = { snapshot: fixtureSnapshot(), status: exampleStatus() };
  const collector: StatusCollector = {
    take: () => new Promise((resolve) => void setTimeout(() => resolve(taken), tookMs)),
    close: () => Promise.resolve(),
  };
  const over = watchStatus(collector, { intervalMs: 2000, colour: false, io });
  return { writes, over, signal: (name: string) => handlers.get(name)?.() };
}

test('elsewhere than on a terminal one text comes below the other, without codes', async () => {
  const { writes, over, signal } = watch(undefined);
  await vi.advanceTimersByTimeAsync(4100);
  expect(writes).toEqual([TEXT, `\n${TEXT}`, `\n${TEXT}`]);
  signal('SIGINT');
  await over;
});

test('a terminal is written over, line by line', async () => {
  const { writes, over, signal } = watch({ columns: 1000, rows: 1000 });
  await vi.advanceTimersByTimeAsync(2100);
  signal('SIGTERM');
  await over;
  const body = `${TEXT.replaceAll('\n', '\u001b[K\n')}\u001b[J`;
  expect(writes).toEqual([`\u001b[H\u001b[J${body}`, `\u001b[H${body}`]);
});

test('of a text that is higher than the terminal the beginning is shown', async () => {
  const { writes, over, signal } = watch({ columns: 30, rows: 6 });
  await vi.advanceTimersByTimeAsync(100);
  signal('SIGINT');
  await over;
  const lines = (writes[0] ?? '').split('\n').map((line) => line.replaceAll(/\p{Cc}\[[HJK]/gu, ''));
  expect(lines.slice(0, 4)).toEqual([
    'ds1  2026-11-20T09:46:43Z',
    '',
    'WARNING   NODE  WHAT',
    expect.stringMatching(/^CRITICAL.{21}…$/),
  ]);
  expect(lines.slice(4)).toEqual([`${TEXT.split('\n').length - 5} more lines`, '']);
});

test('a slow collection is followed by the next at once, and a signal ends it while it runs', async () => {
  const { writes, over, signal } = watch(undefined, 3000);
  await vi.advanceTimersByTimeAsync(6500);
  expect(writes).toHaveLength(2);
  signal('SIGINT');
  await over;
  expect(writes).toHaveLength(2);
});
