// needs: promtool, prometheus
import { appendFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expositionFaults } from '../support/exposition-faults.ts';
import { answer, type FakeHaproxy, httpAnswer, startFakeHaproxy } from './support/fake-haproxy.ts';
import { runProgram } from './support/process.ts';
import { startPrometheus } from './support/prometheus.ts';
import { scrape } from './support/scrape.ts';
import { makeTempDir, type TempDir } from './support/temp-dir.ts';
import { type ServingVipscope, serveVipscope } from './support/vipscope.ts';

/** What Prometheus 2.42 sends. */
const PROMETHEUS_ACCEPT =
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

const INVALID = Buffer.from([0xff, 0xc3, 0x28]);
/** INVALID as text: 0xff is nothing, 0xc3 begins a character that 0x28, "(", does not go on with. */
const REPLACED = '\ufffd\ufffd(';

/** Quote, backslash, backslash n, braces; a comma and a line feed where the format can hold them. */
const NASTY = 'q"b\\n\\{x="1"}';

let directory: TempDir;
let haproxy: FakeHaproxy;
let channel: FakeHaproxy;
let serving: ServingVipscope;

function csvCell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function csvRow(proxy: string, name: string, sessions: number, type: number): string {
  return `${csvCell(proxy)},${csvCell(name)},${sessions},UP,1,${type},\n`;
}

const CSV = Buffer.concat([
  Buffer.from('# pxname,svname,scur,status,pid,type,\n'),
  Buffer.from(csvRow(`${NASTY},\nx`, 's1', 1, 2)),
  // Twice, and once with another figure.
  Buffer.from(csvRow(`${NASTY},\nx`, 's1', 1, 2)),
  Buffer.from(csvRow(`${NASTY},\nx`, 's1', 9, 2)),
  Buffer.from('web,'),
  INVALID,
  Buffer.from(',2,UP,1,2,\nweb,'),
  INVALID,
  Buffer.from(',3,UP,1,2,\n'),
]);

const COUNTERS = '++ Cache Statistics ++\n';
const NAMED_STATS = Buffer.concat([
  Buffer.from('+++ Statistics Dump +++ (1700000000)\n++ Cache Statistics ++\n'),
  Buffer.from(`[View: ${NASTY}]\n                   7 cache hits\n`),
  Buffer.from(
    '[View: twice]\n                   1 cache hits\n[View: twice]\n                   2 cache hits\n',
  ),
  Buffer.from('[View: '),
  INVALID,
  Buffer.from(
    `]\n                   3 cache hits\n${COUNTERS}[View: twice]\n                   4 cache hits\n`,
  ),
  Buffer.from(
    `++ Per Zone Query Statistics ++\n[${NASTY}.example]\n                   5 queries resulted in successful answer\n`,
  ),
  Buffer.from(`[${NASTY}.example]\n                   6 queries resulted in successful answer\n`),
  Buffer.from('--- Statistics Dump --- (1700000000)\n'),
]);

const CHANNEL = JSON.stringify({
  'json-stats-version': '1.7',
  'boot-time': '2026-11-20T09:46:43.451Z',
  'config-time': '2026-11-20T09:46:43.451Z',
  'current-time': '2026-11-20T09:46:43.451Z',
  version: `9.18 ${NASTY}`,
  opcodes: { [`${NASTY}\n\0`]: 1 },
  views: {
    // Halves of surrogate pairs are different to JSON and the same in UTF-8; _default is called default.
    '\ud800': { resolver: { cachestats: { CacheHits: 1 } } },
    '\ud801': { resolver: { cachestats: { CacheHits: 2 } } },
    _default: { resolver: { cachestats: { CacheHits: 3 } } },
    default: { resolver: { cachestats: { CacheHits: 4 } } },
    [`${NASTY}\n`]: {
      resolver: { cachestats: { CacheHits: 5 } },
      zones: [
        { name: `${NASTY}\n`, serial: 1 },
        { name: `${NASTY}\n`, serial: 2 },
      ],
    },
  },
});

const KEEPALIVED = Buffer.concat([
  Buffer.from(`Nov 20 09:42:15 lb1 Keepalived_vrrp[801]: (${NASTY}) Entering MASTER STATE\n`),
  Buffer.from('Nov 20 09:42:15 lb1 Keepalived_vrrp[801]: ('),
  INVALID,
  Buffer.from(') Entering BACKUP STATE\n'),
]);

const IPVS = Buffer.concat([
  Buffer.from('IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n'),
  Buffer.from('  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n'),
  Buffer.from('TCP  ho"st\\n:http rr\n  -> re"al\\:http  Route   1      2          0\n'),
  Buffer.from('  -> re"al\\:http  Route   1      9          0\n'),
  Buffer.from('TCP  ho"st\\n:http rr\n  -> re"al\\:http  Route   1      3          0\n  -> '),
  INVALID,
  Buffer.from(':80  Route   1      4          0\n'),
]);

