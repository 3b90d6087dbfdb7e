import { setTimeout as delay } from 'node:timers/promises';
import { LineEvents } from '../../../live/line-event.ts';
import type { NewEvent } from '../../../model/stack-event.ts';
import { parseKeepalivedLine } from '../../../parsers/keepalived/log.ts';
import { FollowedFile } from '../../../sources/follow-file.ts';
import { PollLoop } from '../../../sources/poll-loop.ts';
import { type EventFeed, type FeedResult, MOST_EVENTS } from './event-feed.ts';

const INTERVAL_MS = 1_000;
const SOONEST_MS = 100;
const GRACE_MS = 1_000;
const LAST_TRIES = 4;
/** Enough to know which states the instances were in when the run began. */
const READ_BACK_BYTES = 1024 * 1024;
/** What each line of keepalived's has where a log names programs; in lower case it names a unit. */
const TAG = Buffer.from('eepalived');
const MOST_GAPS = 10;

const OWN_CLOCK = "its times are taken for this host's clock";

export interface LogFeedOptions {
  readonly path: string;
  /** Whose lines they are; without it those of the host that each names. */
  readonly node?: string;
  /** Of this host, for lines that name none. */
  readonly hostname: string;
  readonly nowMs: () => number;
}

/** Events of a log of keepalived's, followed over its rotations. */
export class LogFeed implements EventFeed {
  readonly #options: LogFeedOptions;
  readonly #file: FollowedFile;
  readonly #lines: LineEvents;
  readonly #events: NewEvent[] = [];
  readonly #gaps: string[] = [];
  #loop: PollLoop | undefined;
  #host: string;
  #leftOut = 0;
  #unreadable: string | undefined;
  #isBehind = false;

  constructor(options: LogFeedOptions) {
    const { path, hostname, nowMs } = options;
    this.#options = options;
    this.#host = hostname;
    this.#lines = new LineEvents(() => this.#host);
    this.#file = new FollowedFile({
      path,
      tag: TAG,
      graceMs: GRACE_MS,
      readBackBytes: READ_BACK_BYTES,
      nowMs,
      onLines: ({ lines }, isHistory) => this.#take(lines, isHistory),
      onGap: (reason) => {
        if (this.#gaps.length < MOST_GAPS) this.#gaps.push(reason);
      },
    });
  }

  async begin(): Promise<string | undefined> {
    this.#loop = new PollLoop({
      poll: () => this.#poll(),
      intervalMs: INTERVAL_MS,
      watched: { path: this.#options.path, soonestMs: SOONEST_MS },
    });
    await this.#loop.now();
    return this.#unreadable;
  }

  async end(): Promise<FeedResult> {
    await this.#loop?.now();
    // Of a log that was just rotated: the lines of the new file wait until the old one is surely finished.
    for (let tries = 0; this.#isBehind && tries < LAST_TRIES; tries += 1) {
      await delay(GRACE_MS / 2);
      await this.#loop?.now();
    }
    await this.#loop?.close();
    await this.#file.close();
    const nodes = [...new Set(this.#events.map(({ node }) => node))];
    return {
      source: this.#options.path,
      node: nodes.length === 1 ? nodes[0] : undefined,
      events: this.#events,
      clock: undefined,
      remarks: [
        ...(this.#unreadable === undefined ? [] : [this.#unreadable]),
        ...this.#gaps,
        ...(this.#leftOut > 0
          ? [`${this.#leftOut} events beyond the first ${MOST_EVENTS} are left out`]
          : []),
        OWN_CLOCK,
      ],
    };
  }

  async #poll(): Promise<void> {
    const status = await this.#file.poll();
    this.#isBehind = status.kind === 'following' && status.behind;
    this.#unreadable = status.kind === 'unreadable' ? status.error.message : undefined;
  }

  #take(lines: readonly string[], isHistory: boolean): void {
    const { path, node, hostname, nowMs } = this.#options;
    const seen = { nowMs: nowMs(), isHistory };
    for (const text of lines) {
      const line = parseKeepalivedLine(text, { nowMs: seen.nowMs });
      this.#host = node ?? line.host ?? hostname;
      const event = this.#lines.eventOfLine(path, line, text, seen);
      if (event === undefined) continue;
      if (this.#events.length < MOST_EVENTS) this.#events.push(event);
      else this.#leftOut += 1;
    }
  }
}
