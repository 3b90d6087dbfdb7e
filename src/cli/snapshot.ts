import { resolve } from 'node:path';
import type { Config } from '../exporter/config/config.ts';
import type { Log } from '../exporter/log.ts';
import { allReports } from '../model/snapshot.ts';
import { publishFiles } from '../sources/publish-files.ts';
import { parseDuration } from '../text/duration.ts';
import { type OptionValues, UsageError } from './arguments.ts';
import { createStatusCollector, type Taken } from './collect-status.ts';
import { EXIT, type Io } from './io.ts';
import { loadConfigOption, logOf, oneOf } from './load.ts';
import { FORMS, statusFiles } from './status-forms.ts';
import { watchStatus } from './watch-status.ts';

const LONGEST_WATCH_SECONDS = 3600;

/**
 * `vipscope snapshot`: one collection to standard output or to files, or one after the other to a terminal. Fails when
 * not one source could be read.
 */
export async function snapshot(options: OptionValues, io: Io): Promise<number> {
  const form = oneOf('format', Object.keys(FORMS) as (keyof typeof FORMS)[], options, 'text');
  const timeoutMs = timeoutOf(options);
  const watchSeconds = watchSecondsOf(options);
  const [out] = options.get('out') ?? [];
  refuseTogether(options);
  const log = logOf(options, io, 'warn');
  const config = { ...beside(await loadConfigOption(options, io, log), log), scrapeTimeoutMs: timeoutMs };
  const explicit = options.has('config.file');
  const collector = createStatusCollector({ config, explicit, log, nowMs: io.nowMs });
  const colour = isColoured(io);
  try {
    if (watchSeconds !== undefined) {
      await watchStatus(collector, { intervalMs: watchSeconds * 1000, colour, io });
      return EXIT.done;
    }
    const taken = await collector.take();
    if (out === undefined) for (const part of FORMS[form](taken, colour)) io.writeOut(part);
    else await publishFiles(resolve(io.workingDirectory, out), statusFiles(taken.status));
    return statusOf(taken);
  } finally {
    await collector.close();
  }
}

function statusOf({ snapshot: { reports } }: Taken): number {
  const outcomes = allReports({ reports }).map(({ outcome }) => outcome.kind);
  return outcomes.includes('failed') && !outcomes.includes('ok') ? EXIT.failed : EXIT.done;
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

/** On a terminal that can, unless its user wants none (no-color.org). */
function isColoured({ terminal, environment }: Io): boolean {
  const isUnwanted = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return terminal() !== undefined && !isUnwanted;
}

function refuseTogether(options: OptionValues): void {
  const given = ['format', 'out', 'watch'].filter((name) => options.has(name));
  const isTextWatched = !given.includes('out') && options.get('format')?.[0] === 'text';
  if (given.length < 2 || isTextWatched) return;
  throw new UsageError(
    `--${given.join(' and --')} do not go together: --out writes its own forms, --watch shows text`,
  );
}

function watchSecondsOf(options: OptionValues): number | undefined {
  const [text] = options.get('watch') ?? [];
  if (text === undefined) return undefined;
  const seconds = /^\d+(\.\d+)?s?$/.test(text) ? Number.parseFloat(text) : 0;
  if (seconds >= 0.1 && seconds <= LONGEST_WATCH_SECONDS) return seconds;
  throw new UsageError(
    `--watch is ${JSON.stringify(text)}; it takes seconds from 0.1 to ${LONGEST_WATCH_SECONDS}, such as 2`,
  );
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
