/**
 * A whole /metrics scrape of a large HAProxy: vipscope against haproxy_exporter, in turn, with gzip and without.
 * usage: npm run build && tsx bench/haproxy-scrape.ts [ROUNDS]
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '../test/integration/support/free-port.ts';
import { startProcess } from '../test/integration/support/process.ts';
import { withTempDir } from '../test/integration/support/temp-dir.ts';
import { drain } from './support/drain.ts';
import { startHaproxyFarm } from './support/haproxy-farm.ts';
import { memoryMiB } from './support/process-figures.ts';
import { compareInTurn, printComparison, timed } from './support/rounds.ts';

const ROUNDS = Number(process.argv[2] ?? 7);
const VIPSCOPE = join(import.meta.dirname, '..', 'dist', 'bin', 'vipscope.js');

const farm = await startHaproxyFarm(1000, 10);
const [ourPort, peerPort] = await freePorts(2);
await withTempDir('bench', async (directory) => {
  const config = directory.file('vipscope.yml');
  await writeFile(
    config,
    `web: { listen_address: "127.0.0.1:${ourPort}" }\nhaproxy: [{ name: farm, url: "${farm.url}" }]\nipvs: { source: "off" }\n`,
  );
  const ours = await startProcess([process.execPath, VIPSCOPE, 'serve', `--config.file=${config}`], {
    readyWhen: async () => (await drain(ourPort, {})).lines > 1000,
    timeoutMs: 30_000,
  });
  const peer = await startProcess(
    [
      'prometheus-haproxy-exporter',
      `--haproxy.scrape-uri=${farm.url}`,
      `--web.listen-address=127.0.0.1:${peerPort}`,
    ],
    { readyWhen: async () => (await drain(peerPort ?? 0, {})).lines > 1000, timeoutMs: 30_000 },
  );
  try {
    for (const [title, headers] of [
      ['plain', {}],
      ['gzip', { 'accept-encoding': 'gzip' }],
    ] as const) {
      const results = await compareInTurn(
        [
          { name: 'vipscope', run: () => timed(() => drain(ourPort, headers)) },
          { name: 'haproxy_exporter', run: () => timed(() => drain(peerPort ?? 0, headers)) },
        ],
        ROUNDS,
      );
      printComparison(`/metrics of 12,000 rows, ${title}`, 'ms', results);
      const [ourPage, peerPage] = [await drain(ourPort, headers), await drain(peerPort ?? 0, headers)];
      process.stdout.write(
        `  bytes ${ourPage.bytes} and ${peerPage.bytes}, lines ${ourPage.lines} and ${peerPage.lines}\n`,
      );
    }
    const [ourMemory, peerMemory] = [memoryMiB(ours.pid), memoryMiB(peer.pid)];
    process.stdout.write(
      `memory peak ${ourMemory.peak.toFixed(0)} MiB and ${peerMemory.peak.toFixed(0)} MiB, ratio ${(ourMemory.peak / peerMemory.peak).toFixed(2)}; now ${ourMemory.now.toFixed(0)} and ${peerMemory.now.toFixed(0)}\n`,
    );
  } finally {
    await Promise.all([ours.stop(), peer.stop()]);
  }
});
await farm.stop();
