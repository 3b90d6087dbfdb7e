import { AT } from '../../stats/worker-counters.ts';
import { LaneNumbers } from '../lane-numbers.ts';
import { scopedAddress } from '../scoped-address.ts';
import { SocketError } from '../socket-error.ts';
import type { Endpoint, TransportContext } from '../transport.ts';
import { connectErrorText, isOwnError } from './connect-error-text.ts';
import { Connection } from './connection.ts';
import type { Dialer, LocalEndpoint } from './dial.ts';

/** Waits before the next attempt where the last ones came to nothing: the first at once, then doubled up to a second. */
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 1_000;

/** What lanes work with. */
export interface StreamLanesParts {
  readonly context: TransportContext;
  readonly dialer: Dialer;
  /** Queries of one connection; infinite: as long as it lasts. */
  readonly queriesPerConnection: number;
  /** Answers came, or a connection can be written to again. */
  readonly moved: () => void;
}

/**
 * The connections of one worker. A lane is a place for one connection after another; its number is that of the socket
 * in the engine. Ids go on from one connection to the next, so queries that were lost with a connection keep theirs
 * until they time out, and none of the next one's is taken for them.
 */
export class StreamLanes {
  readonly #parts: StreamLanesParts;
  readonly #numbers: LaneNumbers;
  readonly #lanes: Lane[];
  readonly #readyOfTarget: Uint32Array;
  /** What was told of failed attempts last. */
  #told = '';
  #draining = 0;
  #isClosed = false;

