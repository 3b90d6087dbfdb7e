import type { Load } from '../../settings.ts';
import { amount, percent } from './figures.ts';

type Descriptions = { readonly [Kind in Load['kind']]: (load: Extract<Load, { kind: Kind }>) => string };

const DESCRIPTIONS: Descriptions = {
  closed: () => 'as fast as answers come',
  rate: ({ qps }) => `${amount(qps)} queries a second`,
  ramp: ({ fromQps, toQps, seconds }) =>
    `from ${amount(fromQps)} to ${amount(toQps)} queries a second in ${amount(seconds)} s`,
  'find-max': ({ fromQps, maxLossRatio }) =>
    `from ${amount(fromQps)} queries a second to the highest rate with at most ${percent(maxLossRatio)} lost`,
};

/** How fast queries were sent, for people. */
export function describeLoad(load: Load): string {
  const describe = DESCRIPTIONS[load.kind] as (load: Load) => string;
  return describe(load);
}
