/**
 * Whether dnsbench measures what is there: the median of a responder that answers after 2 ms, the share of answers that
 * a responder loses, and the queries of each second and each 10 ms at a fixed rate, as the responder's kernel saw them.
 * dnsbench on core 0, the responder on core 1.
 * usage: npm run build && tsx bench/dnsbench-accuracy.ts [ROUNDS] [SECONDS]
 */
import { join } from 'node:path';
import { runProgram } from '../test/integration/support/process.ts';
import { withTempDir } from '../test/integration/support/temp-dir.ts';
import { writeQueryFile } from './support/query-files.ts';
import { SLICE_MS } from './support/responder/arrival-slices.ts';
import type { ResponderStats } from './support/responder/responder-stats.ts';
import { type StartResponderOptions, startResponder } from './support/responder/start-responder.ts';
import { median } from './support/rounds.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 10);
const RATE = 20_000;
const LOSS = 0.01;
const DNSBENCH = join(import.meta.dirname, '..', 'dist', 'bin', 'dnsbench.js');

interface Result {
  readonly lossRatio: number;
  readonly totals: { readonly sent: number };
  readonly latency: { readonly percentilesSeconds: Readonly<Record<'p50' | 'p99', number>> };
}

await withTempDir('dnsbench-accuracy', async (directory) => {
  const file = directory.file('queries.txt');
  await writeQueryFile(file, 'numbered', 10_000);

  async function run(
    responderOptions: StartResponderOptions,
    ...options: readonly string[]
  ): Promise<{ result: Result; seen: ResponderStats }> {
    const responder = await startResponder({ cpu: 1, ...responderOptions });
    const argv = ['taskset', '-c', '0', process.execPath, DNSBENCH];
    const target = `-s 127.0.0.1 -p ${responder.port} -d ${file} -l ${SECONDS} --workers 1 -t 1 --json`;
    const { code, stdout, stderr } = await runProgram([...argv, ...target.split(' '), ...options]);
    const seen = await responder.stop();
    if (code !== 0) throw new Error(`dnsbench ended with ${code}: ${stderr}`);
    return { result: JSON.parse(stdout) as Result, seen };
  }

  await print('p50 at 2 ms delay, ms (2.0 to 2.3 wanted)', async () => {
    const { result } = await run({ faults: { delayUs: 2000 } }, '--rate', '5000');
    return [result.latency.percentilesSeconds.p50 * 1e3];
  });
  await print('loss of 1 %: reported less injected, in standard errors (within ±3 wanted)', async () => {
    const { result } = await run(
      { faults: { loss: { ratio: LOSS } }, seed: Date.now() % 1e6 },
      '--rate',
      '20000',
    );
    return [(result.lossRatio - LOSS) / Math.sqrt((LOSS * (1 - LOSS)) / result.totals.sent)];
  });
  await print(
    `rate ${RATE}: worst second, % off (0.1 wanted); fullest ${SLICE_MS} ms over its share (1.5 wanted)`,
    async () => {
      const { seen } = await run({ slices: true }, '--rate', String(RATE));
      return [worstSecondPercent(seen.slices), Math.max(...seen.slices) / ((RATE * SLICE_MS) / 1000)];
    },
  );
});

/** How far the whole second that is furthest off is from the rate. */
function worstSecondPercent(slices: readonly number[]): number {
  const perSecond = 1000 / SLICE_MS;
  let worst = 0;
  for (let from = 0; from + perSecond <= SECONDS * perSecond; from += perSecond) {
    const count = slices.slice(from, from + perSecond).reduce((sum, slice) => sum + slice, 0);
    worst = Math.max(worst, Math.abs(count / RATE - 1) * 100);
  }
  return worst;
}

/** Medians and ranges of the figures of some rounds. */
async function print(title: string, measure: () => Promise<readonly number[]>): Promise<void> {
  const rounds: (readonly number[])[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure());
  const columns = (rounds[0] ?? []).map((_first, column) =>
    rounds.map((figures) => figures[column] ?? Number.NaN),
  );
  const texts = columns.map(
    (figures) =>
      `${median(figures).toFixed(3)} (${Math.min(...figures).toFixed(3)} to ${Math.max(...figures).toFixed(3)})`,
  );
  process.stdout.write(`${title}: ${texts.join(', ')}, ${ROUNDS} rounds\n`);
}
