import { appendFile, copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answer, answerWell, hang, startFakeHaproxy } from './support/fake-haproxy.ts';
import { children, openDescriptors, residentBytes } from './support/leaks.ts';
import { withTempDir } from './support/temp-dir.ts';
import { serveVipscopeBy } from './support/vipscope.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures');
const WARM_UP = 400;
const SCRAPES = 1600;
const AT_ONCE = 4;
const MEBIBYTE = 1024 * 1024;
/** Twice of what is in use. Without a bound V8 would let garbage lie; with it a leak of 20 KiB a scrape ends the program. */
const HEAP_MEBIBYTES = 80;
const BREATH_BYTES = 48 * MEBIBYTE;

const DUMP = (epoch: number): string =>
  `+++ Statistics Dump +++ (${epoch})\n++ Incoming Requests ++\n${String(epoch).padStart(20)} QUERY\n--- Statistics Dump --- (${epoch})\n`;

test('two thousand scrapes of a host whose logs and dumps grow leave memory and descriptors as they were', async () => {
  await withTempDir('soak', async (directory) => {
    const fake = await startFakeHaproxy();
    const silent = await startFakeHaproxy();
    silent.behave(hang);
    const lying = await startFakeHaproxy();
    await copyFile(join(FIXTURES, 'ipvs', 'ipvsadm-Ln--stats.txt'), directory.file('ipvsadm.txt'));
    await writeFile(directory.file('named.stats'), DUMP(1));
    await writeFile(directory.file('log'), '');
    await writeFile(
      directory.file('v.yml'),
      JSON.stringify({
        haproxy: [
          { name: 'well', url: `${fake.url}/;csv` },
          { name: 'silent', url: `${silent.url}/;csv`, timeout: '20ms' },
          { name: 'lying', url: `${lying.url}/;csv` },
          { name: 'gone', socket: 'gone.sock' },
        ],
        ipvs: { source: 'file', file: 'ipvsadm.txt' },
        bind: [{ name: 'rs1', stats_file: 'named.stats' }],
        keepalived: [{ name: 'k', log_file: 'log' }],
      }),
    );
    const serving = await serveVipscopeBy(
      ['env', `NODE_OPTIONS=--max-old-space-size=${HEAP_MEBIBYTES}`],
      'serve',
      `--config.file=${directory.file('v.yml')}`,
    );
    let asked = 0;
    const PATHS = ['/metrics', '/', '/metrics', `/probe?module=haproxy&target=x`, '/metrics', '/nowhere'];
    const FORMATS = ['text/plain', 'application/openmetrics-text;version=1.0.0'];
    const scrapeUntil = async (count: number): Promise<void> => {
      while (asked < count) {
        asked += 1;
        const number = asked;
        if (number % 10 === 0) {
          await appendFile(directory.file('named.stats'), DUMP(number));
          lying.behave(number % 20 === 0 ? answerWell : answer(`garbage ${number}\n`.repeat(500)));
          await appendFile(
            directory.file('log'),
            `Nov 20 09:42:15 lb1 Keepalived_vrrp[801]: (VI_${number % 50}) Entering MASTER STATE\nnoise ${number}\n`.repeat(
              20,
            ),
          );
        }
        await serving.get(PATHS[number % PATHS.length] ?? '/', {
          accept: FORMATS[Math.floor(number / PATHS.length) % FORMATS.length] ?? '',
          'accept-encoding': number % 3 === 0 ? 'gzip' : 'identity',
        });
      }
    };
    const many = (count: number) => Promise.all(Array.from({ length: AT_ONCE }, () => scrapeUntil(count)));
    try {
      await many(WARM_UP);
      const before = { bytes: residentBytes(serving.pid), descriptors: openDescriptors(serving.pid) };
      await many(WARM_UP + SCRAPES);
      const { text } = await serving.get('/metrics');
      expect(text).toContain(`\nbind_incoming_requests_total{source="rs1",opcode="QUERY"} ${asked}\n`);
      expect(residentBytes(serving.pid) - before.bytes).toBeLessThan(BREATH_BYTES);
      await expect.poll(() => openDescriptors(serving.pid) - before.descriptors).toBeLessThanOrEqual(AT_ONCE);
      expect(children(serving.pid)).toEqual([]);
    } finally {
      await serving.stop();
      await Promise.all([fake.stop(), silent.stop(), lying.stop()]);
    }
  });
});
