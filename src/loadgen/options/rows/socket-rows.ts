import { type OptionRow, takes } from '../option-row.ts';
import { wholeNumber } from '../values/number.ts';
import { portRotation } from '../values/port-rotation.ts';
import { oneOf } from '../values/value-kind.ts';
import { MOST_WORKERS } from './load-rows.ts';

const KIBIBYTE = 1024;
/** Sockets of one worker: a quarter of the source ports that there are. */
export const MOST_SOCKETS = 16_384;

/** Source ports, connections and how they reach the kernel. */
export const SOCKET_ROWS: readonly OptionRow[] = [
  {
    group: 'Sockets',
    long: ['sockets', 'clients'],
    metavar: 'N',
    help: 'of each worker [16]',
    takes: takes(wholeNumber(1, MOST_SOCKETS), (sockets) => ({ sockets })),
  },
  {
    group: 'Sockets',
    long: ['total-sockets'],
    dnsperf: 'c',
    dnsperfOnly: true,
    metavar: 'N',
    help: 'sockets [1]',
    takes: takes(wholeNumber(1, MOST_SOCKETS * MOST_WORKERS), (totalSockets) => ({ totalSockets })),
  },
  {
    group: 'Sockets',
    long: ['rotate-ports'],
    metavar: 'N|TIME',
    help: 'new after',
    takes: takes(portRotation, (rotatePorts) => ({ rotatePorts })),
  },
  {
    group: 'Sockets',
    long: ['buffer'],
    letters: 'b',
    dnsperf: 'b',
    metavar: 'KB',
    help: '[up to 4096]',
    takes: takes(wholeNumber(1, 1_048_576), (kibibytes) => ({ bufferBytes: kibibytes * KIBIBYTE })),
  },
  {
    group: 'Sockets',
    long: ['queries-per-connection'],
    dnsperfKey: 'num-queries-per-conn',
    metavar: 'N',
    help: '',
    takes: takes(wholeNumber(1, 1_000_000_000), (queriesPerConnection) => ({ queriesPerConnection })),
  },
  {
    group: 'Sockets',
    long: ['transport'],
    metavar: 'HOW',
    help: 'auto, mmsg, dgram',
    takes: takes(oneOf('auto', 'mmsg', 'dgram'), (transport) => ({ transport })),
  },
  {
    group: 'Sockets',
    long: ['timestamps'],
    metavar: 'WHOSE',
    help: 'user, kernel',
    takes: takes(oneOf('user', 'kernel'), (timestamps) => ({ timestamps })),
  },
  {
    group: 'Sockets',
    long: ['gso'],
    metavar: 'ON|OFF',
    help: 'UDP_SEGMENT [on]',
    takes: takes(oneOf('on', 'off'), (gso) => ({ gso })),
  },
];
