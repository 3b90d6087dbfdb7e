import { BoundedMap } from './bounded-map.ts';
import type {
  KeepalivedCheckCount,
  KeepalivedHistory,
  KeepalivedRealServerState,
  KeepalivedVirtualServerState,
} from './keepalived.ts';
import type { KeepalivedServer, RealServerAction } from './keepalived-event.ts';
import type { EventHandlers, EventOf, Occasion } from './keepalived-event-handlers.ts';
import { keepalivedServerText, UNKNOWN_SERVER_TEXT } from './keepalived-server.ts';
import { bump, type Draft } from './tally.ts';

type CheckerHistory = Pick<KeepalivedHistory, 'virtualServers' | 'realServers' | 'checks'>;
type RealServer = Draft<KeepalivedRealServerState>;
type VirtualServer = Draft<KeepalivedVirtualServerState>;

const IN_SERVICE: Readonly<Record<RealServerAction, boolean>> = {
  added: true,
  enabled: true,
  up: true,
  removed: false,
  disabled: false,
  'shut-down': false,
  down: false,
};

/** What the checkers have told: real servers, quorums, sorry servers and check results. */
export class KeepalivedCheckerTracker {
  readonly handlers: EventHandlers = {
    'real-server': (event, at) => this.realServer(event, at),
    'real-server-gone': ({ real }) => this.forgetRealServer(real),
    'virtual-server-gone': ({ virtual }) => this.forgetVirtualServer(virtual),
    weight: ({ virtual, real, to }) => {
      const known = this.obtainReal(virtual, real);
      if (known !== undefined) known.weight = to;
    },
    quorum: (event, at) => this.quorum(event, at),
    'sorry-server': ({ virtual, active }) => {
      const known = this.obtainVirtual(virtual);
      if (known !== undefined) known.sorryServerActive = active;
    },
    checker: (event) => this.checker(event),
    check: ({ type, result }, at) => {
      const known = this.checks.obtain(`${type} ${result}`, () => ({ type, result, count: 0 }));
      if (known !== undefined && at.count) known.count += 1;
    },
    lifecycle: (event, at) => this.lifecycle(event, at),
  };

  private readonly virtualServers: BoundedMap<VirtualServer>;
  private readonly realServers: BoundedMap<RealServer>;
  private readonly checks: BoundedMap<Draft<KeepalivedCheckCount>>;
  /** Virtual servers that a reload found gone: what follows of their real servers is the clearing up. */
  private readonly goneVirtualServers: BoundedMap<true>;
  /** Real servers of several virtual servers, one of which lost it: the line that follows tells which. */
  private readonly goneRealServers: BoundedMap<true>;
  private readonly onDropped: () => void;

  /** @param onDropped called for each event whose subject found no place */
  constructor(known: CheckerHistory, maxSubjects: number, onDropped: () => void) {
    this.virtualServers = new BoundedMap(maxSubjects);
    for (const each of known.virtualServers) {
      this.virtualServers.obtain(keepalivedServerText(each.virtual), () => ({ ...each }));
    }
    this.realServers = new BoundedMap(maxSubjects);
    for (const each of known.realServers) {
      this.realServers.obtain(pairKey(each.virtual, each.real), () => copyReal(each));
    }
    this.checks = new BoundedMap(maxSubjects);
    for (const each of known.checks) this.checks.obtain(`${each.type} ${each.result}`, () => ({ ...each }));
    this.goneVirtualServers = new BoundedMap(maxSubjects);
    this.goneRealServers = new BoundedMap(maxSubjects);
    this.onDropped = onDropped;
  }

  snapshot(): CheckerHistory {
    return {
      virtualServers: this.virtualServers.values().map((each) => ({ ...each })),
      realServers: this.realServers.values().map(copyReal),
      checks: this.checks.values().map((each) => ({ ...each })),
    };
  }

  private realServer({ virtual, real, action }: EventOf<'real-server'>, at: Occasion): void {
    if (!IN_SERVICE[action] && this.isBeingCleared(virtual, real)) {
      this.realServers.delete(pairKey(virtual, real));
      return;
    }
    const known = this.obtainReal(virtual, real);
    if (known === undefined) return;
    if (at.count) bump(known.events, action);
    // A server whose name an ellipsis hid stands for many.
    if (keepalivedServerText(real) === UNKNOWN_SERVER_TEXT) return;
    if (known.up === IN_SERVICE[action]) return;
    known.up = IN_SERVICE[action];
    if (at.seconds === undefined) delete known.lastChangeSeconds;
    else known.lastChangeSeconds = at.seconds;
  }

