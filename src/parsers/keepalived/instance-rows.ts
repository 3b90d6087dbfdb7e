import type { KeepalivedEvent } from '../../model/keepalived-event.ts';
import { figure, nameOr, vrrpState } from './captured.ts';
import { checkEvent } from './check-event.ts';
import type { MessageRow } from './message-table.ts';

function entering(
  how: 'entering' | 'initial' | 'reported',
  text: string | undefined,
  instance: string,
): KeepalivedEvent | undefined {
  const state = vrrpState(text);
  return state === undefined ? undefined : { kind: 'vrrp-state', instance, state, how };
}

/**
 * What keepalived logs of a VRRP instance, without the instance in front: `VRRP_Instance(VI_1) ` up to 1.4.5,
 * `(VI_1) ` from 2.0, both with a colon in places.
 * Source: keepalived/vrrp/{vrrp,vrrp_scheduler,vrrp_track,track_file}.c at tags v1.1.19 to v2.4.3.
 */
export const INSTANCE_ROWS: readonly MessageRow[] = [
  // All versions; 2.0 and later for FAULT too.
  {
    text: 'Entering {BACKUP|MASTER|FAULT} STATE',
    event: ([, state], instance) => entering('entering', state, instance),
  },
  // 2.0 and later, at start
  {
    text: 'Entering {BACKUP|FAULT} STATE (init)',
    event: ([, state], instance) => entering('initial', state, instance),
  },
  // Up to 1.4.5: one advertisement interval before `Entering MASTER STATE`, or followed by nothing
  {
    text: 'Transition to MASTER STATE',
    event: (_, instance) => ({ kind: 'vrrp-transition', instance, to: 'MASTER' }),
  },
  // Up to 1.4.5: after `Entering`, or alone where an interface is down
  {
    text: 'Now in {BACKUP|FAULT} state',
    event: ([, state], instance) => entering('reported', state, instance),
  },
  // 2.0 and later, at start and reload
  { text: 'entering FAULT state', event: (_, instance) => entering('reported', 'FAULT', instance) },

  // Reasons of a fault, 2.0.20 and later; the state itself follows in a line of its own
  {
    text: 'entering FAULT state due to script {name}',
    event: ([, script], instance) => ({ kind: 'fault', instance, reason: 'script', detail: script }),
  },
  {
    text: 'entering FAULT state (interface {name} down)',
    event: ([, name], instance) => ({ kind: 'fault', instance, reason: 'interface', detail: name }),
  },
  {
    text: 'entering FAULT state (tracked file {name} has status {n})',
    event: ([, file], instance) => ({ kind: 'fault', instance, reason: 'file', detail: file }),
  },
  {
    text: 'entering FAULT state (tracked process {name} quorum not achieved)',
    event: ([, process], instance) => ({ kind: 'fault', instance, reason: 'process', detail: process }),
  },
  {
    text: 'entering FAULT state (no {IPv4|IPv6} address for interface)',
    event: ([, family], instance) => ({ kind: 'fault', instance, reason: 'address', detail: family }),
  },
  {
    text: 'entering FAULT state (src address not configured)',
    event: (_, instance) => ({ kind: 'fault', instance, reason: 'source-address' }),
  },
  {
    text: 'interface {name} is down',
    event: ([, name], instance) => ({ kind: 'fault', instance, reason: 'interface', detail: name }),
  },
  // 2.2.7 and later
  {
    text: 'Cannot use unicast without any peers - going to fault state',
    event: (_, instance) => ({ kind: 'fault', instance, reason: 'unicast-peers' }),
  },

  // 2.0.20 and later; in front an instance, or with FILE_CHECK (2.1 and later) a real server
  {
    text: 'tracked file {name} {now|leaving} FAULT state',
    event: ([, name, change], subject) =>
      change === undefined ? undefined : trackedFile(subject, nameOr(name), change === 'leaving'),
  },
  {
    text: 'Tracked BFD instance {name} is {UP|DOWN}',
    event: ([, name, state]) =>
      state === undefined
        ? undefined
        : { kind: 'tracked', what: 'bfd', name: nameOr(name), up: state === 'UP' },
  },
  // Of the BFD process itself, where the name in front is the session's: 2.2 and later without `BFD_Instance`
  { text: 'Entering {AdminDown|Down|Init|Up} state', event: ([, state], name) => session(name, state) },
  {
    text: 'Entering {Down} state (Local diagnostic - {text}',
    event: ([, state], name) => session(name, state),
  },
  { text: 'Expired after {n} ms ({n} usec overdue)', event: () => ({ kind: 'ignored' }) },
  { text: 'Starting poll sequence', event: () => ({ kind: 'ignored' }) },

  // Priority: 1.2.24, 1.3.5 and later, 2.0.20 and later, 2.3.4 and later
  {
    text: 'Effective priority = {n}',
    event: ([, to], instance) =>
      to === undefined ? undefined : { kind: 'priority', instance, to: Number(to) },
  },
  {
    text: 'Changing effective priority from {n} to {n}',
    event: ([, from, to], instance) =>
      to === undefined ? undefined : { kind: 'priority', instance, from: figure(from), to: Number(to) },
  },
  {
    text: 'Setting effective priority to {n}',
    event: ([, to], instance) =>
      to === undefined ? undefined : { kind: 'priority', instance, to: Number(to) },
  },
  {
    text: 'Restoring our priority to {n} since {text}',
    event: ([, to], instance) =>
      to === undefined ? undefined : { kind: 'priority', instance, to: Number(to) },
  },

  // `protocol` up to 2.0.0
  {
    text: '{setting|removing} {?protocol }{VIPs.|E-VIPs.}',
    event: ([, verb, which], instance) =>
      verb === undefined
        ? undefined
        : {
            kind: 'vips',
            instance,
            action: verb === 'setting' ? 'set' : 'removed',
            excluded: which === undefined ? undefined : which === 'E-VIPs.',
          },
  },
  // 1.1 to 1.2.19 log what they send; later versions announce it and log each packet by interface.
  {
    text: 'Sending {gratuitous ARPs|Unsolicited Neighbour Adverts} on {name} for {ip}',
    event: ([, , name, address], instance) => ({
      kind: 'garp',
      instance,
      interface: name,
      address,
      queued: false,
    }),
  },
  {
    text: 'Sending/queueing {gratuitous ARPs|Unsolicited Neighbour Adverts} on {name} for {ip}',
    event: ([, , name, address], instance) => ({
      kind: 'garp',
      instance,
      interface: name,
      address,
      queued: true,
    }),
  },

  // 1.2.19 to 1.4.5
  {
    text: 'reset preempt delay',
    event: (_, instance) => ({ kind: 'preempt-delay', instance, action: 'reset' }),
  },
  // 1.2.19 to 2.0.5, then with fractions
  {
    text: 'start preempt delay({n})',
    event: ([, seconds], instance) => ({
      kind: 'preempt-delay',
      instance,
      action: 'started',
      seconds: figure(seconds),
    }),
  },
  {
    text: 'start preempt delay ({decimal})',
    event: ([, seconds], instance) => ({
      kind: 'preempt-delay',
      instance,
      action: 'started',
      seconds: figure(seconds),
    }),
  },
  {
    text: 'stop preempt delay',
    event: (_, instance) => ({ kind: 'preempt-delay', instance, action: 'stopped' }),
  },
];

function session(name: string, state: string | undefined): KeepalivedEvent | undefined {
  return state === undefined ? undefined : { kind: 'tracked', what: 'bfd', name, up: state === 'Up' };
}

function trackedFile(subject: string, name: string, up: boolean): KeepalivedEvent {
  return subject.startsWith('[')
    ? checkEvent('file', subject, up ? 'succeeded' : 'failed', { final: true, detail: name })
    : { kind: 'tracked', what: 'file', name, up };
}
