import { appendFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Frame, type Recording, readFrame } from './recording.ts';
import { shiftTimes } from './shift-times.ts';

/** Between the last frame and the first of the next round. */
const PAUSE_MS = 1000;

export interface PlayerOptions {
  readonly recording: Recording;
  /** Where the files are written; the collectors read them there. */
  readonly directory: string;
  readonly nowMs: () => number;
  readonly onError: (error: unknown) => void;
}

/** Plays a recording into a directory, in the time it took, over and over. */
export class RecordingPlayer {
  private readonly options: PlayerOptions;
  private timer: NodeJS.Timeout | undefined;
  private next = 0;
  private startedAtMs = 0;
  private closed = false;

  constructor(options: PlayerOptions) {
    this.options = options;
  }

  /** Writes the first frame, so that there is something to read, and goes on by itself. */
  async start(): Promise<void> {
    await this.playOne();
    this.schedule();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private schedule(): void {
    if (this.closed) return;
    const { frames } = this.options.recording;
    const dueMs =
      this.next < frames.length ? this.frame(this.next).atMs : this.frame(frames.length - 1).atMs + PAUSE_MS;
    this.timer = setTimeout(
      () => void this.playOne().then(() => this.schedule(), this.options.onError),
      Math.max(0, this.startedAtMs + dueMs - this.options.nowMs()),
    );
  }

  private frame(index: number): Frame {
    return readFrame(this.options.recording.frames[index] ?? '');
  }

  private async playOne(): Promise<void> {
    const { recording, nowMs } = this.options;
    const index = this.next % recording.frames.length;
    if (index === 0) this.startedAtMs = nowMs();
    this.next = index + 1;
    const frame = this.frame(index);
    const byMs = this.startedAtMs - recording.recordedAtMs;
    for (const [name, content] of Object.entries(frame.files)) await this.write(name, content, byMs);
    for (const [name, text] of Object.entries(frame.appended)) {
      await appendFile(join(this.options.directory, name), shiftTimes(text, byMs));
    }
  }

  private async write(name: string, content: string | null, byMs: number): Promise<void> {
    const path = join(this.options.directory, name);
    if (content === null) {
      await rm(path, { force: true });
      return;
    }
    await writeFile(`${path}.new`, shiftTimes(content, byMs));
    await rename(`${path}.new`, path);
  }
}
