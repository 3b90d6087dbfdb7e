// needs: keepalived, ip, root
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RunningResponder, startResponder } from '../../bench/support/responder/start-responder.ts';
import { fromJson } from '../../src/loadgen/result/json.ts';
import { accounted, addressQueries, serverOf, startDnsbench } from './support/dnsbench.ts';
import { makeRouterPair, type Router, type RouterPair } from './support/keepalived-pair.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

let directory: TempDir;
let pair: RouterPair;
let responder: RunningResponder;

beforeAll(async () => {
  directory = await makeTempDir('dnsbench-failover');
  await writeFile(directory.file('queries.txt'), addressQueries(100));
  responder = await startResponder();
  pair = await makeRouterPair(directory);
});

afterAll(async () => {
  await responder?.stop();
  await pair?.remove();
  await directory?.remove();
});

const states = ({ log }: Router): string[] =>
  [...readFileSync(log, 'utf8').matchAll(/\(VI_1\) Entering (\w+) STATE/g)].map(([, state = '']) => state);

async function becomes(router: Router, state: string): Promise<void> {
  await vi.waitFor(() => expect(states(router).at(-1)).toBe(state), { timeout: 20_000, interval: 20 });
}

/** Nothing is answered until the director has the addresses. */
async function cutUntilMaster(router: Router, act: () => Promise<void>): Promise<void> {
  await responder.silence();
  await act();
  await becomes(router, 'MASTER');
  await responder.speak();
}

test('two real keepalived: the master is killed and comes back, and each is told for what it is', async () => {
  const { preferred, other } = pair;
  await preferred.start();
  await becomes(preferred, 'MASTER');
  await other.start();
  await becomes(other, 'BACKUP');

  const json = directory.file('result.json');
  const before = (await responder.stats()).received;
  const bench = startDnsbench(
    ...serverOf(responder),
    ...[
      '-d',
      directory.file('queries.txt'),
      '-l',
      '60',
      '--rate=500',
      '--workers=1',
      '-t',
      '0.5',
      `--json=${json}`,
    ],
    ...['--events', `ds1=${preferred.log}`, '--events', `ds2=${other.log}`],
    ...['--keepalived-conf', `ds1=${directory.file('preferred.conf')}`],
    ...['--keepalived-conf', `ds2=${directory.file('other.conf')}`],
  );
  try {
    await vi.waitFor(async () => expect((await responder.stats()).received).toBeGreaterThan(before), 20_000);
    await delay(1_000);
    await cutUntilMaster(other, () => preferred.kill());
    await delay(4_000);
    await preferred.start();
    await becomes(preferred, 'BACKUP');
    await cutUntilMaster(preferred, () => Promise.resolve());
    await delay(1_000);
    bench.signal('SIGINT');
    await bench.finished;
  } finally {
    bench.kill();
  }

  const { ledger } = accounted(fromJson(await readFile(json, 'utf8'), json));
  const { entries = [], events = [], disturbances = [] } = ledger ?? {};
  expect(entries.map(({ cause, isFailBack }) => [cause.kind, cause.text, isFailBack])).toEqual([
    ['vrrp', 'VI_1 went to ds2', false],
    ['vrrp', 'VI_1 went back to ds1', true],
  ]);
  const [crash] = entries;
  expect(crash?.budget?.rule).toBe('3 × advert_int 0.2 s + skew 0.12 s');
  expect(crash?.budget?.allowedSeconds).toBeCloseTo(0.6 + (0.2 * 157) / 256, 9);
  expect(disturbances.every(({ outageByStampsSeconds }) => outageByStampsSeconds > 0)).toBe(true);
  expect(crash?.phases.map(({ name }) => name)).toEqual(expect.arrayContaining(['detect', 'elect']));
  expect(events[crash?.cause.event ?? -1]?.line).toContain('(VI_1) Entering MASTER STATE');
});
