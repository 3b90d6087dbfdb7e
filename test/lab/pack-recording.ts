/**
 * Packs what record.ts wrote into the form that `vipscope demo` plays: each frame holds only what changed,
 * and of logs only what was added. usage: pack-recording.ts RECORDING.jsonl demo/recording.jsonl.gz
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Frame } from '../../src/exporter/demo/recording.ts';

interface RawFrame {
  readonly atMs: number;
  readonly files: Readonly<Record<string, string | null>>;
}

const [from = '', to = ''] = process.argv.slice(2);
const frames = readFileSync(from, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as RawFrame);
const recordedAtMs = frames[0]?.atMs ?? 0;

/** What `frame` tells beyond `before`. */
function change(before: RawFrame | undefined, frame: RawFrame): Frame {
  const files: Record<string, string | null> = {};
  const appended: Record<string, string> = {};
  for (const [name, content] of Object.entries(frame.files)) {
    const known = before?.files[name];
    if (content === known) continue;
    if (name.endsWith('.log') && typeof known === 'string' && content?.startsWith(known)) {
      appended[name] = content.slice(known.length);
    } else if (content !== null || before !== undefined) {
      files[name] = content;
    }
  }
  return { atMs: frame.atMs - recordedAtMs, files, appended };
}

const packed = frames.map((frame, index) => change(frames[index - 1], frame));
const lines = [{ version: 1, recordedAtMs }, ...packed].map((line) => JSON.stringify(line)).join('\n');
writeFileSync(to, gzipSync(lines, { level: 9 }));
const seconds = Math.round((packed.at(-1)?.atMs ?? 0) / 1000);
process.stdout.write(`${packed.length} frames, ${seconds} s\n`);
