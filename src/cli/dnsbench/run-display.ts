import type { LoadedQueries } from '../../loadgen/queries/load-queries.ts';
import { questionText } from '../../loadgen/queries/question-text.ts';
import { DIALECTS, type RunStart } from '../../loadgen/report/dialects.ts';
import { renderLiveLine } from '../../loadgen/report/live-line.ts';
import { perQueryLine } from '../../loadgen/report/per-query.ts';
import { rcodeName } from '../../loadgen/result/rcode.ts';
import type { Interval } from '../../loadgen/result/run-result.ts';
import type { RunListener, StartedRun } from '../../loadgen/run/run-listener.ts';
import type { OutputSettings } from '../../loadgen/settings.ts';
import { sumCounter } from '../../loadgen/stats/read-workers.ts';
import type { DnsbenchIo } from './dnsbench-io.ts';
import { tell } from './tell.ts';

/** Back to the line's beginning, and nothing left on it (ECMA-48 EL). */
const CLEAR_LINE = '\r\u001b[2K';

/** Shows a run while it goes on: the dialect's lines on standard output, all else on standard error. */
export class RunDisplay implements RunListener {
  readonly #output: OutputSettings;
  readonly #settings: RunStart['settings'];
  readonly #queries: LoadedQueries;
  readonly #io: DnsbenchIo;
  readonly #onStart: (run: StartedRun) => void;
  #run: (StartedRun & RunStart) | undefined;
  #isLineShown = false;
  #leftOut = 0;

  constructor(parts: {
    readonly output: OutputSettings;
    readonly settings: RunStart['settings'];
    readonly queries: LoadedQueries;
    readonly io: DnsbenchIo;
    readonly onStart: (run: StartedRun) => void;
  }) {
    this.#output = parts.output;
    this.#settings = parts.settings;
    this.#queries = parts.queries;
    this.#io = parts.io;
    this.#onStart = parts.onStart;
  }

  started(run: StartedRun): void {
    this.#run = { ...run, settings: this.#settings };
    if (this.#isText) this.#print(this.#voice.start(this.#run));
    this.#onStart(run);
  }

  interval(interval: Interval): void {
    if (this.#run === undefined) return;
    const { printIntervals } = this.#output;
    if (this.#isText && printIntervals === 'line') this.#print(this.#voice.intervalLine(interval, this.#run));
    if (this.#isText && printIntervals === 'block')
      this.#print(this.#voice.intervalBlock(interval, this.#run, this.#output, this.#packetBytes()));
    this.#showLine(interval);
  }

  events(...[events, leftOut]: Parameters<RunListener['events']>): void {
    if (!this.#isText) return;
    const { dialect, perQuery, suppress } = this.#output;
    if (!perQuery && suppress.includes('timeouts')) return;
    this.#leftOut += leftOut;
    const lines = events.map((event) => {
      const question = questionText(this.#queries.pool, event.query);
      if (event.kind === 'timed-out')
        return perQuery
          ? perQueryLine(dialect, question, { kind: 'timed-out' })
          : this.#voice.timeout(event.id);
      const rcode = rcodeName(event.rcode);
      return perQueryLine(dialect, question, {
        kind: 'answered',
        rcode,
        latencySeconds: event.latencyUs / 1e6,
      });
    });
    this.#print(lines.join(''));
  }

  warn(text: string): void {
    this.#hideLine();
    tell(this.#io, text);
  }

  /** Leaves the terminal as it was, and tells what was not listed. */
  end(): void {
    this.#hideLine();
    if (this.#leftOut === 0) return;
    const [one, many] = this.#output.perQuery ? ['query', 'queries'] : ['timeout', 'timeouts'];
    const what = this.#leftOut === 1 ? `1 more ${one} is` : `${this.#leftOut} more ${many} are`;
    this.warn(`${what} not listed`);
    this.#leftOut = 0;
  }

  get #isText(): boolean {
    return this.#output.format === 'text';
  }

  get #voice() {
    return DIALECTS[this.#output.dialect];
  }

  #print(text: string): void {
    if (text === '') return;
    this.#hideLine();
    this.#io.writeOut(text);
  }

  #showLine(interval: Interval): void {
    const { errorColumns } = this.#io;
    if (errorColumns === undefined) return;
    const { durationSeconds, load } = this.#settings;
    const state = {
      paced: load.kind !== 'closed',
      ...(durationSeconds !== undefined && { totalSeconds: durationSeconds }),
    };
    this.#io.writeError(`${CLEAR_LINE}${renderLiveLine(interval, state, errorColumns)}`);
    this.#isLineShown = true;
  }

  #hideLine(): void {
    if (this.#isLineShown) this.#io.writeError(CLEAR_LINE);
    this.#isLineShown = false;
  }

  #packetBytes(): { request: number; response: number } {
    const workers = this.#run?.workers ?? [];
    const each = (bytes: number, count: number) => (count === 0 ? 0 : bytes / count);
    return {
      request: each(sumCounter(workers, 'bytesSent'), sumCounter(workers, 'sent')),
      response: each(sumCounter(workers, 'bytesReceived'), sumCounter(workers, 'answered')),
    };
  }
}