  private isBeingCleared(virtual: KeepalivedServer, real: KeepalivedServer): boolean {
    if (this.goneVirtualServers.has(keepalivedServerText(virtual))) return true;
    const text = keepalivedServerText(real);
    if (!this.goneRealServers.has(text)) return false;
    this.goneRealServers.delete(text);
    return true;
  }

  private forgetRealServer(real: KeepalivedServer): void {
    const text = keepalivedServerText(real);
    const pairs = this.realServers.entries().filter(([, known]) => keepalivedServerText(known.real) === text);
    const [only] = pairs;
    if (pairs.length === 1 && only !== undefined) this.realServers.delete(only[0]);
    // A line `Removing service …` follows where it was in service.
    if (pairs.length > 0) this.goneRealServers.obtain(text, () => true);
  }

  private forgetVirtualServer(virtual: KeepalivedServer): void {
    for (const [key, known] of this.virtualServers.entries()) {
      if (!isSameVirtual(known.virtual, virtual)) continue;
      this.virtualServers.delete(key);
      this.goneVirtualServers.obtain(key, () => true);
    }
    for (const [key, known] of this.realServers.entries()) {
      if (!isSameVirtual(known.virtual, virtual)) continue;
      this.realServers.delete(key);
      this.goneVirtualServers.obtain(keepalivedServerText(known.virtual), () => true);
    }
  }

  private quorum({ virtual, up, initial }: EventOf<'quorum'>, at: Occasion): void {
    const known = this.obtainVirtual(virtual);
    if (known === undefined) return;
    known.quorumUp = up;
    if (!at.count || initial) return;
    if (up) known.quorumGained += 1;
    else known.quorumLost += 1;
  }

  /**
   * A checker that starts takes its server for one in service, unless `alpha` is set: then the quorum begins lost.
   * At a reload it keeps what it was.
   */
  private checker({ action, real, virtual }: EventOf<'checker'>): void {
    if (action !== 'activated' || real === undefined || virtual === undefined) return;
    const quorumUp = this.virtualServers.get(keepalivedServerText(virtual))?.quorumUp;
    const known = this.obtainReal(virtual, real);
    if (known !== undefined && known.up === undefined && quorumUp !== false) known.up = true;
  }

  private lifecycle({ action, process }: EventOf<'lifecycle'>, at: Occasion): void {
    const checkersDied = action === 'child-died' && (process ?? at.process) === 'checkers';
    if (action !== 'starting' && !checkersDied) return;
    for (const known of this.realServers.values()) delete known.up;
    for (const known of this.virtualServers.values()) {
      delete known.quorumUp;
      delete known.sorryServerActive;
    }
  }

  private obtainVirtual(virtual: KeepalivedServer): VirtualServer | undefined {
    const key = keepalivedServerText(virtual);
    this.goneVirtualServers.delete(key);
    const known = this.virtualServers.obtain(key, () => ({
      virtual: { ...virtual },
      quorumGained: 0,
      quorumLost: 0,
    }));
    if (known === undefined) this.onDropped();
    return known;
  }

  private obtainReal(virtual: KeepalivedServer, real: KeepalivedServer): RealServer | undefined {
    this.goneVirtualServers.delete(keepalivedServerText(virtual));
    const known = this.realServers.obtain(pairKey(virtual, real), () => ({
      virtual: { ...virtual },
      real: { ...real },
      events: {},
    }));
    if (known === undefined) this.onDropped();
    return known;
  }
}

function pairKey(virtual: KeepalivedServer, real: KeepalivedServer): string {
  return `${keepalivedServerText(virtual)} ${keepalivedServerText(real)}`;
}

/** A group that is gone is named without its port. */
function isSameVirtual(one: KeepalivedServer, gone: KeepalivedServer): boolean {
  return gone.group === undefined
    ? keepalivedServerText(one) === keepalivedServerText(gone)
    : one.group === gone.group;
}

function copyReal(server: KeepalivedRealServerState): RealServer {
  return {
    ...server,
    virtual: { ...server.virtual },
    real: { ...server.real },
    events: { ...server.events },
  };
}
