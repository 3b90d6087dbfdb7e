import type { NamedFigures, NodeFigures } from './node-figures.ts';

/** What an operator told: who calls itself NAME is at that address. */
export interface RealServerName {
  /** As it calls itself by NSID, as its first answer, or as its vipscope or the source of its figures is called. */
  readonly name: string;
  readonly address: string;
  /** Absent: any. */
  readonly port?: number;
}

/** A real server as the director's table has it. */
export interface ListedServer {
  /** `192.168.56.183:53` */
  readonly key: string;
  readonly address: string;
  /** That the director sent it; absent: not known. */
  readonly packets?: number;
}

/** Answers by the name of whoever gave them. */
export type AnswerCounts = readonly (readonly [name: string, answers: number])[];

/** Who a real server is. */
export interface ServerIdentity {
  readonly key: string;
  /** As dnsbench counts its answers. */
  readonly name?: string;
  readonly answers?: number;
  /** Those that run on its host. */
  readonly nameds: readonly NamedFigures[];
}

/** Tells which name and which named belong to which real server, where that can be told. */
export function identifyServers(
  servers: readonly ListedServer[],
  known: {
    readonly nodes: readonly NodeFigures[];
    readonly told: readonly RealServerName[];
    readonly counts: AnswerCounts;
  },
): readonly ServerIdentity[] {
  const { nodes, told, counts } = known;
  const named = servers.map((server) => {
    const names = namesOf(server, told);
    const hosts = nodes.filter(({ addresses }) => isNear(server, addresses));
    const nameds = nodes.flatMap((node) => {
      const isHost = names.length === 0 && hosts.includes(node);
      return node.nameds.filter(
        ({ source }) => isHost || names.includes(node.node) || names.includes(source),
      );
    });
    const spoken = [...names, server.address, ...hosts.map(({ node }) => node)].map(lowerCase);
    return { server, nameds, counted: counts.find(([name]) => spoken.includes(lowerCase(name))) };
  });
  const taken = new Set(named.map(({ counted }) => counted?.[0]));
  const free = counts.filter(([name]) => !taken.has(name));
  return named.map(({ server, nameds, counted }) => {
    const found = counted ?? sameCount(server, servers, free);
    return {
      key: server.key,
      nameds,
      ...(found !== undefined && { name: found[0], answers: found[1] }),
    };
  });
}

function namesOf({ key, address }: ListedServer, told: readonly RealServerName[]): string[] {
  return told
    .filter((one) => one.address === address && (one.port === undefined || key.endsWith(`:${one.port}`)))
    .map(({ name }) => name);
}

/** Every host has the addresses of loopback. */
function isNear({ address }: ListedServer, addresses: readonly string[]): boolean {
  return !address.startsWith('127.') && address !== '::1' && addresses.includes(address);
}

/** One that answered exactly as often as the director asked it, if no other server and no other name did. */
function sameCount(
  { packets }: ListedServer,
  servers: readonly ListedServer[],
  free: AnswerCounts,
): AnswerCounts[number] | undefined {
  if (packets === undefined || packets === 0) return undefined;
  if (servers.filter((other) => other.packets === packets).length > 1) return undefined;
  const [one, ...others] = free.filter(([, answers]) => answers === packets);
  return others.length === 0 ? one : undefined;
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}
