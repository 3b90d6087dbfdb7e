import type { KeepalivedHistory, KeepalivedState } from './keepalived.ts';
import { KeepalivedCheckerTracker } from './keepalived-checker-tracker.ts';
import type { KeepalivedEvent, KeepalivedLine } from './keepalived-event.ts';
import { type EventHandlers, handle, type Occasion } from './keepalived-event-handlers.ts';
import { FaultCause } from './keepalived-fault-cause.ts';
import { KeepalivedInstanceTracker } from './keepalived-instance-tracker.ts';
import { KeepalivedProcessTracker } from './keepalived-process-tracker.ts';
import { readSavedHistory, type SavedKeepalived, savedKeepalived } from './keepalived-saved.ts';
import { KeepalivedWatchTracker } from './keepalived-watch-tracker.ts';
import type { Draft } from './tally.ts';

/** Instances, scripts, servers and so on, each. */
export const KEEPALIVED_MAX_SUBJECTS = 10_000;

const NANOSECONDS_A_SECOND = 1e9;

const NOTHING_KNOWN: KeepalivedHistory = {
  instances: [],
  groups: [],
  scripts: [],
  tracked: [],
  interfaces: [],
  conflicts: {},
  virtualServers: [],
  realServers: [],
  checks: [],
  starts: 0,
  reloads: 0,
  childDeaths: {},
  lines: { parsed: 0, unmatched: 0, foreign: 0 },
  truncatedLines: 0,
  unreadableLines: 0,
  subjectsDropped: 0,
};

/** Makes the state of one keepalived out of its lines, one after the other. */
export class KeepalivedTracker {
  private readonly instances: KeepalivedInstanceTracker;
  private readonly watched: KeepalivedWatchTracker;
  private readonly checkers: KeepalivedCheckerTracker;
  private readonly process: KeepalivedProcessTracker;
  private readonly handlers: readonly EventHandlers[];
  private readonly lines: Draft<KeepalivedHistory['lines']>;
  private truncatedLines: number;
  private unreadableLines: number;
  private subjectsDropped: number;
  private lastEventSeconds: number | undefined;

  /** @param known what was known before; nothing by default */
  constructor(known: KeepalivedHistory = NOTHING_KNOWN, maxSubjects = KEEPALIVED_MAX_SUBJECTS) {
    const onDropped = () => {
      this.subjectsDropped += 1;
    };
    const cause = new FaultCause();
    this.instances = new KeepalivedInstanceTracker(known, cause, maxSubjects, onDropped);
    this.watched = new KeepalivedWatchTracker(known, maxSubjects, onDropped);
    this.checkers = new KeepalivedCheckerTracker(known, maxSubjects, onDropped);
    this.process = new KeepalivedProcessTracker(known);
    // The cause comes behind the instances, which ask for what was told before.
    const parts = [this.process, this.instances, cause, this.watched, this.checkers];
    this.handlers = parts.map(({ handlers }) => handlers);
    this.lines = { ...known.lines };
    this.truncatedLines = known.truncatedLines;
    this.unreadableLines = known.unreadableLines;
    this.subjectsDropped = known.subjectsDropped;
    this.lastEventSeconds = known.lastEventSeconds;
  }

  /** @throws Error with the reason where `saved` is not what {@link save} gives */
  static restore(saved: unknown): KeepalivedTracker {
    return new KeepalivedTracker(readSavedHistory(saved));
  }

  /**
   * Takes in a line.
   *
   * @param options `count: false` for lines that are read back at the start: they set the state and count nothing
   */
  apply(line: KeepalivedLine, options: { readonly count: boolean }): void {
    if (options.count) this.countLine(line);
    const { event } = line;
    if (event === undefined) return;
    const seconds = line.timeNs === undefined ? undefined : Number(line.timeNs) / NANOSECONDS_A_SECOND;
    if (event.kind === 'ignored') return;
    if (seconds !== undefined) this.lastEventSeconds = seconds;
    this.handle(event, { count: options.count, seconds, process: line.process });
  }

  state(): KeepalivedState {
    return {
      ...this.process.snapshot(),
      ...this.instances.snapshot(),
      ...this.watched.snapshot(),
      ...this.checkers.snapshot(),
      lines: { ...this.lines },
      truncatedLines: this.truncatedLines,
      unreadableLines: this.unreadableLines,
      ...(this.lastEventSeconds === undefined ? {} : { lastEventSeconds: this.lastEventSeconds }),
      subjectsDropped: this.subjectsDropped,
    };
  }

  /** All of it as plain data for JSON. */
  save(): SavedKeepalived {
    return savedKeepalived(this.state());
  }

  private countLine(line: KeepalivedLine): void {
    this.lines[line.class] += 1;
    if (line.truncated && line.class === 'parsed') this.truncatedLines += 1;
    if (line.problem !== undefined) this.unreadableLines += 1;
  }

  private handle(event: KeepalivedEvent, at: Occasion): void {
    for (const handlers of this.handlers) handle(handlers, event, at);
  }
}
