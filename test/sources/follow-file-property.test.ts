import { closeSync, copyFileSync, openSync, renameSync, truncateSync, writeSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FollowedFile } from '../../src/sources/follow-file.ts';
import type { LogPosition } from '../../src/sources/log-position.ts';
import { type TempDir, withTempDir } from '../integration/support/temp-dir.ts';

/** Each run makes some dozens of real file operations: a tenth of the parsers' runs takes as long. */
const RUNS = Math.ceil(Number(process.env['VIPSCOPE_FUZZ_RUNS'] ?? 2_000) / 10);
const GRACE_MS = 1_000;

type Step =
  | { readonly do: 'write'; readonly bytes: number }
  | { readonly do: 'rotate' | 'reopen' | 'poll' | 'wait' | 'checkpoint' | 'kill' | 'restart' };

/** A daemon that writes numbered lines in pieces cut anywhere, and the rotation of its log. */
class Writer {
  written = 0;
  private readonly text: Buffer;
  private readonly directory: TempDir;
  private readonly flags: string;
  private descriptor: number;
  private rotations = 0;

  constructor(directory: TempDir, lines: readonly string[], flags: string) {
    this.directory = directory;
    this.text = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    this.flags = flags;
    this.descriptor = openSync(directory.file('log'), flags);
  }

  write(bytes: number): void {
    const end = Math.min(this.text.length, this.written + bytes);
    writeSync(this.descriptor, this.text, this.written, end - this.written);
    this.written = end;
  }

  rename(): void {
    this.shift();
    renameSync(this.directory.file('log'), this.directory.file('log.1'));
    closeSync(openSync(this.directory.file('log'), 'a'));
  }

  copyTruncate(): void {
    this.shift();
    copyFileSync(this.directory.file('log'), this.directory.file('log.1'));
    truncateSync(this.directory.file('log'));
  }

  finishLine(): void {
    const lineEnd = this.text.indexOf('\n', Math.max(0, this.written - 1)) + 1;
    if (this.written > 0) this.write(lineEnd - this.written);
  }

  /** As upon SIGHUP. */
  reopen(): void {
    this.finishLine();
    closeSync(this.descriptor);
    this.descriptor = openSync(this.directory.file('log'), this.flags);
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private shift(): void {
    for (let number = this.rotations; number > 0; number -= 1) {
      renameSync(this.directory.file(`log.${number}`), this.directory.file(`log.${number + 1}`));
    }
    this.rotations += 1;
  }
}

/** A follower whose process may end at any moment: what it counted stands in the checkpoint with its position. */
class Reader {
  lines: string[] = [];
  readonly gaps: string[] = [];
  private checkpoint: { position: LogPosition | undefined; lines: number } = {
    position: undefined,
    lines: 0,
  };
  private readonly path: string;
  private follower: FollowedFile;
  private aheadMs = 0;

  constructor(path: string) {
    this.path = path;
    this.follower = this.start();
  }

  async poll(): Promise<void> {
    await this.follower.poll();
  }

  async wait(): Promise<void> {
    await this.poll();
    this.aheadMs += GRACE_MS;
    await this.poll();
  }

  save(): void {
    const json = JSON.stringify(this.follower.position());
    this.checkpoint = { position: JSON.parse(json) as LogPosition, lines: this.lines.length };
  }

  /** Without a last checkpoint. */
  async kill(): Promise<void> {
    await this.follower.close();
    this.lines = this.lines.slice(0, this.checkpoint.lines);
    this.follower = this.start();
  }

  close(): Promise<void> {
    return this.follower.close();
  }

  private start(): FollowedFile {
    return new FollowedFile({
      path: this.path,
      graceMs: GRACE_MS,
      readBackBytes: 1_000_000,
      resumeAt: this.checkpoint.position,
      nowMs: () => Date.now() + this.aheadMs,
      onLines: ({ lines }) => this.lines.push(...lines),
      onGap: (reason) => this.gaps.push(reason),
    });
  }
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('write' as const), bytes: fc.integer({ min: 1, max: 90 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...(['rotate', 'rotate', 'reopen', 'poll', 'poll', 'wait', 'checkpoint', 'kill', 'restart'] as const),
      ),
    }),
  },
);

async function play(
  directory: TempDir,
  steps: readonly Step[],
  rotation: 'rename' | 'copyTruncate',
  flags: string,
) {
  const lines = Array.from({ length: 2_000 }, (_, n) => `line ${n} ${'.'.repeat((n * 7) % 40)}`);
  const writer = new Writer(directory, lines, flags);
  const reader = new Reader(directory.file('log'));
  const actions: Readonly<Record<Exclude<Step['do'], 'write'>, () => void | Promise<void>>> = {
    rotate: () => writer[rotation](),
    reopen: () => (rotation === 'rename' ? writer.reopen() : undefined),
    poll: () => reader.poll(),
    wait: () => reader.wait(),
    checkpoint: () => reader.save(),
    kill: () => reader.kill(),
    restart: async () => {
      reader.save();
      await reader.kill();
    },
  };
  await reader.poll();
  reader.save();
  for (const next of steps) {
    if (next.do === 'write') writer.write(next.bytes);
    else await actions[next.do]();
  }
  writer.finishLine();
  await actions.reopen();
  writer.write(1_000);
  writer.finishLine();
  await reader.wait();
  const written = lines
    .join('\n')
    .slice(0, writer.written - 1)
    .split('\n');
  const found = { lines: reader.lines, gaps: reader.gaps };
  writer.close();
  await reader.close();
  return { found, expected: { lines: written, gaps: [] as string[] } };
}

test.each([
  { rotation: 'rename', flags: 'a' },
  { rotation: 'copyTruncate', flags: 'a' },
  // A shell's `keepalived -l > log`: the place to write at stays where it was, behind a hole.
  { rotation: 'copyTruncate', flags: 'r+' },
] as const)(
  'no line is lost or doubled: $rotation, opened with $flags',
  async ({ rotation, flags }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        await withTempDir('follow', async (directory) => {
          closeSync(openSync(directory.file('log'), 'a'));
          const { found, expected } = await play(directory, steps, rotation, flags);
          expect(found).toEqual(expected);
        });
      }),
      { numRuns: RUNS },
    );
  },
  600_000,
);
