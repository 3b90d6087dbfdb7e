import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type RunningResponder, startResponder } from '../../bench/support/responder/start-responder.ts';
import { fromJson } from '../../src/loadgen/result/json.ts';
import {
  accounted,
  addressQueries,
  type RunningDnsbench,
  serverOf,
  startDnsbench,
} from './support/dnsbench.ts';
import { freePort } from './support/free-port.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

const CUT_MS = 2_000;

let directory: TempDir;
let log: string;
let responder: RunningResponder;
let serving: ServingVipscope;
let running: RunningDnsbench | undefined;

beforeAll(async () => {
  directory = await makeTempDir('dnsbench-events');
  log = directory.file('keepalived.log');
  await writeFile(directory.file('queries.txt'), addressQueries(100));
  await writeFile(log, line('(VI_1) Entering BACKUP STATE'));
  await writeFile(
    directory.file('keepalived.conf'),
    'vrrp_instance VI_1 {\n  priority 50\n  advert_int 0.5\n  virtual_router_id 50\n}\n',
  );
  const config = {
    node: 'ds2',
    state_directory: directory.file('state'),
    keepalived: [{ name: 'ds2', log_file: log }],
    ipvs: { source: 'off' },
  };
  await writeFile(directory.file('vipscope.yml'), JSON.stringify(config));
  responder = await startResponder();
  serving = await serveVipscope('serve', `--config.file=${directory.file('vipscope.yml')}`);
});

afterEach(async () => {
  running?.kill();
  await running?.finished;
  running = undefined;
  await responder.speak();
});

afterAll(async () => {
  await serving?.stop();
  await responder?.stop();
  await directory?.remove();
});

/** A line of keepalived's as rsyslog writes it now. */
function line(message: string): string {
  return `${new Date().toISOString().replace('Z', '000+00:00')} ds2 Keepalived_vrrp[801]: ${message}\n`;
}

/** Begins a run that asks 500 queries a second; resolves when the first ones have come. */
async function start(...args: readonly string[]): Promise<RunningDnsbench> {
  const before = (await responder.stats()).received;
  const own = ['-d', directory.file('queries.txt'), '--rate=500', '--workers=1', '-t', '0.5'];
  running = startDnsbench(...serverOf(responder), ...own, ...args);
  await vi.waitFor(async () => expect((await responder.stats()).received).toBeGreaterThan(before + 100), {
    timeout: 20_000,
    interval: 100,
  });
  return running;
}

test('a path that is cut while the log tells of a failover, and once more while it tells nothing', async () => {
  const json = directory.file('result.json');
  const dead = `http://127.0.0.1:${await freePort()}`;
  const bench = await start(
    ...['-l', '14', '--events', serving.url, '--events', dead, `--json=${json}`],
    ...['--keepalived-conf', `ds2=${directory.file('keepalived.conf')}`, '--fail-on', 'outage>10s,lost>1500'],
  );

  const cutMs = Date.now();
  await responder.silence();
  await delay(CUT_MS - 200);
  await appendFile(log, line('(VI_1) Receive advertisement timeout'));
  await appendFile(log, line('(VI_1) Entering MASTER STATE'));
  await delay(cutMs + CUT_MS - Date.now());
  await responder.speak();
  const mendedMs = Date.now();
  // Longer than a change takes to have effect.
  await delay(4_000);
  await responder.silence();
  await delay(1_000);
  await responder.speak();

  const { code, stdout, stderr } = await bench.finished;
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stderr).toContain(`--events ${dead} tells nothing yet: `);
  const result = accounted(fromJson(await readFile(json, 'utf8'), json));
  expect(result.warnings.join('\n')).toContain(`--events ${dead} tells nothing yet: `);
  const { disturbances = [], entries = [], events = [], feeds = [], background } = result.ledger ?? {};
  expect(disturbances).toHaveLength(2);
  const lost = disturbances.reduce((sum, disturbance) => sum + disturbance.lost, background?.lost ?? 0);
  expect(lost).toBe(result.totals.timedOut);

  const [failover, nothing] = entries;
  expect(failover?.cause).toMatchObject({ kind: 'vrrp', text: 'VI_1 went to ds2' });
  const event = events[failover?.cause.event ?? -1];
  expect(event?.line).toMatch(/ ds2 Keepalived_vrrp\[801\]: \(VI_1\) Entering MASTER STATE$/);
  expect(failover?.phases.map(({ name }) => name)).toEqual(['detect', 'elect', 'first-answer']);
  const [cut] = disturbances;
  const sum = failover?.phases.reduce((total, { seconds }) => total + seconds, 0);
  expect(sum).toBeCloseTo((cut?.firstGoodSeconds ?? 0) - (cut?.firstLostSeconds ?? 0), 6);
  // What the cut really lasted, by the clock of whoever cut.
  expect(Math.abs((cut?.outageByStampsSeconds ?? 0) - (mendedMs - cutMs) / 1_000)).toBeLessThan(0.5);
  expect(failover?.clockErrorSeconds).toBeGreaterThan(0);
  expect(failover?.budget).toMatchObject({ rule: '3 × advert_int 0.5 s + skew 0.8 s' });
  expect(failover?.budget?.allowedSeconds).toBeCloseTo(2.305, 3);

  expect(nothing?.cause).toEqual({ kind: 'unknown', text: 'nothing known', candidates: [] });
  expect(feeds.map(({ source, node, remarks }) => [source, node, remarks.length])).toEqual([
    [serving.url, 'ds2', 0],
    [dead, undefined, 1],
  ]);
  expect(Math.abs(feeds[0]?.clock?.offsetSeconds ?? 1)).toBeLessThan(0.1);

  expect(stdout).toContain('Failover ledger:\n');
  expect(stdout).toContain('Cause     VI_1 went to ds2\n');
  expect(stdout).toContain('Cause     nothing known\n');
  expect(stdout).toMatch(/ is ds2, 2 events, clock [^±]*±/);
});

test('a log that is followed without a vipscope, and a bound that is broken', async () => {
  const json = directory.file('log.json');
  const bench = await start('-l', '6', '--events', log, `--json=${json}`, '--fail-on', 'outage>100ms');
  await responder.silence();
  await delay(700);
  await appendFile(log, line('(VI_1) Entering BACKUP STATE'));
  await appendFile(log, line('(VI_1) Entering MASTER STATE'));
  await responder.speak();
  const { code, stderr } = await bench.finished;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^dnsbench: outage is .* which breaks outage>100ms$/m);
  const { ledger } = fromJson(await readFile(json, 'utf8'), json);
  expect(ledger?.entries?.map(({ cause }) => cause.kind)).toEqual(['vrrp']);
  expect(ledger?.feeds).toMatchObject([
    { source: log, node: 'ds2', remarks: ["its times are taken for this host's clock"] },
  ]);
});
