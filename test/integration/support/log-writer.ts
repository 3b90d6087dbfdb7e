/**
 * A program: writes 10,000 lines a second to a syslog, every tenth of them a keepalived's, and has it rotated all the
 * while. Prints what it wrote as JSON: {@link Written}.
 *
 * usage: log-writer.ts PATH rename|copytruncate SECONDS
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Written {
  readonly lines: number;
  readonly keepalivedLines: number;
  readonly rotations: number;
  /** By instance and state as `VI_7 MASTER`. */
  readonly transitions: Readonly<Record<string, number>>;
}

const LINES_A_MILLISECOND = 10;
const ROTATE_EVERY_MS = 600;
/** So long a daemon goes on writing to the renamed file, until it is signalled. */
const SIGNALLED_AFTER_MS = 200;
const INSTANCES = 211;
const STATES = ['BACKUP', 'MASTER', 'FAULT'] as const;

const [path = '', rotation = '', seconds = ''] = process.argv.slice(2);
const transitions: Record<string, number> = {};
let lines = 0;
let rotations = 0;
let descriptor = openSync(path, 'a');

function line(number: number): string {
  const date = `Nov 20 09:${String(Math.trunc(number / 600_000) % 60).padStart(2, '0')}:${String(Math.trunc(number / 10_000) % 60).padStart(2, '0')}`;
  if (number % 10 !== 0) return `${date} lb1 named[77]: client @0x7f ${number}: query: www.abc.local IN A\n`;
  const event = number / 10;
  const instance = `VI_${event % INSTANCES}`;
  const state = STATES[event % STATES.length] ?? 'FAULT';
  transitions[`${instance} ${state}`] = (transitions[`${instance} ${state}`] ?? 0) + 1;
  return `${date} lb1 Keepalived_vrrp[801]: (${instance}) Entering ${state} STATE\n`;
}

/** Torn: a part of its last line comes with the next piece. */
let torn = '';
function write(count: number): void {
  let text = torn;
  for (const end = lines + count; lines < end; lines += 1) text += line(lines);
  const whole = Math.max(0, text.length - (lines % 40));
  torn = text.slice(whole);
  writeSync(descriptor, text.slice(0, whole));
}

function finishLine(): void {
  writeSync(descriptor, torn);
  torn = '';
}

function shift(): void {
  const ages = readdirSync(dirname(path)).flatMap((name) => {
    const age = name.startsWith(`${basename(path)}.`)
      ? Number(name.slice(basename(path).length + 1))
      : Number.NaN;
    return Number.isNaN(age) ? [] : [age];
  });
  for (const age of ages.sort((a, b) => b - a)) renameSync(`${path}.${age}`, `${path}.${age + 1}`);
}

function rotate(): void {
  shift();
  rotations += 1;
  if (rotation === 'rename') renameSync(path, `${path}.1`);
  else {
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
  }
}

function reopen(): void {
  finishLine();
  closeSync(descriptor);
  descriptor = openSync(path, 'a');
}

const startedMs = performance.now();
const endMs = Number(seconds) * 1000;
let rotatedMs = 0;
for (let nowMs = 0; nowMs < endMs; nowMs = performance.now() - startedMs) {
  write(Math.trunc(nowMs * LINES_A_MILLISECOND) - lines);
  const renamed = rotation === 'rename' && !existsSync(path);
  if (nowMs - rotatedMs >= ROTATE_EVERY_MS) {
    rotate();
    rotatedMs = nowMs;
  } else if (renamed && nowMs - rotatedMs >= SIGNALLED_AFTER_MS) reopen();
  await sleep(1);
}
finishLine();
if (!existsSync(path)) reopen();
closeSync(descriptor);
const written: Written = { lines, keepalivedLines: Math.ceil(lines / 10), rotations, transitions };
process.stdout.write(`${JSON.stringify(written)}\n`);
