import type { HaproxyScope, HaproxyState } from '../../model/haproxy.ts';

/** One state of a state set, with its label written out. */
export interface StateLabel {
  readonly state: string;
  readonly label: string;
}

/** States of a scope's `haproxy_<scope>_status`, and which of them each status text means. */
export interface StateSet {
  readonly states: readonly StateLabel[];
  readonly stateOf: Readonly<Partial<Record<HaproxyState, string>>>;
  readonly note?: string;
}

function labels(states: readonly string[]): StateLabel[] {
  return states.map((state) => ({ state, label: `state="${state}"` }));
}

/** As HAProxy's own exporter has them since 2.4. */
export const STATE_SETS: Readonly<Record<HaproxyScope, StateSet>> = {
  frontend: {
    states: labels(['DOWN', 'UP', 'PAUSED']),
    stateOf: { OPEN: 'UP', FULL: 'UP', STOP: 'DOWN', PAUSED: 'PAUSED' },
    note: "`PAUSED` takes no connections and is not `UP`, as HAProxy's own exporter has it.",
  },
  backend: { states: labels(['DOWN', 'UP']), stateOf: { UP: 'UP', DOWN: 'DOWN' } },
  listener: {
    states: labels(['WAITING', 'OPEN', 'FULL']),
    stateOf: { WAITING: 'WAITING', OPEN: 'OPEN', FULL: 'FULL' },
  },
  server: {
    states: labels(['DOWN', 'UP', 'MAINT', 'DRAIN', 'NOLB']),
    // A server without health checks is taken for one that is up, by HAProxy too.
    stateOf: { UP: 'UP', 'NO CHECK': 'UP', DOWN: 'DOWN', MAINT: 'MAINT', DRAIN: 'DRAIN', NOLB: 'NOLB' },
    note: '`haproxy_exporter` has `haproxy_server_up`, with every state but a few spellings of up as 0.',
  },
};

/** Results of checks (src/check.c, `check_statuses`) but for UNK and INI, which say that there is none yet. */
export const CHECK_STATES: readonly StateLabel[] = labels([
  'HANA',
  'SOCKERR',
  'L4OK',
  'L4TOUT',
  'L4CON',
  'L6OK',
  'L6TOUT',
  'L6RSP',
  'L7TOUT',
  'L7RSP',
  'L7OK',
  'L7OKC',
  'L7STS',
  'PROCERR',
  'PROCTOUT',
  'PROCOK',
]);
