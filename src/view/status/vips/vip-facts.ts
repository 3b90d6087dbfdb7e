import { plainAddress } from '../../../model/keepalived-dump.ts';
import type { StackEvent } from '../../../model/stack-event.ts';
import type { NodeStatus, VrrpInstanceStatus } from '../node-status.ts';
import type { PeerStatus } from '../stack-status.ts';
import type { VipClaim } from '../verdict.ts';
import { claimOf, type Director, directorsOf, InstancesByVip } from './directors.ts';
import { byOurClock, clockOffsets } from './peer-clocks.ts';
import { CONTEST_MEMORY_SECONDS, VipContests } from './vip-contests.ts';
import { type VipService, VipServices } from './vip-service.ts';

/** All that the verdict on one virtual IP is made from. */
export interface VipFacts {
  readonly address: string;
  readonly claims: readonly VipClaim[];
  /** Directors that hold it, the longest first. */
  readonly owners: readonly string[];
  /** Since when the last of them does. */
  readonly ownedSinceSeconds?: number | undefined;
  /** For how long two of them are known to have held it both; 0 with fewer. Infinite where nothing tells since when. */
  readonly sharedSeconds: number;
  /** Directors of the address whose part in it is known. */
  readonly directors: readonly string[];
  /** Directors whose part cannot be told, and peers that did not answer: one of them may hold it. */
  readonly unseen: readonly string[];
  /** A director that is MASTER by its own word, and does not have the address. */
  readonly emptyHanded: readonly string[];
  /** Seconds since an instance last changed its state, or less: as seen by the director that was asked longest ago. */
  readonly settledSeconds: number;
  /** Seconds since a contested election ended; undefined where there was none of late. */
  readonly contestedSecondsAgo?: number | undefined;
  readonly contenders: readonly string[];
  /** Whether the owner announced the address by gratuitous ARP since. */
  readonly announcedSince: boolean;
  readonly service: VipService;
}

const UNKNOWN_SERVICE: VipService = { state: 'unknown', lacking: [], deadServers: [] };

/** One director's part in one address. */
interface Part {
  readonly director: Director;
  readonly instances: readonly VrrpInstanceStatus[];
  /** Undefined where it cannot be told. */
  readonly holds: boolean | undefined;
  readonly sinceSeconds: number | undefined;
}

/** Gathers the facts of every virtual IP that a node watches or an instance names, each once. */
export function vipFacts(
  allNodes: readonly NodeStatus[],
  events: readonly StackEvent[],
  nowSeconds: number,
  peers: readonly PeerStatus[],
): VipFacts[] {
  const offsets = clockOffsets(peers);
  const nodes = allNodes.map((node) => byOurClock(node, offsets));
  const directors = directorsOf(nodes);
  const instances = new InstancesByVip(directors);
  const services = new VipServices(nodes);
  const contests = new VipContests(nodes, events, nowSeconds, offsets);
  const silent = peers.filter(({ state }) => state === 'failed').map(({ node, url }) => node ?? url);
  return addressesOf(directors).map((address) => {
    const parts = directors
      .map((director) => partOf(director, address, instances.of(director.name, address), services, contests))
      .filter((part) => part !== undefined);
    return factsOf(address, parts, { services, contests, silent, nowSeconds });
  });
}

function addressesOf(directors: readonly Director[]): string[] {
  const watched = directors.flatMap(({ node }) => node?.vips ?? []).map(({ address }) => address);
  const named = directors.flatMap(({ instances }) => instances).flatMap(({ vips }) => vips);
  return [...new Set([...watched, ...named].map(plainAddress))];
}

/** Undefined for a node that is no director of the address: a real server, or one that only watches it. */
function partOf(
  director: Director,
  vip: string,
  instances: readonly VrrpInstanceStatus[],
  services: VipServices,
  contests: VipContests,
): Part | undefined {
  const role = director.node === undefined ? undefined : services.roleOn(director.node, vip);
  const carriesTable = director.node !== undefined && services.hasTable(director.node, vip);
  if (role !== 'owner' && instances.length === 0 && !carriesTable) return undefined;
  const masters = instances.filter(({ state }) => state === 'MASTER');
  const sinceSeconds = newest([
    ...masters.map((master) => master.sinceSeconds),
    role === 'owner' ? contests.arrival(director, vip) : undefined,
  ]);
  // What its interfaces tell counts, not what its log says: one that was killed says MASTER to the end.
  const holds = role === undefined ? claimed(instances, masters.length) : role === 'owner';
  return { director, instances, holds, sinceSeconds };
}

