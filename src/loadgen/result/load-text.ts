import type { Load } from '../settings.ts';
import { givenText } from './figure-text.ts';

const TEXTS: { readonly [Kind in Load['kind']]: (load: Extract<Load, { kind: Kind }>) => string } = {
  closed: () => 'closed loop, as fast as answers come',
  rate: ({ qps }) => `open loop, ${givenText(qps)} qps`,
  ramp: ({ fromQps, toQps, seconds }) =>
    `open loop, from ${givenText(fromQps)} to ${givenText(toQps)} qps in ${givenText(seconds)} s`,
  'find-max': ({ fromQps, maxLossRatio }) =>
    `open loop, steps from ${givenText(fromQps)} qps while at most ${givenText(maxLossRatio * 100)} % is lost`,
};

/** How fast queries were sent; loads that differ have texts that do. */
export function loadText(load: Load): string {
  // The table has a text for each kind; the compiler does not see that kind and function belong together.
  return (TEXTS[load.kind] as (load: Load) => string)(load);
}
