import type { Clock } from '../../live/clock.ts';
import type { Program, ProgramOptions } from '../../sources/program.ts';
import type { FetchText } from '../observe/vipscope-watch.ts';
import type { Timeline, TimelineEntry } from './timeline.ts';

/** What a scenario does things with. */
export interface RunTools {
  /** Its timers keep the process alive. */
  readonly clock: Clock;
  readonly fetchText: FetchText;
  readonly startProgram: (argv: readonly string[], options?: Pick<ProgramOptions, 'outputBytes'>) => Program;
  /** Signals a process that is not ours. @throws Error where there is none, or it is another user's */
  readonly signalPid: (pid: number, signal: NodeJS.Signals) => void;
  /** A file that the scenario names. */
  readonly readText: (path: string) => Promise<string>;
}

/** One run of a scenario. */
export interface RunContext extends RunTools {
  readonly timeline: Timeline;
  /** Aborts when the steps are to end: a step failed, the time is over, somebody interrupted. */
  readonly signal: AbortSignal;
  /** Processes that steps have started, by their names. */
  readonly processes: Map<string, Program>;
  /** When steps have begun, in seconds since 1970, by their names. */
  readonly stepStarts: Map<string, number>;
  /** When the scenario began: milliseconds of the clock that never jumps, and seconds since 1970. */
  readonly zeroMs: number;
  readonly zeroSeconds: number;
}

/** Seconds since the scenario began. */
export function secondsOf({ clock, zeroMs }: Pick<RunContext, 'clock' | 'zeroMs'>): number {
  return (clock.elapsedMs() - zeroMs) / 1000;
}

/** Puts something that happens now into the timeline. */
export function tell(context: RunContext, entry: Omit<TimelineEntry, 'atSeconds'>): void {
  context.timeline.add({ atSeconds: secondsOf(context), ...entry });
}
