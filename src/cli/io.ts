/** What a command needs of the process that it runs in. */
export interface Io {
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  readonly hostname: string;
  readonly nowMs: () => number;
  /** Calls back whenever the signal comes. */
  readonly onSignal: (name: 'SIGHUP' | 'SIGINT' | 'SIGTERM', act: () => void) => void;
}

/** Exit statuses of every command. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;
