import type { Checkpoint, CheckpointFile } from './keepalived-checkpoint.ts';

export interface CheckpointSaverOptions {
  readonly file: Pick<CheckpointFile, 'write' | 'path'>;
  readonly intervalMs: number;
  /** Undefined while there is nothing to go on from. */
  readonly current: () => Checkpoint | undefined;
  /** Gets why a checkpoint could not be written, once and not at every try. */
  readonly log: (message: string) => void;
}

/**
 * Writes a checkpoint again and again, and a last one at the end. If the process is killed between two of them, what
 * it read since is read again at the next start and counted on top of the counters as they were: once.
 */
export class CheckpointSaver {
  private readonly options: CheckpointSaverOptions;
  private readonly timer: NodeJS.Timeout;
  private saving: Promise<void> = Promise.resolve();
  private failure = '';

  constructor(options: CheckpointSaverOptions) {
    this.options = options;
    this.timer = setInterval(() => void this.save(), options.intervalMs).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.save();
  }

  /** Never rejects. */
  save(): Promise<void> {
    this.saving = this.saving.then(() => this.write());
    return this.saving;
  }

  private async write(): Promise<void> {
    const { file, current, log } = this.options;
    const checkpoint = current();
    if (checkpoint === undefined) return;
    try {
      await file.write(checkpoint);
      this.failure = '';
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== this.failure) log(`keepalived: the place in the log cannot be remembered: ${reason}`);
      this.failure = reason;
    }
  }
}
