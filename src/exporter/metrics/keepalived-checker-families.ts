import { keepalivedServerText } from '../../model/keepalived-server.ts';
import type { Family } from './family.ts';
import { flag, type KeepalivedReports, keepalivedFamily } from './keepalived-family.ts';

/** Real servers, quorums, sorry servers and checks. */
export const KEEPALIVED_CHECKER_FAMILIES: readonly Family<KeepalivedReports>[] = [
  keepalivedFamily({
    name: 'keepalived_real_server_up',
    type: 'gauge',
    help: '1 if keepalived has a real server in service for a virtual server, otherwise 0; nothing until a line tells.',
    labels: ['vs', 'rs'],
    samples: ({ realServers }, sample) => {
      for (const { virtual, real, up } of realServers) {
        sample({ vs: keepalivedServerText(virtual), rs: keepalivedServerText(real) }, flag(up));
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_real_server_events_total',
    type: 'counter',
    help: 'Times that a real server was added, removed, enabled, disabled, shut-down, or (notify FIFO) went up or down.',
    labels: ['vs', 'rs', 'event'],
    samples: ({ realServers }, sample) => {
      for (const { virtual, real, events } of realServers) {
        const vs = keepalivedServerText(virtual);
        const rs = keepalivedServerText(real);
        for (const [event, times] of Object.entries(events)) sample({ vs, rs, event }, times);
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_real_server_last_change_timestamp_seconds',
    type: 'gauge',
    help: 'When a real server was last taken into service or out of it, in seconds since 1970.',
    labels: ['vs', 'rs'],
    samples: ({ realServers }, sample) => {
      for (const { virtual, real, lastChangeSeconds } of realServers) {
        sample({ vs: keepalivedServerText(virtual), rs: keepalivedServerText(real) }, lastChangeSeconds);
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_real_server_weight',
    type: 'gauge',
    help: 'Weight that keepalived gave a real server last; it is logged when it changes.',
    labels: ['vs', 'rs'],
    samples: ({ realServers }, sample) => {
      for (const { virtual, real, weight } of realServers) {
        sample({ vs: keepalivedServerText(virtual), rs: keepalivedServerText(real) }, weight);
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_quorum_up',
    type: 'gauge',
    help: '1 if a virtual server has its quorum of real servers, otherwise 0; nothing until a line tells.',
    labels: ['vs'],
    samples: ({ virtualServers }, sample) => {
      for (const { virtual, quorumUp } of virtualServers) {
        sample({ vs: keepalivedServerText(virtual) }, flag(quorumUp));
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_quorum_events_total',
    type: 'counter',
    help: 'Times that a virtual server gained or lost its quorum.',
    labels: ['vs', 'event'],
    samples: ({ virtualServers }, sample) => {
      for (const { virtual, quorumGained, quorumLost } of virtualServers) {
        const vs = keepalivedServerText(virtual);
        sample({ vs, event: 'gained' }, quorumGained);
        sample({ vs, event: 'lost' }, quorumLost);
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_sorry_server_active',
    type: 'gauge',
    help: '1 if the sorry server of a virtual server stands in for its real servers, otherwise 0.',
    labels: ['vs'],
    samples: ({ virtualServers }, sample) => {
      for (const { virtual, sorryServerActive } of virtualServers) {
        sample({ vs: keepalivedServerText(virtual) }, flag(sorryServerActive));
      }
    },
  }),
  keepalivedFamily({
    name: 'keepalived_checks_total',
    type: 'counter',
    help: 'Health check results that keepalived logged: of attempts, of single URLs, and the verdict over all of them.',
    labels: ['type', 'result'],
    note: 'keepalived logs changes and failures, not every check.',
    samples: ({ checks }, sample) => {
      for (const { type, result, count } of checks) sample({ type, result }, count);
    },
  }),
];
