import type { KeepalivedHistory } from './keepalived.ts';
import type { KeepalivedProcess, LifecycleAction } from './keepalived-event.ts';
import type { EventHandlers, EventOf, Occasion } from './keepalived-event-handlers.ts';
import { bump, type Draft, type Tally } from './tally.ts';

type ProcessHistory = Pick<
  KeepalivedHistory,
  'running' | 'version' | 'starts' | 'reloads' | 'childDeaths' | 'lastReloadSeconds'
>;

type LifecycleHandler = (event: EventOf<'lifecycle'>, at: Occasion) => void;

/** Parent and children each log a reload, the children some seconds later at most. */
const ONE_RELOAD_SECONDS = 10;

/** Whether keepalived runs, and how often it was started, reloaded, and lost a child. */
export class KeepalivedProcessTracker {
  readonly handlers: EventHandlers = {
    lifecycle: (event, at) => this.actions[event.action]?.(event, at),
    // Only a running keepalived takes part in elections; what it clears up when it ends looks otherwise.
    'vrrp-state': ({ state }) => this.setRunning(state !== 'STOP'),
  };

  private readonly actions: Readonly<Partial<Record<LifecycleAction, LifecycleHandler>>> = {
    starting: (event, at) => this.starting(event, at),
    started: () => this.setRunning(true),
    stopping: () => this.setRunning(false),
    stopped: () => this.setRunning(false),
    reloading: (_, at) => this.reloading(at),
    'child-reloading': (event, at) => this.childReloading(event, at),
    'child-starting': () => this.setRunning(true),
    'child-died': ({ process = 'parent' }, { count }) => {
      if (count) bump(this.childDeaths, process);
    },
  };

  private running: boolean | undefined;
  private version: string | undefined;
  private starts: number;
  private reloads: number;
  private lastReloadSeconds: number | undefined;
  private readonly childDeaths: Draft<Tally<KeepalivedProcess>>;

  constructor(known: ProcessHistory) {
    this.running = known.running;
    this.version = known.version;
    this.starts = known.starts;
    this.reloads = known.reloads;
    this.lastReloadSeconds = known.lastReloadSeconds;
    this.childDeaths = { ...known.childDeaths };
  }

  snapshot(): ProcessHistory {
    return {
      ...(this.running === undefined ? {} : { running: this.running }),
      ...(this.version === undefined ? {} : { version: this.version }),
      ...(this.lastReloadSeconds === undefined ? {} : { lastReloadSeconds: this.lastReloadSeconds }),
      starts: this.starts,
      reloads: this.reloads,
      childDeaths: { ...this.childDeaths },
    };
  }

  private setRunning(running: boolean): void {
    this.running = running;
  }

  private starting({ version }: EventOf<'lifecycle'>, { count }: Occasion): void {
    this.running = true;
    this.version = version;
    this.lastReloadSeconds = undefined;
    if (count) this.starts += 1;
  }

  /** The parent logs each reload once (2.0.6 and later); before, only its children do. */
  private childReloading({ process }: EventOf<'lifecycle'>, at: Occasion): void {
    const { seconds } = at;
    const last = this.lastReloadSeconds;
    if (seconds === undefined ? process !== 'checkers' : isSameReload(seconds, last)) return;
    this.reloading(at);
  }

  private reloading({ count, seconds }: Occasion): void {
    this.running = true;
    this.lastReloadSeconds = seconds;
    if (count) this.reloads += 1;
  }
}

function isSameReload(seconds: number, last: number | undefined): boolean {
  return last !== undefined && Math.abs(seconds - last) <= ONE_RELOAD_SECONDS;
}