  constructor(parts: StreamLanesParts) {
    const { plan } = parts.context;
    const numbers = new LaneNumbers(plan, 0);
    this.#parts = parts;
    this.#numbers = numbers;
    this.#lanes = Array.from({ length: numbers.lanes }, (_none, lane) => ({
      target: numbers.targetOf(lane),
      remote: numbers.remoteOf(lane),
      connection: undefined,
      failures: 0,
      isDraining: false,
      retry: undefined,
    }));
    this.#readyOfTarget = new Uint32Array(plan.targets.length);
  }

  /**
   * Starts to connect. Resolves when each lane has a connection or has failed to get one.
   * @throws SocketError for what this host lacks
   */
  async open(): Promise<void> {
    await Promise.all(this.#lanes.map((_lane, number) => this.#firstAttempt(number)));
  }

  /** Connections to a target that are there. */
  readyOf(target: number): number {
    return this.#readyOfTarget[target] ?? 0;
  }

  /** The next lane that can send to a target, or -1. */
  next(target: number, outstanding: number): number {
    return this.#numbers.next(
      target,
      (number) => this.connection(number)?.isWritable === true && this.room(number, outstanding) > 0,
    );
  }

  connection(number: number): Connection | undefined {
    return this.#lanes[number]?.connection;
  }

  /** Most queries that a lane may take: its share of all outstanding ones, and what its connection still may carry. */
  room(number: number, outstanding: number): number {
    const lane = this.#lanes[number];
    if (lane?.connection === undefined) return 0;
    const share = Math.ceil(outstanding / Math.max(1, this.readyOf(lane.target)));
    const inFlight = this.#parts.context.slots.countOf(number);
    return Math.min(share - inFlight, this.#parts.queriesPerConnection - lane.connection.sent);
  }

  /** To be called after a write: a connection that has carried its queries waits for its answers. */
  wrote(number: number): void {
    const lane = this.#lanes[number];
    if (lane?.connection === undefined || lane.connection.sent < this.#parts.queriesPerConnection) return;
    lane.isDraining = true;
    this.#draining++;
  }

  /** Replaces the connections that have carried their queries and have their answers, or no longer wait for them. */
  replaceDrained(): void {
    if (this.#draining === 0 || this.#isOver()) return;
    for (const [number, { isDraining, connection }] of this.#lanes.entries())
      if (isDraining && connection !== undefined && this.#isDrained(number, connection)) {
        connection.close();
        this.#leave(number);
        this.#connect(number);
      }
  }

  close(): void {
    this.#isClosed = true;
    for (const { connection, retry } of this.#lanes) {
      clearTimeout(retry);
      connection?.close();
    }
  }

  #isDrained(number: number, { sent, received, isWritable }: Connection): boolean {
    return isWritable && (received >= sent || this.#parts.context.slots.countOf(number) === 0);
  }

  #firstAttempt(number: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#connect(number, (error) => {
        const remote = this.#lanes[number]?.remote;
        if (error === undefined || remote === undefined || !isOwnError(error)) resolve();
        else reject(new SocketError(connectErrorText(remote, error)));
      });
    });
  }

  #connect(number: number, settled: (error?: Error) => void = () => undefined): void {
    const lane = this.#lanes[number];
    if (lane === undefined || this.#isClosed) return;
    const { engine, clock, counters } = this.#parts.context;
    const startedUs = clock();
    add(counters, AT.connectionsTried, 1);
    lane.connection = new Connection({
      dialer: this.#parts.dialer,
      remote: lane.remote,
      local: this.#localOf(number, lane.remote),
      timeoutMs: engine.stage().timeoutUs / 1e3,
      events: {
        ready: () => {
          this.#readyOfTarget[lane.target] = this.readyOf(lane.target) + 1;
          countConnection(counters, (clock() - startedUs) * 1e3);
          settled();
          this.#parts.moved();
        },
        message: (bytes, at, length) => {
          lane.failures = 0;
          engine.answer(number, bytes, at, length, clock());
        },
        read: this.#parts.moved,
        written: this.#parts.moved,
        closed: (error) => {
          const wasReady = lane.connection?.wasReady === true;
          this.#leave(number);
          if (wasReady) add(counters, AT.connectionsLost, 1);
          else this.#tell(lane.remote, error ?? new Error('closed by the server'));
          settled(error);
          this.#retry(number);
        },
      },
    });
  }

  /** Whether nothing will be sent any more, so that no new connection is of use. */
  #isOver(): boolean {
    const { engine, control, clock } = this.#parts.context;
    return control.startUs > 0 && !engine.isSending(clock());
  }

  /** The lane has no connection. */
  #leave(number: number): void {
    const lane = this.#lanes[number];
    if (lane?.connection === undefined) return;
    if (lane.connection.wasReady) this.#readyOfTarget[lane.target] = this.readyOf(lane.target) - 1;
    if (lane.isDraining) this.#draining--;
    lane.isDraining = false;
    lane.connection = undefined;
  }

  #retry(number: number): void {
    const lane = this.#lanes[number];
    if (lane === undefined || this.#isClosed || this.#isOver()) return;
    const waitMs =
      lane.failures === 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (lane.failures - 1));
    lane.failures++;
    lane.retry = setTimeout(() => this.#connect(number), waitMs);
  }

  /** Says why there is no connection, once for each reason in a row: a server that is down fails each attempt. */
  #tell(remote: Endpoint, error: Error): void {
    const text = connectErrorText(remote, error);
    if (text === this.#told) return;
    this.#told = text;
    this.#parts.context.warn(text);
  }

  #localOf(number: number, remote: Endpoint): LocalEndpoint {
    const { localAddress, localPort } = this.#parts.context.plan;
    return {
      ...(localAddress !== undefined && {
        localAddress: scopedAddress({ ...remote, address: localAddress }),
      }),
      ...(localPort !== 0 && { localPort: localPort + number }),
    };
  }
}

interface Lane {
  readonly target: number;
  readonly remote: Endpoint;
  connection: Connection | undefined;
  /** Connections in a row that brought no answer. */
  failures: number;
  isDraining: boolean;
  retry: NodeJS.Timeout | undefined;
}

function countConnection(counters: Float64Array, ns: number): void {
  const least = counters[AT.connectMinNs] ?? 0;
  if (ns < least || least === 0) counters[AT.connectMinNs] = ns;
  if (ns > (counters[AT.connectMaxNs] ?? 0)) counters[AT.connectMaxNs] = ns;
  add(counters, AT.connectionsMade, 1);
  add(counters, AT.connectSumNs, ns);
  add(counters, AT.connectSumSquaresNs, ns * ns);
}

function add(counters: Float64Array, counter: number, amount: number): void {
  counters[counter] = (counters[counter] ?? 0) + amount;
}
