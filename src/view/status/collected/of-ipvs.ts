import { detached } from '../../../model/detach.ts';
import { endpointText, type RealServer, type VirtualServer, virtualServerKey } from '../../../model/ipvs.ts';
import type { IpvsStatus, NodeStatus, RealServerStatus, VirtualServerStatus } from '../node-status.ts';
import { ipvsRates } from './ipvs-rates.ts';
import { keptText } from './kept-text.ts';
import type { OkReport } from './ok-reports.ts';

/** A host's table. @param before the same node's status of the collection before */
export function ipvsStatus(report: OkReport<'ipvs'>, before: NodeStatus | undefined): IpvsStatus {
  const { version, connectionTableSize, virtualServers, timeouts, syncDaemons = [] } = report.value;
  const known = new Map(before?.ipvs?.virtualServers.map((server) => [server.key, server]));
  const elapsedSeconds = report.finishedAtSeconds - collectedAtSeconds(before);
  return {
    ...(version !== undefined && { version: detached(version) }),
    ...(connectionTableSize !== undefined && { connectionTableSize }),
    virtualServers: virtualServers.map((server) => virtualServerStatus(server, known, elapsedSeconds)),
    ...(timeouts !== undefined && { timeouts }),
    syncDaemons,
  };
}

function collectedAtSeconds(before: NodeStatus | undefined): number {
  const source = before?.sources.find(({ subsystem }) => subsystem === 'ipvs');
  return source?.finishedAtSeconds ?? Number.NaN;
}

function virtualServerStatus(
  server: VirtualServer,
  known: ReadonlyMap<string, VirtualServerStatus>,
  elapsedSeconds: number,
): VirtualServerStatus {
  const { portName, mark, scheduler, counters } = server;
  const key = virtualServerKey(server);
  const before = known.get(key);
  const realsBefore = new Map(before?.realServers.map((real) => [real.key, real]));
  const rates = server.rates ?? ipvsRates(counters, before, elapsedSeconds);
  return {
    key: before?.key ?? detached(key),
    protocol: keptText(server.protocol, before?.protocol),
    address: keptText(server.address, before?.address),
    port: server.port,
    ...(portName !== undefined && { portName: detached(portName) }),
    ...(mark !== undefined && { mark }),
    ...(scheduler !== undefined && { scheduler: keptText(scheduler, before?.scheduler) }),
    flags: flagsOf(server),
    ...(counters !== undefined && { counters }),
    ...(rates !== undefined && { rates }),
    realServers: server.realServers.map((real) => realServerStatus(real, realsBefore, elapsedSeconds)),
  };
}

function realServerStatus(
  server: RealServer,
  known: ReadonlyMap<string, RealServerStatus>,
  elapsedSeconds: number,
): RealServerStatus {
  const { port, portName, forward, weight, counters } = server;
  const { activeConnections: active, inactiveConnections: inactive } = server;
  const { persistentConnections: persistent } = server;
  const key = endpointText(server);
  const before = known.get(key);
  const rates = server.rates ?? ipvsRates(counters, before, elapsedSeconds);
  return {
    key: before?.key ?? detached(key),
    address: keptText(server.address, before?.address),
    port,
    ...(portName !== undefined && { portName: detached(portName) }),
    ...(forward !== undefined && { forward: keptText(forward, before?.forward) }),
    ...(weight !== undefined && { weight }),
    ...(active !== undefined && { active }),
    ...(inactive !== undefined && { inactive }),
    ...(persistent !== undefined && { persistent }),
    ...(counters !== undefined && { counters }),
    ...(rates !== undefined && { rates }),
  };
}

/** In ipvsadm's order and words (ipvsadm.c, `print_service_entry`); ticks are what only /proc tells. */
function flagsOf(server: VirtualServer): string[] {
  const { schedulerFlags, persistentSeconds, persistentJiffies, persistenceMask, persistenceEngine } = server;
  const flags = [...schedulerFlags];
  if (persistentSeconds !== undefined) flags.push(`persistent ${persistentSeconds}`);
  else if (persistentJiffies !== undefined) flags.push(`persistent ${persistentJiffies} ticks`);
  if (persistenceMask !== undefined) flags.push(`mask ${persistenceMask}`);
  if (persistenceEngine !== undefined) flags.push(`pe ${persistenceEngine}`);
  if (server.onePacket) flags.push('ops');
  return [...flags, ...(server.otherFlags ?? [])].map(detached);
}
