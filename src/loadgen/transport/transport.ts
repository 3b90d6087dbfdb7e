import type { QueryPool } from '../queries/query-pool.ts';
import type { PortRotation } from '../settings.ts';
import type { QueryShape } from '../shaping/query-shape.ts';
import type { Engine } from '../worker/engine.ts';
import type { Messages } from '../worker/messages.ts';
import type { QueryCursor } from '../worker/query-cursor.ts';
import type { RunClock } from '../worker/run-clock.ts';
import type { RunControl } from '../worker/run-control.ts';
import type { Slots } from '../worker/slots.ts';

/** Most queries of one batch: as many as one buffer with UDP_SEGMENT may hold (UDP_MAX_SEGMENTS). */
export const SEND_BATCH = 64;

/** An address with its port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
  /** Index of the interface of a link-local IPv6 address; 0: none. */
  readonly scopeId: number;
  /** Its name, as `fe80::1%eth0` has it. */
  readonly scope?: string;
}

/** What a transport carries queries with: one worker's sockets and where they go. */
export interface SocketPlan {
  /** One, or more where the input's directives name others; socket `s` of target `t` is number `t × sockets + s`. */
  readonly targets: readonly Endpoint[];
  /** Sockets of each target. */
  readonly sockets: number;
  /** First of `sockets` source ports; 0: the kernel chooses. */
  readonly localPort: number;
  readonly localAddress: string | undefined;
  readonly bufferBytes: number;
  readonly rotation: PortRotation | undefined;
  readonly kernelTimestamps: boolean;
  /** Whether neighbours of one length go to the kernel as one buffer, where the transport can. */
  readonly gso: boolean;
  /** Room for an answer; of a longer one the end is cut off. */
  readonly answerBytes: number;
  /** One, or more where directives in the middle of the input change what holds. */
  readonly stages: readonly StagePlan[];
}

/** What holds for the queries of one stage of the input. */
export interface StagePlan {
  /** Place in `targets`. */
  readonly target: number;
  readonly outstanding: number;
  readonly timeoutUs: number;
}

/** Connections of TCP and DoT. */
export interface StreamPlan {
  /** Whose certificate it must be; without `serverName` that of the target's address. `ca` is PEM text. */
  readonly tls:
    | { readonly serverName?: string; readonly ca: string | undefined; readonly insecure: boolean }
    | undefined;
  readonly queriesPerConnection: number;
}

/** What every transport works with. */
export interface TransportContext {
  readonly engine: Engine;
  readonly slots: Slots;
  readonly messages: Messages;
  readonly cursor: QueryCursor;
  readonly control: RunControl;
  readonly clock: RunClock;
  readonly pool: QueryPool;
  readonly shape: QueryShape;
  readonly counters: Float64Array;
  readonly plan: SocketPlan;
  /**
   * To be called each time around: does, a few times a second, what is done now and then.
   * @returns whether it did, so that the transport does the same
   */
  readonly tick: (nowUs: number) => boolean;
  /** Told of what the operator should know, one line at a time. */
  readonly warn: (text: string) => void;
}

/** One worker's sockets, open. */
export interface Transport {
  /** Sends and receives until the engine is finished. */
  readonly run: () => Promise<void>;
  readonly close: () => void;
}
