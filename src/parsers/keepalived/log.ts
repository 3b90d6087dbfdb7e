import type { KeepalivedEvent, KeepalivedLine } from '../../model/keepalived-event.ts';
import { CHECK_ROWS } from './check-rows.ts';
import { CHECKER_ROWS } from './checker-rows.ts';
import { CONFLICT_ROWS, INSTANCE_CONFLICT_ROWS } from './conflict-rows.ts';
import { ELECTION_ROWS } from './election-rows.ts';
import { HTTP_CHECK_ROWS } from './http-check-rows.ts';
import { IGNORED_INSTANCE_ROWS, IGNORED_ROWS } from './ignored-rows.ts';
import { INSTANCE_ROWS } from './instance-rows.ts';
import type { LogClock } from './log-time.ts';
import { type CutMatch, MessageTable } from './message-table.ts';
import { type KeepalivedPrefix, takeKeepalivedPrefix } from './prefix.ts';
import { LIFECYCLE_ROWS } from './process-rows.ts';
import { SERVER_ROWS } from './server-rows.ts';
import { GROUP_ROWS, SCRIPT_ROWS, VRRP_ROWS } from './vrrp-rows.ts';

const INSTANCES = new MessageTable([
  ...INSTANCE_ROWS,
  ...ELECTION_ROWS,
  ...INSTANCE_CONFLICT_ROWS,
  ...IGNORED_INSTANCE_ROWS,
]);
const PLAIN = new MessageTable([
  ...VRRP_ROWS,
  ...CONFLICT_ROWS,
  ...SERVER_ROWS,
  ...CHECK_ROWS,
  ...HTTP_CHECK_ROWS,
  ...CHECKER_ROWS,
  ...LIFECYCLE_ROWS,
  ...IGNORED_ROWS,
]);

/** What a message is about, by what it begins with. */
const SUBJECTS: readonly { readonly start: string; readonly table: MessageTable }[] = [
  // 2.0 and later
  { start: '(', table: INSTANCES },
  // Up to 1.4.5, and in places later
  { start: 'VRRP_Instance(', table: INSTANCES },
  { start: 'VRRP_Group(', table: new MessageTable(GROUP_ROWS) },
  { start: 'VRRP_Script(', table: new MessageTable(SCRIPT_ROWS) },
  // 2.0 and 2.1
  { start: 'BFD_Instance(', table: INSTANCES },
];

const FOREIGN: KeepalivedLine = { class: 'foreign', truncated: false, message: '' };
const UNREADABLE: KeepalivedLine = { class: 'unmatched', truncated: false, message: '' };
const IGNORED: KeepalivedEvent = { kind: 'ignored' };

/** keepalived's own limit was 255; a longer line is somebody else's doing. */
const MESSAGE_CHARACTERS = 4096;
const NAME_CHARACTERS = 255;
const ELLIPSIS = /\.{3,}|…/;
/** The last full stop of an ellipsis may pass for the end of a sentence. */
const PART_OF_ELLIPSIS = /\.\.|…/;
/** systemctl and journalctl keep a tenth of the width behind the ellipsis. */
const TAIL_CHARACTERS = 40;

/**
 * Reads one line of a log that keepalived, among others, writes to: whatever prefix it has, whichever of the
 * versions 1.1 to 2.4 wrote it, and also where systemctl or journalctl cut it to the width of a terminal.
 * Never throws.
 *
 * @param line without its line end
 */
export function parseKeepalivedLine(line: string, clock: LogClock): KeepalivedLine {
  const prefix = takeKeepalivedPrefix(line, clock);
  if (prefix === undefined) return FOREIGN;
  if ('problem' in prefix) return { ...UNREADABLE, problem: prefix.problem };
  const { message } = prefix;
  if (message.length > MESSAGE_CHARACTERS) {
    if (prefix.evidence === 'nothing') return FOREIGN;
    const problem = `the message has ${message.length} characters, which is more than ${MESSAGE_CHARACTERS}`;
    return { ...UNREADABLE, timeNs: prefix.timeNs, problem };
  }
  return ELLIPSIS.test(message) ? readEllipsis(prefix) : readWhole(prefix);
}

