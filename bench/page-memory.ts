/**
 * Memory of a vipscope that collects a large stack each second with one page open, whether it is bounded.
 * usage: npm run build && tsx bench/page-memory.ts [MINUTES...]
 *   MINUTES  when to look, default 1 10 60
 */
import { setTimeout as sleepMs } from 'node:timers/promises';
import { startLargeStack } from '../test/integration/support/large-stack.ts';
import { memoryMiB } from './support/process-figures.ts';
import { openStreamReaders } from './support/stream-readers.ts';

const given = process.argv.slice(2).map(Number);
const MINUTES = given.length > 0 ? given : [1, 10, 60];
const LOOK_EVERY_MS = 1_000;
/** The figure of a minute is the median of what was seen in this time before it: garbage comes and goes. */
const WINDOW = 30;

const stack = await startLargeStack();
const readers = await openStreamReaders(`${stack.vipscope.url}/`, 1);
try {
  process.stdout.write('resident memory of the server, 2,400 real servers and 12,000 HAProxy rows\n');
  const startedMs = performance.now();
  const seen: number[] = [];
  for (const minutes of MINUTES) {
    while (performance.now() - startedMs < minutes * 60_000) {
      await sleepMs(LOOK_EVERY_MS);
      seen.push(memoryMiB(stack.vipscope.pid).now);
    }
    const sorted = seen.slice(-WINDOW).toSorted((a, b) => a - b);
    const middle = sorted[sorted.length >> 1] ?? Number.NaN;
    const { peak } = memoryMiB(stack.vipscope.pid);
    process.stdout.write(
      `  ${String(minutes).padStart(5)} min: median ${middle.toFixed(0)} MiB, ${sorted[0]?.toFixed(0)} to ${sorted.at(-1)?.toFixed(0)} MiB in the last ${sorted.length} s; peak ${peak.toFixed(0)} MiB; ${stack.collections()} collections\n`,
    );
  }
} finally {
  readers.stop();
  await stack.stop();
}
