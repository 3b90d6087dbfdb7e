import type { KeepalivedEvent, KeepalivedLine } from '../../model/keepalived-event.ts';
import { vrrpState } from './captured.ts';
import { parseKeepalivedServer } from './server.ts';

/** `INSTANCE "VI_1" MASTER 100`, `GROUP "G" FAULT 0`. Source: keepalived/vrrp/vrrp_notify.c notify_fifo(). */
const VRRP_LINE = /^(INSTANCE|GROUP) "(.{1,255})" (\S+) (\d{1,3})$/;
/** `VS [192.0.2.1]:tcp:80 UP`. Source: keepalived/check/ipwrapper.c notify_fifo_vs(). */
const VS_LINE = /^VS (\[\S{1,255}\]\S*|FWM \d{1,10}) (UP|DOWN)$/;
/** `RS [192.0.2.2]:tcp:80 [192.0.2.1]:tcp:80 DOWN`. Source: ipwrapper.c notify_fifo_rs(). */
const RS_LINE = /^RS (\[\S{1,255}\]\S*) (\[\S{1,255}\]\S*|FWM \d{1,10}) (UP|DOWN)$/;
const LINE_CHARACTERS = 1024;
const NANOSECONDS_A_MILLISECOND = 1_000_000n;

/**
 * Reads one line of keepalived's `notify_fifo`, `vrrp_notify_fifo` or `lvs_notify_fifo` (1.3.9 and later).
 * Never throws.
 *
 * @param nowMs when the line was read: it has no date of its own, and is written as it happens
 */
export function parseKeepalivedFifoLine(line: string, nowMs: number): KeepalivedLine {
  if (line.trim() === '') return { class: 'foreign', truncated: false, message: '' };
  const timeNs = BigInt(Math.trunc(nowMs)) * NANOSECONDS_A_MILLISECOND;
  const message = line.slice(0, LINE_CHARACTERS);
  const event = line.length > LINE_CHARACTERS ? undefined : fifoEvent(line);
  if (event === undefined) return { class: 'unmatched', timeNs, truncated: false, message };
  return { class: 'parsed', timeNs, truncated: false, message, event };
}

function fifoEvent(line: string): KeepalivedEvent | undefined {
  const vrrp = VRRP_LINE.exec(line);
  if (vrrp !== null) {
    const [, kind, name = '', word = '', priority] = vrrp;
    return kind === 'GROUP' ? groupEvent(name, word) : instanceEvent(name, word, Number(priority));
  }
  const [, vs, vsState] = VS_LINE.exec(line) ?? [];
  if (vs !== undefined) {
    return { kind: 'quorum', virtual: parseKeepalivedServer(vs), up: vsState === 'UP', initial: false };
  }
  const [, rs, vsOfRs, rsState] = RS_LINE.exec(line) ?? [];
  if (rs === undefined) return undefined;
  return {
    kind: 'real-server',
    real: parseKeepalivedServer(rs),
    virtual: parseKeepalivedServer(vsOfRs),
    action: rsState === 'UP' ? 'up' : 'down',
    inhibited: false,
  };
}

type InstanceEvent = (instance: string, priority: number) => KeepalivedEvent;

/** What is no state: 2.0.20 and later, with `notify_priority_changes` (2.2) the last two. */
const INSTANCE_EVENTS: ReadonlyMap<string, InstanceEvent> = new Map<string, InstanceEvent>([
  ['DELETED', (instance) => ({ kind: 'vrrp-removed', instance })],
  [
    'MASTER_RX_LOWER_PRI',
    (instance, priority) => ({
      kind: 'election',
      instance,
      reason: 'lower-priority-received',
      ourPriority: priority,
    }),
  ],
  ['MASTER_PRIORITY', (instance, priority) => ({ kind: 'priority', instance, to: priority })],
  ['BACKUP_PRIORITY', (instance, priority) => ({ kind: 'priority', instance, to: priority })],
]);

function instanceEvent(instance: string, word: string, priority: number): KeepalivedEvent | undefined {
  const state = vrrpState(word);
  if (state === undefined) return INSTANCE_EVENTS.get(word)?.(instance, priority);
  // A reload may write the states again (`fifo_write_vrrp_states_on_reload`): only a change is a transition.
  return { kind: 'vrrp-state', instance, state, how: 'reported', priority };
}

function groupEvent(group: string, word: string): KeepalivedEvent | undefined {
  const state = vrrpState(word);
  return state === undefined ? undefined : { kind: 'sync-group', group, action: 'syncing', state };
}
