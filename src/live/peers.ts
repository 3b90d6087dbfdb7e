import type { StackEvent } from '../model/stack-event.ts';
import type { ReadLimits } from '../sources/source-error.ts';
import type { NodeStatus } from '../view/status/node-status.ts';
import type { PeerStatus } from '../view/status/stack-status.ts';
import type { Clock } from './clock.ts';

/** Another vipscope. What else its configuration says is for whoever fetches. */
export interface PeerTarget {
  /** Without user and password: it is shown. */
  readonly url: string;
  readonly timeoutMs: number;
}

export interface PeersOptions<Peer extends PeerTarget> {
  readonly peers: readonly Peer[];
  /** Reads one document of a peer. @throws SourceError */
  readonly fetch: (peer: Peer, url: string, limits: ReadLimits) => Promise<string>;
  /** This node's own name. */
  readonly node: () => string;
  /** Whether an answer is one of this very process. */
  readonly isOwn: (node: NodeStatus) => boolean;
  readonly clock: Clock;
  readonly intervalMs: number;
  /** A peer began or ceased to answer, or for another reason. */
  readonly onChange: (status: PeerStatus) => void;
}

export interface PeersSeen {
  readonly nodes: readonly NodeStatus[];
  readonly statuses: readonly PeerStatus[];
  /** The latest first. */
  readonly events: readonly StackEvent[];
}

/** The other vipscopes, each read on its own; one that does not answer delays no other. */
export class Peers<Peer extends PeerTarget> {
  constructor(_options: PeersOptions<Peer>) {
    // A stub.
  }

  latest(): PeersSeen {
    return { nodes: [], statuses: [], events: [] };
  }

  /** Reads all of them now; resolves when each has answered, failed, or the signal aborted. */
  async refresh(_signal: AbortSignal): Promise<void> {
    // A stub.
  }

  /** Reads this often from now on. `isWatched` tells the peers that somebody looks at the page. */
  pace(_intervalMs: number, _isWatched: boolean): void {
    // A stub.
  }

  /** Goes on with these; what is known of one that stays is kept. */
  reconfigure(_peers: readonly Peer[]): void {
    // A stub.
  }

  async close(): Promise<void> {
    // A stub.
  }
}
