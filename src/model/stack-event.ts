/** Where in the stack something changed. `source`: what vipscope reads; `peer`: another vipscope. */
export const EVENT_LAYERS = [
  'vrrp',
  'keepalived',
  'ipvs',
  'haproxy',
  'bind',
  'vip',
  'source',
  'peer',
] as const;
export type EventLayer = (typeof EVENT_LAYERS)[number];

/** What a change means to whoever is on call: worse, better, or neither. The worst first. */
export const EVENT_TONES = ['bad', 'good', 'neutral'] as const;
export type EventTone = (typeof EVENT_TONES)[number];

/**
 * One dated change in the stack: a VRRP state, a real server added or removed, quorum, the state of a HAProxy server.
 * Read from a log line, or seen as the difference of two collections.
 */
export interface StackEvent {
  /**
   * Unique on its node, and larger than that of every event before it, over restarts too: microseconds since 1970 of
   * when it was first seen (of a line read back from before the start, its own time), raised by one while taken.
   */
  readonly id: number;
  /** When it happened, as well as that is known. Nanoseconds since 1970, by this node's clock. */
  readonly timeNs: bigint;
  /**
   * It happened within these two: a log line without fractions within its second, a difference between its two
   * collections. Events whose spans overlap have no known order.
   */
  readonly earliestNs: bigint;
  readonly latestNs: bigint;
  readonly node: string;
  readonly layer: EventLayer;
  /** The configured name of what was read. */
  readonly source: string;
  /** `state`, `added`, `removed`, `weight`, `quorum`, `check`, `script`, `priority`, `restart`, … */
  readonly kind: string;
  /** What changed: `VI_1`, `udp/192.168.56.185:53 192.168.56.183:53`, `www/web1`, `192.168.56.185`. */
  readonly subject: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly tone: EventTone;
  /** What more is known, for people and in English: `exited with status 1`, `L4CON in 0ms`. */
  readonly detail?: string | undefined;
  /** The log line that it came from, as it stands there. */
  readonly line?: string | undefined;
}

/** An event before its store has given it an id. */
export type NewEvent = Omit<StackEvent, 'id'>;
