import { setTimeout as delay } from 'node:timers/promises';
import { ClockOffset } from '../../../live/clock-offset.ts';
import type { NodeFigures } from '../../../loadgen/ledger/node-figures.ts';
import { NodeMeter } from '../../../loadgen/ledger/node-meter.ts';
import type { StackReading } from '../../../loadgen/ledger/stack-reading.ts';
import { PollLoop } from '../../../sources/poll-loop.ts';
import type { ReadLimits } from '../../../sources/source-error.ts';
import { MAX_DOCUMENT_CHARACTERS, parseNodeDocument } from '../../../view/status/document/document.ts';
import { type RunTarget, stackReading } from './stack-reading.ts';

const INTERVAL_MS = 1_000;
const TIMEOUT_MS = 2_000;
/** How long figures from after the run are waited for: a named that dumps seldom does not keep anybody waiting. */
const FRESH_WITHIN_MS = 6_000;
const RETRY_MS = 300;

export interface StatusFeedOptions {
  /** Base URL, without a password and without a slash at its end. */
  readonly url: string;
  /** GETs a page as JSON. @throws Error of one line */
  readonly fetch: (url: string, limits: ReadLimits) => Promise<string>;
  readonly target: RunTarget;
  /** Milliseconds since 1970, with fractions where there are any. */
  readonly wallMs: () => number;
  readonly intervalMs?: number;
  readonly freshWithinMs?: number;
}

/** What one vipscope's counters say of a run. */
export interface StatusResult {
  readonly source: string;
  /** Absent where it never answered before the run: there is nothing to compare with. */
  readonly figures?: NodeFigures;
  readonly remarks: readonly string[];
}

/** Reads what another vipscope counts: before a run, each second while it goes on, and after it. Never rejects. */
export class StatusFeed {
  readonly #options: StatusFeedOptions;
  readonly #clock = new ClockOffset();
  #loop: PollLoop | undefined;
  #meter: NodeMeter | undefined;
  #latest: StackReading | undefined;
  #openedAtSeconds = Number.POSITIVE_INFINITY;
  #failures = 0;
  #failure: string | undefined;

  constructor(options: StatusFeedOptions) {
    this.#options = options;
  }

  /** Resolves when it has answered once, or not. */
  async begin(): Promise<void> {
    const intervalMs = this.#options.intervalMs ?? INTERVAL_MS;
    this.#loop = new PollLoop({ poll: () => this.#poll(), intervalMs });
    await this.#loop.now();
  }

  /** The window opens, now or later: figures from before that are what growth is told from. */
  opened(atSeconds: number): void {
    this.#openedAtSeconds = atSeconds;
  }

  /** Reads until all figures are from after the end, but not for long, and ends. */
  async end(endSeconds: number): Promise<StatusResult> {
    const { url, wallMs, freshWithinMs = FRESH_WITHIN_MS } = this.#options;
    const giveUpMs = wallMs() + freshWithinMs;
    await this.#loop?.now();
    while (!this.#isFresh(endSeconds) && wallMs() < giveUpMs) {
      await delay(RETRY_MS);
      await this.#loop?.now();
    }
    await this.close();
    const figures = this.#meter?.figures(endSeconds);
    return { source: url, ...(figures && { figures }), remarks: this.#remarks() };
  }

  async close(): Promise<void> {
    await this.#loop?.close();
  }

  async #poll(): Promise<void> {
    try {
      this.#take(await this.#ask());
      this.#failure = undefined;
    } catch (error) {
      this.#failures += 1;
      this.#failure = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    }
  }

  async #ask(): Promise<StackReading> {
    const { url, fetch, wallMs, target } = this.#options;
    const begunMs = wallMs();
    const limits = { signal: AbortSignal.timeout(TIMEOUT_MS), maxBytes: MAX_DOCUMENT_CHARACTERS };
    const { node, nowSeconds } = parseNodeDocument(await fetch(`${url}/status.json?scope=node`, limits));
    // It looked at its clock at any time between question and answer; a clock that was set meanwhile tells nothing.
    const halfSeconds = (wallMs() - begunMs) / 2_000;
    if (halfSeconds >= 0) {
      const offsetSeconds = nowSeconds - (begunMs / 1_000 + halfSeconds);
      this.#clock.add({ offsetSeconds, errorSeconds: halfSeconds });
    }
    return stackReading(node, target, this.#clock.best?.offsetSeconds ?? 0);
  }

  #take(reading: StackReading): void {
    this.#latest = reading;
    const isBefore = this.#options.wallMs() / 1_000 < this.#openedAtSeconds;
    if (isBefore) this.#meter = new NodeMeter(reading);
    else this.#meter?.add(reading);
  }

  /** One that never answered is not waited for; one that has nothing to tell neither. */
  #isFresh(endSeconds: number): boolean {
    if (this.#latest === undefined) return true;
    if (this.#failure !== undefined) return false;
    const { table, nameds } = this.#latest;
    const isAsked = (table?.virtualServers.length ?? 0) > 0;
    return (
      (!isAsked || (table?.atSeconds ?? 0) >= endSeconds) &&
      nameds.every(({ dumpedAtSeconds }) => dumpedAtSeconds >= endSeconds)
    );
  }

  #remarks(): string[] {
    const last = this.#failure === undefined ? '' : `, at last: ${this.#failure}`;
    if (this.#latest === undefined) return [`it told no figures${last}`];
    return [
      ...(this.#meter === undefined ? ['it told no figures before the run'] : []),
      ...(this.#failures > 0 ? [`its figures were not told ${this.#failures} times${last}`] : []),
    ];
  }
}