beforeAll(async () => {
  directory = await makeTempDir('names');
  haproxy = await startFakeHaproxy();
  haproxy.behave(answer(Buffer.concat([Buffer.from(httpAnswer('200 OK', '')), CSV])));
  channel = await startFakeHaproxy();
  channel.behave(answer(httpAnswer('200 OK', CHANNEL, 'Content-Type: application/json')));
  await writeFile(directory.file('named.stats'), NAMED_STATS);
  await writeFile(directory.file('log'), '');
  await writeFile(directory.file('ipvsadm.txt'), IPVS);
  await writeFile(
    directory.file('ip.txt'),
    `2: e"th\\0: <UP>\n    inet 192.0.2.1/24 scope global e"th\\0\n    inet 192.0.2.1/24 scope global e"th\\0\n`,
  );
  await writeFile(
    directory.file('v.yml'),
    JSON.stringify({
      haproxy: [{ name: `h ${NASTY}`, url: `${haproxy.url}/;csv` }],
      bind: [
        { name: 'file', stats_file: 'named.stats' },
        { name: 'channel', statistics_channel: channel.url },
      ],
      keepalived: [{ name: 'k', log_file: 'log' }],
      ipvs: { source: 'file', file: 'ipvsadm.txt' },
      vip: { addresses: ['192.0.2.1'], file: 'ip.txt' },
    }),
  );
  serving = await serveVipscope('serve', `--config.file=${directory.file('v.yml')}`);
  await appendFile(directory.file('log'), KEEPALIVED);
});

afterAll(async () => {
  await serving?.stop();
  await Promise.all([haproxy?.stop(), channel?.stop()]);
  await directory?.remove();
});

test('the text format is valid, has no series twice, and pleases promtool', async () => {
  const samples = await scrape(serving);
  const nasty = 'q\\"b\\\\n\\\\{x=\\"1\\"}';
  const expected = {
    [`haproxy_server_current_sessions{source="h ${nasty}",proxy="${nasty},\\nx",server="s1"}`]: '1',
    [`haproxy_server_current_sessions{source="h ${nasty}",proxy="web",server="${REPLACED}"}`]: '2',
    [`bind_cache_hits_total{source="file",view="${nasty}",cache="${nasty}"}`]: '7',
    [`keepalived_vrrp_state{source="k",iname="${nasty}"}`]: '2',
    [`keepalived_vrrp_state{source="k",iname="${REPLACED}"}`]: '1',
  };
  expect(Object.fromEntries(samples)).toMatchObject(expected);
  const { text } = await serving.get('/metrics');
  expect(await runProgram(['promtool', 'check', 'metrics'], text)).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
});

test('so is OpenMetrics', async () => {
  const response = await fetch(`${serving.url}/metrics`, { headers: { accept: PROMETHEUS_ACCEPT } });
  expect(response.headers.get('content-type')).toBe(
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  );
  const text = await response.text();
  expect(text.endsWith('\n# EOF\n')).toBe(true);
  expect(expositionFaults(text)).toEqual([]);
});

test('Prometheus takes all of it, with the names as they were', async () => {
  const prometheus = await startPrometheus(directory, [new URL(serving.url).host]);
  try {
    const target = new URL(serving.url).host;
    await expect.poll(() => prometheus.scrapeErrors(), { timeout: 30_000 }).toEqual(new Map([[target, '']]));
    const value = async (query: string): Promise<string[]> =>
      (await prometheus.query(query)).map((sample) => sample.value);
    expect(await value('haproxy_server_current_sessions{server="s1"}')).toEqual(['1']);
    const [server] = await prometheus.query('haproxy_server_current_sessions{server="s1"}');
    expect(server?.labels).toMatchObject({ source: `h ${NASTY}`, proxy: `${NASTY},\nx` });
    const backends = await prometheus.query('ipvs_backend_weight{local_port="80"}');
    expect(
      backends.map(({ labels }) => [labels['local_address'], labels['remote_address']].join(' ')).sort(),
    ).toEqual(['ho"st\\n re"al\\', `ho"st\\n ${REPLACED}`]);
    const [vip] = await prometheus.query('vip_address_info');
    expect(vip?.labels).toMatchObject({ interface: 'e"th\\0' });
    const [scraped] = await value('scrape_samples_scraped');
    const [, ...lines] = (await serving.get('/metrics')).text
      .split('\n')
      .filter((line) => /^[a-z]/.test(line));
    expect(Number(scraped)).toBe(lines.length + 1);
    expect(prometheus.process.output()).not.toMatch(/Error on ingesting|Append failed|duplicate/);
  } finally {
    await prometheus.stop();
  }
});
