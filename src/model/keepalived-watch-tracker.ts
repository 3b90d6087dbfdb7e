import { BoundedMap } from './bounded-map.ts';
import type {
  KeepalivedHistory,
  KeepalivedInterfaceState,
  KeepalivedScriptState,
  SyncGroupState,
  TrackedState,
} from './keepalived.ts';
import type { VrrpState } from './keepalived-event.ts';
import type { EventHandlers, EventOf, Occasion } from './keepalived-event-handlers.ts';
import { isEndOfVrrp } from './keepalived-instance-tracker.ts';
import { bump, type Draft } from './tally.ts';

type WatchHistory = Pick<KeepalivedHistory, 'groups' | 'scripts' | 'tracked' | 'interfaces'>;
type Group = Draft<SyncGroupState>;
type Script = Draft<KeepalivedScriptState>;

/** What VRRP instances depend on: sync groups, scripts, tracked processes and files, interfaces. */
export class KeepalivedWatchTracker {
  readonly handlers: EventHandlers = {
    'sync-group': (event, at) => this.syncGroup(event, at),
    script: (event, at) => this.scriptResult(event, at),
    'script-status': ({ script, exitStatus }) => {
      const known = this.obtainScript(script);
      if (known !== undefined) known.exitStatus = exitStatus;
    },
    tracked: ({ what, name, up }) => {
      const known = this.tracked.obtain(`${what} ${name}`, () => ({ what, name, up }));
      if (known === undefined) this.onDropped();
      else known.up = up;
    },
    interface: (event) => {
      const known = this.obtainInterface(event.interface);
      if (known !== undefined) known.up = event.up;
    },
    garp: (event, at) => {
      const known = event.queued ? undefined : this.obtainInterface(event.interface ?? 'unknown');
      if (known !== undefined && at.count) known.garpsSent += 1;
    },
    lifecycle: (event, at) => this.lifecycle(event, at),
  };

  private readonly groups: BoundedMap<Group>;
  private readonly scripts: BoundedMap<Script>;
  private readonly tracked: BoundedMap<Draft<TrackedState>>;
  private readonly interfaces: BoundedMap<Draft<KeepalivedInterfaceState>>;
  private readonly onDropped: () => void;

  /** @param onDropped called for each event whose subject found no place */
  constructor(known: WatchHistory, maxSubjects: number, onDropped: () => void) {
    this.groups = new BoundedMap(maxSubjects);
    for (const group of known.groups) this.groups.obtain(group.name, () => copyGroup(group));
    this.scripts = new BoundedMap(maxSubjects);
    for (const script of known.scripts) this.scripts.obtain(script.name, () => copyScript(script));
    this.tracked = new BoundedMap(maxSubjects);
    for (const each of known.tracked) this.tracked.obtain(`${each.what} ${each.name}`, () => ({ ...each }));
    this.interfaces = new BoundedMap(maxSubjects);
    for (const each of known.interfaces) this.interfaces.obtain(each.name, () => ({ ...each }));
    this.onDropped = onDropped;
  }

  snapshot(): WatchHistory {
    return {
      groups: this.groups.values().map(copyGroup),
      scripts: this.scripts.values().map(copyScript),
      tracked: this.tracked.values().map((each) => ({ ...each })),
      interfaces: this.interfaces.values().map((each) => ({ ...each })),
    };
  }

  /** keepalived logs a group only when it changes; its FIFO tells the state again after a reload. */
  private syncGroup({ group, action, state }: EventOf<'sync-group'>, at: Occasion): void {
    const known = this.groups.obtain(group, () => ({ name: group, transitions: {} }));
    if (known === undefined) this.onDropped();
    else if (action === 'syncing' && state !== undefined && known.state !== state) enter(known, state, at);
  }

  private scriptResult({ script, result, exitStatus, onReload }: EventOf<'script'>, at: Occasion): void {
    const known = this.obtainScript(script);
    if (known === undefined) return;
    known.up = result === 'succeeded';
    if (exitStatus !== undefined) known.exitStatus = exitStatus;
    // At a reload keepalived only assumes what it found before.
    if (at.count && !onReload) bump(known.results, result);
  }

  private lifecycle({ action, process }: EventOf<'lifecycle'>, at: Occasion): void {
    const who = process ?? at.process;
    if (action === 'starting' || (action === 'child-died' && who === 'vrrp')) {
      for (const group of this.groups.values()) group.state = 'INIT';
      for (const script of this.scripts.values()) delete script.up;
    } else if (isEndOfVrrp(action, who)) {
      for (const group of this.groups.values()) if (group.state !== 'STOP') enter(group, 'STOP', at);
    }
  }

  private obtainScript(name: string): Script | undefined {
    const script = this.scripts.obtain(name, () => ({ name, results: {} }));
    if (script === undefined) this.onDropped();
    return script;
  }

  private obtainInterface(name: string): Draft<KeepalivedInterfaceState> | undefined {
    const found = this.interfaces.obtain(name, () => ({ name, garpsSent: 0 }));
    if (found === undefined) this.onDropped();
    return found;
  }
}

function enter(group: Group, state: VrrpState, { count }: Occasion): void {
  group.state = state;
  if (count) bump(group.transitions, state);
}

function copyGroup(group: SyncGroupState): Group {
  return { ...group, transitions: { ...group.transitions } };
}

function copyScript(script: KeepalivedScriptState): Script {
  return { ...script, results: { ...script.results } };
}
