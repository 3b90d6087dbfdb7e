import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { joinProblems, NO_PROBLEMS, type ProblemList, ProblemLog } from '../../model/problem.ts';
import type { Outcome } from '../../model/snapshot.ts';
import {
  type HostAddresses,
  hostAddresses,
  type InterfaceAddress,
  type VipState,
  vipStates,
} from '../../model/vip.ts';
import { FormatError } from '../../parsers/format-error.ts';
import { parseIpAddr } from '../../parsers/ip-addr.ts';
import { readTextFile } from '../../sources/file.ts';
import { SourceError } from '../../sources/source-error.ts';
import type { Collector } from '../collector.ts';
import type { VipSource } from '../config/config.ts';
import { interfaceAddresses } from './network-interfaces.ts';

/** What the collector does outside of itself; what is not given is this host's own. */
export interface VipCollectorDeps {
  /** Addresses that IPVS and keepalived name, for a configuration that names none. Host names among them are left out. */
  readonly knownVips: () => readonly string[];
  readonly networkInterfaces?: typeof networkInterfaces;
  readonly readTextFile?: typeof readTextFile;
}

interface Configured {
  readonly addresses: readonly InterfaceAddress[];
  readonly problems: ProblemList;
}

/** Interfaces of a host with tens of thousands of addresses fit into this. */
const MAX_BYTES = 64 * 2 ** 20;

/** Tells for each watched virtual IP whether this host owns it, accepts it as a real server, or does not have it. */
export function createVipCollector(source: VipSource, deps: VipCollectorDeps): Collector<'vip'> {
  const { knownVips, networkInterfaces: list = networkInterfaces, readTextFile: read = readTextFile } = deps;
  const { file } = source;
  const configured = async (signal: AbortSignal): Promise<Configured> => {
    if (file === undefined) return { addresses: interfaceAddresses(list()), problems: NO_PROBLEMS };
    const { records, problems } = parseIpAddr(await read(file, { signal, maxBytes: MAX_BYTES }));
    return { addresses: records, problems };
  };
  return {
    subsystem: 'vip',
    source: '',
    target: file ?? "this host's interfaces",
    collect: async (signal): Promise<Outcome<HostAddresses>> => {
      const watched = source.addresses.length > 0 ? source.addresses : knownVips().filter(isAddress);
      try {
        const { addresses, problems } = await configured(signal);
        const vips = vipStates(watched, addresses);
        return {
          kind: 'ok',
          value: { vips, addresses: hostAddresses(addresses) },
          problems: joinProblems([problems, masksOfNothing(vips)]),
        };
      } catch (error) {
        if (error instanceof SourceError) return { kind: 'failed', reason: error.message };
        if (error instanceof FormatError) return { kind: 'failed', reason: `${file}: ${error.message}` };
        throw error;
      }
    },
    close: async () => undefined,
  };
}

function isAddress(text: string): boolean {
  return isIP(text) !== 0;
}

/** A virtual IP with mask 0.0.0.0 makes every address of the world a neighbour; it has been seen in instructions. */
function masksOfNothing(states: readonly VipState[]): ProblemList {
  const problems = new ProblemLog();
  for (const { address, on } of states) {
    for (const place of on) {
      if (place.prefixLength > 0) continue;
      const name = place.label ?? place.interface;
      problems.add(
        0,
        `${address} has mask 0 on ${name}; a virtual IP wants /32, or the mask of its network`,
        '',
      );
    }
  }
  return problems;
}
