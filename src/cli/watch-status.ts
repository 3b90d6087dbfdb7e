import { fitted } from '../text/display-width.ts';
import { statusText } from '../view/text/status-text.ts';
import type { StatusCollector } from './collect-status.ts';
import type { Io, TerminalSize } from './io.ts';

export interface WatchOptions {
  readonly intervalMs: number;
  readonly colour: boolean;
  readonly io: Io;
}

/** To the first line; to the end of a line; to the end of the screen (ECMA-48 §8.3.21, §8.3.41, §8.3.39). */
const HOME = '\u001b[H';
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';

/**
 * Shows the status again and again until a signal ends it: over what a terminal showed before, as much as fits on it;
 * elsewhere one below the other.
 */
export async function watchStatus(collector: StatusCollector, options: WatchOptions): Promise<void> {
  const { io, intervalMs, colour } = options;
  const end = endOf(io);
  let isFirst = true;
  while (!end.aborted) {
    const begunMs = io.nowMs();
    const taken = await unlessEnded(collector.take(), end);
    if (taken === undefined) return;
    const terminal = io.terminal();
    const text = statusText(taken.status, { colour, width: terminal?.columns });
    if (terminal !== undefined) io.writeOut(screen(text, terminal, isFirst));
    else io.writeOut(isFirst ? text : `\n${text}`);
    isFirst = false;
    await pause(Math.min(intervalMs, begunMs + intervalMs - io.nowMs()), end);
  }
}

/** A text as a screen; of one that is longer the beginning, where the warnings are. */
function screen(text: string, { rows, columns }: TerminalSize, isFirst: boolean): string {
  const lines = text.split('\n').slice(0, -1);
  const room = Math.max(1, rows - 1);
  const left = lines.length - room;
  const shown = left > 0 ? [...lines.slice(0, room - 1), fitted(`${left + 1} more lines`, columns)] : lines;
  return `${isFirst ? HOME + CLEAR_BELOW : HOME}${shown.map((line) => `${line}${CLEAR_LINE}\n`).join('')}${CLEAR_BELOW}`;
}

/** Aborts with the first signal that is to end the program. */
function endOf(io: Io): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) io.onSignal(name, () => controller.abort());
  return controller.signal;
}

/**
 * What a promise gives, or undefined as soon as the end comes. Not Promise.race() with a promise of the end, which
 * would keep something of each round until then.
 */
function unlessEnded<T>(promise: Promise<T>, end: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined);
    if (end.aborted) stop();
    end.addEventListener('abort', stop, { once: true });
    const settled = (act: () => void): void => {
      end.removeEventListener('abort', stop);
      act();
    };
    promise.then(
      (value) => settled(() => resolve(value)),
      (error: unknown) => settled(() => reject(error)),
    );
  });
}

async function pause(ms: number, end: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms));
  });
  await unlessEnded(passed, end);
  clearTimeout(timer);
}
