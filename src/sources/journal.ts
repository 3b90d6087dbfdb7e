import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, endGroup, exitText, notStarted, startChild } from './child.ts';
import { type LineBatch, MAX_LINE_BYTES } from './line-splitter.ts';
import { LineStream } from './line-stream.ts';
import { SourceError } from './source-error.ts';

const STDERR_CHARACTERS = 4096;
const KILL_AFTER_MS = 1_000;
const CURSOR = /"__CURSOR"\s*:\s*"([^"\\]+)"/;

export interface JournalOptions {
  /** `[journalctl]`, or what runs it: `[sudo, -n, journalctl]`. */
  readonly command: readonly string[];
  readonly unit: string;
  /** How many entries of a journal that is met for the first time are read back. */
  readonly readBackEntries: number;
  /** Cursor of the last entry that an earlier follower delivered. */
  readonly resumeAfter?: string | undefined;
  /** Between an end of journalctl and its next start, doubled each time up to the longest. */
  readonly restartDelayMs: { readonly first: number; readonly longest: number };
  /**
   * Gets every entry once as a line of JSON. The follower's cursor is behind them already.
   *
   * @param isHistory they were there before the journal was followed for the first time
   */
  readonly onLines: (batch: LineBatch, isHistory: boolean) => void;
}

export type JournalStatus =
  | { readonly kind: 'following' }
  | { readonly kind: 'unreadable'; readonly error: SourceError };

/**
 * Follows one unit in systemd's journal with `journalctl --follow`, which is started again whenever it ends. When no
 * one reads what it writes any more, because this process was killed, it ends by itself.
 */
export class JournalFollower {
  private readonly options: JournalOptions;
  private after: string | undefined;
  private isHistory: boolean;
  private child: Child | undefined;
  private timer: NodeJS.Timeout | undefined;
  private settling: NodeJS.Timeout | undefined;
  private delayMs: number;
  private failure: SourceError | undefined;
  private closed = false;
  private readonly historyRead: Promise<void>;
  private resolveHistoryRead: () => void = () => undefined;
  private ended: Promise<void> = Promise.resolve();

  constructor(options: JournalOptions) {
    this.options = options;
    this.after = options.resumeAfter;
    this.isHistory = options.resumeAfter === undefined;
    this.delayMs = options.restartDelayMs.first;
    this.historyRead = new Promise((resolve) => {
      this.resolveHistoryRead = resolve;
    });
    this.start();
  }

  /**
   * Resolves when history was read, or could not be; after a restart, when journalctl gives what came since, or runs.
   * What journald writes after that is delivered as it comes.
   */
  async status(): Promise<JournalStatus> {
    await this.historyRead;
    return this.failure === undefined ? { kind: 'following' } : { kind: 'unreadable', error: this.failure };
  }

  /** Of the entry delivered last; undefined until history is read, and as long as there is no entry. */
  cursor(): string | undefined {
    return this.isHistory ? undefined : this.after;
  }

  /** Ends journalctl and resolves when it is gone, or does not go. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.settling);
    this.resolveHistoryRead();
    const { child } = this;
    if (child === undefined) return;
    endGroup(child, 'SIGTERM');
    const kill = setTimeout(() => endGroup(child, 'SIGKILL'), KILL_AFTER_MS).unref();
    await Promise.race([this.ended, sleep(2 * KILL_AFTER_MS, undefined, { ref: false })]);
    clearTimeout(kill);
  }

  private start(): void {
    const [program = ''] = this.options.command;
    const child = this.startedChild();
    if (child === undefined) return;
    this.child = child;
    const lines = new LineStream({ maxLineBytes: MAX_LINE_BYTES });
    let stderr = '';
    this.ended = new Promise((resolve) => {
      const finish = (failure: SourceError | undefined): void => {
        if (this.child === child) this.onEnd(failure);
        resolve();
      };
      child.once('error', (error) => finish(notStarted(error, program)));
      child.once('close', (code, signal) => {
        // Only the end of a listing is no failure.
        const isWell = this.isHistory && code === 0;
        const what = `${program} for ${this.options.unit} ${exitText(code, signal)}`;
        finish(isWell ? undefined : new SourceError('exit-status', `${what}: ${lastLine(stderr)}`));
      });
    });
    const { stdout, stderr: errors } = child as Partial<Child>;
    stdout?.on('data', (chunk: Buffer) => this.deliver(lines.push(chunk)));
    errors?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_CHARACTERS);
    });
    this.settling = setTimeout(() => this.settle(), this.options.restartDelayMs.first).unref();
  }

  /** Nothing where it could not be started, which is tried again like one that ended. */
  private startedChild(): Child | undefined {
    try {
      return startChild([...this.options.command, ...this.arguments()]);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.onEnd(error);
      return undefined;
    }
  }

  private arguments(): string[] {
    const output = ['--output=json', '--no-pager', `--unit=${this.options.unit}`];
    if (this.isHistory) return [...output, `--lines=${this.options.readBackEntries}`];
    // --no-tail: all that came since, where --follow alone gives ten lines.
    return [
      ...output,
      '--follow',
      '--no-tail',
      ...(this.after === undefined ? [] : [`--after-cursor=${this.after}`]),
    ];
  }

  private deliver(batch: LineBatch): void {
    const last = batch.lines.at(-1);
    if (last === undefined) return;
    this.after = CURSOR.exec(last)?.[1] ?? this.after;
    this.settle();
    this.options.onLines(batch, this.isHistory);
  }

  /** It runs and does not end at once: a quiet unit is no failure. */
  private settle(): void {
    this.failure = undefined;
    this.delayMs = this.options.restartDelayMs.first;
    if (!this.isHistory) this.resolveHistoryRead();
  }

  private onEnd(failure: SourceError | undefined): void {
    this.child = undefined;
    clearTimeout(this.settling);
    if (this.closed) return;
    this.failure = failure;
    this.resolveHistoryRead();
    if (this.isHistory && failure === undefined) {
      this.isHistory = false;
      this.start();
      return;
    }
    this.timer = setTimeout(() => this.start(), this.delayMs).unref();
    this.delayMs = Math.min(this.delayMs * 2, this.options.restartDelayMs.longest);
  }
}

/** Hints come first, the reason last. */
function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || 'it said nothing on stderr';
}
