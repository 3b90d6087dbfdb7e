import { type ReadLimits, SourceError } from '../../sources/source-error.ts';

/** rndc prints a line at most. */
const OUTPUT_BYTES = 64 * 1024;

export interface RndcOptions {
  /** argv, such as `[rndc, stats]`. */
  readonly command: readonly string[];
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly runCommand: (argv: readonly string[], limits: ReadLimits) => Promise<string>;
  /** Calls `run` every `intervalMs` without keeping the process alive; what it returns ends that. */
  readonly repeat: (run: () => void, intervalMs: number) => () => void;
}

/**
 * Has named write its statistics: at once and then on an interval of its own, however often anybody scrapes,
 * because each run makes the file longer and named busy. One that hangs is killed, and never runs twice at once.
 */
export class Rndc {
  private readonly options: RndcOptions;
  private readonly stopRepeating: () => void;
  private running: { readonly controller: AbortController; readonly ended: Promise<void> } | undefined;
  private failed: string | undefined;
  private closed = false;

  constructor(options: RndcOptions) {
    this.options = options;
    this.stopRepeating = options.repeat(() => this.start(), options.intervalMs);
    this.start();
  }

  /** Why the last run that ended gave nothing; undefined if it succeeded, and before the first one ended. */
  get failure(): string | undefined {
    return this.failed;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.stopRepeating();
    this.running?.controller.abort();
    await this.running?.ended;
  }

  private start(): void {
    if (this.closed || this.running !== undefined) return;
    const controller = new AbortController();
    this.running = { controller, ended: this.run(controller) };
  }

  private async run(controller: AbortController): Promise<void> {
    const { command, intervalMs, timeoutMs, runCommand } = this.options;
    const deadline = setTimeout(
      () => controller.abort(new DOMException('deadline', 'TimeoutError')),
      Math.min(timeoutMs, intervalMs),
    );
    deadline.unref();
    try {
      await runCommand(command, { signal: controller.signal, maxBytes: OUTPUT_BYTES });
      this.failed = undefined;
    } catch (error) {
      // What is no failure of the command is a fault of this program, but nobody awaits this run to hear of it.
      this.failed = error instanceof SourceError ? error.message : String(error);
    } finally {
      clearTimeout(deadline);
      this.running = undefined;
    }
  }
}
