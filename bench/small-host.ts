/**
 * A small host with all four sources: a real haproxy and named, a keepalived log that is followed, and IPVS through a
 * shell script that prints what ipvsadm printed once (this kernel has no IPVS).
 * Prints how long a scrape takes, and the memory of a vipscope that is scraped every 5 seconds for a minute.
 * usage: npm run build && tsx bench/small-host.ts [SCRAPES]
 */
import { readFileSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleepMs } from 'node:timers/promises';
import { startHaproxy } from '../test/integration/support/haproxy.ts';
import { startNamed } from '../test/integration/support/named.ts';
import { runProgram } from '../test/integration/support/process.ts';
import { withTempDir } from '../test/integration/support/temp-dir.ts';
import { serveVipscope } from '../test/integration/support/vipscope.ts';
import { drain } from './support/drain.ts';
import { median, timed } from './support/rounds.ts';

const SCRAPES = Number(process.argv[2] ?? 200);
const FIXTURES = join(import.meta.dirname, '..', 'test', 'fixtures');

function listing(name: string): string {
  return readFileSync(join(FIXTURES, 'ipvs', name), 'utf8');
}

await withTempDir('small-host', async (directory) => {
  const [haproxy, named] = await Promise.all([
    startHaproxy(),
    startNamed(directory, 'named', { options: 'recursion no;', zones: '' }),
  ]);
  try {
    await runProgram([...named.rndc, 'stats']);
    await copyFile(join(FIXTURES, 'keepalived', '2.2.7-ds1.console.log'), directory.file('keepalived.log'));
    const ipvsadm = directory.file('ipvsadm');
    await writeFile(
      ipvsadm,
      `#!/bin/sh
case "$*" in
  *--stats*) printf %s '${listing('ipvsadm-Ln--stats--exact.txt')}' ;;
  *--rate*) printf %s '${listing('ipvsadm-Ln--rate.txt')}' ;;
  *--timeout*) printf %s '${listing('ipvsadm-L--timeout.txt')}' ;;
  *--tun-info*) printf %s '${listing('ipvsadm-Ln--tun-info.txt')}' ;;
  *-L*n*) printf %s '${listing('ipvsadm-Ln.txt')}' ;;
esac
`,
      { mode: 0o755 },
    );
    await writeFile(
      directory.file('vipscope.yml'),
      `haproxy: [{ name: local, socket: ${haproxy.socket} }]
ipvs: { source: ipvsadm, command: [${ipvsadm}] }
bind: [{ name: local, stats_file: ${named.statsFile} }]
keepalived: [{ name: local, log_file: keepalived.log }]
`,
    );
    const vipscope = await serveVipscope('serve', `--config.file=${directory.file('vipscope.yml')}`);
    try {
      const port = Number(new URL(vipscope.url).port);
      const figures: number[] = [];
      for (let scrape = 0; scrape < SCRAPES; scrape += 1) {
        figures.push(await timed(() => drain(port, { 'accept-encoding': 'gzip' })));
      }
      const sorted = figures.toSorted((a, b) => a - b);
      const { text } = await vipscope.get('/metrics');
      const failed = [...text.matchAll(/^vipscope_collector_success\{(.*)\} 0$/gm)].map(
        ([, labels]) => labels,
      );
      const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
      process.stdout.write(
        `scrape of ${series} series: median ${median(figures).toFixed(1)} ms, 90 % under ${sorted[Math.floor(SCRAPES * 0.9)]?.toFixed(1)} ms, ${SCRAPES} scrapes; failed collectors: ${failed.length === 0 ? 'none' : failed.join(' ')}\n`,
      );
    } finally {
      await vipscope.stop();
    }
    await memory(directory.file('vipscope.yml'));
  } finally {
    await Promise.all([haproxy.stop(), named.stop()]);
  }
});

/** Resident memory of a fresh vipscope that is scraped as Prometheus would. */
async function memory(config: string): Promise<void> {
  const vipscope = await serveVipscope('serve', `--config.file=${config}`);
  const figures: number[] = [];
  try {
    for (let scrape = 0; scrape < 12; scrape += 1) {
      await vipscope.get('/metrics');
      await sleepMs(5000);
      figures.push(
        Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${vipscope.pid}/status`, 'utf8'))?.[1]) / 1024,
      );
    }
  } finally {
    await vipscope.stop();
  }
  process.stdout.write(
    `resident memory, scraped every 5 s for a minute: median ${median(figures).toFixed(1)} MiB, most ${Math.max(...figures).toFixed(1)} MiB\n`,
  );
}
