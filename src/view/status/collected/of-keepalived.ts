import { detached } from '../../../model/detach.ts';
import type {
  KeepalivedDumpInstance,
  KeepalivedDumpScript,
  KeepalivedState,
} from '../../../model/keepalived.ts';
import { knownInstances, plainAddress } from '../../../model/keepalived-dump.ts';
import { keepalivedServerText } from '../../../model/keepalived-server.ts';
import type { CheckedRealServer, KeepalivedStatus, VrrpInstanceStatus } from '../node-status.ts';
import type { OkReport } from './ok-reports.ts';

/** What one keepalived's log and its own dump tell together. */
export function keepalivedStatus({ source, value }: OkReport<'keepalived'>): KeepalivedStatus {
  const { running, version, virtualServers } = value;
  return {
    source,
    ...(running !== undefined && { running }),
    ...(version !== undefined && { version: detached(version) }),
    instances: instancesOf(value),
    scripts: scriptsOf(value),
    realServers: value.realServers.map(checkedRealServer),
    quorums: virtualServers.flatMap(({ virtual, quorumUp }) =>
      quorumUp === undefined ? [] : [{ virtual: detached(keepalivedServerText(virtual)), up: quorumUp }],
    ),
  };
}

function instancesOf(state: KeepalivedState): VrrpInstanceStatus[] {
  const logged = new Map(state.instances.map((each) => [each.name, each]));
  const dumped = new Map(state.dump?.instances.map((each) => [each.name, each]));
  return knownInstances(state).map(({ name, state: vrrpState, priority, lastTransitionSeconds }) => {
    const { vips = [], lastGarpSeconds } = logged.get(name) ?? {};
    return {
      name: detached(name),
      ...(vrrpState !== undefined && { state: vrrpState }),
      ...(priority !== undefined && { priority }),
      ...(lastTransitionSeconds !== undefined && { sinceSeconds: lastTransitionSeconds }),
      vips: [...new Set([...vips, ...dumpedVips(dumped.get(name))])],
      ...(lastGarpSeconds !== undefined && { lastGarpSeconds }),
    };
  });
}

function dumpedVips(instance: KeepalivedDumpInstance | undefined): string[] {
  if (instance === undefined) return [];
  return [...instance.vips, ...instance.excludedVips].map((vip) => detached(plainAddress(vip)));
}

/** keepalived's names of a script's results; `INIT` and `DISABLED` tell nothing. */
const UP_BY_STATUS: ReadonlyMap<string | undefined, boolean> = new Map([
  ['GOOD', true],
  ['INIT/GOOD', true],
  ['BAD', false],
  ['INIT/FAILED', false],
]);

function scriptsOf({ scripts, dump }: KeepalivedState): KeepalivedStatus['scripts'] {
  const logged = new Map(scripts.map(({ name, up }) => [name, up]));
  const dumped = new Map(dump?.scripts.map((script: KeepalivedDumpScript) => [script.name, script.status]));
  return [...new Set([...logged.keys(), ...dumped.keys()])].map((name) => {
    const up = logged.get(name) ?? UP_BY_STATUS.get(dumped.get(name));
    return { name: detached(name), ...(up !== undefined && { up }) };
  });
}

function checkedRealServer(server: KeepalivedState['realServers'][number]): CheckedRealServer {
  const { protocol: _, ...real } = server.real;
  const { up, lastChangeSeconds } = server;
  return {
    virtual: detached(keepalivedServerText(server.virtual)),
    real: detached(keepalivedServerText(real)),
    ...(up !== undefined && { up }),
    ...(lastChangeSeconds !== undefined && { lastChangeSeconds }),
  };
}
