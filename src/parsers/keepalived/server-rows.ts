import type { KeepalivedEvent, RealServerAction } from '../../model/keepalived-event.ts';
import type { MessageRow } from './message-table.ts';
import { parseKeepalivedServer } from './server.ts';

const ACTIONS: ReadonlyMap<string, RealServerAction> = new Map([
  ['Adding', 'added'],
  ['Removing', 'removed'],
  ['Enabling', 'enabled'],
  ['Disabling', 'disabled'],
  ['Shutting down', 'shut-down'],
]);

function realServer(
  verb: string | undefined,
  real: string | undefined,
  virtual: string | undefined,
  markedInhibited = false,
): KeepalivedEvent | undefined {
  const action = verb === undefined ? undefined : ACTIONS.get(verb);
  if (action === undefined) return undefined;
  return {
    kind: 'real-server',
    real: parseKeepalivedServer(real),
    virtual: parseKeepalivedServer(virtual),
    action,
    inhibited: markedInhibited || action === 'enabled' || action === 'disabled',
  };
}

function quorum(virtual: string | undefined, up: boolean, initial: boolean): KeepalivedEvent {
  return { kind: 'quorum', virtual: parseKeepalivedServer(virtual), up, initial };
}

/**
 * What becomes of real servers, quorums and sorry servers.
 * Source: keepalived/check/ipwrapper.c at tags v1.1.19 to v2.4.3.
 */
export const SERVER_ROWS: readonly MessageRow[] = [
  // 1.3.9 to 2.2.0 print `to` for all four; from 2.2.2 inhibited ones have `of`.
  {
    text: '{Adding|Enabling|Removing|Disabling} service {server} {to|from|of} VS {server}',
    event: ([, verb, real, , virtual]) => realServer(verb, real, virtual),
  },
  // 2.0 and later
  {
    text: 'Shutting down {service|(inhibited) service} {server} from VS {server}',
    event: ([, what, real, virtual]) =>
      what === undefined ? undefined : realServer('Shutting down', real, virtual, what.startsWith('(')),
  },
  {
    text: 'Removing (inhibited) service {server} from VS {server}',
    event: ([, real, virtual]) => realServer('Removing', real, virtual, true),
  },
  // At a reload, all versions
  {
    text: 'service {server} no longer exist',
    event: ([, real]) => ({ kind: 'real-server-gone', real: parseKeepalivedServer(real) }),
  },
  {
    text: 'Removing Virtual Server {server}',
    event: ([, virtual]) => ({ kind: 'virtual-server-gone', virtual: parseKeepalivedServer(virtual) }),
  },
  {
    text: 'Removing Virtual Server Group [{name}]',
    event: ([, group]) => ({ kind: 'virtual-server-gone', virtual: group === undefined ? {} : { group } }),
  },
  // `active|inactive` in all versions
  {
    text: 'Changing weight from {n} to {n} for {active|inactive} service {server} of VS {server}',
    event: ([, from, to, active, real, virtual]) =>
      from === undefined || to === undefined
        ? undefined
        : {
            kind: 'weight',
            real: parseKeepalivedServer(real),
            virtual: parseKeepalivedServer(virtual),
            from: Number(from),
            to: Number(to),
            active: active === undefined ? undefined : active === 'active',
          },
  },

  // All versions
  {
    text: 'Gained quorum {n}+{n}={n} <= {n} for VS {server}',
    event: ([, , , , , virtual]) => quorum(virtual, true, false),
  },
  {
    text: 'Lost quorum {n}-{n}={n} > {n} for VS {server}',
    event: ([, , , , , virtual]) => quorum(virtual, false, false),
  },
  // 1.4 and later
  {
    text: 'Starting with quorum down {n}-{n}={n} > {n} for VS {server}',
    event: ([, , , , , virtual]) => quorum(virtual, false, true),
  },

  // `Enabling` and `Disabling` 1.2.13 and later
  {
    text: '{Adding|Enabling|Removing|Disabling} sorry server {server} {to|from} VS {server}',
    event: ([, verb, real, , virtual]) =>
      verb === undefined
        ? undefined
        : {
            kind: 'sorry-server',
            real: parseKeepalivedServer(real),
            virtual: parseKeepalivedServer(virtual),
            active: verb === 'Adding' || verb === 'Enabling',
          },
  },
  // 1.2.2 and later
  {
    text: '{Adding alive servers to|Removing alive servers from} the pool for VS {server}',
    event: ([, what, virtual]) =>
      what === undefined
        ? undefined
        : {
            kind: 'alive-servers',
            virtual: parseKeepalivedServer(virtual),
            inPool: what === 'Adding alive servers to',
          },
  },
  { text: 'VS [{text}] added into group {name}', event: () => ({ kind: 'ignored' }) },
  { text: 'VS [{text}] in group {name} no longer exist{?s}', event: () => ({ kind: 'ignored' }) },
  { text: 'VS [{text}] has no configured RS! Skipping RS activation.', event: () => ({ kind: 'ignored' }) },
];
