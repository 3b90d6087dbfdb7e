/** How far back history goes: from its first moment to its last. */
export interface TimeRange {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}
