/** One step of --find-max. */
export interface RateStep {
  readonly qps: number;
  readonly lossRatio: number;
  readonly sentRatio: number;
  readonly good: boolean;
}
