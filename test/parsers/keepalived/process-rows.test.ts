import { expect, test } from 'vitest';
import { LIFECYCLE_ROWS } from '../../../src/parsers/keepalived/process-rows.ts';
import { type EventCase, eventOf, formatsWithout } from './cases.ts';

const CASES: readonly EventCase[] = [
  [
    'Starting Keepalived v2.2.7 (01/16,2022)',
    { kind: 'lifecycle', action: 'starting', process: 'parent', version: '2.2.7' },
  ],
  [
    'Starting Keepalived v2.0.5 (06/26,2018), git commit v2.0.5',
    { kind: 'lifecycle', action: 'starting', process: 'parent', version: '2.0.5' },
  ],
  [
    'Starting Keepalived v2.3.4 (06/10,2025), git commit v2.3.3-116-g1b1e1f5b+',
    { kind: 'lifecycle', action: 'starting', process: 'parent', version: '2.3.4' },
  ],
  [
    'Starting Keepalived v1.2.13 (05/28,2014)',
    { kind: 'lifecycle', action: 'starting', process: 'parent', version: '1.2.13' },
  ],
  ['Starting VRRP child process, pid=801', { kind: 'lifecycle', action: 'child-starting', process: 'vrrp' }],
  [
    'Starting Healthcheck child process, pid=800',
    { kind: 'lifecycle', action: 'child-starting', process: 'checkers' },
  ],
  ['Starting BFD child process, pid=802', { kind: 'lifecycle', action: 'child-starting', process: 'bfd' }],
  ['Startup complete', { kind: 'lifecycle', action: 'started', process: 'parent' }],
  ['Stopping Keepalived v1.2.13 (05/28,2014)', { kind: 'lifecycle', action: 'stopping', process: 'parent' }],
  ['Stopping', { kind: 'lifecycle', action: 'stopping', process: 'parent' }],
  ['Terminating on signal', { kind: 'lifecycle', action: 'stopping', process: 'parent' }],
  ['Stopped Keepalived v2.2.7 (01/16,2022)', { kind: 'lifecycle', action: 'stopped', process: 'parent' }],
  [
    'Terminating VRRP child process on signal',
    { kind: 'lifecycle', action: 'child-stopped', process: 'vrrp' },
  ],
  [
    'Terminating Healthchecker child process on signal',
    { kind: 'lifecycle', action: 'child-stopped', process: 'checkers' },
  ],
  ['Stopped', { kind: 'lifecycle', action: 'child-stopped' }],
  ['Stopped - used 0.030000 user time, 0.010000 system time', { kind: 'lifecycle', action: 'child-stopped' }],
  [
    'Stopped - used (self/children) 0.130000/6.480000 user time, 0.030000/0.150000 system time',
    { kind: 'lifecycle', action: 'child-stopped' },
  ],
  ['Reloading ...', { kind: 'lifecycle', action: 'reloading', process: 'parent' }],
  ['Reloading', { kind: 'lifecycle', action: 'child-reloading' }],
  ['Reload complete', { kind: 'lifecycle', action: 'reloaded', process: 'parent' }],
  [
    'Reloading VRRP child process(4004) on signal',
    { kind: 'lifecycle', action: 'child-reloading', process: 'vrrp' },
  ],
  [
    'Reloading Healthchecker child process(4003) on signal',
    { kind: 'lifecycle', action: 'child-reloading', process: 'checkers' },
  ],
  [
    'Got SIGHUP, reloading checker configuration',
    { kind: 'lifecycle', action: 'child-reloading', process: 'checkers' },
  ],
  ['Reload finished in 1200 usec', { kind: 'ignored' }],
  ['VRRP child process(801) died: Respawning', { kind: 'lifecycle', action: 'child-died', process: 'vrrp' }],
  [
    'Healthcheck child process(800) died: Respawning',
    { kind: 'lifecycle', action: 'child-died', process: 'checkers' },
  ],
  ['BFD child process(802) died: Exiting', { kind: 'lifecycle', action: 'child-died', process: 'bfd' }],
  ['pid 9412 exited with status 1', { kind: 'child-exit', pid: 9412, exitStatus: 1 }],
  [
    'pid 801 exited due to signal 9 (Killed) - has rlimit_rttime been exceeded?',
    { kind: 'child-exit', pid: 801, signal: 9 },
  ],
  ['pid 801 exited due to signal 15', { kind: 'child-exit', pid: 801, signal: 15 }],
  ['pid 801 exited due to segmentation fault (SIGSEGV).', { kind: 'ignored' }],
  ['pid 801 exited with permanent error CONFIG. Terminating', { kind: 'ignored' }],
  ['Keepalived_vrrp exited with permanent error CONFIG. Terminating', { kind: 'ignored' }],
];

test.each(CASES)('%s', (message, event) => {
  expect(eventOf(message)).toEqual(event);
});

test('every format has a case', () => {
  expect(formatsWithout(LIFECYCLE_ROWS, CASES)).toEqual([]);
});
