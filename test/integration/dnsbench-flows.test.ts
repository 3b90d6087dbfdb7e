// needs: named, rndc
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { fromJson } from '../../src/loadgen/result/json.ts';
import type { RunResult } from '../../src/loadgen/result/run-result.ts';
import { accounted, addressQueries, runDnsbench } from './support/dnsbench.ts';
import { digAll, type RunningNamed, startNamed } from './support/named.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { startUdpDirector, type UdpDirector, type UdpDirectorOptions } from './support/udp-director.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

const ZONE =
  '$TTL 300\n@ IN SOA ns hostmaster 1 60 30 600 60\n@ IN NS ns\nns IN A 127.0.0.1\n* IN A 127.0.0.9\n';

let directory: TempDir;
let rs1: RunningNamed;
let rs2: RunningNamed;
/** Reads both nameds: one by its channel, one by what it dumps each second. */
let reader: ServingVipscope;
let director: UdpDirector | undefined;
let directorReader: ServingVipscope | undefined;

beforeAll(async () => {
  directory = await makeTempDir('dnsbench-flows');
  await writeFile(directory.file('queries.txt'), addressQueries(100));
  [rs1, rs2] = await Promise.all([named('rs1'), named('rs2')]);
  const rndc = { command: [...rs2.rndc, 'stats'], interval: '1s' };
  const config = {
    node: 'servers',
    state_directory: directory.file('servers-state'),
    ipvs: { source: 'off' },
    bind: [
      { name: 'rs1', statistics_channel: rs1.channelUrl },
      { name: 'rs2', stats_file: rs2.statsFile, rndc },
    ],
  };
  await writeFile(directory.file('servers.yml'), JSON.stringify(config));
  reader = await serveVipscope('serve', `--config.file=${directory.file('servers.yml')}`);
  // Until both have told figures, there is nothing to compare with.
  await vi.waitFor(
    async () => {
      const { node } = JSON.parse((await reader.get('/status.json?scope=node')).text);
      expect(node.binds).toHaveLength(2);
    },
    { timeout: 20_000, interval: 200 },
  );
});

afterEach(async () => {
  await directorReader?.stop();
  await director?.stop();
  director = undefined;
  directorReader = undefined;
});

afterAll(async () => {
  await reader?.stop();
  await Promise.all([rs1?.stop(), rs2?.stop()]);
  await directory?.remove();
});

function named(name: string): Promise<RunningNamed> {
  return startNamed(directory, name, {
    options: `recursion no; server-id "${name}";`,
    zones: 'zone "example.test" { type primary; file "example.db"; };',
    files: { 'example.db': ZONE },
  });
}

/** The director, and a vipscope that reads its table. */
async function direct(options: Omit<UdpDirectorOptions, 'tableFile'>): Promise<UdpDirector> {
  const file = directory.file('ipvsadm.txt');
  const started = await startUdpDirector({ ...options, tableFile: file });
  director = started;
  const config = {
    node: 'ds1',
    state_directory: directory.file('ds1-state'),
    ipvs: { source: 'file', file },
  };
  await writeFile(directory.file('ds1.yml'), JSON.stringify(config));
  directorReader = await serveVipscope('serve', `--config.file=${directory.file('ds1.yml')}`);
  return started;
}

/** Resolves when a run is well under way. */
async function isAsked({ packets }: UdpDirector): Promise<void> {
  await vi.waitFor(() => expect(packets()).toBeGreaterThan(1_000), { timeout: 20_000, interval: 50 });
}

