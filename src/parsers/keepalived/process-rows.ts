import type { KeepalivedEvent, KeepalivedProcess, LifecycleAction } from '../../model/keepalived-event.ts';
import { figure } from './captured.ts';
import type { MessageRow } from './message-table.ts';

const CHILDREN: ReadonlyMap<string, KeepalivedProcess> = new Map([
  ['VRRP', 'vrrp'],
  ['Healthcheck', 'checkers'],
  ['Healthchecker', 'checkers'],
  ['BFD', 'bfd'],
]);

function lifecycle(action: LifecycleAction, process?: KeepalivedProcess, version?: string): KeepalivedEvent {
  return { kind: 'lifecycle', action, process, version };
}

function child(action: LifecycleAction, name: string | undefined): KeepalivedEvent {
  return lifecycle(action, name === undefined ? undefined : CHILDREN.get(name));
}

/** `v2.0.5,` in front of `git commit …` is `2.0.5`. */
function versionOf(text: string | undefined): string | undefined {
  return text?.replace(/^v/, '').replace(/,$/, '');
}

/**
 * Start, stop, reload and death of keepalived's processes.
 * Source: keepalived/core/{main,config_notify}.c, keepalived/{vrrp,check,bfd}/*_daemon.c, lib/scheduler.c
 * at tags v1.1.19 to v2.4.3.
 */
export const LIFECYCLE_ROWS: readonly MessageRow[] = [
  // All versions
  {
    text: 'Starting Keepalived {name}{text}',
    event: ([, version]) => lifecycle('starting', 'parent', versionOf(version)),
  },
  {
    text: 'Starting {VRRP|Healthcheck|BFD} child process, pid={n}',
    event: ([, name]) => child('child-starting', name),
  },
  // 2.2 and later
  { text: 'Startup complete', event: () => lifecycle('started', 'parent') },
  // Up to 1.2.19 with the version; up to 1.2.2 from a signal
  { text: 'Stopping Keepalived {name}{text}', event: () => lifecycle('stopping', 'parent') },
  { text: 'Stopping', event: () => lifecycle('stopping', 'parent') },
  { text: 'Terminating on signal', event: () => lifecycle('stopping', 'parent') },
  { text: 'Stopped Keepalived {name}{text}', event: () => lifecycle('stopped', 'parent') },
  {
    text: 'Terminating {VRRP|Healthchecker} child process on signal',
    event: ([, name]) => child('child-stopped', name),
  },
  // Of a child, 1.2.20 and later; 2.0.6 and later with the time it used
  { text: 'Stopped', event: () => lifecycle('child-stopped') },
  { text: 'Stopped - used {text}', event: () => lifecycle('child-stopped') },

  // Of the parent, 2.0.6 and later
  { text: 'Reloading ...', event: () => lifecycle('reloading', 'parent') },
  { text: 'Reload complete', event: () => lifecycle('reloaded', 'parent') },
  // Of a child: up to 1.2.2, 1.2.3 to 2.2.1, 2.0 and later
  {
    text: 'Reloading {VRRP|Healthchecker} child process({n}) on signal',
    event: ([, name]) => child('child-reloading', name),
  },
  {
    text: 'Got SIGHUP, reloading checker configuration',
    event: () => lifecycle('child-reloading', 'checkers'),
  },
  { text: 'Reloading', event: () => lifecycle('child-reloading') },
  { text: 'Reload finished in {n} usec', event: () => ({ kind: 'ignored' }) },

  // All versions; `Exiting` with --dont-respawn
  {
    text: '{VRRP|Healthcheck|BFD} child process({n}) died: {Respawning|Exiting}',
    event: ([, name]) => child('child-died', name),
  },
  // 1.2.20 and later: of a child, or of a MISC_CHECK's script
  {
    text: 'pid {n} exited with status {n}',
    event: ([, pid, status]) =>
      pid === undefined ? undefined : { kind: 'child-exit', pid: Number(pid), exitStatus: figure(status) },
  },
  {
    text: 'pid {n} exited due to signal {n}{text}',
    event: ([, pid, signal]) =>
      pid === undefined ? undefined : { kind: 'child-exit', pid: Number(pid), signal: figure(signal) },
  },
];
