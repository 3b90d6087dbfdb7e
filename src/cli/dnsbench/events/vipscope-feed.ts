import { ClockOffset, clockSample, EVENTS_CLOCK_STEP_SECONDS } from '../../../live/clock-offset.ts';
import type { StackEvent } from '../../../model/stack-event.ts';
import { PollLoop } from '../../../sources/poll-loop.ts';
import type { ReadLimits } from '../../../sources/source-error.ts';
import { parseEventsDocument } from '../../../view/events-document.ts';
import { type EventFeed, type FeedResult, MOST_EVENTS } from './event-feed.ts';

const INTERVAL_MS = 1_000;
const TIMEOUT_MS = 2_000;
const MAX_BYTES = 16 * 2 ** 20;

export interface VipscopeFeedOptions {
  /** Base URL, without a password and without a slash at its end. */
  readonly url: string;
  /** GETs a page as JSON. @throws Error of one line */
  readonly fetch: (url: string, limits: ReadLimits) => Promise<string>;
  /** Milliseconds since 1970, with fractions where there are any. */
  readonly wallMs: () => number;
  readonly intervalMs?: number;
}

/** Events of another vipscope, asked for once a second. The first answer has what happened before the run, too. */
export class VipscopeFeed implements EventFeed {
  readonly #options: VipscopeFeedOptions;
  readonly #clock = new ClockOffset();
  readonly #events = new Map<number, StackEvent>();
  #loop: PollLoop | undefined;
  #node: string | undefined;
  #sinceId = 0;
  #hasAnswered = false;
  #leftOut = 0;
  #gaps = 0;
  #failures = 0;
  #failure: string | undefined;

  constructor(options: VipscopeFeedOptions) {
    this.#options = options;
  }

  async begin(): Promise<string | undefined> {
    this.#loop = new PollLoop({
      poll: () => this.#poll(),
      intervalMs: this.#options.intervalMs ?? INTERVAL_MS,
    });
    await this.#loop.now();
    return this.#failure;
  }

  async end(): Promise<FeedResult> {
    await this.#loop?.now();
    await this.#loop?.close();
    return {
      source: this.#options.url,
      node: this.#node,
      events: [...this.#events.values()],
      clock: this.#clock.best,
      remarks: this.#remarks(),
    };
  }

  async #poll(): Promise<void> {
    try {
      await this.#ask();
      this.#failure = undefined;
    } catch (error) {
      this.#failures += 1;
      this.#failure = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    }
  }

  async #ask(): Promise<void> {
    const { url, fetch, wallMs } = this.#options;
    const begunMs = wallMs();
    const limits = { signal: AbortSignal.timeout(TIMEOUT_MS), maxBytes: MAX_BYTES };
    const text = await fetch(`${url}/events?since=${this.#sinceId}`, limits);
    const tookSeconds = (wallMs() - begunMs) / 1_000;
    const { node, nowNs, missed, events } = parseEventsDocument(text);
    // A clock that was set meanwhile tells nothing.
    if (tookSeconds >= 0) {
      const theirSeconds = Number(nowNs) / 1e9;
      const stepSeconds = EVENTS_CLOCK_STEP_SECONDS;
      this.#clock.add(clockSample({ theirSeconds, begunSeconds: begunMs / 1_000, tookSeconds, stepSeconds }));
    }
    this.#node = node;
    // Of what was before the first question it need not have everything.
    if (missed && this.#hasAnswered) this.#gaps += 1;
    this.#hasAnswered = true;
    for (const event of events) this.#keep(event);
  }

  #keep(event: StackEvent): void {
    this.#sinceId = Math.max(this.#sinceId, event.id);
    if (this.#events.size < MOST_EVENTS || this.#events.has(event.id)) this.#events.set(event.id, event);
    else this.#leftOut += 1;
  }

  #remarks(): string[] {
    const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
    const failure = this.#failure === undefined ? '' : `, at last: ${this.#failure}`;
    return [
      ...(this.#hasAnswered ? [] : [`it never answered${failure}`]),
      ...(this.#hasAnswered && this.#failures > 0
        ? [`it did not answer ${times(this.#failures)}${failure}`]
        : []),
      ...(this.#gaps > 0 ? ['it told of events that it does not have any more: some are missing here'] : []),
      ...(this.#leftOut > 0 ? [`${this.#leftOut} events beyond the first ${MOST_EVENTS} are left out`] : []),
    ];
  }
}
