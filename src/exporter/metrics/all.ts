import { BIND_FAMILIES } from './bind.ts';
import { type BoundFamily, bindFamilies } from './exposition.ts';
import { HAPROXY_FAMILIES } from './haproxy.ts';
import { IPVS_FAMILIES } from './ipvs.ts';
import { KEEPALIVED_FAMILIES } from './keepalived.ts';
import { SELF_FAMILIES, type SelfRecords } from './self.ts';
import { VIP_FAMILIES } from './vip.ts';

/** Each subsystem's families, as docs/metrics.md lists them. */
export const FAMILIES = {
  haproxy: HAPROXY_FAMILIES,
  ipvs: IPVS_FAMILIES,
  bind: BIND_FAMILIES,
  keepalived: KEEPALIVED_FAMILIES,
  vip: VIP_FAMILIES,
} as const;

/** All families of a snapshot, tied to what it holds. */
export function snapshotFamilies(records: SelfRecords): BoundFamily[] {
  const { reports } = records.snapshot;
  return [
    ...bindFamilies(SELF_FAMILIES, records),
    ...bindFamilies(FAMILIES.haproxy, reports.haproxy),
    ...bindFamilies(FAMILIES.ipvs, reports.ipvs),
    ...bindFamilies(FAMILIES.bind, reports.bind),
    ...bindFamilies(FAMILIES.keepalived, reports.keepalived),
    ...bindFamilies(FAMILIES.vip, reports.vip),
  ];
}
