import type { BindTraffic } from '../../model/bind.ts';
import type { BindRecords } from './bind-family.ts';
import { type Buckets, histogramFamily } from './bind-histogram.ts';
import type { Family } from './family.ts';

/**
 * BIND counts in ranges of 16 bytes up to 288 (requests) or 4096 (responses), 257 of them. These bounds are the
 * last byte of such a range; 1231 is the largest response that DNS flag day 2020 would send over UDP.
 */
const BOUNDS: Readonly<Record<BindTraffic['direction'], readonly number[]>> = {
  request: [31, 63, 95, 127, 159, 191, 223, 255, 287],
  response: [63, 127, 255, 511, 1023, 1231, 1471, 2047, 4095],
};

/** `48-63`, `4096+` */
const RANGE = /^(\d+)(?:-(\d+)|\+)$/;
const LABELS = ['proto', 'family'];
const NOTE = 'Of the statistics channel only.';

/** Sizes of DNS messages. */
export const TRAFFIC_FAMILIES: readonly Family<BindRecords>[] = [
  histogramFamily(
    { name: 'bind_request_size_bytes', help: 'Sizes of DNS requests received.', labels: LABELS, note: NOTE },
    ({ traffic }) => traffic.filter(({ direction }) => direction === 'request').map(buckets),
  ),
  histogramFamily(
    { name: 'bind_response_size_bytes', help: 'Sizes of DNS responses sent.', labels: LABELS, note: NOTE },
    ({ traffic }) => traffic.filter(({ direction }) => direction === 'response').map(buckets),
  ),
];

function buckets({ direction, protocol, family, sizes }: BindTraffic): Buckets {
  const bounds = BOUNDS[direction];
  const counts = [...bounds, Number.POSITIVE_INFINITY].map(() => 0);
  for (const [range, messages] of sizes) {
    const [, , last = '+Inf'] = RANGE.exec(range) ?? [];
    const bucket = bounds.findIndex((bound) => Number(last) <= bound);
    const index = bucket === -1 ? bounds.length : bucket;
    counts[index] = (counts[index] ?? 0) + messages;
  }
  return {
    labels: { proto: protocol, family },
    counts: counts.map((count, index) => [String(bounds[index] ?? '+Inf'), count] as const),
  };
}
