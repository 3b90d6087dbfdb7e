import type { Growth } from '../../../../src/loadgen/ledger/counter-growth.ts';
import type {
  DirectorFigures,
  NamedFigures,
  NodeFigures,
  RealServerFigures,
} from '../../../../src/loadgen/ledger/node-figures.ts';

export const VIP = 'udp/192.168.56.185:53';
export const RS1 = '192.168.56.183';
export const RS2 = '192.168.56.184';

const exact = (grown: number): Growth => ({ grown });

export function realServer(
  address: string,
  weight: number,
  [connections, packets]: readonly [number, number],
): RealServerFigures {
  return {
    key: `${address}:53`,
    address,
    weight,
    packets: exact(packets),
    connections: exact(connections),
  };
}

/** A director whose virtual server has counted what its real servers have. */
export function director(
  scheduler: string,
  realServers: readonly RealServerFigures[],
  more: Partial<DirectorFigures> = {},
): DirectorFigures {
  const sum = (of: 'packets' | 'connections') =>
    exact(realServers.reduce((total, real) => total + (real[of]?.grown ?? 0), 0));
  return {
    node: 'ds1',
    virtual: VIP,
    scheduler,
    flags: [],
    packets: sum('packets'),
    connections: sum('connections'),
    realServers,
    changes: [],
    ...more,
  };
}

export function named(
  node: string,
  [requests, responses]: readonly [number, number],
  more: Partial<NamedFigures> = {},
): NamedFigures {
  return {
    node,
    source: 'named',
    requests: exact(requests),
    responses: exact(responses),
    withNsid: exact(0),
    dropped: [],
    ...more,
  };
}

export function node(name: string, addresses: readonly string[], more: Partial<NodeFigures>): NodeFigures {
  return { node: name, addresses, directors: [], nameds: [], ...more };
}