/** By the word of its instances alone, any of which may be the one; undefined where they are not of one mind. */
function claimed(instances: readonly VrrpInstanceStatus[], masters: number): boolean | undefined {
  if (instances.length > 0 && masters === instances.length) return true;
  return masters === 0 && instances.every(({ state }) => state !== undefined) && instances.length > 0
    ? false
    : undefined;
}

interface Around {
  readonly services: VipServices;
  readonly contests: VipContests;
  readonly silent: readonly string[];
  readonly nowSeconds: number;
}

function factsOf(address: string, parts: readonly Part[], around: Around): VipFacts {
  const { services, contests, silent, nowSeconds } = around;
  const owners = parts
    .filter(({ holds }) => holds === true)
    .sort((one, other) => (one.sinceSeconds ?? 0) - (other.sinceSeconds ?? 0));
  const claims = parts.flatMap(({ director, instances }) =>
    instances.map((instance) => claimOf(director, instance)),
  );
  const [owner] = owners;
  const contest = contests.latest(claims);
  const contestedSecondsAgo = contest === undefined ? undefined : nowSeconds - contest.endedAtSeconds;
  const isRecent = contestedSecondsAgo !== undefined && contestedSecondsAgo <= CONTEST_MEMORY_SECONDS;
  return {
    address,
    claims,
    owners: owners.map(({ director }) => director.name),
    ownedSinceSeconds: owners.at(-1)?.sinceSeconds,
    sharedSeconds: sharedSeconds(owners),
    directors: parts.filter(({ holds }) => holds !== undefined).map(({ director }) => director.name),
    unseen: [
      ...parts.filter(({ holds }) => holds === undefined).map(({ director }) => director.name),
      ...silent,
    ],
    emptyHanded: parts.filter(isEmptyHanded).map(({ director }) => director.name),
    settledSeconds: settledSeconds(parts),
    ...(isRecent && { contestedSecondsAgo }),
    contenders: isRecent ? (contest?.directors ?? []) : [],
    announcedSince: contest !== undefined && owner !== undefined && announced(owner, contest.endedAtSeconds),
    service: owner === undefined ? UNKNOWN_SERVICE : services.of(owner.director, address),
  };
}

/** Only an instance that must be the one is meant: of several, any MASTER may hold other addresses. */
function isEmptyHanded({ holds, instances }: Part): boolean {
  return holds === false && instances.length > 0 && instances.every(({ state }) => state === 'MASTER');
}

/**
 * How long two owners have been such at one time. Each is known to hold the address from when it took it until it was
 * asked; directors are asked at different moments, and during a failover the later one has what the earlier one had.
 */
function sharedSeconds(owners: readonly Part[]): number {
  if (owners.length < 2) return 0;
  const [until = 0] = owners.map(({ director }) => director.seenAtSeconds).sort((one, other) => one - other);
  const since = owners
    .map(({ sinceSeconds }) => sinceSeconds ?? Number.NEGATIVE_INFINITY)
    .sort((one, other) => other - one);
  return Math.max(0, until - (since[0] ?? 0));
}

/** What a director said before another's last change is no witness of what came of it. */
function settledSeconds(parts: readonly Part[]): number {
  const changed = newest(parts.flatMap(({ instances }) => instances.map(({ sinceSeconds }) => sinceSeconds)));
  if (changed === undefined) return Number.POSITIVE_INFINITY;
  return Math.min(...parts.map(({ director }) => director.seenAtSeconds)) - changed;
}

/** A log has whole seconds: what it tells of the very second may have been before. */
function announced({ instances }: Part, afterSeconds: number): boolean {
  return instances.some(
    ({ lastGarpSeconds }) => (lastGarpSeconds ?? Number.NEGATIVE_INFINITY) > afterSeconds,
  );
}

function newest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
