import { type Loaded, startExporter } from '../exporter/exporter.ts';
import type { Log } from '../exporter/log.ts';
import { VERSION } from '../exporter/version.ts';
import { type OptionValues, UsageError } from './arguments.ts';
import { EXIT, type Io } from './io.ts';
import { loadConfigOption, loadWithWeb, logOf } from './load.ts';

/** Requests under way get this long when the program is told to end. */
const CLOSE_DEADLINE_MS = 5000;

/** `vipscope serve`: until SIGINT or SIGTERM. SIGHUP reloads. */
export async function serve(options: OptionValues, io: Io): Promise<number> {
  const log = logOf(options, io);
  const load = (): Promise<Loaded> => loadWithWeb(options, io, () => loadConfigOption(options, io, log));
  if (options.has('config.check')) return check(options, io, load);
  return serveUntilEnded(load, { explicit: options.has('config.file'), log, io });
}

async function check(options: OptionValues, io: Io, load: () => Promise<Loaded>): Promise<number> {
  const [path] = options.get('config.file') ?? [];
  if (path === undefined) throw new UsageError('--config.check needs --config.file, the file to check');
  await load();
  io.writeOut(`${path} is valid\n`);
  return EXIT.done;
}

export interface ServeContext {
  readonly explicit: boolean;
  readonly log: Log;
  readonly io: Io;
}

/** Serves until a signal ends it; what `demo` does as well. */
export async function serveUntilEnded(load: () => Promise<Loaded>, context: ServeContext): Promise<number> {
  const { explicit, log, io } = context;
  const signals = listenForSignals(io);
  const exporter = await startExporter({ load, explicit, log, nowMs: io.nowMs });
  log.info({ version: VERSION, addresses: exporter.urls.join(' ') }, 'vipscope serves');
  signals.reloadWith(() => {
    exporter.reload().catch((error: unknown) => log.error({ err: error }, 'reload failed'));
  });
  const signal = await signals.end;
  log.info({ signal }, 'vipscope ends');
  await exporter.close(CLOSE_DEADLINE_MS);
  return EXIT.done;
}

interface Signals {
  /** The signal that ends the program. Further ones change nothing: Ctrl-C under npm comes twice, the end is near. */
  readonly end: Promise<string>;
  /** What SIGHUP does until then; at once, if it came already: left to itself it would end the program. */
  reloadWith(reload: () => void): void;
}

function listenForSignals(io: Io): Signals {
  let ended = false;
  let isAsked = false;
  let reload: (() => void) | undefined;
  io.onSignal('SIGHUP', () => {
    isAsked = true;
    if (!ended) reload?.();
  });
  const end = new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      io.onSignal(name, () => {
        ended = true;
        resolve(name);
      });
    }
  });
  return {
    end,
    reloadWith: (act) => {
      reload = act;
      if (isAsked && !ended) act();
    },
  };
}
