import type { KeepalivedEvent, ScriptResult } from '../../model/keepalived-event.ts';
import { nameOr, vrrpState } from './captured.ts';
import type { MessageRow } from './message-table.ts';

/**
 * What keepalived logs of a sync group behind `VRRP_Group(G) `.
 * Source: keepalived/vrrp/{vrrp_sync,vrrp_track}.c at tags v1.1.19 to v2.4.3.
 */
export const GROUP_ROWS: readonly MessageRow[] = [
  // All versions
  {
    text: 'Syncing instances to {BACKUP|MASTER|FAULT} state',
    event: ([, state], group) =>
      state === undefined
        ? undefined
        : { kind: 'sync-group', group, action: 'syncing', state: vrrpState(state) },
  },
  // 2.0.20 and later, at start
  {
    text: 'Syncing {name} to FAULT state',
    event: ([, instance], group) => ({
      kind: 'sync-group',
      group,
      action: 'syncing',
      state: 'FAULT',
      instance,
    }),
  },
  // Up to 1.4.5: its instances are elected first
  {
    text: 'Transition to MASTER state',
    event: (_, group) => ({ kind: 'sync-group', group, action: 'transition', state: 'MASTER' }),
  },
  {
    text: 'Leaving FAULT state',
    event: (_, group) => ({ kind: 'sync-group', group, action: 'leaving-fault' }),
  },
];

const SCRIPT_RESULTS: ReadonlyMap<string, ScriptResult> = new Map([
  ['succeeded', 'succeeded'],
  ['successful', 'succeeded'],
  ['failed', 'failed'],
  ['unsuccessful', 'failed'],
  ['timed out', 'timed-out'],
  ['timed_out', 'timed-out'],
]);

function script(
  name: string,
  word: string | undefined,
  found: { readonly exitStatus?: number; readonly signal?: number; readonly onReload?: boolean } = {},
): KeepalivedEvent | undefined {
  const result = word === undefined ? undefined : SCRIPT_RESULTS.get(word);
  if (result === undefined) return undefined;
  const { exitStatus, signal, onReload = false } = found;
  return { kind: 'script', script: name, result, exitStatus, signal, onReload };
}

/** What keepalived logs of a tracked script behind `VRRP_Script(s) `. Source: vrrp_scheduler.c, vrrp.c. */
export const SCRIPT_ROWS: readonly MessageRow[] = [
  // `timed out` up to 1.3.9
  { text: '{succeeded|failed|timed out|timed_out}', event: ([, result], name) => script(name, result) },
  // 1.4 and later
  {
    text: 'failed (exited with status {n})',
    event: ([, status], name) =>
      script(name, 'failed', status === undefined ? {} : { exitStatus: Number(status) }),
  },
  {
    text: 'failed (due to signal {n})',
    event: ([, signal], name) =>
      script(name, 'failed', signal === undefined ? {} : { signal: Number(signal) }),
  },
  // `unsuccessful` 2.0 and later
  {
    text: 'considered {successful|unsuccessful} on reload',
    event: ([, result], name) => script(name, result, { onReload: true }),
  },
];

/** What keepalived's VRRP and BFD processes log without an instance, group or script in front. */
export const VRRP_ROWS: readonly MessageRow[] = [
  // 1.2.24 and later: one line a packet
  {
    text: 'Sending gratuitous ARP on {name} for {ip}',
    event: ([, name, address]) => ({ kind: 'garp', interface: name, address, queued: false }),
  },
  {
    text: 'Sending unsolicited Neighbour Advert on {name} for {ip}',
    event: ([, name, address]) => ({ kind: 'garp', interface: name, address, queued: false }),
  },
  // 2.0 and later
  {
    text: 'Script `{name}` now returning {n}',
    event: ([, name, status]) =>
      status === undefined
        ? undefined
        : { kind: 'script-status', script: nameOr(name), exitStatus: Number(status) },
  },
  // Up to 1.4.5
  {
    text: 'Kernel is reporting: interface {name} {UP|DOWN}',
    event: ([, name, state]) => interfaceState(name, state),
  },
  {
    text: 'Kernel is reporting: Group({name}) UP',
    event: ([, group]) => ({ kind: 'sync-group', group: nameOr(group), action: 'up' }),
  },
  { text: 'Kernel is reporting: tracked interface are UP', event: () => ({ kind: 'ignored' }) },
  // 2.0 and later
  {
    text: 'Netlink reports {name} {up|down}',
    event: ([, name, state]) => interfaceState(name, state),
  },
  {
    text: 'Linkbeat reports {name} {up|down}',
    event: ([, name, state]) => interfaceState(name, state),
  },
  { text: 'Interface {name} deleted', event: ([, name]) => interfaceState(name, 'DOWN') },
  // 2.0.20 and later
  {
    text: 'Quorum {gained|lost} for tracked process {name}',
    event: ([, change, name]) =>
      change === undefined
        ? undefined
        : { kind: 'tracked', what: 'process', name: nameOr(name), up: change === 'gained' },
  },
];

function interfaceState(name: string | undefined, state: string | undefined): KeepalivedEvent | undefined {
  if (state === undefined) return undefined;
  return { kind: 'interface', interface: nameOr(name), up: state.toLowerCase() === 'up' };
}
