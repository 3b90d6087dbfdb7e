import type { Condition } from './condition.ts';
import type { Expectation, LiveExpectation } from './expectation.ts';

/** What a scenario file says, checked and complete. */
export interface Scenario {
  readonly name: string;
  readonly description?: string;
  /** After this everything is ended, and the scenario has failed; `finally` runs all the same. */
  readonly timeoutMs: number;
  /** Base URLs by the name that the file gives them. */
  readonly vipscopes: ReadonlyMap<string, string>;
  readonly prometheusUrl?: string;
  readonly load?: Load;
  readonly steps: readonly Step[];
  readonly finally: readonly Step[];
  /** Judged when all steps are done and the load has ended. */
  readonly expect: readonly Expectation[];
}

/** What is sent meanwhile. */
export type Load = DnsbenchLoad | CommandLoad;

/** The program's own dnsbench. */
export interface DnsbenchLoad {
  readonly kind: 'dnsbench';
  readonly startAtMs: number;
  readonly server: string;
  readonly port?: number;
  /** Lines of the query file, or the path of one. */
  readonly queries: { readonly lines: readonly string[] } | { readonly file: string };
  /** Queries a second; absent: as many as are answered. */
  readonly rate?: number;
  readonly durationMs: number;
  /** After this a query is lost. */
  readonly timeoutMs: number;
  readonly countBy?: 'nsid' | 'answer';
  /** More of dnsbench's own. */
  readonly options: readonly string[];
}

/** A command of the operator's that prints dnsbench's JSON. */
export interface CommandLoad {
  readonly kind: 'command';
  readonly startAtMs: number;
  readonly argv: readonly string[];
}

/** When a step begins; without a time, when the one before it has ended. */
export type Begin =
  | { readonly kind: 'at'; readonly ms: number }
  | { readonly kind: 'after'; readonly ms: number };

export interface Step {
  readonly name: string;
  readonly begin: Begin;
  readonly act: Act;
  /** Of the act alone. */
  readonly timeoutMs: number;
  /** Judged from the end of the act on, while later steps go on. */
  readonly expect: readonly LiveExpectation[];
}

/** What a step does. */
export type Act =
  /** Waits for the end of a program, which must be with exit status 0. */
  | { readonly kind: 'run'; readonly argv: readonly string[] }
  /** Leaves a program running until it is killed or the scenario is over. */
  | { readonly kind: 'start'; readonly argv: readonly string[]; readonly process: string }
  | { readonly kind: 'kill'; readonly target: KillTarget; readonly signal: KillSignal }
  | { readonly kind: 'wait'; readonly condition: Condition }
  /** Only a time, or a place for expectations. */
  | { readonly kind: 'nothing' };

export type KillTarget = { readonly process: string } | { readonly pidFile: string };

/** STOP makes a process hang, CONT lets it go on. */
export const KILL_SIGNALS = ['TERM', 'KILL', 'STOP', 'CONT', 'INT', 'HUP', 'USR1', 'USR2'] as const;
export type KillSignal = (typeof KILL_SIGNALS)[number];
