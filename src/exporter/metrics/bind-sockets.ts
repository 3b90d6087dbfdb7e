import { SOCKET_NAMES } from '../../parsers/bind/socket-names.ts';
import {
  type BindLabels,
  type BindRecords,
  type CounterFamily,
  type CounterSets,
  counterFamilies,
} from './bind-family.ts';
import type { Family } from './family.ts';

const SOCKETS: CounterSets = { labels: [], of: ({ sockets }) => [{ labels: {}, counters: sockets }] };

/** Each of BIND's socket counters is a kind of socket and one of these endings: `TCP4AcceptFail`. */
const ENDINGS: readonly (Omit<CounterFamily, 'counters'> & { readonly ending: string })[] = [
  { ending: 'Open', name: 'bind_socket_opens_total', type: 'counter', help: 'Sockets opened.' },
  {
    ending: 'OpenFail',
    name: 'bind_socket_open_failures_total',
    type: 'counter',
    help: 'Sockets that could not be opened.',
  },
  { ending: 'Close', name: 'bind_socket_closes_total', type: 'counter', help: 'Sockets closed.' },
  {
    ending: 'BindFail',
    name: 'bind_socket_bind_failures_total',
    type: 'counter',
    help: 'Sockets that could not be bound to an address.',
  },
  {
    ending: 'Conn',
    name: 'bind_socket_connects_total',
    type: 'counter',
    help: 'Connections made to others.',
  },
  {
    ending: 'ConnFail',
    name: 'bind_socket_connect_failures_total',
    type: 'counter',
    help: 'Connections to others that could not be made.',
  },
  {
    ending: 'Accept',
    name: 'bind_socket_accepts_total',
    type: 'counter',
    help: 'Connections accepted from others.',
  },
  {
    ending: 'AcceptFail',
    name: 'bind_socket_accept_failures_total',
    type: 'counter',
    help: 'Connections of others that could not be accepted.',
  },
  { ending: 'SendErr', name: 'bind_socket_send_errors_total', type: 'counter', help: 'Errors when sending.' },
  {
    ending: 'RecvErr',
    name: 'bind_socket_receive_errors_total',
    type: 'counter',
    help: 'Errors when receiving.',
  },
  { ending: 'Active', name: 'bind_sockets_active', type: 'gauge', help: 'Sockets that are open.' },
  {
    ending: 'Clients',
    name: 'bind_tcp_clients_connected',
    type: 'gauge',
    help: 'Clients that are connected over TCP.',
  },
];

/** `FDWatchClose`, `FDwatchConn` and `FdwatchBindFail` are all of one kind. */
const NAME = /^(udp|tcp|unix|raw|fdwatch)([46]?)(.*)$/i;

/** The sockets of named. */
export const SOCKET_FAMILIES: readonly Family<BindRecords>[] = counterFamilies(
  SOCKETS,
  ENDINGS.map(({ ending, ...family }) => ({ ...family, counters: countersEndingIn(ending) })),
);

function countersEndingIn(ending: string): Record<string, BindLabels> {
  return Object.fromEntries(
    [...SOCKET_NAMES.byName.keys()].flatMap((name) => {
      const [, proto = '', family, rest] = NAME.exec(name) ?? [];
      if (rest !== ending) return [];
      return [[name, { proto: proto.toLowerCase(), family: family === '' ? undefined : `ipv${family}` }]];
    }),
  );
}
