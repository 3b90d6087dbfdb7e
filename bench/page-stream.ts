/**
 * The live stream of a large stack with so many readers: collections a second, processor time and memory of the server,
 * and bytes of an update.
 * usage: npm run build && tsx bench/page-stream.ts [SECONDS [PAGE [READERS...]]]
 *   PAGE  path of the page with its query, default /; /?q=px1 is one with a filter
 *   READERS  default 0 1 50 200
 */
import { setTimeout as sleepMs } from 'node:timers/promises';
import { startLargeStack } from '../test/integration/support/large-stack.ts';
import { cpuSeconds, memoryMiB } from './support/process-figures.ts';
import { openStreamReaders } from './support/stream-readers.ts';

const SECONDS = Number(process.argv[2] ?? 30);
const PAGE = process.argv[3] ?? '/';
const given = process.argv.slice(4).map(Number);
const READERS = given.length > 0 ? given : [0, 1, 50, 200];
/** Not counted: connections are made, and code becomes warm. */
const SETTLING_MS = 5_000;

const stack = await startLargeStack();
const { url, pid } = stack.vipscope;
try {
  process.stdout.write(
    `stream of ${PAGE} with 2,400 real servers and 12,000 HAProxy rows, ${SECONDS} s each\n`,
  );
  for (const count of READERS) process.stdout.write(`${await measured(count)}\n`);
} finally {
  await stack.stop();
}

async function measured(count: number): Promise<string> {
  const readers = await openStreamReaders(`${url}${PAGE}`, count);
  const figures = () => {
    const { bytes, messages } = readers.totals();
    return {
      nowMs: performance.now(),
      collections: stack.collections(),
      patches: messages['patch'] ?? 0,
      bytes,
      cpu: cpuSeconds(pid),
      memory: memoryMiB(pid),
    };
  };
  try {
    await sleepMs(SETTLING_MS);
    const before = figures();
    await sleepMs(SECONDS * 1000);
    const after = figures();
    const seconds = (after.nowMs - before.nowMs) / 1000;
    const updates = (after.patches - before.patches) / Math.max(count, 1);
    return [
      `  ${String(count).padStart(3)} readers:`,
      `${((after.collections - before.collections) / seconds).toFixed(2)} collections/s (target 1),`,
      `${(updates / seconds).toFixed(2)} updates/s to each,`,
      `${((after.bytes - before.bytes) / Math.max(updates * count, 1) / 1024).toFixed(1)} KiB an update,`,
      `CPU ${(((after.cpu - before.cpu) / seconds) * 100).toFixed(1)} % of a core,`,
      `memory ${after.memory.now.toFixed(0)} MiB, peak ${after.memory.peak.toFixed(0)} MiB;`,
      `messages ${JSON.stringify(readers.totals().messages)}`,
    ].join(' ');
  } finally {
    readers.stop();
  }
}
