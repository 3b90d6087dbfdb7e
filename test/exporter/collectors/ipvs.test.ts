import { expect, test } from 'vitest';
import { createIpvsCollector } from '../../../src/exporter/collectors/ipvs.ts';
import type { IpvsCollectorDeps } from '../../../src/exporter/collectors/ipvs-reading.ts';
import type { IpvsSource } from '../../../src/exporter/config/config.ts';
import type { IpvsTable } from '../../../src/model/ipvs.ts';
import type { ProblemList } from '../../../src/model/problem.ts';
import { SourceError } from '../../../src/sources/source-error.ts';
import { fixture } from '../../support/fixture.ts';

const ALL = 'linux-6.1-ipvsadm-1.31-all-kinds';
const HEAD = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
`;

type Answer = string | SourceError;

function recorded(name: string): string {
  return fixture('ipvs', ALL, `${name}.txt`);
}

const COMMANDS: Readonly<Record<string, Answer>> = {
  'ipvsadm -Ln': recorded('ipvsadm-Ln'),
  'ipvsadm -Ln --stats --exact': recorded('ipvsadm-Ln--stats--exact'),
  'ipvsadm -Ln --rate --exact': recorded('ipvsadm-Ln--rate--exact'),
  'ipvsadm -Ln --persistent-conn': recorded('ipvsadm-Ln--persistent-conn'),
  'ipvsadm -Ln --thresholds': recorded('ipvsadm-Ln--thresholds'),
  'ipvsadm -Ln --tun-info': recorded('ipvsadm-Ln--tun-info'),
  'ipvsadm -L --timeout': recorded('ipvsadm-L--timeout'),
  'ipvsadm -L --daemon': recorded('ipvsadm-L--daemon'),
  'ipvsadm -Lnc': recorded('ipvsadm-Lnc'),
};
const FILES: Readonly<Record<string, Answer>> = {
  '/proc/net/ip_vs': recorded('proc-net-ip_vs'),
  '/proc/net/ip_vs_stats': recorded('proc-net-ip_vs_stats'),
  '/proc/net/ip_vs_conn': recorded('proc-net-ip_vs_conn'),
};
const EVERY_READING = ['ipvsadm -Ln', 'ipvsadm -Ln --stats --exact', 'ipvsadm -Ln --rate --exact'];
const NOW_AND_THEN = ['ipvsadm -Ln --thresholds', 'ipvsadm -L --timeout', 'ipvsadm -L --daemon'];

/** A host whose commands and files answer as told, and which writes down what was asked of it. */
class Host implements IpvsCollectorDeps {
  readonly asked: string[] = [];
  clockMs = 0;
  private readonly commands: Record<string, Answer>;
  private readonly files: Record<string, Answer>;

  constructor(commands: Readonly<Record<string, Answer>> = {}, files: Readonly<Record<string, Answer>> = {}) {
    this.commands = { ...COMMANDS, ...commands };
    this.files = { ...FILES, ...files };
  }

  readonly nowMs = (): number => this.clockMs;

  readonly runCommand = async (argv: readonly string[]): Promise<string> => {
    const command = argv.join(' ');
    this.asked.push(command);
    return answer(this.commands[command] ?? notFound(`${argv[0]} is not installed or not in PATH`));
  };

  readonly readTextFile = async (path: string): Promise<string> => {
    this.asked.push(path);
    return answer(this.files[path] ?? notFound(`${path} does not exist`));
  };

  set(command: string, text: Answer): void {
    this.commands[command] = text;
  }

  takeAsked(): string[] {
    return this.asked.splice(0).sort();
  }
}

function answer(text: Answer): string {
  if (text instanceof SourceError) throw text;
  return text;
}

function notFound(message: string): SourceError {
  return new SourceError('not-found', message);
}

function exitStatus(message: string): SourceError {
  return new SourceError('exit-status', message);
}

function config(more: Partial<IpvsSource> = {}): IpvsSource {
  return {
    source: 'auto',
    command: ['ipvsadm'],
    procDirectory: '/proc/net',
    timeoutMs: 5000,
    maxBytes: 1_000_000,
    connectionLimit: 1000,
    ...more,
  };
}

const SIGNAL = new AbortController().signal;

async function collect(
  host: IpvsCollectorDeps,
  more: Partial<IpvsSource> = {},
): Promise<{ table: IpvsTable; problems: ProblemList }> {
  const outcome = await createIpvsCollector(config(more), host).collect(SIGNAL);
  if (outcome.kind !== 'ok') throw new Error(`${outcome.kind}: ${outcome.reason}`);
  return { table: outcome.value, problems: outcome.problems };
}

function without(commands: Readonly<Record<string, Answer>>, error: SourceError): Record<string, Answer> {
  return Object.fromEntries(Object.keys(commands).map((name) => [name, error]));
}

test('auto joins all that ipvsadm and /proc tell', async () => {
  const { table, problems } = await collect(new Host());
  expect(problems).toEqual({ count: 0, kept: [] });
  expect(table).toMatchObject({
    version: '1.2.1',
    connectionTableSize: 4096,
    totals: { connections: 6 },
    totalRates: { incomingBytesPerSecond: 68 },
    timeouts: { tcpSeconds: 900 },
    syncDaemons: [{ role: 'master' }, { role: 'backup' }],
    connections: { entries: 8 },
  });
  expect(table.virtualServers).toHaveLength(13);
  expect(table.virtualServers.find(({ port }) => port === 8010)?.realServers).toEqual([
    expect.objectContaining({
      forward: 'Masq',
      weight: 1,
      inactiveConnections: 1,
      persistentConnections: 1,
      upperThreshold: 0,
      counters: expect.objectContaining({ incomingBytes: 323 }),
      rates: expect.objectContaining({ incomingBytesPerSecond: 13 }),
    }),
  ]);
  expect(table.virtualServers.find(({ port }) => port === 443)?.realServers[0]?.tunnel).toBe('gue:6080:r+c');
});

test('settings are read again once a minute, or when servers come or go', async () => {
  const host = new Host();
  const collector = createIpvsCollector(config({ connectionLimit: 0 }), host);
  const asked = async () => {
    await collector.collect(SIGNAL);
    return host.takeAsked();
  };
  const each = [...EVERY_READING, 'ipvsadm -Ln --persistent-conn', '/proc/net/ip_vs_stats'].sort();
  const all = [...each, ...NOW_AND_THEN, 'ipvsadm -Ln --tun-info'].sort();
  expect(await asked()).toEqual(all);
  host.clockMs = 59_999;
  expect(await asked()).toEqual(each);
  host.clockMs = 60_000;
  expect(await asked()).toEqual(all);
  host.set('ipvsadm -Ln', `${HEAD}TCP  10.0.0.1:80 rr\n`);
  expect(await asked()).toEqual([...each, ...NOW_AND_THEN].sort());
  expect(await asked()).toEqual([...EVERY_READING, '/proc/net/ip_vs_stats'].sort());
});

test('settings that are older than the table add no server to it', async () => {
  const host = new Host();
  const collector = createIpvsCollector(config(), host);
  await collector.collect(SIGNAL);
  host.set('ipvsadm -Ln', `${HEAD}TCP  10.9.0.1:8000 rr\n`);
  const outcome = await collector.collect(SIGNAL);
  expect(outcome).toMatchObject({ kind: 'ok', value: { virtualServers: [{ port: 8000, realServers: [] }] } });
});

test('an extra mode that fails leaves the table, and is tried again', async () => {
  const failure = exitStatus('ipvsadm -L --timeout exited with status 1: no memory');
  const host = new Host({ 'ipvsadm -L --timeout': failure, 'ipvsadm -Ln --rate --exact': 'lies' });
  const collector = createIpvsCollector(config(), host);
  const outcome = await collector.collect(SIGNAL);
  expect(outcome).toMatchObject({
    kind: 'ok',
    problems: {
      count: 2,
      kept: [
        {
          line: 0,
          reason:
            'ipvsadm -Ln --rate --exact: not the text of ipvsadm or of /proc/net/ip_vs: it begins with "lies"',
        },
        { line: 0, reason: 'ipvsadm -L --timeout exited with status 1: no memory' },
      ],
    },
  });
  host.takeAsked();
  host.set('ipvsadm -L --timeout', 'Timeout (tcp tcpfin udp): 900 120 300\n');
  expect(await collector.collect(SIGNAL)).toMatchObject({ value: { timeouts: { udpSeconds: 300 } } });
});

test('an ipvsadm that does not know --tun-info is asked for it once', async () => {
  const failure = exitStatus('ipvsadm -Ln --tun-info exited with status 255: --tun-info: unknown option');
  const host = new Host({ 'ipvsadm -Ln --tun-info': failure });
  const collector = createIpvsCollector(config(), host);
  expect(await collector.collect(SIGNAL)).toMatchObject({
    kind: 'ok',
    problems: { count: 1, kept: [{ reason: failure.message }] },
  });
  host.clockMs = 60_000;
  host.takeAsked();
  expect(await collector.collect(SIGNAL)).toMatchObject({ kind: 'ok', problems: { count: 0 } });
  expect(host.takeAsked()).not.toContain('ipvsadm -Ln --tun-info');
});

test('problems say which text they are in', async () => {
  const { problems } = await collect(
    new Host({ 'ipvsadm -Ln': `${HEAD}  -> 10.0.0.2:80 Route 1 0 0\n` }, { '/proc/net/ip_vs_conn': '?' }),
  );
  expect(problems.kept.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '4 ipvsadm -Ln: a real server without a virtual server above it',
    '0 /proc/net/ip_vs_conn: not the text of ipvsadm or of /proc/net/ip_vs: it begins with "?"',
  ]);
});

test('auto reads /proc where ipvsadm is not installed, which is no problem', async () => {
  const host = new Host(without(COMMANDS, notFound('ipvsadm is not installed or not in PATH')));
  const { table, problems } = await collect(host);
  expect(problems).toEqual({ count: 0, kept: [] });
  expect(table.virtualServers).toHaveLength(13);
  expect(table.virtualServers.some(({ counters }) => counters !== undefined)).toBe(false);
  expect(table).toMatchObject({ totals: { connections: 6 }, connections: { entries: 8 } });
});

test('auto reads /proc where ipvsadm fails, which is a problem that says what to do', async () => {
  const host = new Host(
    without(
      COMMANDS,
      exitStatus(
        "ipvsadm -Ln exited with status 2: Can't initialize ipvs: Permission denied (you must be root)",
      ),
    ),
  );
  const { table, problems } = await collect(host);
  expect(table.virtualServers).toHaveLength(13);
  expect(problems.kept.map(({ reason }) => reason)).toEqual([
    "ipvsadm -Ln exited with status 2: Can't initialize ipvs: Permission denied (you must be root); it needs the capability CAP_NET_ADMIN; read from /proc/net instead",
  ]);
});

test('auto starts no ipvsadm, which would load the module, on a host without IPVS', async () => {
  const host = new Host({}, without(FILES, notFound('/proc/net/ip_vs_stats does not exist')));
  expect(await createIpvsCollector(config(), host).collect(SIGNAL)).toEqual({
    kind: 'absent',
    reason: '/proc/net/ip_vs_stats does not exist: the kernel module ip_vs is not loaded',
  });
  expect(host.asked).toEqual(['/proc/net/ip_vs_stats']);
});

test('auto fails with both reasons where neither can be read', async () => {
  const host = new Host(without(COMMANDS, exitStatus('ipvsadm -Ln exited with status 2: out of memory')), {
    '/proc/net/ip_vs': new SourceError('permission', '/proc/net/ip_vs may not be read'),
  });
  expect(await createIpvsCollector(config(), host).collect(SIGNAL)).toEqual({
    kind: 'failed',
    reason: 'ipvsadm -Ln exited with status 2: out of memory; /proc/net/ip_vs may not be read',
  });
});

test('totals that cannot be read are a problem', async () => {
  const host = new Host(
    {},
    { '/proc/net/ip_vs_stats': new SourceError('io', '/proc/net/ip_vs_stats: I/O error') },
  );
  const { table, problems } = await collect(host);
  expect(table.totals).toBeUndefined();
  expect(problems.kept.map(({ reason }) => reason)).toEqual(['/proc/net/ip_vs_stats: I/O error']);
});

test.each([
  [
    'ipvsadm',
    without(COMMANDS, notFound('ipvsadm is not installed or not in PATH')),
    {},
    'ipvsadm is not installed or not in PATH',
  ],
  [
    'ipvsadm',
    without(
      COMMANDS,
      exitStatus("ipvsadm -Ln exited with status 2: Can't initialize ipvs: Protocol not available"),
    ),
    {},
    "ipvsadm -Ln exited with status 2: Can't initialize ipvs: Protocol not available; the kernel module ip_vs is not loaded",
  ],
  [
    'ipvsadm',
    without(
      COMMANDS,
      exitStatus(
        'ipvsadm -Ln exited with status 2: modprobe: FATAL: Module ip_vs not found in directory /lib/modules/6.1',
      ),
    ),
    {},
    'ipvsadm -Ln exited with status 2: modprobe: FATAL: Module ip_vs not found in directory /lib/modules/6.1; the kernel module ip_vs is not loaded',
  ],
  [
    'ipvsadm',
    without(COMMANDS, new SourceError('timeout', 'ipvsadm -Ln did not answer in time')),
    {},
    'ipvsadm -Ln did not answer in time',
  ],
  [
    'ipvsadm',
    without(COMMANDS, new SourceError('too-large', 'ipvsadm -Ln gave more than 64 MiB')),
    {},
    'ipvsadm -Ln gave more than 64 MiB; raise max_bytes if that is right',
  ],
  [
    'proc',
    {},
    { '/proc/net/ip_vs': new SourceError('too-large', '/proc/net/ip_vs gave more than 64 MiB') },
    '/proc/net/ip_vs gave more than 64 MiB; raise max_bytes if that is right',
  ],
  [
    'file',
    {},
    { '/srv/ipvs.txt': new SourceError('too-large', '/srv/ipvs.txt gave more than 64 MiB') },
    '/srv/ipvs.txt gave more than 64 MiB; raise max_bytes if that is right',
  ],
  [
    'ipvsadm',
    { 'ipvsadm -Ln': '' },
    {},
    'ipvsadm -Ln: not the text of ipvsadm or of /proc/net/ip_vs: the text is empty',
  ],
  ['proc', {}, without(FILES, notFound('/proc/net/ip_vs does not exist')), '/proc/net/ip_vs does not exist'],
  ['file', {}, {}, '/srv/ipvs.txt does not exist'],
] as const)(
  '%s that was asked for and cannot be read has failed: %#',
  async (source, commands, files, reason) => {
    const collector = createIpvsCollector(
      config({ source, file: '/srv/ipvs.txt' }),
      new Host(commands, files),
    );
    expect(await collector.collect(SIGNAL)).toEqual({ kind: 'failed', reason });
  },
);

test('ipvsadm alone needs no /proc, and counts connections itself', async () => {
  const host = new Host();
  const { table } = await collect(host, { source: 'ipvsadm' });
  expect(table.connections?.entries).toBe(8);
  expect(table.totals).toBeUndefined();
  expect(host.asked.filter((name) => name.startsWith('/'))).toEqual([]);
});

test('/proc alone starts no process', async () => {
  const host = new Host();
  const { table } = await collect(host, { source: 'proc' });
  expect(table).toMatchObject({ totals: { connections: 6 }, connections: { entries: 8 } });
  expect(host.asked.filter((name) => name.startsWith('ipvsadm'))).toEqual([]);
});

test('a file may hold any text of them', async () => {
  const host = new Host({}, { '/srv/ipvs.txt': recorded('ipvsadm-Ln') + recorded('ipvsadm-L--timeout') });
  const { table } = await collect(host, { source: 'file', file: '/srv/ipvs.txt' });
  expect(table.virtualServers).toHaveLength(13);
  expect(table.timeouts?.tcpSeconds).toBe(900);
});

test('what is switched off is absent', async () => {
  expect(await createIpvsCollector(config({ source: 'off' }), new Host()).collect(SIGNAL)).toEqual({
    kind: 'absent',
    reason: 'ipvs is switched off',
  });
});

test.each([
  [0, false],
  [4, false],
  [5, true],
])('with a limit of %i connections, 5 of them are counted: %s', async (connectionLimit, counted) => {
  const { table } = await collect(new Host(), { connectionLimit });
  expect(table.connections !== undefined).toBe(counted);
});

test('a bug is no outcome', async () => {
  const host = new Host();
  const broken = { ...host, readTextFile: async () => Promise.reject(new TypeError('x is not a function')) };
  await expect(createIpvsCollector(config(), broken).collect(SIGNAL)).rejects.toThrow('x is not a function');
});

test.each([
  ['auto', 'ipvsadm, /proc/net/ip_vs'],
  ['ipvsadm', 'ipvsadm'],
  ['proc', '/proc/net/ip_vs'],
  ['file', '/srv/ipvs.txt'],
  ['off', 'off'],
] as const)('%s is shown as %s', (source, target) => {
  expect(createIpvsCollector(config({ source, file: '/srv/ipvs.txt' }), new Host()).target).toBe(target);
});