interface Measured {
  readonly result: RunResult;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run through the director with everybody's counters. */
async function measure(...args: readonly string[]): Promise<Measured> {
  const json = directory.file('result.json');
  const { code, stdout, stderr } = await runDnsbench([
    ...['-s', '127.0.0.1', '-p', String(director?.port), '-d', directory.file('queries.txt')],
    ...['--workers=1', '-T', '500', '-t', '1', `--json=${json}`],
    ...['--events', directorReader?.url ?? '', '--events', reader.url],
    ...['--real-server', `rs1=127.0.0.1:${rs1.port}`, '--real-server', `rs2=127.0.0.1:${rs2.port}`],
    ...args,
  ]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return { result: accounted(fromJson(await readFile(json, 'utf8'), json)), stdout, stderr };
}

test('weights 3:1 under wrr, and one query in a hundred that is lost on the way to rs2', async () => {
  const started = await direct({
    scheduler: 'wrr',
    servers: [
      { port: rs1.port, weight: 3 },
      { port: rs2.port, weight: 1, dropsOneIn: 100 },
    ],
  });
  const { result, stdout, stderr } = await measure('-l', '6', '--sockets', '40', '--nsid');
  const { totals, stack, settings, countedBy } = result;
  expect(stderr).toContain('queries go one by one (--gso off)');
  expect(settings.gso).toBe(false);

  const lost = started.dropped();
  expect(lost).toBeGreaterThan(0);
  expect(totals.timedOut).toBe(lost);
  const hops = stack?.conservation?.hops ?? [];
  const toRs2 = `ds1 → 127.0.0.1:${rs2.port}`;
  expect(hops.filter((hop) => hop.lost > 0 || hop.more > 0 || hop.unknown !== undefined)).toMatchObject([
    { hop: toRs2, to: 'requests received with NSID', lost },
  ]);
  expect(hops.map(({ hop }) => hop)).toEqual([
    'dnsbench → ds1',
    `udp/127.0.0.1:${started.port} → real servers`,
    `ds1 → 127.0.0.1:${rs1.port}`,
    `named servers/rs1 of 127.0.0.1:${rs1.port}`,
    toRs2,
    `named servers/rs2 of 127.0.0.1:${rs2.port}`,
    'real servers → dnsbench',
  ]);
  expect(hops[0]).toMatchObject({ fromCount: totals.sent, toCount: totals.sent });
  expect(hops.at(-1)).toMatchObject({ fromCount: totals.answered, toCount: totals.answered });
  expect(stack?.conservation).toMatchObject({ unanswered: lost, placed: lost });

  const { shares } = stack ?? {};
  expect(shares).toMatchObject({
    virtual: `udp/127.0.0.1:${started.port}`,
    directors: ['ds1'],
    scheduler: 'wrr',
    sample: { count: 40, unit: 'flows' },
    verdict: 'within',
    servers: [
      { name: 'rs1', weight: 3, flows: { grown: 30 }, expectedShare: 0.75, isWithin: true },
      { name: 'rs2', weight: 1, flows: { grown: 10 }, expectedShare: 0.25, isWithin: true },
    ],
  });
  const answers = shares?.servers.map((server) => [server.name, server.answers]);
  expect(answers).toEqual(countedBy?.counts);
  expect(shares?.text).toMatch(/^expected 75\/25 by weight, got \d.*: within what 40 flows allow$/);
  expect(stdout).toContain('Real servers:\n');
  expect(stdout).toContain('Query conservation:\n');
  expect(stdout).toMatch(new RegExp(` → 127\\.0\\.0\\.1:${rs2.port} .* ${lost} lost \\(`));
});

test('the same weights under rr, and somebody else who asks, too', async () => {
  const started = await direct({
    scheduler: 'rr',
    servers: [
      { port: rs1.port, weight: 3 },
      { port: rs2.port, weight: 1 },
    ],
  });
  const running = measure('-l', '5', '--sockets', '16');
  await isAsked(started);
  await digAll(
    rs1.port,
    Array.from({ length: 12 }, (_, n) => `check${n}.example.test A`),
  );
  const { result } = await running;
  expect(started.dropped()).toBe(0);
  const { stack, totals } = result;
  expect(totals.timedOut).toBe(0);
  expect(stack?.shares).toMatchObject({ verdict: 'within', scheduler: 'rr' });
  expect(stack?.shares?.text).toMatch(/^expected 75\/25 by weight, got (50|49|51)\S*: rr ignores weights$/);
  const others = stack?.conservation?.hops.find(({ hop }) => hop === `ds1 → 127.0.0.1:${rs1.port}`);
  expect(others).toMatchObject({ lost: 0, more: 12 });
  expect(stack?.conservation?.findings[0]).toMatch(/^others asked too: \+12: ds1 → /);
  expect(stack?.conservation?.hops.at(-1)).toMatchObject({ lost: 0, more: 0 });
});

test('a real server that leaves the table: its flows are stuck, and its counters are gone', async () => {
  const started = await direct({
    scheduler: 'rr',
    servers: [
      { port: rs1.port, weight: 1 },
      { port: rs2.port, weight: 1 },
    ],
  });
  const running = measure('-l', '9', '--sockets', '16');
  await isAsked(started);
  started.removeServer(rs2.port);
  const { result, stdout } = await running;
  const gone = `127.0.0.1:${rs2.port}`;
  expect(result.stack?.stuck).toMatchObject([{ disturbance: 1, realServer: gone, udpTimeoutSeconds: 300 }]);
  expect(stdout.replace(/\s+/g, ' ')).toMatch(
    new RegExp(
      `8 of 16 flows unanswered .*: real server ${gone} removed at \\d\\d:\\d\\d:\\d\\d UTC, UDP timeout 300 s, expire_nodest_conn unknown`,
    ),
  );
  const { shares, conservation } = result.stack ?? {};
  expect(shares?.verdict).toBe('unknown');
  expect(shares?.text).toContain(`${gone}: removed during the run`);
  const [first] = conservation?.hops ?? [];
  expect(first?.lost).toBe(result.totals.timedOut);
  expect(conservation?.hops.find(({ hop }) => hop === `ds1 → ${gone}`)?.unknown).toBe(
    'in packets: it was removed',
  );
});
