import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Config } from '../../src/exporter/config/config.ts';
import { loadConfig } from '../../src/exporter/config/load-config.ts';
import { createConfiguredScraper } from '../../src/exporter/configured-scraper.ts';
import { createLog } from '../../src/exporter/log.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vipscope-configured-'));
  writeFileSync(
    join(directory, 'keepalived.log'),
    'Fri Nov 20 09:42:18 2026: (VI_1) Entering BACKUP STATE\n',
  );
});
afterEach(() => rmSync(directory, { recursive: true }));

function config(text: string): Config {
  const environment = { hostname: 'ds1', workingDirectory: directory, variables: {} };
  return loadConfig(text, join(directory, 'vipscope.yml'), environment);
}

const quiet = createLog({ level: 'error', format: 'json', write: () => undefined, nowMs: Date.now });

function scraperOf(current: () => Config) {
  return createConfiguredScraper(current, { explicit: true, log: quiet, nowMs: Date.now });
}

const FIRST =
  'state_directory: .\nkeepalived: [{ name: ds1, log_file: keepalived.log }]\nipvs: { source: "off" }\n';
const CHANGED = FIRST.replace('keepalived.log }', 'keepalived.log, dump: { json: none.json } }');

test('a source whose configuration changes goes on where it was, counting nothing twice', async () => {
  let current = config(FIRST);
  const scraper = scraperOf(() => current);
  try {
    await scraper.snapshot({ deadlineMs: 5000 });
    writeFileSync(
      join(directory, 'keepalived.log'),
      'Fri Nov 20 09:42:19 2026: (VI_1) Entering MASTER STATE\n',
      { flag: 'a' },
    );
    await scraper.snapshot({ deadlineMs: 5000 });
    current = config(CHANGED);
    await scraper.useConfig();
    const { reports } = await scraper.snapshot({ deadlineMs: 5000 });
    const [report] = reports.keepalived;
    expect(report?.outcome).toMatchObject({
      kind: 'ok',
      value: { instances: [{ name: 'VI_1', state: 'MASTER', transitions: { MASTER: 1 } }] },
    });
  } finally {
    await scraper.close();
  }
});

test('a change of configuration under way at the end makes nothing that nobody closes', async () => {
  let current = config(FIRST);
  const scraper = scraperOf(() => current);
  await scraper.snapshot({ deadlineMs: 5000 });
  current = config(CHANGED);
  const changed = scraper.useConfig();
  await scraper.close();
  await changed;
  await scraper.useConfig();
  expect((await scraper.snapshot({ deadlineMs: 100 })).reports.keepalived).toEqual([]);
});
