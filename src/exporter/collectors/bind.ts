import type { BindServer, BindStats } from '../../model/bind.ts';
import { keepSeenCounters } from '../../model/bind-seen.ts';
import { joinProblems } from '../../model/problem.ts';
import type { Outcome } from '../../model/snapshot.ts';
import { withTimeout } from '../../sources/abort.ts';
import { runCommand } from '../../sources/command.ts';
import { fetchText } from '../../sources/http.ts';
import { openBackwards } from '../../sources/read-backwards.ts';
import type { Collector } from '../collector.ts';
import type { BindSource } from '../config/config.ts';
import { readStatisticsChannel } from './bind-channel.ts';
import { Rndc, type RndcOptions } from './bind-rndc.ts';
import { StatsFile, type StatsFileOptions } from './bind-stats-file.ts';

/** What the collector does outside of itself; tests give their own. */
export interface BindCollectorDeps {
  readonly openBackwards: StatsFileOptions['openBackwards'];
  readonly fetchText: typeof fetchText;
  readonly runCommand: typeof runCommand;
  readonly repeat: RndcOptions['repeat'];
}

const DEPS: BindCollectorDeps = {
  openBackwards,
  fetchText,
  runCommand,
  repeat: (run, intervalMs) => {
    const timer = setInterval(run, intervalMs);
    timer.unref();
    return () => clearInterval(timer);
  },
};

/**
 * Collects one name server's statistics, from its named.stats or its statistics channel. Where the operator asked
 * for it, named is also told to write them, from now until the collector is closed.
 */
export function createBindCollector(source: BindSource, deps: BindCollectorDeps = DEPS): Collector<'bind'> {
  const read = source.kind === 'stats-file' ? fileReader(source, deps) : channelReader(source, deps);
  const seen = new SeenCounters();
  return {
    subsystem: 'bind',
    source: source.name,
    target: source.kind === 'stats-file' ? source.path : source.url,
    collect: async (signal) => seen.addTo(await read.read(signal)),
    close: () => read.close(),
  };
}

interface Reader {
  read(signal: AbortSignal): Promise<Outcome<BindServer>>;
  close(): Promise<void>;
}

function channelReader(
  source: BindSource & { readonly kind: 'statistics-channel' },
  deps: BindCollectorDeps,
): Reader {
  return {
    read: (signal) => readStatisticsChannel(source, deps.fetchText, signal),
    close: async () => undefined,
  };
}

function fileReader(source: BindSource & { readonly kind: 'stats-file' }, deps: BindCollectorDeps): Reader {
  const { path, zones, timeoutMs } = source;
  const file = new StatsFile({ path, zones, openBackwards: deps.openBackwards });
  const rndc =
    source.rndc && new Rndc({ ...source.rndc, timeoutMs, runCommand: deps.runCommand, repeat: deps.repeat });
  return {
    read: async (signal) => withRndcFailure(await file.read(withTimeout(signal, timeoutMs)), rndc?.failure),
    close: async () => rndc?.close(),
  };
}

/** Says that named could not be asked for new statistics; the old ones are still worth having. */
function withRndcFailure(outcome: Outcome<BindServer>, failure: string | undefined): Outcome<BindServer> {
  if (failure === undefined) return outcome;
  if (outcome.kind !== 'ok') return { ...outcome, reason: `${outcome.reason}; ${failure}` };
  const problem = { line: 0, reason: failure, text: '' };
  return { ...outcome, problems: joinProblems([{ count: 1, kept: [problem] }, outcome.problems]) };
}

/** Remembers which counters a server has had, for they vanish from a dump while they are zero. */
class SeenCounters {
  private raw: BindStats | undefined;
  private seen: BindStats | undefined;

  addTo(outcome: Outcome<BindServer>): Outcome<BindServer> {
    if (outcome.kind !== 'ok') return outcome;
    const { stats } = outcome.value;
    if (stats !== this.raw || this.seen === undefined) {
      this.seen = keepSeenCounters(this.seen, stats);
      this.raw = stats;
    }
    return { ...outcome, value: { ...outcome.value, stats: this.seen } };
  }
}
