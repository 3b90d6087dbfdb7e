/**
 * The page of a large stack: time to the first byte, time until it is usable in Chromium, and what an update costs the
 * page's main thread.
 * usage: npm run build && tsx bench/page-large.ts [ROUNDS [UPDATES]]
 */
import { request } from 'node:http';
import { setTimeout as sleepMs } from 'node:timers/promises';
import { startLargeStack } from '../test/integration/support/large-stack.ts';
import { startPageBrowser } from '../test/integration/support/page-browser.ts';
import { loadFigures, OBSERVER, updateFigures } from './support/page-figures.ts';
import { compareInTurn, median, printComparison } from './support/rounds.ts';
import { openStreamReaders } from './support/stream-readers.ts';

const ROUNDS = Number(process.argv[2] ?? 15);
const UPDATES = Number(process.argv[3] ?? 60);
/** After which what was collected last counts as old. */
const UNWATCHED_MS = 2_500;

const stack = await startLargeStack();
const browser = await startPageBrowser();
const { url } = stack.vipscope;
try {
  await firstBytes();
  await load();
  await updates();
} finally {
  await browser.stop();
  await stack.stop();
}

/** Beside a page that somebody looks at, and where nobody has for a while: then the page waits for a collection. */
async function firstBytes(): Promise<void> {
  const readers = await openStreamReaders(`${url}/`, 1);
  const watched = await compareInTurn(
    [
      { name: 'watched, plain', run: () => firstByteMs({}) },
      { name: 'watched, gzip', run: () => firstByteMs({ 'accept-encoding': 'gzip' }) },
    ],
    ROUNDS,
  );
  readers.stop();
  const afterAWhile = async (): Promise<number> => {
    await sleepMs(UNWATCHED_MS);
    return firstByteMs({});
  };
  const unwatched = await compareInTurn([{ name: 'unwatched, plain', run: afterAWhile }], ROUNDS);
  printComparison('first byte of /, target 100 ms', 'ms', [...watched, ...unwatched]);
}

/** From the request, on a connection of its own, to the first byte of the page; the rest is read too. */
function firstByteMs(headers: Readonly<Record<string, string>>): Promise<number> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    request(`${url}/`, { agent: false, headers }, (response) => {
      let firstMs = Number.NaN;
      response.once('data', () => {
        firstMs = performance.now() - startedMs;
      });
      response.on('data', () => undefined).on('end', () => resolve(firstMs));
    })
      .on('error', reject)
      .end();
  });
}

async function load(): Promise<void> {
  const results = await compareInTurn(
    [
      {
        name: 'until it is usable',
        run: async () => {
          const open = await browser.open(`${url}/`, { before: OBSERVER });
          const { usableMs } = await loadFigures(open);
          await open.close();
          return usableMs;
        },
      },
    ],
    ROUNDS,
  );
  printComparison('page in Chromium, without a cache, target 1500 ms', 'ms', results);
}

async function updates(): Promise<void> {
  const open = await browser.open(`${url}/`, { before: OBSERVER });
  const figures = await updateFigures(open, UPDATES);
  const line = (name: string, values: readonly number[]) =>
    `  ${name.padEnd(34)} ${median(values).toFixed(1).padStart(9)} ms  (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}, ${values.length} updates)\n`;
  process.stdout.write(
    `main thread of an update, target 16 ms\n${line(
      'patch applied',
      figures.map(({ patchMs }) => patchMs),
    )}${line(
      'all of the thread: with layout, paint',
      figures.map(({ taskMs }) => taskMs),
    )}${line(
      '  of that scripts',
      figures.map(({ scriptMs }) => scriptMs),
    )}${line(
      '  of that style and layout',
      figures.map(({ layoutMs }) => layoutMs),
    )}`,
  );
  await open.close();
}
