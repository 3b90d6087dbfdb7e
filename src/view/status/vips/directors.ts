import { addToGroup } from '../../../model/group-by.ts';
import { plainAddress } from '../../../model/keepalived-dump.ts';
import type { KeepalivedStatus, NodeStatus, VrrpInstanceStatus } from '../node-status.ts';
import type { VipClaim } from '../verdict.ts';

/** One that may hold virtual IPs: a node, or another host of which only keepalived's log is read. */
export interface Director {
  readonly name: string;
  /** Absent where only its log is read. */
  readonly node?: NodeStatus | undefined;
  readonly instances: readonly VrrpInstanceStatus[];
  /** When what is known of it was collected, by the clock of who collected it. */
  readonly seenAtSeconds: number;
}

/** Claims of one director to one virtual IP; a log may name thousands of instances and no address. */
const MAX_CLAIMS = 16;

/**
 * The director that a keepalived source tells of. A node's only source is its own keepalived; of several it is the one
 * with the node's name, and each other one tells of the director that it is named after.
 */
export function directorName(node: NodeStatus, source: string): string {
  return node.keepaliveds.length === 1 ? node.node : source;
}

/** Every node, and every director that only a log tells of; what a node says of itself counts more than a log does. */
export function directorsOf(nodes: readonly NodeStatus[]): Director[] {
  const logs = nodes.flatMap((node) =>
    node.keepaliveds.map((keepalived) => ({ node, keepalived, name: directorName(node, keepalived.source) })),
  );
  const found = new Map<string, Director>();
  for (const node of nodes) {
    const own = logs.find((log) => log.name === node.node && log.node === node);
    const { keepalived } = own ?? logs.find((log) => log.name === node.node) ?? {};
    const name = freeName(node.node, found);
    found.set(name, { name, node, ...seen(keepalived, node) });
  }
  for (const { name, keepalived, node } of logs) {
    if (!found.has(name)) found.set(name, { name, ...seen(keepalived, node) });
  }
  return [...found.values()];
}

/** Two hosts that were given one name, `localhost` for one, are two. */
function freeName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}#${number}`;
  return name;
}

function seen(
  keepalived: KeepalivedStatus | undefined,
  { takenAtSeconds }: NodeStatus,
): Pick<Director, 'instances' | 'seenAtSeconds'> {
  return { instances: keepalived?.instances ?? [], seenAtSeconds: takenAtSeconds };
}

/** Tells which instances of each director may hold an address. */
export class InstancesByVip {
  private readonly named = new Map<string, VrrpInstanceStatus[]>();
  /** By director: instances that may hold any address, for nothing names those that they hold. */
  private readonly unnamed = new Map<string, readonly VrrpInstanceStatus[]>();

  constructor(directors: readonly Director[]) {
    const vipsByInstance = namedVips(directors);
    for (const { name, instances } of directors) {
      const noneNamed = instances.every(({ vips }) => vips.length === 0);
      const unnamed: VrrpInstanceStatus[] = [];
      for (const instance of instances) {
        // A backup that never announced anything holds what its partner's instance of that name does.
        const vips = instance.vips.length > 0 ? instance.vips : (vipsByInstance.get(instance.name) ?? []);
        for (const vip of new Set(vips.map(plainAddress))) addToGroup(this.named, key(name, vip), instance);
        if (vips.length === 0 && noneNamed) unnamed.push(instance);
      }
      this.unnamed.set(name, unnamed);
    }
  }

  of(director: string, vip: string): readonly VrrpInstanceStatus[] {
    const found = [...(this.named.get(key(director, vip)) ?? []), ...(this.unnamed.get(director) ?? [])];
    return found.slice(0, MAX_CLAIMS);
  }
}

function key(director: string, vip: string): string {
  return `${vip} ${director}`;
}

function namedVips(directors: readonly Director[]): Map<string, string[]> {
  const byInstance = new Map<string, string[]>();
  for (const { name, vips } of directors.flatMap(({ instances }) => instances)) {
    for (const vip of vips) addToGroup(byInstance, name, vip);
  }
  return byInstance;
}

export function claimOf(director: Director, instance: VrrpInstanceStatus): VipClaim {
  const { name, state, priority, sinceSeconds } = instance;
  return {
    director: director.name,
    instance: name,
    ...(state !== undefined && { state }),
    ...(priority !== undefined && { priority }),
    ...(sinceSeconds !== undefined && { sinceSeconds }),
  };
}
