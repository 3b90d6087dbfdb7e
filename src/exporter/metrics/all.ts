import { BIND_FAMILIES } from './bind.ts';
import { type TiedFamily, tieFamilies } from './exposition.ts';
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
export function snapshotFamilies(records: SelfRecords): TiedFamily[] {
  const { reports } = records.snapshot;
  return [
    ...tieFamilies(SELF_FAMILIES, records),
    ...tieFamilies(FAMILIES.haproxy, reports.haproxy),
    ...tieFamilies(FAMILIES.ipvs, reports.ipvs),
    ...tieFamilies(FAMILIES.bind, reports.bind),
    ...tieFamilies(FAMILIES.keepalived, reports.keepalived),
    ...tieFamilies(FAMILIES.vip, reports.vip),
  ];
}
