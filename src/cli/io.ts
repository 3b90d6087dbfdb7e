/** What a command needs of the process that it runs in. */
export interface Io {
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** The terminal that output goes to, as large as it is now; undefined where it goes elsewhere. */
  readonly terminal: () => TerminalSize | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  readonly hostname: string;
  readonly nowMs: () => number;
  /** Calls back whenever the signal comes. */
  readonly onSignal: (name: 'SIGHUP' | 'SIGINT' | 'SIGTERM', act: () => void) => void;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Exit statuses of every command. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;