function readWhole(prefix: KeepalivedPrefix): KeepalivedLine {
  const event = findEvent(prefix.message);
  if (event === undefined) return unmatched(prefix);
  // Text that only might be keepalived's, and would say nothing
  if (event.kind === 'ignored' && prefix.evidence === 'nothing') return FOREIGN;
  return parsed(prefix, event, false);
}

/** Three full stops can also be keepalived's own: `Reloading ...`. */
function readEllipsis(prefix: KeepalivedPrefix): KeepalivedLine {
  const { message, evidence } = prefix;
  const own = findEvent(message, PART_OF_ELLIPSIS);
  if (own !== undefined && own.kind !== 'ignored') return parsed(prefix, own, false);
  if (evidence === 'nothing') return FOREIGN;
  const event = findCutEvent(message) ?? findIgnored(message);
  if (event === undefined) return unmatched(prefix);
  return event === 'ambiguous'
    ? { ...unmatched(prefix), truncated: true, problem: 'the ellipsis hides which of several messages it is' }
    : parsed(prefix, event, event.kind !== 'ignored');
}

function findIgnored(message: string): KeepalivedEvent | undefined {
  const event = findEvent(message);
  return event?.kind === 'ignored' ? event : undefined;
}

/** Full stops of the message's own may stand in front of an ellipsis and behind it: `removing prot....` */
function findCutEvent(message: string): CutMatch {
  const [found = ''] = ELLIPSIS.exec(message) ?? [];
  const at = message.indexOf(found);
  const ways = Array.from({ length: found.length === 1 ? 1 : found.length - 2 }, (_, own) => {
    const head = message.slice(0, at + own);
    return findCut(head, message.slice(at + own + (found.length === 1 ? 1 : 3)));
  });
  const events = ways.filter((event) => event !== undefined);
  const [first] = events;
  return events.length > 1 ? 'ambiguous' : first;
}

function findCut(head: string, tail: string): CutMatch {
  const split = tail.length > TAIL_CHARACTERS ? undefined : splitSubject(head);
  return split?.table.findCut(split.rest, tail, split.subject);
}

/** @param notInNames what no name or figure of the message may hold */
function findEvent(message: string, notInNames?: RegExp): KeepalivedEvent | undefined {
  if (message.startsWith('  ') || message.startsWith('------<')) return IGNORED;
  const split = splitSubject(message);
  if (split === undefined || notInNames?.test(split.subject) === true) return undefined;
  // `(Line 3) number '0' outside range`: no name has a blank.
  return split.subject.includes(' ') ? IGNORED : split.table.find(split.rest, split.subject, notInNames);
}

interface Split {
  readonly table: MessageTable;
  readonly subject: string;
  readonly rest: string;
}

/** Undefined where the name of what it is about is cut, empty or absurdly long. */
function splitSubject(message: string): Split | undefined {
  const found = SUBJECTS.find(({ start }) => message.startsWith(start));
  if (found === undefined) return { table: PLAIN, subject: '', rest: message };
  const { start, table } = found;
  // A name may itself have a parenthesis; the one that ends it has a blank or colon behind it.
  let end = message.indexOf(')', start.length);
  while (end >= 0 && message[end + 1] !== ' ' && message[end + 1] !== ':')
    end = message.indexOf(')', end + 1);
  const subject = message.slice(start.length, end);
  if (end < 0 || subject === '' || subject.length > NAME_CHARACTERS) return undefined;
  return { table, subject, rest: message.slice(message.startsWith(': ', end + 1) ? end + 3 : end + 2) };
}

function parsed(prefix: KeepalivedPrefix, event: KeepalivedEvent, truncated: boolean): KeepalivedLine {
  const { timeNs, host, process, pid, message } = prefix;
  return { class: 'parsed', timeNs, host, process, pid, truncated, message, event };
}

function unmatched({ evidence, timeNs, host, process, pid, message }: KeepalivedPrefix): KeepalivedLine {
  if (evidence === 'nothing') return FOREIGN;
  return { class: 'unmatched', timeNs, host, process, pid, truncated: false, message };
}
