import type { Clock } from '../../live/clock.ts';
import { ClockOffset, clockSample, EVENTS_CLOCK_STEP_SECONDS } from '../../live/clock-offset.ts';
import type { StackEvent } from '../../model/stack-event.ts';
import { parseEventsDocument } from '../../view/events-document.ts';
import { parseStatus, type SeenStatus } from './seen-status.ts';

const NANOSECONDS_A_SECOND = 1e9;
/** 100,000 rows of HAProxy's take about as much. */
const MAX_BYTES = 64 * 2 ** 20;

/** Fetches a page as text, or rejects with one line. */
export type FetchText = (url: string, limits: { signal: AbortSignal; maxBytes: number }) => Promise<string>;

/** An event, and when it happened by the clock of this host. */
export interface SeenEvent {
  readonly event: StackEvent;
  readonly atSeconds: number;
  /** It happened within these two, clocks and logs being as exact as they are. */
  readonly earliestSeconds: number;
  readonly latestSeconds: number;
}

/** What one reading told. */
export interface Reading {
  readonly status: SeenStatus;
  readonly events: readonly SeenEvent[];
  /** Some events were not kept until they were asked for. */
  readonly missed: boolean;
}

export interface VipscopeWatchOptions {
  readonly url: string;
  readonly fetchText: FetchText;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onReading: (reading: Reading) => void;
}

/** Follows one vipscope: its verdicts, and every event from the first reading on, once. */
export class VipscopeWatch {
  private readonly options: VipscopeWatchOptions;
  private readonly offset = new ClockOffset();
  /** Of the last event that is known; undefined before the first reading. */
  private sinceId: number | undefined;
  private running: Promise<SeenStatus> | undefined;
  private next: Promise<SeenStatus> | undefined;

  constructor(options: VipscopeWatchOptions) {
    this.options = options;
  }

  /** Reads it now, for all who ask meanwhile; a reading that has begun before does not count. */
  read(): Promise<SeenStatus> {
    if (this.running === undefined) return this.begin();
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.begin();
      });
    return this.next;
  }

  private begin(): Promise<SeenStatus> {
    const running = this.readOnce().finally(() => {
      if (this.running === running) this.running = undefined;
    });
    this.running = running;
    return running;
  }

  private async readOnce(): Promise<SeenStatus> {
    // Events after the status, so that what the status shows has been told.
    const status = parseStatus(await this.fetch('/status.json?watched=1'));
    const { clock } = this.options;
    const begunMs = clock.elapsedMs();
    const begunSeconds = clock.wallMs() / 1000;
    const text = await this.fetch(`/events?since=${this.sinceId ?? 0}`);
    const tookSeconds = (clock.elapsedMs() - begunMs) / 1000;
    const { nowNs, missed, events } = parseEventsDocument(text);
    const theirSeconds = Number(nowNs) / NANOSECONDS_A_SECOND;
    const stepSeconds = EVENTS_CLOCK_STEP_SECONDS;
    this.offset.add(clockSample({ theirSeconds, begunSeconds, tookSeconds, stepSeconds }));
    const isFirst = this.sinceId === undefined;
    this.sinceId = Math.max(this.sinceId ?? 0, ...events.map(({ id }) => id));
    // What was before is no part of the scenario.
    const seen = isFirst ? [] : events.map((event) => this.seen(event));
    this.options.onReading({ status, events: seen, missed: missed && !isFirst });
    return status;
  }

  private fetch(path: string): Promise<string> {
    const { url, fetchText, signal } = this.options;
    return fetchText(`${url}${path}`, { signal, maxBytes: MAX_BYTES });
  }

  private seen(event: StackEvent): SeenEvent {
    const { offsetSeconds, errorSeconds } = this.offset.best ?? { offsetSeconds: 0, errorSeconds: 0 };
    const here = (ns: bigint): number => Number(ns) / NANOSECONDS_A_SECOND - offsetSeconds;
    return {
      event,
      atSeconds: here(event.timeNs),
      earliestSeconds: here(event.earliestNs) - errorSeconds,
      latestSeconds: here(event.latestNs) + errorSeconds,
    };
  }
}
