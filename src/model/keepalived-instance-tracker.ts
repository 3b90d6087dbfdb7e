import { BoundedMap } from './bounded-map.ts';
import type { KeepalivedHistory, VrrpInstanceState } from './keepalived.ts';
import { AnnouncedVips } from './keepalived-announced-vips.ts';
import type { ConflictReason, VrrpState } from './keepalived-event.ts';
import type { EventHandlers, EventOf, Occasion } from './keepalived-event-handlers.ts';
import type { FaultCause } from './keepalived-fault-cause.ts';
import { bump, type Draft, type Tally } from './tally.ts';

type Instance = Draft<VrrpInstanceState>;

const FAULT_REASONS = 64;

/** What is known of each VRRP instance. */
export class KeepalivedInstanceTracker {
  readonly handlers: EventHandlers = {
    'vrrp-state': (event, at) => this.enterState(event, at),
    'vrrp-removed': ({ instance }) => {
      this.instances.delete(instance);
      this.announced.forget(instance);
    },
    election: ({ instance, reason }, at) => {
      const known = this.obtain(instance);
      if (known !== undefined && at.count) bump(known.elections, reason);
    },
    fault: (event, at) => this.countFault(event, at),
    'priority-zero': (event, at) => this.countPriorityZero(event, at),
    priority: ({ instance, to }) => {
      const known = this.obtain(instance);
      if (known !== undefined) known.priority = to;
    },
    vips: ({ instance, action, excluded }) => {
      const known = this.obtain(instance);
      if (known !== undefined && excluded !== true) known.vipsSet = action === 'set';
    },
    garp: (event, at) => this.announce(event, at),
    conflict: (event, at) => this.countConflict(event, at),
    // Merely known: its state follows.
    'vrrp-transition': ({ instance }) => void this.obtain(instance),
    lifecycle: (event, at) => this.lifecycle(event, at),
  };

  private readonly instances: BoundedMap<Instance>;
  private readonly conflicts: Draft<Tally<ConflictReason>>;
  private readonly announced = new AnnouncedVips();
  private readonly cause: FaultCause;
  private readonly onDropped: () => void;

  /** @param onDropped called for each event whose subject found no place */
  constructor(
    known: Pick<KeepalivedHistory, 'instances' | 'conflicts'>,
    cause: FaultCause,
    maxSubjects: number,
    onDropped: () => void,
  ) {
    this.cause = cause;
    this.instances = new BoundedMap(maxSubjects);
    for (const instance of known.instances) this.instances.obtain(instance.name, () => copy(instance));
    this.conflicts = { ...known.conflicts };
    this.onDropped = onDropped;
  }

  snapshot(): Pick<KeepalivedHistory, 'instances' | 'conflicts'> {
    return { instances: this.instances.values().map(copy), conflicts: { ...this.conflicts } };
  }

  private obtain(name: string): Instance | undefined {
    const instance = this.instances.obtain(name, () => ({
      name,
      transitions: {},
      elections: {},
      faults: {},
      conflicts: {},
      priorityZeroSent: 0,
      priorityZeroReceived: 0,
    }));
    if (instance === undefined) this.onDropped();
    return instance;
  }

  private enterState({ instance, state, how, priority }: EventOf<'vrrp-state'>, at: Occasion): void {
    const known = this.obtain(instance);
    if (known === undefined) return;
    if (priority !== undefined) known.priority = priority;
    if (how === 'reported' && known.state === state) return;
    const cause = state === 'FAULT' ? this.cause.recent(at) : undefined;
    if (cause !== undefined && at.count) this.addFault(known, cause);
    enter(known, state, at);
    if (state === 'MASTER') this.announced.becameMaster(known);
  }

  private announce(event: EventOf<'garp'>, at: Occasion): void {
    if (event.instance === undefined) {
      this.announced.sent(this.instances.values(), event, at);
      return;
    }
    const known = this.obtain(event.instance);
    if (known !== undefined) this.announced.announced(known, event, at);
  }

  private countFault({ instance, reason, detail }: EventOf<'fault'>, at: Occasion): void {
    const known = this.obtain(instance);
    if (known === undefined || !at.count) return;
    this.addFault(known, detail === undefined ? reason : `${reason} ${detail}`);
  }

  private addFault({ faults }: Instance, reason: string): void {
    if (Object.hasOwn(faults, reason) || Object.keys(faults).length < FAULT_REASONS) bump(faults, reason);
    else this.onDropped();
  }

  private countPriorityZero({ instance, direction }: EventOf<'priority-zero'>, at: Occasion): void {
    const known = this.obtain(instance);
    if (known === undefined || !at.count) return;
    if (direction === 'sent') {
      known.priorityZeroSent += 1;
      return;
    }
    known.priorityZeroReceived += 1;
    // Its master resigned: an election follows.
    bump(known.elections, 'priority-zero-received');
  }

  private countConflict({ instance, reason }: EventOf<'conflict'>, at: Occasion): void {
    if (!at.count) return;
    if (instance === undefined) {
      bump(this.conflicts, reason);
      return;
    }
    const known = this.obtain(instance);
    if (known !== undefined) bump(known.conflicts, reason);
  }

  private lifecycle({ action, process }: EventOf<'lifecycle'>, at: Occasion): void {
    const who = process ?? at.process;
    if (action === 'starting') this.restart();
    else if (action === 'child-died' && who === 'vrrp') this.forgetStates();
    else if (isEndOfVrrp(action, who)) {
      for (const instance of this.instances.values()) {
        if (instance.state !== 'STOP') enter(instance, 'STOP', at);
      }
    }
  }

  /** Of an instance that the run before never mentioned, the configuration knows nothing any more. */
  private restart(): void {
    for (const [name, { state }] of this.instances.entries()) {
      if (state === 'INIT') this.instances.delete(name);
    }
    this.forgetStates();
  }

  private forgetStates(): void {
    for (const instance of this.instances.values()) {
      instance.state = 'INIT';
      delete instance.vipsSet;
    }
  }
}

/** Whether VRRP ends with it: `Stopping` of the parent, or `Stopped` of the VRRP process. */
export function isEndOfVrrp(
  action: EventOf<'lifecycle'>['action'],
  process: EventOf<'lifecycle'>['process'],
): boolean {
  return action === 'stopping' || action === 'stopped' || (action === 'child-stopped' && process === 'vrrp');
}

function enter(instance: Instance, state: VrrpState, { count, seconds }: Occasion): void {
  instance.state = state;
  if (seconds === undefined) delete instance.lastTransitionSeconds;
  else instance.lastTransitionSeconds = seconds;
  if (count) bump(instance.transitions, state);
}

function copy(instance: VrrpInstanceState): Instance {
  return {
    ...instance,
    ...(instance.vips !== undefined && { vips: [...instance.vips] }),
    transitions: { ...instance.transitions },
    elections: { ...instance.elections },
    faults: { ...instance.faults },
    conflicts: { ...instance.conflicts },
  };
}
