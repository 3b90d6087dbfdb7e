import type { Growth } from '../ledger/counter-growth.ts';
import type { Hop } from '../ledger/hop.ts';
import type { RealServerShare, Shares } from '../ledger/shares.ts';
import type { StuckReason } from '../ledger/stuck-reasons.ts';
import { countText, durationText, NO_FIGURE, percentText, quantityText } from '../result/figure-text.ts';

/** `12,500`, `≥ 12,500` where it may have been more. */
export function growthWords(growth: Growth | undefined): string {
  if (growth === undefined) return NO_FIGURE;
  return `${growth.doubt === undefined ? '' : '≥ '}${countText(growth.grown)}`;
}

export function shareWords(share: number | undefined): string {
  return share === undefined ? NO_FIGURE : percentText(Math.round(share * 1_000) / 1_000);
}

/** `51-90 %`: what so many flows tell of the share. */
export function intervalWords({ interval }: RealServerShare): string {
  if (interval === undefined) return NO_FIGURE;
  const [low, high] = [interval.low, interval.high].map((end) => (end * 100).toFixed(1));
  return `${low}-${high} %`;
}

/** `udp/192.168.56.185:53 by wrr ops, on ds1 and ds2` */
export function virtualWords({ virtual, scheduler, flags, directors }: Shares): string {
  const how = [scheduler, ...flags].filter((word) => word !== undefined).join(' ');
  return `${virtual}${how === '' ? '' : ` by ${how}`}, on ${directors.join(' and ')}`;
}

/** How many flows would tell the shares better; undefined where nothing is expected. */
export function moreFlowsWords({ servers, sample }: Shares): string | undefined {
  const wanted = Math.max(0, ...servers.map(({ flowsForTwoPercent = 0 }) => flowsForTwoPercent));
  if (wanted === 0) return undefined;
  return `95 % interval of ${quantityText(sample.count, sample.unit.slice(0, -1), sample.unit)}; ±2 % takes ${countText(wanted)}`;
}

/** `0`, `50 lost (10 ‰)`, `12 more`, `not known` */
export function differenceWords({ lost, lostPerMille, more, unknown }: Hop): string {
  if (unknown !== undefined) return 'not known';
  if (lost > 0) return `${countText(lost)} lost (${Number(lostPerMille.toPrecision(3))} ‰)`;
  return more > 0 ? `${countText(more)} more` : '0';
}

/** `real server 192.168.56.183:53 removed at 17:31:02 UTC, UDP timeout 300 s, expire_nodest_conn unknown` */
export function stuckReasonWords(
  { realServer, removedAtSeconds, udpTimeoutSeconds }: StuckReason,
  startedAtSeconds: number,
): string {
  const time = new Date((startedAtSeconds + (removedAtSeconds ?? 0)) * 1_000);
  const at = Number.isNaN(time.getTime()) ? 'an unknown time' : `${time.toISOString().slice(11, 19)} UTC`;
  return [
    realServer === undefined
      ? 'no real server was seen to leave'
      : `real server ${realServer} removed at ${at}`,
    `UDP timeout ${udpTimeoutSeconds === undefined ? 'unknown' : durationText(udpTimeoutSeconds)}`,
    // No vipscope tells /proc/sys/net/ipv4/vs, which is of each director's own network namespace.
    'expire_nodest_conn unknown',
  ].join(', ');
}
