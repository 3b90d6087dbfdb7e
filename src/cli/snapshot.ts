import type { Config } from '../exporter/config/config.ts';
import { parseDuration } from '../exporter/config/text/duration.ts';
import { createConfiguredScraper } from '../exporter/configured-scraper.ts';
import type { Log } from '../exporter/log.ts';
import { snapshotFamilies } from '../exporter/metrics/all.ts';
import { renderExposition } from '../exporter/metrics/exposition.ts';
import { VERSION } from '../exporter/version.ts';
import { allReports, type StackSnapshot } from '../model/snapshot.ts';
import { snapshotJson } from '../view/json.ts';
import { snapshotText } from '../view/text.ts';
import { type OptionValues, UsageError } from './arguments.ts';
import { EXIT, type Io } from './io.ts';
import { loadConfigOption, logOf, oneOf } from './load.ts';

/** The forms of a snapshot; each gives its text in parts. */
const FORMATS = {
  text: (snapshot) => [snapshotText(snapshot)],
  json: (snapshot) => [snapshotJson(snapshot)],
  metrics: (snapshot) => {
    const build = { version: VERSION, nodeVersion: process.versions.node };
    return renderExposition(snapshotFamilies({ snapshot, build }), 'prometheus');
  },
} as const satisfies Record<string, (snapshot: StackSnapshot) => Iterable<string>>;

/** `vipscope snapshot`: one collection to stdout. Fails when not one source could be read. */
export async function snapshot(options: OptionValues, io: Io): Promise<number> {
  const format = oneOf('format', Object.keys(FORMATS) as (keyof typeof FORMATS)[], options, 'text');
  const timeoutMs = timeoutOf(options);
  const log = logOf(options, io, 'warn');
  const config = { ...beside(await loadConfigOption(options, io, log), log), scrapeTimeoutMs: timeoutMs };
  const scraper = createConfiguredScraper(() => config, {
    explicit: options.has('config.file'),
    log,
    nowMs: io.nowMs,
  });
  try {
    const taken = await scraper.snapshot({ deadlineMs: timeoutMs });
    for (const part of FORMATS[format](taken)) io.writeOut(part);
    const outcomes = allReports(taken).map(({ outcome }) => outcome.kind);
    return outcomes.includes('failed') && !outcomes.includes('ok') ? EXIT.failed : EXIT.done;
  } finally {
    await scraper.close();
  }
}

/**
 * What one collection may use while a vipscope serves on the same host: not its positions in logs, and not a notify
 * FIFO, whose lines go to whoever reads them first.
 */
function beside({ stateDirectory: _, ...config }: Config, log: Log): Config {
  const keepalived = config.keepalived.filter(({ kind }) => kind !== 'notify-fifo');
  for (const { name, kind } of config.keepalived) {
    if (kind === 'notify-fifo')
      log.warn({ source: name }, 'left out: a snapshot would take its lines from serve');
  }
  return { ...config, keepalived };
}

function timeoutOf(options: OptionValues): number {
  const [text = '10s'] = options.get('timeout') ?? [];
  const timeoutMs = parseDuration(text);
  if (timeoutMs === undefined || timeoutMs === 0) {
    throw new UsageError(
      `--timeout is ${JSON.stringify(text)}; it takes a duration such as 500ms, 10s or 1m`,
    );
  }
  return timeoutMs;
}
