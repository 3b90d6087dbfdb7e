import { type Loaded, type RunningExporter, startExporter } from '../exporter/exporter.ts';
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
  const exporter = await startExporter({ load, explicit, log, nowMs: io.nowMs });
  log.info({ version: VERSION, addresses: exporter.urls.join(' ') }, 'vipscope serves');
  const signal = await endSignal(exporter, context);
  log.info({ signal }, 'vipscope ends');
  await exporter.close(CLOSE_DEADLINE_MS);
  return EXIT.done;
}

/**
 * The signal that ends the program. Further ones change nothing: Ctrl-C under npm comes twice, and the end is near.
 */
function endSignal(exporter: RunningExporter, { log, io }: ServeContext): Promise<string> {
  return new Promise((resolve) => {
    let ended = false;
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      io.onSignal(name, () => {
        ended = true;
        resolve(name);
      });
    }
    io.onSignal('SIGHUP', () => {
      if (ended) return;
      exporter.reload().catch((error: unknown) => log.error({ err: error }, 'reload failed'));
    });
  });
}
