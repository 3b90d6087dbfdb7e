import { knownInstances } from '../../model/keepalived-dump.ts';
import type { ElectionReason, ScriptResult } from '../../model/keepalived-event.ts';
import type { Family } from './family.ts';
import {
  ENTERED_STATES,
  flag,
  type KeepalivedReports,
  keepalivedFamily,
  VRRP_STATE_NUMBERS,
  VRRP_STATES,
} from './keepalived-family.ts';

const ELECTION_REASONS: readonly ElectionReason[] = [
  'advertisement-timeout',
  'higher-priority-received',
  'lower-priority-received',
  'lower-priority-discarded',
  'same-priority-higher-address',
  'priority-zero-received',
  'forced',
];
const SCRIPT_RESULTS: readonly ScriptResult[] = ['succeeded', 'failed', 'timed-out'];

/** VRRP instances, sync groups, and what they depend on. */
export const KEEPALIVED_VRRP_FAMILIES: readonly Family<KeepalivedReports>[] = [
  keepalivedFamily({
    name: 'keepalived_vrrp_state',
    type: 'gauge',
    help: 'State of a VRRP instance: 0 INIT, 1 BACKUP, 2 MASTER, 3 FAULT. Nothing while it is unknown or stopped.',
    labels: ['iname'],
    note: 'Numbers as in keepalived-exporter, whose further labels are in `keepalived_vrrp_info`.',
    samples: (state, sample) => {
      for (const { name, state: now } of knownInstances(state)) {
        sample({ iname: name }, now && VRRP_STATE_NUMBERS[now]);
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_vrrp_status',
    type: 'gauge',
    help: 'State of a VRRP instance, one series a state: 1 for the one it is in, otherwise 0.',
    labels: ['iname', 'state'],
    samples: (state, sample) => {
      for (const { name, state: now } of knownInstances(state)) {
        if (now === undefined) continue;
        for (const each of VRRP_STATES) sample({ iname: name, state: each }, each === now ? 1 : 0);
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_vrrp_transitions_total',
    type: 'counter',
    help: 'Times that a VRRP instance entered a state; also those too short for a scrape to see.',
    labels: ['iname', 'state'],
    samples: (state, sample) => {
      for (const { name, transitions } of state.instances) {
        for (const each of ENTERED_STATES) sample({ iname: name, state: each }, transitions[each] ?? 0);
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_vrrp_last_transition_timestamp_seconds',
    type: 'gauge',
    help: 'When a VRRP instance entered its state, in seconds since 1970.',
    labels: ['iname'],
    samples: (state, sample) => {
      for (const each of knownInstances(state)) sample({ iname: each.name }, each.lastTransitionSeconds);
    },
  }),
  keepalivedFamily({
    name: 'keepalived_vrrp_vips_set',
    type: 'gauge',
    help: '1 if a VRRP instance has its virtual addresses configured on this host, otherwise 0.',
    labels: ['iname'],
    samples: (state, sample) => {
      for (const each of knownInstances(state)) sample({ iname: each.name }, flag(each.vipsSet));
    },
  }),
  keepalivedFamily({
    name: 'keepalived_vrrp_effective_priority',
    type: 'gauge',
    help: 'Priority that a VRRP instance advertises, with what its scripts and interfaces add and take.',
    labels: ['iname'],
    samples: (state, sample) => {
      for (const each of knownInstances(state)) sample({ iname: each.name }, each.priority);
    },
  }),
  keepalivedFamily({
    name: 'keepalived_vrrp_election_events_total',
    type: 'counter',
    help: 'What made a VRRP instance take part in an election, give way, or (lower-priority-discarded) wait for one.',
    labels: ['iname', 'reason'],
    samples: (state, sample) => {
      for (const { name, elections } of state.instances) {
        for (const reason of ELECTION_REASONS) sample({ iname: name, reason }, elections[reason] ?? 0);
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_vrrp_fault_reasons_total',
    type: 'counter',
    help: 'Times that a VRRP instance went to FAULT, by the reason that the log gives or that stands in the line before.',
    labels: ['iname', 'reason'],
    samples: (state, sample) => {
      for (const { name, faults } of state.instances) {
        for (const [reason, times] of Object.entries(faults)) sample({ iname: name, reason }, times);
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_vrrp_priority_zero_total',
    type: 'counter',
    help: 'Adverts with priority 0, by which a master resigns.',
    labels: ['iname', 'direction'],
    samples: (state, sample) => {
      for (const { name, priorityZeroSent, priorityZeroReceived } of state.instances) {
        sample({ iname: name, direction: 'sent' }, priorityZeroSent);
        sample({ iname: name, direction: 'received' }, priorityZeroReceived);
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_vrrp_conflicts_total',
    type: 'counter',
    help: 'Adverts refused and routers in conflict; without iname where keepalived does not log the instance.',
    labels: ['iname', 'reason'],
    note: 'From 2.3.4 keepalived logs each reason once, until a good advert comes.',
    samples: (state, sample) => {
      for (const [reason, times] of Object.entries(state.conflicts)) sample({ reason }, times);
      for (const { name, conflicts } of state.instances) {
        for (const [reason, times] of Object.entries(conflicts)) sample({ iname: name, reason }, times);
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_sync_group_state',
    type: 'gauge',
    help: 'State of a VRRP sync group: 0 INIT, 1 BACKUP, 2 MASTER, 3 FAULT. Nothing while it is unknown or stopped.',
    labels: ['group'],
    samples: ({ groups }, sample) => {
      for (const { name, state } of groups) sample({ group: name }, state && VRRP_STATE_NUMBERS[state]);
    },
  }),
  keepalivedFamily({
    name: 'keepalived_sync_group_transitions_total',
    type: 'counter',
    help: 'Times that a VRRP sync group took its instances to a state.',
    labels: ['group', 'state'],
    samples: ({ groups }, sample) => {
      for (const { name, transitions } of groups) {
        for (const each of ENTERED_STATES) sample({ group: name, state: each }, transitions[each] ?? 0);
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_script_status',
    type: 'gauge',
    help: '1 if a tracked script succeeds as often as it must, otherwise 0.',
    labels: ['name'],
    note: 'As in keepalived-exporter, but from the log; where that is silent, from keepalived.data.',
    samples: ({ scripts, dump }, sample) => {
      const logged = new Map(scripts.map(({ name, up }) => [name, up]));
      const dumped = new Map(dump?.scripts.map(({ name, status }) => [name, status]));
      for (const name of new Set([...logged.keys(), ...dumped.keys()])) {
        sample({ name }, flag(logged.get(name) ?? dumped.get(name)?.endsWith('GOOD')));
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_script_exit_status',
    type: 'gauge',
    help: 'Exit status of a tracked script; keepalived logs it when it changes.',
    labels: ['name'],
    samples: ({ scripts }, sample) => {
      for (const { name, exitStatus } of scripts) sample({ name }, exitStatus);
    },
  }),
  keepalivedFamily({
    name: 'keepalived_script_result_total',
    type: 'counter',
    help: 'Times that a tracked script came to succeed, to fail or to time out.',
    labels: ['script', 'result'],
    samples: ({ scripts }, sample) => {
      for (const { name, results } of scripts) {
        for (const result of SCRIPT_RESULTS) sample({ script: name, result }, results[result] ?? 0);
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_tracked_up',
    type: 'gauge',
    help: '1 if a tracked process has its quorum, a tracked file is good, or a BFD session is up, otherwise 0.',
    labels: ['kind', 'name'],
    samples: ({ tracked }, sample) => {
      for (const { what, name, up } of tracked) sample({ kind: what, name }, flag(up));
    },
  }),
  keepalivedFamily({
    name: 'keepalived_interface_up',
    type: 'gauge',
    help: '1 if an interface that keepalived watches is up, otherwise 0; nothing until it changes.',
    labels: ['intf'],
    samples: ({ interfaces }, sample) => {
      for (const { name, up } of interfaces) sample({ intf: name }, flag(up));
    },
  }),
  keepalivedFamily({
    name: 'keepalived_gratuitous_arps_sent_total',
    type: 'counter',
    help: 'Gratuitous ARPs and unsolicited neighbour adverts sent.',
    labels: ['intf'],
    samples: ({ interfaces }, sample) => {
      for (const { name, garpsSent } of interfaces) sample({ intf: name }, garpsSent);
    },
  }),
];
