import type { PortRotation } from '../settings.ts';

/** When each lane, a place for a source port, is due for another port. */
export class LaneRotation {
  readonly #rotation: PortRotation | undefined;
  readonly #sent: Float64Array;
  readonly #sinceUs: Float64Array;

  constructor(rotation: PortRotation | undefined, lanes: number, nowUs: number) {
    this.#rotation = rotation;
    this.#sent = new Float64Array(lanes);
    // Ports change one after the other, not all at once.
    const stepUs = rotation?.kind === 'seconds' ? (rotation.seconds * 1e6) / lanes : 0;
    this.#sinceUs = Float64Array.from({ length: lanes }, (_none, lane) => nowUs - lane * stepUs);
  }

  /** Counts what a lane sent. @returns whether its port has served its time */
  sent(lane: number, count: number, nowUs: number): boolean {
    if (this.#rotation === undefined) return false;
    const sent = (this.#sent[lane] ?? 0) + count;
    this.#sent[lane] = sent;
    return this.#rotation.kind === 'queries'
      ? sent >= this.#rotation.queries
      : nowUs - (this.#sinceUs[lane] ?? 0) >= this.#rotation.seconds * 1e6;
  }

  /** Most queries that a lane may take before it is due; one where it is due and cannot change yet. */
  room(lane: number): number {
    if (this.#rotation?.kind !== 'queries') return Number.POSITIVE_INFINITY;
    return Math.max(1, this.#rotation.queries - (this.#sent[lane] ?? 0));
  }

  /** A lane has another port. */
  changed(lane: number, nowUs: number): void {
    this.#sent[lane] = 0;
    this.#sinceUs[lane] = nowUs;
  }
}
