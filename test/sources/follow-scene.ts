import { appendFileSync, copyFileSync, readdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { FollowedFile, type FollowOptions, type FollowStatus } from '../../src/sources/follow-file.ts';
import type { LogPosition } from '../../src/sources/log-position.ts';
import { makeTempDir, type TempDir } from '../integration/support/temp-dir.ts';

const GRACE_MS = 1_000;

/** A log in a directory of its own, its writer, its rotation and a follower, all moved by hand. */
export class FollowScene {
  readonly directory: TempDir;
  readonly path: string;
  readonly lines: string[] = [];
  readonly history: string[] = [];
  readonly gaps: string[] = [];
  skipped = 0;
  damaged = 0;
  private readonly options: Partial<FollowOptions>;
  private follower: FollowedFile;
  private aheadMs = 0;

  private constructor(directory: TempDir, options: Partial<FollowOptions>) {
    this.directory = directory;
    this.path = directory.file('log');
    this.options = options;
    this.follower = this.newFollower(undefined);
  }

  static async make(options: Partial<FollowOptions> = {}): Promise<FollowScene> {
    return new FollowScene(await makeTempDir('follow'), options);
  }

  append(text: string | Buffer, file = 'log'): void {
    appendFileSync(this.directory.file(file), text);
  }

  /** As logrotate does without `copytruncate`; the writer may go on with the renamed file: `append(…, 'log.1')`. */
  rename({ create = true } = {}): void {
    this.shift();
    renameSync(this.path, this.directory.file('log.1'));
    if (create) writeFileSync(this.path, '');
  }

  copyTruncate(): void {
    this.shift();
    copyFileSync(this.path, this.directory.file('log.1'));
    truncateSync(this.path);
  }

  truncate(): void {
    truncateSync(this.path);
  }

  poll(): Promise<FollowStatus> {
    return this.follower.poll();
  }

  /** Polls once more when a renamed file has been quiet for long enough. */
  async pollAfterGrace(): Promise<FollowStatus> {
    await this.poll();
    this.aheadMs += GRACE_MS;
    return this.poll();
  }

  position(): LogPosition | undefined {
    return this.follower.position();
  }

  /** As a new process does that was given the position of the one before, or of an earlier moment. */
  async restart(position = this.position()): Promise<void> {
    await this.follower.close();
    const json = position === undefined ? undefined : (JSON.parse(JSON.stringify(position)) as LogPosition);
    this.follower = this.newFollower(json);
  }

  async close(): Promise<void> {
    await this.follower.close();
    await this.directory.remove();
  }

  private newFollower(resumeAt: LogPosition | undefined): FollowedFile {
    return new FollowedFile({
      path: this.path,
      graceMs: GRACE_MS,
      readBackBytes: 1_000_000,
      nowMs: () => Date.now() + this.aheadMs,
      onLines: ({ lines, skipped, damaged }, isHistory) => {
        (isHistory ? this.history : this.lines).push(...lines);
        this.skipped += skipped;
        this.damaged += damaged;
      },
      onGap: (reason) => this.gaps.push(reason.replaceAll(this.directory.path, '')),
      ...this.options,
      resumeAt,
    });
  }

  private shift(): void {
    const numbers = readdirSync(this.directory.path)
      .map((name) => Number(/^log\.(\d+)$/.exec(name)?.[1]))
      .filter((number) => !Number.isNaN(number));
    for (const number of numbers.sort((a, b) => b - a)) {
      renameSync(this.directory.file(`log.${number}`), this.directory.file(`log.${number + 1}`));
    }
  }
}
