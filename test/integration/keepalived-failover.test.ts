// needs: keepalived, ip, root
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Collector } from '../../src/exporter/collector.ts';
import { createKeepalivedCollector } from '../../src/exporter/collectors/keepalived.ts';
import type { KeepalivedSource } from '../../src/exporter/config/config.ts';
import type { KeepalivedState } from '../../src/model/keepalived.ts';
import { makeRouterPair, type Router, type RouterPair } from './support/keepalived-pair.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';

let directory: TempDir;
let pair: RouterPair;
const collectors: Collector<'keepalived'>[] = [];

beforeAll(async () => {
  directory = await makeTempDir('failover');
  pair = await makeRouterPair(directory);
});

afterAll(async () => {
  await Promise.all(collectors.map((collector) => collector.close()));
  await pair?.remove();
  await directory?.remove();
});

function collector(source: KeepalivedSource): Collector<'keepalived'> {
  const log = { info: () => undefined, warn: () => undefined };
  const made = createKeepalivedCollector(source, { log, explicit: true });
  collectors.push(made);
  return made;
}

interface Watched {
  readonly router: Router;
  readonly byLog: Collector<'keepalived'>;
  readonly byFifo: Collector<'keepalived'>;
}

function watch(router: Router): Watched {
  return {
    router,
    byLog: collector({ name: router.name, kind: 'log-file', path: router.log }),
    byFifo: collector({ name: `${router.name}-fifo`, kind: 'notify-fifo', path: router.notifyFifo }),
  };
}

async function stateOf(from: Collector<'keepalived'>): Promise<KeepalivedState> {
  const outcome = await from.collect(AbortSignal.timeout(10_000));
  if (outcome.kind !== 'ok') throw new Error(outcome.reason);
  return outcome.value;
}

async function expectState({ byLog, byFifo }: Watched, state: string): Promise<void> {
  for (const each of [byLog, byFifo]) {
    await vi.waitFor(
      async () => expect((await stateOf(each)).instances).toMatchObject([{ name: 'VI_1', state }]),
      20_000,
    );
  }
}

/** How often the log has it, as grep -c would tell. */
function count(router: Router, pattern: RegExp): number {
  return readFileSync(router.log, 'utf8')
    .split('\n')
    .filter((line) => pattern.test(line)).length;
}

test('two real keepalived: the master is killed, comes back and leaves; logs and FIFOs are followed', async () => {
  const preferred = watch(pair.preferred);
  const other = watch(pair.other);
  expect(await preferred.byLog.collect(AbortSignal.timeout(10_000))).toEqual({
    kind: 'failed',
    reason: `${pair.preferred.log} does not exist`,
  });

  await pair.preferred.start();
  await expectState(preferred, 'MASTER');
  await pair.other.start();
  await expectState(other, 'BACKUP');

  await pair.preferred.kill();
  await expectState(other, 'MASTER');

  await pair.preferred.start();
  await expectState(preferred, 'MASTER');
  await expectState(other, 'BACKUP');

  const preferredByFifo = await stateOf(preferred.byFifo);
  await pair.preferred.stop();
  await expectState(other, 'MASTER');
  const otherByFifo = await stateOf(other.byFifo);
  await pair.other.stop();
  // keepalived removes its FIFO when it ends.
  expect(await other.byFifo.collect(AbortSignal.timeout(10_000))).toEqual({
    kind: 'failed',
    reason: `${pair.other.notifyFifo} does not exist`,
  });
  expect(preferredByFifo.instances[0]?.transitions).toEqual({ BACKUP: 2, MASTER: 2 });
  expect(otherByFifo.instances[0]?.transitions).toEqual({ BACKUP: 2, MASTER: 2 });

  for (const { router, byLog } of [preferred, other]) {
    const entered = {
      BACKUP: count(router, /Entering BACKUP STATE/),
      MASTER: count(router, /Entering MASTER STATE/),
    };
    expect(entered).toEqual({ BACKUP: 2, MASTER: 2 });
    await vi.waitFor(async () => expect((await stateOf(byLog)).running).toBe(false), 10_000);
    const byLogState = await stateOf(byLog);
    expect(byLogState.instances[0]?.transitions).toMatchObject(entered);
    expect(byLogState.starts).toBe(count(router, /Starting Keepalived v2/));
    expect(byLogState.instances[0]?.priorityZeroSent).toBe(count(router, /sent 0 priority/));
    expect(byLogState.instances[0]?.priorityZeroReceived).toBe(count(router, /received priority 0 adv/));
    expect(byLogState.interfaces.find(({ name }) => name === 'vrrp0')?.garpsSent).toBe(
      count(router, /^\S+ \S+ +\S+ \S+ \d+: Sending gratuitous ARP on vrrp0/),
    );
    expect(byLogState.lines).toEqual({ parsed: count(router, /./), unmatched: 0, foreign: 0 });
  }
});
