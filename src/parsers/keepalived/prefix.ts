import type { KeepalivedProcess } from '../../model/keepalived-event.ts';
import { parseJsonRecord } from './json-log-record.ts';
import { type LogStamp, readStamp, stampTimeNs, writtenTimeNs } from './log-stamp.ts';
import type { LogClock } from './log-time.ts';

/** What stands in front of a message of keepalived's, and the message. */
export interface KeepalivedPrefix {
  readonly message: string;
  readonly timeNs?: bigint | undefined;
  readonly host?: string | undefined;
  readonly process?: KeepalivedProcess | undefined;
  readonly pid?: number | undefined;
  /**
   * What says that keepalived wrote it. `program`: the program's name. `console`: the date that
   * `keepalived -l` writes. `nothing`: as in the console log of 1.2, where only the message can tell.
   */
  readonly evidence: 'program' | 'console' | 'nothing';
}

/** A line of keepalived's that cannot be read, for people. */
export interface UnreadablePrefix {
  readonly problem: string;
}

// Ident of the parent or of a child, and behind it `_namespace` and `_instance` (2.0 main.c make_syslog_ident)
const PROGRAM = /^Keepalived(?:_(vrrp|healthcheckers|bfd))?(?:_\S+)?$/;
// Its unit, or its executable: what systemd and docker name its standard error by
const CAPTURED_PROGRAM = /^keepalived(?:@\S+)?(?:\.service)?$/;

const CHILDREN: ReadonlyMap<string, KeepalivedProcess> = new Map([
  ['vrrp', 'vrrp'],
  ['healthcheckers', 'checkers'],
  ['bfd', 'bfd'],
]);

// `lb1 Keepalived_vrrp[801]: `, `lb1 daemon.info Keepalived[786]: ` (BusyBox), `daemon.info Keepalived[786]: ` (logread),
// `lb1 Keepalived: ` (1.1)
const TAG = /(?:(\S+) )?(?:[a-z]\w*\.[a-z]+ )?([^\s:[\]]+)(?:\[(\d{1,9})\])?:(?: |$)/y;
const PRIORITY = /^<\d{1,3}>/;
// RFC 5424 section 6: version 1, time, host, program, process id, message id, structured data
const RFC_5424 = /^1 (\S+) (\S+) (\S+) (\S+) \S+ (?:-|(?:\[(?:[^\]\\]|\\.)*\])+)(?: \uFEFF?|$)/;
const COMPOSE = /^\w[\w.-]{0,127} +\| /;
const CONTAINER_STREAM = /(?:stdout|stderr) [FP] /y;
const ESCAPE = String.fromCharCode(0x1b);
const COLOURS = new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g');

/** Takes what a syslog daemon, journal, container runtime or keepalived itself puts in front of a message off it. */
export function takeKeepalivedPrefix(
  line: string,
  clock: LogClock,
): KeepalivedPrefix | UnreadablePrefix | undefined {
  if (line.startsWith('{')) return jsonPrefix(line, clock);
  const plain = line.includes(ESCAPE) ? line.replaceAll(COLOURS, '') : line;
  const text = plain.startsWith('<') ? plain.replace(PRIORITY, '') : plain;
  return text.startsWith('1 ') ? rfc5424Prefix(text, clock) : datedPrefix(text, clock);
}

function datedPrefix(line: string, clock: LogClock): KeepalivedPrefix | undefined {
  const stamp = readStamp(line);
  if (stamp === undefined) {
    const [service] = COMPOSE.exec(line) ?? [];
    return service === undefined
      ? { message: line, evidence: 'nothing' }
      : datedPrefix(line.slice(service.length), clock);
  }
  if (stamp.kind === 'console') {
    return { message: line.slice(stamp.end), timeNs: stampTimeNs(stamp, clock), evidence: 'console' };
  }
  TAG.lastIndex = stamp.end;
  const tag = TAG.exec(line);
  if (tag !== null) return taggedPrefix(tag, line.slice(TAG.lastIndex), stamp, clock);
  return stamp.kind === 'iso' ? containerPrefix(line, stamp, clock) : undefined;
}

function taggedPrefix(
  [, firstWord, program = '', pid]: RegExpExecArray,
  message: string,
  stamp: LogStamp,
  clock: LogClock,
): KeepalivedPrefix | undefined {
  // logread of OpenWrt names no host, but facility and level.
  const host = stamp.kind === 'ctime' ? undefined : firstWord;
  return programPrefix({ program, message, host, pid: pid === undefined ? undefined : Number(pid) }, () =>
    stampTimeNs(stamp, clock),
  );
}

interface NamedMessage {
  readonly program: string | undefined;
  readonly message: string;
  readonly host: string | undefined;
  readonly pid: number | undefined;
}

function programPrefix(
  { program = '', message, host, pid }: NamedMessage,
  timeNs: () => bigint | undefined,
): KeepalivedPrefix | undefined {
  const own = PROGRAM.exec(program);
  if (own !== null) {
    const [, child] = own;
    const process = child === undefined ? 'parent' : CHILDREN.get(child);
    return { message, timeNs: timeNs(), host, process, pid, evidence: 'program' };
  }
  const written = withoutConsoleStamp(message);
  if (CAPTURED_PROGRAM.test(program)) {
    return { message: written ?? message, timeNs: timeNs(), host, pid, evidence: 'program' };
  }
  // A container's log driver names a container, whatever runs in it.
  return written === undefined
    ? undefined
    : { message: written, timeNs: timeNs(), host, evidence: 'nothing' };
}

/** `stderr F ` (containerd), `Sat Sep 16 19:04:05 2023: ` (the console log that a container runtime dates again) */
function containerPrefix(line: string, stamp: LogStamp, clock: LogClock): KeepalivedPrefix {
  CONTAINER_STREAM.lastIndex = stamp.end;
  const rest = line.slice(CONTAINER_STREAM.test(line) ? CONTAINER_STREAM.lastIndex : stamp.end);
  const written = withoutConsoleStamp(rest);
  return {
    message: written ?? rest,
    timeNs: stampTimeNs(stamp, clock),
    evidence: written === undefined ? 'nothing' : 'console',
  };
}

function withoutConsoleStamp(message: string): string | undefined {
  // `Sat Sep 16 …`: hardly any other message has blanks in these places.
  if (message[3] !== ' ' || message[7] !== ' ') return undefined;
  const stamp = readStamp(message);
  return stamp?.kind === 'console' ? message.slice(stamp.end) : undefined;
}

function rfc5424Prefix(line: string, clock: LogClock): KeepalivedPrefix | undefined {
  const match = RFC_5424.exec(line);
  if (match === null) return undefined;
  const [head, time, host, program, pid = ''] = match;
  return programPrefix(
    {
      program,
      message: line.slice(head.length),
      host: host === '-' ? undefined : host,
      pid: /^\d{1,9}$/.test(pid) ? Number(pid) : undefined,
    },
    () => (time === undefined ? undefined : writtenTimeNs(time, clock)),
  );
}

function jsonPrefix(line: string, clock: LogClock): KeepalivedPrefix | UnreadablePrefix | undefined {
  const record = parseJsonRecord(line, clock);
  if (typeof record === 'string') return line.includes('eepalived') ? { problem: record } : undefined;
  const { program, message, host, pid, timeNs } = record;
  if (program !== undefined) return programPrefix({ program, message, host, pid }, () => timeNs);
  const written = withoutConsoleStamp(message);
  return {
    message: written ?? message,
    timeNs,
    host,
    evidence: written === undefined ? 'nothing' : 'console',
  };
}
