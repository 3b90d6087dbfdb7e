import {
  type Child,
  type ChildPlace,
  endGroup,
  exitText,
  isRunning,
  notStarted,
  signalGroup,
  startChild,
} from './child.ts';

const KEPT_LINES = 20;
const LONGEST_LINE = 1000;
/** What a program left behind may hold its output open; whoever waits for its end does not wait for that. */
const OUTPUT_GRACE_MS = 200;
/** From asking a program to end to ending it. */
const KILL_AFTER_MS = 2000;
/** One that hangs within the kernel, or is another user's by way of sudo, is not waited for. */
const UNKILLABLE_MS = 1000;

/** How a program ended. */
export interface ProgramEnd {
  readonly isDone: boolean;
  /** `exited with status 1`, or why it could not be started. */
  readonly text: string;
}

/** A program that runs in a process group of its own. */
export interface Program {
  /** Never rejects. */
  readonly ended: Promise<ProgramEnd>;
  isRunning(): boolean;
  /** What it printed last, on both outputs. */
  lastLines(): readonly string[];
  /** All of its standard output, where that is kept; undefined where it was too much. */
  output(): string | undefined;
  signal(name: NodeJS.Signals): void;
  /** Asks it to end, and ends it when it does not; resolves when it is gone or cannot be ended. */
  end(first?: NodeJS.Signals, killAfterMs?: number): Promise<void>;
}

export interface ProgramOptions extends ChildPlace {
  /** Keep this much of standard output; more of it, and none is kept. */
  readonly outputBytes?: number;
}

/** Starts a program. What keeps it from being started is how it ended. */
export function startProgram(argv: readonly string[], options: ProgramOptions = {}): Program {
  let child: Child;
  try {
    child = startChild(argv, options);
  } catch (error) {
    return notBegun(error instanceof Error ? error.message : String(error));
  }
  const tail = new LineTail();
  const kept = new KeptOutput(options.outputBytes ?? 0);
  const { stdout, stderr } = child as Partial<Child>;
  for (const stream of [stdout, stderr]) stream?.on('error', () => undefined);
  stdout?.on('data', (chunk: Buffer) => {
    if (options.outputBytes === undefined) tail.add(chunk.toString('utf8'));
    else kept.add(chunk);
  });
  stderr?.on('data', (chunk: Buffer) => tail.add(chunk.toString('utf8')));
  const ended = endOf(child, argv[0] ?? '');
  const end = async (first: NodeJS.Signals = 'SIGTERM', killAfterMs = KILL_AFTER_MS): Promise<void> => {
    signalGroup(child, first);
    // A stopped one would not hear it.
    if (first !== 'SIGKILL') signalGroup(child, 'SIGCONT');
    const kill = setTimeout(() => endGroup(child, 'SIGKILL'), killAfterMs);
    let giveUp: NodeJS.Timeout | undefined;
    const given = new Promise<void>((resolve) => {
      giveUp = setTimeout(resolve, killAfterMs + UNKILLABLE_MS);
    });
    await Promise.race([ended, given]);
    clearTimeout(kill);
    clearTimeout(giveUp);
  };
  return {
    ended,
    isRunning: () => isRunning(child),
    lastLines: () => tail.lines(),
    output: () => kept.text(),
    signal: (name) => signalGroup(child, name),
    end,
  };
}

function endOf(child: Child, program: string): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ isDone: false, text: notStarted(error, program).message }));
    const end = (code: number | null, signal: NodeJS.Signals | null): void =>
      resolve({ isDone: code === 0, text: exitText(code, signal) });
    child.once('close', end);
    child.once('exit', (code, signal) => {
      setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        end(code, signal);
      }, OUTPUT_GRACE_MS);
    });
  });
}

function notBegun(text: string): Program {
  return {
    ended: Promise.resolve({ isDone: false, text }),
    isRunning: () => false,
    lastLines: () => [],
    output: () => '',
    signal: () => undefined,
    end: () => Promise.resolve(),
  };
}

/** The last lines of a text that comes in pieces. */
class LineTail {
  private kept: string[] = [''];

  add(text: string): void {
    const [first = '', ...rest] = text.split('\n');
    const open = this.kept.pop() ?? '';
    this.kept = [...this.kept, open + first, ...rest]
      .map((line) => line.slice(0, LONGEST_LINE))
      .slice(-KEPT_LINES - 1);
  }

  lines(): readonly string[] {
    return this.kept.filter((line) => line.trim() !== '').slice(-KEPT_LINES);
  }
}

/** The whole of a text, up to a bound. */
class KeptOutput {
  private chunks: Buffer[] | undefined = [];
  private bytes = 0;
  private readonly mostBytes: number;

  constructor(mostBytes: number) {
    this.mostBytes = mostBytes;
  }

  add(chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > this.mostBytes) this.chunks = undefined;
    this.chunks?.push(chunk);
  }

  text(): string | undefined {
    return this.chunks === undefined ? undefined : Buffer.concat(this.chunks).toString('utf8');
  }
}
