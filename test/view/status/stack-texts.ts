import { LineEvents } from '../../../src/live/line-event.ts';
import { type IpvsTable, virtualServerKey } from '../../../src/model/ipvs.ts';
import { KeepalivedTracker } from '../../../src/model/keepalived-tracker.ts';
import type { StackEvent } from '../../../src/model/stack-event.ts';
import { hostAddresses, vipStates } from '../../../src/model/vip.ts';
import { parseIpAddr } from '../../../src/parsers/ip-addr.ts';
import { parseIpvsText } from '../../../src/parsers/ipvs/text.ts';
import { parseKeepalivedLine } from '../../../src/parsers/keepalived/log.ts';
import type { LogClock } from '../../../src/parsers/keepalived/log-time.ts';
import type { IpvsStatus, KeepalivedStatus, NodeStatus } from '../../../src/view/status/node-status.ts';

/** What the programs of one host printed. */
export interface HostTexts {
  readonly node: string;
  readonly takenAtSeconds: number;
  readonly vip: string;
  readonly ipAddr?: string;
  readonly ipvsadm?: string;
  /** keepalived's logs by the names that the configuration gives them. */
  readonly logs?: Readonly<Record<string, string>>;
}

/** A host's status, read by the parsers from what its programs printed. */
export function hostStatus(texts: HostTexts): NodeStatus {
  const { node, takenAtSeconds, vip, ipAddr, ipvsadm, logs = {} } = texts;
  const addresses = ipAddr === undefined ? undefined : parseIpAddr(ipAddr).records;
  return {
    node,
    demo: false,
    takenAtSeconds,
    sources: [],
    vips: addresses === undefined ? [] : [...vipStates([vip], addresses)],
    hostAddresses: addresses === undefined ? [] : hostAddresses(addresses),
    keepaliveds: Object.entries(logs).map(([source, log]) => keepalivedStatus(source, log, takenAtSeconds)),
    ...(ipvsadm !== undefined && { ipvs: ipvsStatus(parseIpvsText(ipvsadm).records) }),
    haproxys: [],
    binds: [],
  };
}

function keepalivedStatus(source: string, log: string, takenAtSeconds: number): KeepalivedStatus {
  const tracker = new KeepalivedTracker();
  for (const line of log.split('\n')) {
    tracker.apply(parseKeepalivedLine(line, clockAt(takenAtSeconds)), { count: true });
  }
  const { instances } = tracker.state();
  return {
    source,
    instances: instances.map(({ name, state, priority, lastTransitionSeconds, vips, lastGarpSeconds }) => ({
      name,
      state,
      priority,
      sinceSeconds: lastTransitionSeconds,
      vips: vips ?? [],
      lastGarpSeconds,
    })),
    scripts: [],
    realServers: [],
    quorums: [],
  };
}

/** What the logs of a node tell, as its event store has it. */
export function logEvents({ node, takenAtSeconds, logs = {} }: HostTexts): StackEvent[] {
  const told = new LineEvents(() => node);
  const nowMs = takenAtSeconds * 1000;
  return Object.entries(logs).flatMap(([source, log]) =>
    log.split('\n').flatMap((text, id): StackEvent[] => {
      const line = parseKeepalivedLine(text, clockAt(takenAtSeconds));
      const event = told.eventOfLine(source, line, text, { isHistory: false, nowMs });
      return event === undefined ? [] : [{ id, ...event }];
    }),
  );
}

function clockAt(seconds: number): LogClock {
  return { nowMs: seconds * 1000, utcOffsetMinutes: 0 };
}

function ipvsStatus(table: IpvsTable): IpvsStatus {
  return {
    syncDaemons: [],
    virtualServers: table.virtualServers.map((server) => ({
      key: virtualServerKey(server),
      protocol: server.protocol,
      address: server.address,
      port: server.port,
      mark: server.mark,
      flags: [],
      realServers: server.realServers.map(({ address, port, forward, weight }) => ({
        key: `${address}:${port}`,
        address,
        port,
        forward,
        weight,
      })),
    })),
  };
}
